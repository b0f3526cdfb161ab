"""Sources, rules with their period, calendar days, and the stamp of each set."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class Sureness(models.TextChoices):
    READ = "read", _("đã đọc văn bản gốc")
    SECONDARY = "secondary", _("nguồn thứ cấp")
    UNVERIFIED = "unverified", _("chưa xác minh nguồn")


class LegalSource(models.Model):
    """One legal text, by a short code that never changes ("nd-30-2020")."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("mã"), max_length=60, unique=True)
    title = models.CharField(_("tên văn bản"), max_length=300)
    number_symbol = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True)
    in_force_from = models.DateField(_("có hiệu lực từ"), null=True)
    in_force_until = models.DateField(_("hết hiệu lực từ"), null=True)
    url = models.URLField(_("địa chỉ"), blank=True)

    class Meta:
        verbose_name = _("văn bản pháp lý")

    def __str__(self) -> str:
        return self.number_symbol or self.title


class RuleQuerySet(models.QuerySet["Rule"]):
    def valid(self, *, on: date) -> Self:
        """The rules in force on that day."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
        )


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Rule(models.Model):
    """One value the law (or the agency's own rules) sets, for one period.

    A rule is never edited into another: a change of law ends one row and begins the
    next, so that an old record is still judged by the rule of its day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("nhóm"), max_length=40)
    key = models.CharField(_("mã"), max_length=60)
    label = models.CharField(_("nội dung"), max_length=300)
    value = models.JSONField(_("giá trị"))
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    valid_from = models.DateField(_("áp dụng từ"))
    valid_until = models.DateField(_("áp dụng đến trước"), null=True)
    source = models.ForeignKey(
        LegalSource, on_delete=models.PROTECT, related_name="rules"
    )
    article = models.CharField(_("điều khoản"), max_length=200, blank=True)
    sureness = models.CharField(
        _("mức chắc chắn"), max_length=12, choices=Sureness.choices
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định")
        constraints = [
            models.CheckConstraint(
                name="rule_holds_at_least_one_day",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="rule_sureness_known",
                condition=Q(sureness__in=["read", "secondary", "unverified"]),
            ),
            ExclusionConstraint(
                name="rule_one_value_a_day",
                expressions=[
                    (F("kind"), RangeOperators.EQUAL),
                    (F("key"), RangeOperators.EQUAL),
                    (
                        DateRange("valid_from", "valid_until", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class CalendarDay(models.Model):
    """A day that is not what its weekday says.

    ``shipped`` days come with the law files; once the office has changed one,
    ``edited_at`` is set and loading leaves the row alone. A shipped day the office
    removed stays as ORDINARY, or the next loading would bring it back.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("ngày nghỉ")
        WORKING = "working", _("ngày làm việc bù")
        ORDINARY = "ordinary", _("như ngày thường")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("ngày"), unique=True)
    kind = models.CharField(_("loại ngày"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("tên ngày"), max_length=200)
    source = models.CharField(_("căn cứ"), max_length=300)
    sureness = models.CharField(
        _("mức chắc chắn"), max_length=12, choices=Sureness.choices
    )
    shipped = models.BooleanField(_("có trong bộ quy định"), default=False)
    edited_at = models.DateTimeField(_("cơ quan đặt lúc"), null=True)

    class Meta:
        verbose_name = _("ngày trong lịch")
        constraints = [
            models.CheckConstraint(
                name="calendar_day_kind_known",
                condition=Q(kind__in=["holiday", "working", "ordinary"]),
            ),
        ]


class Edition(models.Model):
    """A stamp that changes with every change of a set, so processes may keep copies.

    A random stamp, not a counter: a counter that was rolled back would be reused for
    other contents, and a process that had read it would keep a wrong copy.
    """

    name = models.CharField(primary_key=True, max_length=20)
    stamp = models.UUIDField()

    class Meta:
        verbose_name = _("ấn bản quy định")
