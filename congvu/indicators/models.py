"""Indicators, what they should be, what was counted, what people reported."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, UUIDField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from congvu.indicators.rules import (
    ATTEMPT_NAMES,
    PERIOD_KIND_NAMES,
    UNIT_NAMES,
    Attempt,
    PeriodKind,
    Unit,
)
from congvu.lib.ids import uuid7

_NOBODY = UUID(int=0)


class Indicator(models.Model):
    """An indicator by its code, for what refers to it; its words as declared last.

    Kept when the app that declares it goes away: what was counted and reported stays.
    """

    code = models.CharField(_("mã"), max_length=60, primary_key=True)
    name = models.CharField(_("tên"), max_length=200)
    unit = models.CharField(_("đơn vị tính"), max_length=7, choices=UNIT_NAMES.items())
    period = models.CharField(
        _("kỳ tính"), max_length=7, choices=PERIOD_KIND_NAMES.items()
    )
    better = models.CharField(_("chiều tốt"), max_length=7)
    definition = models.TextField(_("cách tính"))
    source = models.CharField(_("căn cứ"), max_length=300)
    sure = models.CharField(_("mức chắc chắn"), max_length=10)

    class Meta:
        verbose_name = _("chỉ tiêu")
        constraints = [
            models.CheckConstraint(
                name="indicator_unit_known",
                condition=Q(unit__in=[one.value for one in Unit]),
            ),
            models.CheckConstraint(
                name="indicator_period_known",
                condition=Q(period__in=[one.value for one in PeriodKind]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """What was counted of one body in one period, as it stands now.

    ``measured_at`` is when it was first counted so: counting the same again leaves it.
    A body without a row in a period that was counted had nothing there.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body_id = models.UUIDField()
    period_start = models.DateField(_("kỳ bắt đầu ngày"))
    numerator = models.BigIntegerField(_("tử số"))
    denominator = models.BigIntegerField(_("số bản ghi"))
    measured_at = models.DateTimeField(_("đo lúc"))

    class Meta:
        verbose_name = _("số đo")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "body_id"],
                name="measurement_once",
            ),
            models.CheckConstraint(
                name="measurement_counts_records", condition=Q(denominator__gte=0)
            ),
        ]


class PastMeasurement(models.Model):
    """What a `Measurement` was when a week began, if it is something else now.

    Known from one moment up to another with a Monday between them; what came and went
    within a week is not kept.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body_id = models.UUIDField()
    period_start = models.DateField(_("kỳ bắt đầu ngày"))
    numerator = models.BigIntegerField(_("tử số"))
    denominator = models.BigIntegerField(_("số bản ghi"))
    known_from = models.DateTimeField(_("biết từ lúc"))
    known_until = models.DateTimeField(_("đến trước lúc"))

    class Meta:
        verbose_name = _("số đo trước đây")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "body_id", "known_from"],
                name="pastmeasurement_once",
            ),
            models.CheckConstraint(
                name="pastmeasurement_period",
                condition=Q(known_until__gt=F("known_from")),
            ),
        ]


class MeasuringRun(models.Model):
    """How the last attempt to count an indicator in a period ended.

    ``done_at`` is the last one that succeeded, ``first_done_at`` the first, ``until``
    the day before which it counted; a failed attempt leaves all three. ``reason`` is a
    message, ``error`` what the database said.
    """

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period_start = models.DateField(_("kỳ bắt đầu ngày"))
    state = models.CharField(_("kết quả"), max_length=6, choices=ATTEMPT_NAMES.items())
    tried_at = models.DateTimeField(_("thử lúc"))
    first_done_at = models.DateTimeField(_("đo được lần đầu lúc"), null=True)
    done_at = models.DateTimeField(_("đo được lúc"), null=True)
    until = models.DateField(_("tính đến trước ngày"), null=True)
    records = models.BigIntegerField(_("số bản ghi"), default=0)
    seconds = models.FloatField(_("số giây"), default=0)
    reason = models.CharField(_("vì sao không đo được"), max_length=300, blank=True)
    error = models.CharField(_("lỗi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần đo chỉ tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start"], name="measuringrun_once"
            ),
            models.CheckConstraint(
                name="measuringrun_says_why",
                condition=Q(state=Attempt.DONE, reason="", done_at__isnull=False)
                | Q(state=Attempt.FAILED) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="measuringrun_done_paired",
                condition=Q(
                    done_at__isnull=True, first_done_at__isnull=True, until__isnull=True
                )
                | Q(
                    done_at__isnull=False,
                    first_done_at__isnull=False,
                    until__isnull=False,
                ),
            ),
        ]


def _withdrawal(prefix: str) -> models.CheckConstraint:
    """Taken back by somebody, at a moment, for a reason; or not at all."""
    return models.CheckConstraint(
        name=f"{prefix}_ended_paired",
        condition=Q(ended_at__isnull=True, ended_by="", ended_because="")
        | Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_because=""),
    )


class Target(models.Model):
    """What an indicator must reach, for one body or for all, on the days of a period.

    A period of the indicator is held against the one that stands on its last day.
    Nothing but its end and its withdrawal is ever written to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="targets"
    )
    body_id = models.UUIDField(null=True, blank=True)
    value = models.DecimalField(_("mức"), max_digits=14, decimal_places=2)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    source = models.CharField(_("căn cứ"), max_length=300)
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)
    ended_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người rút"), max_length=80, blank=True)
    ended_because = models.CharField(_("lý do rút"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("mức phải đạt")
        constraints = [
            models.CheckConstraint(
                name="target_period",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="target_has_source", condition=~Q(source="") & ~Q(set_by="")
            ),
            models.CheckConstraint(name="target_value", condition=Q(value__gte=0)),
            _withdrawal("target"),
            ExclusionConstraint(
                name="target_one_a_day",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    (
                        Coalesce(
                            F("body_id"), Value(_NOBODY, output_field=UUIDField())
                        ),
                        RangeOperators.EQUAL,
                    ),
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
                condition=Q(ended_at__isnull=True),
            ),
        ]


class ReportedFigure(models.Model):
    """A person's figure of one body and period, with what it rests on.

    Shown beside the measured one, never instead of it. A correction is another row
    (``corrects``); the old one keeps its words and says when and why it ended.
    ``evidence_kind`` and ``evidence_id`` name a record, as a lineage does.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="reported"
    )
    body_id = models.UUIDField()
    period_start = models.DateField(_("kỳ bắt đầu ngày"))
    value = models.DecimalField(_("số báo cáo"), max_digits=14, decimal_places=2)
    evidence = models.CharField(_("căn cứ"), max_length=1000)
    evidence_kind = models.CharField(max_length=40, blank=True)
    evidence_id = models.UUIDField(null=True, blank=True)
    reported_at = models.DateTimeField(_("báo cáo lúc"))
    reported_by = models.CharField(_("người báo cáo"), max_length=80)
    reported_post_id = models.UUIDField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người rút"), max_length=80, blank=True)
    ended_because = models.CharField(_("lý do rút"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("số báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "body_id"],
                condition=Q(ended_at__isnull=True),
                name="reportedfigure_one_stands",
            ),
            models.CheckConstraint(
                name="reportedfigure_has_evidence",
                condition=~Q(evidence="") & ~Q(reported_by=""),
            ),
            models.CheckConstraint(
                name="reportedfigure_record_paired",
                condition=Q(evidence_kind="", evidence_id__isnull=True)
                | ~Q(evidence_kind="") & Q(evidence_id__isnull=False),
            ),
            models.CheckConstraint(
                name="reportedfigure_value", condition=Q(value__gte=0)
            ),
            _withdrawal("reportedfigure"),
        ]
