"""Entries of calendars, the times they take place, and who is asked to come."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.rules import (
    LONGEST_LINE,
    LONGEST_RULE,
    LONGEST_TEXT,
    LONGEST_UID,
    PART_NAMES,
    REPLY_NAMES,
    STATUS_NAMES,
    VISIBILITY_NAMES,
    Owner,
    OwnerKind,
    Part,
    Reply,
    Status,
    Visibility,
)
from congvu.lib.ids import uuid7


class Entry(models.Model):
    """What stands in one calendar: a person's, a unit's or an agency's.

    ``change`` grows over all entries, so that a phone asks for what came after the last
    it knows; what was dropped stays as a row, ``dropped_at``, for the same reason.
    ``raw`` is the iCalendar text it came as, given back with what we do not know of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    uid = models.CharField(_("mã định danh"), max_length=LONGEST_UID)
    sequence = models.PositiveIntegerField(_("lần sửa"), default=0)
    change = models.BigIntegerField(_("số thay đổi"), unique=True)
    summary = models.CharField(_("nội dung"), max_length=LONGEST_LINE)
    description = models.TextField(_("chi tiết"), max_length=LONGEST_TEXT, blank=True)
    place = models.CharField(_("địa điểm"), max_length=LONGEST_LINE, blank=True)
    chair = models.CharField(_("chủ trì"), max_length=LONGEST_LINE, blank=True)
    prepares = models.CharField(_("chuẩn bị"), max_length=LONGEST_LINE, blank=True)
    starts = models.DateTimeField(_("bắt đầu"))
    ends = models.DateTimeField(_("kết thúc"))
    all_day = models.BooleanField(_("cả ngày"), default=False)
    rrule = models.CharField(_("lặp lại"), max_length=LONGEST_RULE, blank=True)
    left_out = ArrayField(
        models.DateTimeField(), verbose_name=_("trừ các lần"), default=list, blank=True
    )
    visibility = models.CharField(
        _("ai xem được"),
        max_length=8,
        choices=VISIBILITY_NAMES.items(),
        default=Visibility.INTERNAL,
    )
    status = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=STATUS_NAMES.items(),
        default=Status.CONFIRMED,
    )
    raw = models.TextField(_("bản iCalendar"), blank=True)
    kept_at = models.DateTimeField(_("ghi lúc"))
    kept_by = models.CharField(_("người ghi"), max_length=80)
    known_until = models.DateTimeField(_("đã trải lịch đến"))
    dropped_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("mục lịch")
        constraints = [
            models.CheckConstraint(
                name="entry_one_owner",
                condition=Q(
                    person__isnull=False, unit__isnull=True, agency__isnull=True
                )
                | Q(person__isnull=True, unit__isnull=False, agency__isnull=True)
                | Q(person__isnull=True, unit__isnull=True, agency__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "agency", "uid"],
                condition=Q(dropped_at__isnull=True),
                nulls_distinct=False,
                name="entry_uid_once_a_calendar",
            ),
            models.CheckConstraint(
                name="entry_ends_after", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(
                name="entry_has_words", condition=~Q(summary="") & ~Q(uid="")
            ),
            models.CheckConstraint(
                name="entry_visibility_known",
                condition=Q(visibility__in=[v.value for v in Visibility]),
            ),
            models.CheckConstraint(
                name="entry_status_known",
                condition=Q(status__in=[s.value for s in Status]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "change"],
                name="entry_of_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(
                fields=["unit", "change"],
                name="entry_of_unit",
                condition=Q(unit__isnull=False),
            ),
            models.Index(
                fields=["agency", "change"],
                name="entry_of_agency",
                condition=Q(agency__isnull=False),
            ),
            models.Index(
                fields=["known_until"],
                name="entry_to_extend",
                condition=Q(dropped_at__isnull=True) & ~Q(rrule=""),
            ),
        ]

    @property
    def owner(self) -> Owner:
        if self.person_id is not None:
            return Owner(OwnerKind.PERSON, self.person_id)
        if self.unit_id is not None:
            return Owner(OwnerKind.UNIT, self.unit_id)
        if self.agency_id is None:
            raise LookupError("an entry has an owner")
        return Owner(OwnerKind.AGENCY, self.agency_id)


class EntryOccurrence(models.Model):
    """One time an entry takes place; ``at`` is when its rule says so.

    ``is_changed``: that time alone was moved or cancelled, and stays so as the entry is
    written again. ``is_busy``: it takes time of whoever comes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="occurrences"
    )
    at = models.DateTimeField(_("theo quy tắc"))
    starts = models.DateTimeField(_("bắt đầu"))
    ends = models.DateTimeField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=LONGEST_LINE, blank=True)
    is_changed = models.BooleanField(_("đã đổi riêng"), default=False)
    is_cancelled = models.BooleanField(_("đã hủy riêng"), default=False)
    is_busy = models.BooleanField(_("bận"), default=True)

    class Meta:
        verbose_name = _("lần diễn ra")
        constraints = [
            models.UniqueConstraint(fields=["entry", "at"], name="occurrence_once"),
            models.CheckConstraint(
                name="occurrence_ends_after", condition=Q(ends__gt=F("starts"))
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "starts"], name="occurrence_of_entry"),
            models.Index(
                fields=["starts", "ends"],
                name="occurrence_taking_time",
                include=["entry"],
                condition=Q(is_busy=True),
            ),
        ]


class Attendance(models.Model):
    """A desk asked to come to an entry: an agency, a unit (its head) or a post.

    ``person`` held the post as it was asked. ``stands_for`` is the row of whom it
    comes instead of. ``came_at``: it was there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attending")
    desk_id = models.UUIDField()
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("tên"), max_length=300)
    part = models.CharField(
        _("phần việc"),
        max_length=8,
        choices=PART_NAMES.items(),
        default=Part.ATTENDS,
    )
    reply = models.CharField(
        _("trả lời"), max_length=9, choices=REPLY_NAMES.items(), default=Reply.NONE
    )
    reply_words = models.CharField(_("lời nhắn"), max_length=LONGEST_LINE, blank=True)
    replied_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    replied_by = models.CharField(_("người trả lời"), max_length=80, blank=True)
    stands_for = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="stands"
    )
    came_at = models.DateTimeField(_("có mặt lúc"), null=True, blank=True)
    came_by = models.CharField(_("người ghi có mặt"), max_length=80, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)

    class Meta:
        verbose_name = _("người được mời")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "desk_id"], name="attendance_once"
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(part="chair"),
                name="attendance_one_chair",
            ),
            models.CheckConstraint(
                name="attendance_reply_known",
                condition=Q(reply__in=[r.value for r in Reply]),
            ),
            models.CheckConstraint(
                name="attendance_replied_by_somebody",
                condition=Q(reply="none", replied_at__isnull=True, replied_by="")
                | ~Q(reply="none") & Q(replied_at__isnull=False) & ~Q(replied_by=""),
            ),
            models.CheckConstraint(
                name="attendance_there_by_somebody",
                condition=Q(came_at__isnull=True, came_by="")
                | Q(came_at__isnull=False) & ~Q(came_by=""),
            ),
        ]
        indexes = [models.Index(fields=["desk_id"], name="attendance_of_desk")]
