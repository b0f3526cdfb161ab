"""What an agency writes its papers with: one Word template in force for each type."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class PaperTemplate(models.Model):
    """One version of an agency's template for a type, from an hour until the next.

    ``fields`` are the fields it uses, ``starts`` the words a draft begins with
    (formats/template_start.py), both read once when it was given in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    type_code = models.CharField(_("mã loại"), max_length=20)
    number = models.PositiveIntegerField(_("bản số"))
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(_("tên tệp"), max_length=255)
    fields = models.JSONField(_("các trường"), default=list)
    starts = models.JSONField(_("lời văn có sẵn"), default=dict)
    remark = models.CharField(_("ghi chú của bản"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("dùng từ"))
    made_by = models.CharField(_("người tải lên"), max_length=80)
    made_by_post = models.CharField(_("chức vụ"), max_length=200)
    ended_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người thay"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("mẫu văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "type_code"],
                condition=Q(ended_at__isnull=True),
                name="papertemplate_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["agency", "type_code", "number"],
                name="papertemplate_number_unique",
            ),
            models.CheckConstraint(
                name="papertemplate_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]
