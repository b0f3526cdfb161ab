"""The week's sheet of a body, and each version of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.rules import LONGEST_LINE, WEEK_STATE_NAMES, WeekState
from congvu.lib.ids import uuid7


class WeeklySchedule(models.Model):
    """One week of an agency, or of one of its units: a draft until it has a version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    monday = models.DateField(_("thứ Hai"))

    class Meta:
        verbose_name = _("lịch công tác tuần")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "monday"],
                nulls_distinct=False,
                name="weeklyschedule_once",
            ),
            models.CheckConstraint(
                name="weeklyschedule_on_monday", condition=Q(monday__iso_week_day=1)
            ),
        ]


class ScheduleVersion(models.Model):
    """The sheet as it was handed in; its lines never change (migration 0002).

    ``lines`` are those of ``rules/weeks.py``, marked against the first that was
    published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schedule = models.ForeignKey(
        WeeklySchedule, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("lần"))
    lines = models.JSONField(_("các dòng"), default=list)
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=WEEK_STATE_NAMES.items()
    )
    submitted_at = models.DateTimeField(_("trình lúc"))
    submitted_by = models.CharField(_("người trình"), max_length=80)
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    decided_by_post = models.CharField(
        _("chức vụ người duyệt"), max_length=200, blank=True
    )
    because = models.CharField(_("lý do trả lại"), max_length=LONGEST_LINE, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bản lịch tuần")
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "number"], name="scheduleversion_number_once"
            ),
            models.CheckConstraint(
                name="scheduleversion_state_known",
                condition=Q(state__in=[s.value for s in WeekState]),
            ),
            models.CheckConstraint(
                name="scheduleversion_decided_by_somebody",
                condition=Q(state="submitted", decided_at__isnull=True, decided_by="")
                | ~Q(state="submitted") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="scheduleversion_published_at",
                condition=Q(state="published", published_at__isnull=False)
                | ~Q(state="published") & Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="scheduleversion_returned_says_why",
                condition=~Q(state="returned") | ~Q(because=""),
            ),
        ]
