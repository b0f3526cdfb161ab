"""A list, and its codes with their names for a period."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils.translation import gettext_lazy as _

from congvu.catalogues.rules import LONGEST_CODE, LONGEST_NAME, LONGEST_SOURCE
from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import Dated, period_check


class CodeList(models.Model):
    """``edition`` counts the times that something of it changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("mã danh mục"), max_length=LONGEST_CODE, unique=True)
    name = models.CharField(_("tên danh mục"), max_length=LONGEST_NAME)
    source = models.CharField(_("nguồn"), max_length=LONGEST_SOURCE)
    is_open = models.BooleanField(_("ai cũng tra được"), default=True)
    edition = models.PositiveIntegerField(_("bản"), default=0)
    changed_at = models.DateTimeField(_("sửa lúc"))
    changed_by = models.CharField(_("người sửa"), max_length=80)

    class Meta:
        verbose_name = _("danh mục dùng chung")
        constraints = [
            models.CheckConstraint(
                name="codelist_is_named",
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""),
            )
        ]


class CodeEntry(Dated):
    """A code and its name for a period; ``edition`` is that of its last change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    catalogue = models.ForeignKey(
        CodeList, on_delete=models.PROTECT, db_index=False, related_name="entries"
    )
    code = models.CharField(_("mã"), max_length=LONGEST_CODE)
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    folded_name = models.CharField(max_length=LONGEST_NAME)
    heirs = ArrayField(models.CharField(max_length=LONGEST_CODE), default=list)
    edition = models.PositiveIntegerField(_("bản"))

    class Meta:
        verbose_name = _("mục của danh mục")
        constraints = [
            period_check("codeentry_period"),
            models.UniqueConstraint(
                fields=["catalogue", "code", "valid_from"], name="codeentry_once"
            ),
            # Asked at the end: a load moves the borders of several at once.
            ExclusionConstraint(
                name="codeentry_means_one_thing",
                expressions=[
                    ("catalogue", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="codeentry_heirs_after_an_end",
                condition=Q(heirs=[]) | Q(valid_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["catalogue", "folded_name"], name="codeentry_by_name"),
            models.Index(
                fields=["catalogue", "edition", "id"], name="codeentry_changed"
            ),
        ]
