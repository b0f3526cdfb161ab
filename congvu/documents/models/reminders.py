"""What an office sets for its own deadlines and reminders, and each reminder given."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class HandlingRulesQuerySet(models.QuerySet["HandlingRules"]):
    def valid(self, *, on: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
        )


class HandlingRules(models.Model):
    """How long an agency gives itself and whom it reminds when (NĐ 30/2020 Đ24.2).

    For a period, by its own work rules; a paper is judged by those of the day it came.
    Where there is none, the shipped values stand, which nobody has verified. ``steps``
    are rows as `law.rules.step` reads them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField(_("áp dụng từ"))
    valid_until = models.DateField(_("áp dụng đến trước"), null=True, blank=True)
    working_days = models.PositiveSmallIntegerField(_("số ngày làm việc"))
    steps = models.JSONField(_("các bước nhắc"))
    basis = models.CharField(_("căn cứ"), max_length=150)
    set_by = models.CharField(_("người đặt"), max_length=80)
    set_at = models.DateTimeField(_("đặt lúc"))

    objects = HandlingRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định giải quyết của cơ quan")
        constraints = [
            models.CheckConstraint(
                name="handlingrules_period",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="handlingrules_days_positive", condition=Q(working_days__gte=1)
            ),
            ExclusionConstraint(
                name="handlingrules_one_a_day",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
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
            ),
        ]


class Reminder(models.Model):
    """One step of reminding was taken for one subject: never a second time.

    ``subject_id`` is an assignment, a line of the register or a file at the door;
    ``due_on`` the deadline it speaks of, so that a new deadline begins anew and a
    change of the calendar does not. ``told_on`` is a working day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency_id = models.UUIDField()
    subject_id = models.UUIDField()
    step = models.CharField(_("bước nhắc"), max_length=30)
    due_on = models.DateField(_("hạn"))
    told_on = models.DateField(_("nhắc ngày"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "step", "due_on"], name="reminder_once"
            )
        ]
        indexes = [models.Index(fields=["agency_id", "told_on"], name="reminder_day")]
