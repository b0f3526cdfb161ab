"""How a share stood from day to day, and since when that is on record."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from congvu.duties.rules import COURSE_NAMES, OPEN_COURSES, Course, Facts
from congvu.lib.ids import uuid7

_DAYS = Func(
    F("valid_from"),
    F("valid_until"),
    function="daterange",
    output_field=DateRangeField(),
)
_RECORD = Func(
    F("at"),
    F("replaced_at"),
    function="tstzrange",
    output_field=DateTimeRangeField(),
)


def ended() -> Case:
    """What is open comes before what is over; as the index of lists has it, letter by
    letter.
    """
    return Case(
        When(course__in=sorted(str(c) for c in OPEN_COURSES), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


def due() -> Coalesce:
    """By which day; without one, after all that have one."""
    return Coalesce("deadline", Value(date(9999, 12, 31)))


class Standing(models.Model):
    """A share stood so from ``valid_from`` up to, not including, ``valid_until``; the
    record said so from ``at`` up to ``replaced_at``.

    Its facts never change (migration 0002); what turns out to have been otherwise is
    replaced by rows that say so. ``agency`` is who had the share in those days.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(
        "duties.Share", on_delete=models.PROTECT, related_name="standings"
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    replaced_at = models.DateTimeField(_("thay lúc"), null=True, blank=True)
    course = models.CharField(
        _("tình trạng"), max_length=12, choices=COURSE_NAMES.items()
    )
    deadline = models.DateField(_("hạn"), null=True, blank=True)
    extended = models.BooleanField(_("đã gia hạn"), default=False)
    begins_on = models.DateField(_("bắt đầu từ"), null=True, blank=True)
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tình trạng phần nhiệm vụ")
        constraints = [
            ExclusionConstraint(
                name="standing_one_at_a_time",
                expressions=[
                    ("share", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                    (_RECORD, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="standing_has_a_day",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="standing_replaced_after",
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("at")),
            ),
            models.CheckConstraint(
                name="standing_course_known",
                condition=Q(course__in=[c.value for c in Course]),
            ),
            models.CheckConstraint(
                name="standing_done_on_a_day",
                condition=Q(course=Course.DONE, done_on__isnull=False)
                | ~Q(course=Course.DONE) & Q(done_on__isnull=True),
            ),
            models.CheckConstraint(
                name="standing_extended_to_a_day",
                condition=Q(extended=False) | Q(deadline__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                ended(),
                due(),
                "share",
                name="standing_in_order",
                condition=Q(replaced_at__isnull=True, valid_until__isnull=True),
            ),
            models.Index(
                fields=["share"],
                name="standing_now",
                condition=Q(replaced_at__isnull=True, valid_until__isnull=True),
            ),
        ]

    @property
    def facts(self) -> Facts:
        return Facts(
            course=Course(self.course),
            deadline=self.deadline,
            extended=self.extended,
            begins_on=self.begins_on,
            done_on=self.done_on,
        )
