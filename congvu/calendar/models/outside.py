"""Letters to people outside who are asked to a meeting, and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.models.entries import Attendance
from congvu.calendar.models.meetings import Meeting
from congvu.calendar.rules import (
    LONGEST_LINE,
    OUTCOME_NAMES,
    POST_STATE_NAMES,
    REPLY_NAMES,
    Outcome,
    PostState,
    Reply,
    Says,
)
from congvu.lib.ids import uuid7


class OutsideLetter(models.Model):
    """A letter owed to one address: asked to the meeting, asked anew, asked no more.

    ``text`` is the iTIP message as it was when it was owed, ``sequence`` its edition;
    ``starts`` and ``ends`` the time it names. It is from ``sender``, the registry's
    box, where the answer comes to. The Message-ID is given at birth, so that a mailbox
    can drop the second copy where the worker died between sending and noting it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="outside_letters"
    )
    email = models.EmailField(_("thư điện tử"))
    name = models.CharField(_("tên"), max_length=LONGEST_LINE)
    says = models.CharField(_("nội dung thư"), max_length=7)
    sequence = models.PositiveIntegerField(_("lần sửa"))
    starts = models.DateTimeField(_("bắt đầu"))
    ends = models.DateTimeField(_("kết thúc"))
    organiser = models.CharField(_("nơi mời"), max_length=LONGEST_LINE)
    sender = models.EmailField(_("hộp thư gửi"))
    subject = models.CharField(_("tiêu đề"), max_length=400)
    body = models.TextField(_("lời thư"))
    text = models.TextField(_("bản iCalendar"))
    message_id = models.CharField(_("mã thư"), max_length=254, unique=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    not_before = models.DateTimeField(_("gửi từ"))
    state = models.CharField(
        _("trạng thái"),
        max_length=7,
        choices=POST_STATE_NAMES.items(),
        default=PostState.WAITING,
    )
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    error = models.CharField(_("lỗi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("thư mời họp ra ngoài")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email", "says", "sequence"],
                name="outsideletter_once_an_edition",
            ),
            models.CheckConstraint(
                name="outsideletter_says_known",
                condition=Q(says__in=[s.value for s in Says]),
            ),
            models.CheckConstraint(
                name="outsideletter_state_known",
                condition=Q(state__in=[s.value for s in PostState]),
            ),
            models.CheckConstraint(
                name="outsideletter_end_paired",
                condition=Q(state__in=["waiting", "sending"], ended_at__isnull=True)
                | ~Q(state__in=["waiting", "sending"]) & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="outsideletter_to_send",
                condition=Q(state__in=["waiting", "sending"]),
            )
        ]


class OutsideReply(models.Model):
    """What a letter to the registry answered about a meeting, and whether it counts.

    ``stamp`` is when the sender's program wrote it, as far as it is not to come.
    Without a ``meeting`` the letter names none of ours.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.OneToOneField(
        "mailboxes.BoxLetter", on_delete=models.PROTECT, related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="outside_replies",
    )
    attendance = models.ForeignKey(
        Attendance,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    email = models.CharField(_("thư điện tử"), max_length=254, blank=True)
    reply = models.CharField(
        _("trả lời"), max_length=9, choices=REPLY_NAMES.items(), default=Reply.NONE
    )
    words = models.CharField(_("lời nhắn"), max_length=LONGEST_LINE, blank=True)
    proposed = models.DateTimeField(_("giờ đề nghị"), null=True, blank=True)
    outcome = models.CharField(_("xử lý"), max_length=8, choices=OUTCOME_NAMES.items())
    stamp = models.DateTimeField(_("viết lúc"))
    came_at = models.DateTimeField(_("đến lúc"))

    class Meta:
        verbose_name = _("thư trả lời mời họp")
        constraints = [
            models.CheckConstraint(
                name="outsidereply_outcome_known",
                condition=Q(outcome__in=[o.value for o in Outcome]),
            ),
            models.CheckConstraint(
                name="outsidereply_reply_known",
                condition=Q(reply__in=[r.value for r in Reply]),
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "-came_at"], name="outsidereply_of_meeting")
        ]
