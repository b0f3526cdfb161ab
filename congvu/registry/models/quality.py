"""How good a data set was found to be."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.models.sharing import DataSet


class DataQuality(models.Model):
    """Of the rows of one day, counted at one moment; ``faults`` names the first rows
    that fail, by key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("đo lúc"))
    on = models.DateField(_("dữ liệu ngày"))
    rows = models.PositiveIntegerField(_("số dòng"))
    cells = models.PositiveBigIntegerField(_("số ô"))
    filled = models.PositiveBigIntegerField(_("số ô đã ghi"))
    unique = models.PositiveIntegerField(_("số dòng không trùng"))
    valid = models.PositiveIntegerField(_("số dòng hợp lệ"))
    changed_at = models.DateTimeField(_("thay đổi gần nhất"), null=True, blank=True)
    is_fresh = models.BooleanField(_("kịp thời"), null=True)
    faults = models.JSONField(_("dòng chưa đạt"), default=list)

    class Meta:
        verbose_name = _("lần đo chất lượng bộ dữ liệu")
        constraints = [
            models.CheckConstraint(
                name="dataquality_parts_of_a_whole",
                condition=Q(filled__lte=F("cells"), unique__lte=F("rows"))
                & Q(valid__lte=F("rows")),
            ),
        ]
        indexes = [models.Index(fields=["data_set", "id"], name="dataquality_of_set")]
