"""The yearly report: what units say, when each confirmed, the papers composed of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.rules import DEGREE_NAMES, LONGEST_TEXT, Degree
from congvu.lib.ids import uuid7


class YearlyReport(models.Model):
    """Of the agency that runs systems; ``told``: what it confirmed, as it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    other = models.TextField(_("nội dung khác"), max_length=LONGEST_TEXT, blank=True)
    told = models.JSONField(_("đã xác nhận"), default=list)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    confirmed_on = models.DateField(_("xác nhận ngày"), null=True, blank=True)
    confirmed_by = models.CharField(_("người xác nhận"), max_length=80, blank=True)
    due_before = models.DateField(_("phải xong trước ngày"))

    class Meta:
        verbose_name = _("báo cáo an ninh năm")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="yearlyreport_once"
            ),
            models.CheckConstraint(
                name="yearlyreport_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_on__isnull=True)
                | (
                    Q(confirmed_at__isnull=False, confirmed_on__isnull=False)
                    & ~Q(confirmed_by="")
                ),
            ),
        ]


class SystemYear(models.Model):
    """What its unit says of a system in a year and no record knows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    obeyed = models.CharField(
        _("thực hiện quy chế"), max_length=6, choices=DEGREE_NAMES.items()
    )
    tested = models.CharField(
        _("kiểm tra, đánh giá"), max_length=6, choices=DEGREE_NAMES.items()
    )
    tested_on = models.DateField(_("kiểm tra, đánh giá ngày"), null=True, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("tình hình hệ thống trong năm")
        constraints = [
            models.UniqueConstraint(fields=["system", "year"], name="systemyear_once"),
            models.CheckConstraint(
                name="systemyear_tested_on_a_day",
                condition=Q(tested=Degree.NONE, tested_on__isnull=True)
                | (~Q(tested=Degree.NONE) & Q(tested_on__isnull=False)),
            ),
        ]


class YearlyPaper(models.Model):
    """A draft that an owner composed of its units' reports."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("văn bản báo cáo an ninh năm")
        indexes = [
            models.Index(fields=["agency", "year"], name="yearlypaper_of_agency")
        ]
