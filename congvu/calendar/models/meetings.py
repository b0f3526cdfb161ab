"""Meetings: what is discussed, read in the room, concluded."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.rules import (
    LONGEST_CONCLUSION,
    LONGEST_LINE,
    LONGEST_NOTE,
    MEETING_STATE_NAMES,
    MeetingState,
)
from congvu.lib.ids import uuid7


def _kept(to: str, verbose_name: Any) -> models.ForeignKey:  # type: ignore[type-arg]  # any model's key
    return models.ForeignKey(
        to,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


class Meeting(models.Model):
    """A meeting an agency calls. When, where and who stand in its entry.

    ``invitation`` is the issued paper of type GM, ``notice`` the one that tells what
    was concluded. ``code`` is what the picture at the door says to whoever signs in
    with a phone that they are there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    entry = models.OneToOneField(
        "calendar.Entry", on_delete=models.PROTECT, related_name="meeting"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=MEETING_STATE_NAMES.items(),
        default=MeetingState.PLANNED,
    )
    code = models.CharField(_("mã điểm danh"), max_length=43)
    link = models.URLField(_("phòng trực tuyến"), max_length=LONGEST_LINE, blank=True)
    invitation_draft = _kept("outgoing.Draft", _("dự thảo giấy mời"))
    invitation = _kept("outgoing.OutgoingEntry", _("giấy mời"))
    notice_draft = _kept("outgoing.Draft", _("dự thảo thông báo kết luận"))
    notice = _kept("outgoing.OutgoingEntry", _("thông báo kết luận"))
    called_by = models.CharField(_("người lập"), max_length=80)
    called_by_post_id = models.UUIDField()
    called_at = models.DateTimeField(_("lập lúc"))
    because = models.CharField(_("lý do hủy"), max_length=LONGEST_LINE, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("cuộc họp")
        constraints = [
            models.CheckConstraint(
                name="meeting_state_known",
                condition=Q(state__in=[s.value for s in MeetingState]),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(because=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="meeting_newest")]


class AgendaItem(models.Model):
    """A point of the agenda."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="agenda"
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("nội dung"), max_length=LONGEST_LINE)
    presenter = models.CharField(_("trình bày"), max_length=LONGEST_LINE, blank=True)
    minutes = models.PositiveSmallIntegerField(_("số phút"), default=0)

    class Meta:
        verbose_name = _("mục chương trình họp")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agendaitem_number_once"
            ),
            models.CheckConstraint(name="agendaitem_has_words", condition=~Q(text="")),
        ]


class MeetingPaper(models.Model):
    """A paper read in the room: whoever is asked to the meeting may read it there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="papers"
    )
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=80)

    class Meta:
        verbose_name = _("tài liệu họp")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"], name="meetingpaper_once"
            )
        ]


class MeetingNote(models.Model):
    """What one person wrote for themselves in the room; nobody else reads it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("ghi chép"), max_length=LONGEST_NOTE, blank=True)
    kept_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("ghi chép riêng khi họp")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="meetingnote_one_each"
            )
        ]


class Conclusion(models.Model):
    """A line of what was concluded: who does it, by when; then the duty it became."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="conclusions"
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.TextField(_("nội dung"), max_length=LONGEST_CONCLUSION)
    desk_id = models.UUIDField()
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    desk_name = models.CharField(_("nơi thực hiện"), max_length=200)
    deadline = models.DateField(_("hạn"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by = models.CharField(_("người ghi"), max_length=80)
    duty = models.ForeignKey(
        "duties.Duty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("kết luận cuộc họp")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="conclusion_number_once"
            ),
            models.CheckConstraint(name="conclusion_has_words", condition=~Q(text="")),
        ]
