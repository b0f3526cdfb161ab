"""What is asked: catalogues by period, their requirements, which answers which."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.rules import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TEXT,
    SURE_NAMES,
)
from congvu.lib.ids import uuid7


class Catalogue(models.Model):
    """One set of requirements with its source, its period and how sure we are of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("mã bộ"), max_length=LONGEST_CODE, unique=True)
    name = models.CharField(_("tên bộ"), max_length=LONGEST_NAME)
    source = models.CharField(_("căn cứ"), max_length=LONGEST_NAME)
    valid_from = models.DateField(_("có hiệu lực từ"))
    valid_until = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    sure = models.CharField(_("mức tin cậy"), max_length=1, choices=SURE_NAMES.items())
    note = models.TextField(_("ghi chú"), max_length=LONGEST_TEXT, blank=True)
    counts = models.JSONField(_("số mục theo cấp độ"), default=list)
    # Of all that was read: the same twice changes nothing.
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("nạp lúc"))
    loaded_by = models.CharField(_("người nạp"), max_length=80)

    class Meta:
        verbose_name = _("bộ yêu cầu")
        constraints = [
            models.CheckConstraint(
                name="catalogue_has_code_and_name",
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="catalogue_period_forward",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
        ]


class Requirement(models.Model):
    """``months``: how long evidence holds at levels 1 to 5; empty: nothing says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    catalogue = models.ForeignKey(
        Catalogue, on_delete=models.PROTECT, db_index=False, related_name="requirements"
    )
    place = models.PositiveSmallIntegerField(_("thứ tự"))
    code = models.CharField(_("mã"), max_length=LONGEST_CODE)
    name = models.CharField(_("yêu cầu"), max_length=LONGEST_NAME)
    levels = ArrayField(models.PositiveSmallIntegerField())
    months = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    thresholds = models.JSONField(_("ngưỡng"), default=list)

    class Meta:
        verbose_name = _("yêu cầu an toàn")
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "code"], name="requirement_once"
            )
        ]


class RequirementLink(models.Model):
    """Whoever meets ``source`` meets ``target``."""

    source = models.ForeignKey(
        Requirement,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="answers_others",
    )
    target = models.ForeignKey(
        Requirement, on_delete=models.CASCADE, related_name="answered_by"
    )

    class Meta:
        verbose_name = _("ánh xạ yêu cầu")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"], name="requirementlink_once"
            ),
            models.CheckConstraint(
                name="requirementlink_to_another", condition=~Q(source=F("target"))
            ),
        ]
