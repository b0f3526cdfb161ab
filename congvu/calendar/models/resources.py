"""Rooms, cars and video rooms; who has them when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.rules import (
    BOOKING_STATE_NAMES,
    LONGEST_LINE,
    LONGEST_RULE,
    RESOURCE_KIND_NAMES,
    BookingState,
    ResourceKind,
)
from congvu.lib.ids import uuid7


class Resource(models.Model):
    """A room, a car or a video room of an agency; ``ended_at``: it lends it no more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        _("loại"), max_length=5, choices=RESOURCE_KIND_NAMES.items()
    )
    name = models.CharField(_("tên"), max_length=LONGEST_LINE)
    seats = models.PositiveSmallIntegerField(_("số chỗ"), default=0)
    place = models.CharField(_("địa điểm"), max_length=LONGEST_LINE, blank=True)
    equipment = models.CharField(_("trang bị"), max_length=LONGEST_LINE, blank=True)
    needs_approval = models.BooleanField(_("phải duyệt"), default=False)
    kept_at = models.DateTimeField(_("ghi lúc"))
    kept_by = models.CharField(_("người ghi"), max_length=80)
    ended_at = models.DateTimeField(_("thôi cho dùng lúc"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("phòng, xe")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=Q(ended_at__isnull=True),
                name="resource_name_once",
            ),
            models.CheckConstraint(name="resource_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="resource_kind_known",
                condition=Q(kind__in=[k.value for k in ResourceKind]),
            ),
        ]


class Booking(models.Model):
    """Somebody asked for a resource, once or by a rule; its times are Occupations."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="bookings"
    )
    meeting = models.ForeignKey(
        "calendar.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
    )
    title = models.CharField(_("việc cần dùng"), max_length=LONGEST_LINE)
    note = models.CharField(_("ghi chú"), max_length=LONGEST_LINE, blank=True)
    starts = models.DateTimeField(_("từ"))
    ends = models.DateTimeField(_("đến"))
    rrule = models.CharField(_("lặp lại"), max_length=LONGEST_RULE, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=BOOKING_STATE_NAMES.items()
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.CharField(_("người đặt"), max_length=80)
    asked_by_post = models.CharField(_("chức vụ người đặt"), max_length=200)
    asked_at = models.DateTimeField(_("đặt lúc"))
    decided_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    because = models.CharField(_("lý do"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("lượt đặt phòng, xe")
        constraints = [
            models.CheckConstraint(
                name="booking_state_known",
                condition=Q(state__in=[s.value for s in BookingState]),
            ),
            models.CheckConstraint(
                name="booking_ends_after", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(
                name="booking_refused_says_why",
                condition=~Q(state="refused") | ~Q(because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["resource", "-starts"], name="booking_of_resource")
        ]


class BlockedTime(models.Model):
    """The resource is not to be had: repair, stock-taking."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="blocked"
    )
    starts = models.DateTimeField(_("từ"))
    ends = models.DateTimeField(_("đến"))
    because = models.CharField(_("lý do"), max_length=LONGEST_LINE)
    kept_at = models.DateTimeField(_("ghi lúc"))
    kept_by = models.CharField(_("người ghi"), max_length=80)
    lifted_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("thời gian khóa phòng, xe")
        constraints = [
            models.CheckConstraint(
                name="blocked_ends_after", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(name="blocked_says_why", condition=~Q(because="")),
        ]


class Occupation(models.Model):
    """A span in which a resource is taken: one time of a booking, or blocked.

    The database itself refuses two at once (``occupation_one_at_a_time``). A time given
    up keeps its row, ``is_held`` false.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="occupations"
    )
    booking = models.ForeignKey(
        Booking,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="occupations",
    )
    blocked = models.ForeignKey(
        BlockedTime,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="occupations",
    )
    span = DateTimeRangeField(_("thời gian"))
    day = models.DateField(_("ngày"))
    minutes = models.PositiveIntegerField(_("số phút"))
    is_held = models.BooleanField(_("còn giữ"), default=True)

    class Meta:
        verbose_name = _("thời gian đã giữ")
        constraints = [
            ExclusionConstraint(
                name="occupation_one_at_a_time",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_held=True),
            ),
            models.CheckConstraint(
                name="occupation_booked_or_blocked",
                condition=Q(booking__isnull=False, blocked__isnull=True)
                | Q(booking__isnull=True, blocked__isnull=False),
            ),
        ]


class ResourceWeek(models.Model):
    """Minutes held of a resource in a week: the sum of its ``Occupation`` rows.

    A week in which a year begins has two: ``begins`` is Monday or the first of January.
    The database keeps it itself, in the statement that changes them (migration 0007).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="weeks"
    )
    begins = models.DateField(_("từ ngày"))
    minutes = models.IntegerField(_("số phút"))

    class Meta:
        verbose_name = _("số phút đã giữ trong tuần")
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "begins"], name="week_of_resource_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.begins}: {self.minutes}"
