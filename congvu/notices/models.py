"""Notices and who has read them, what people want, and the letters they are owed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.notices.rules import (
    LETTER_STATE_NAMES,
    MAILING_NAMES,
    QUIET_FROM,
    QUIET_UNTIL,
    LetterState,
    Mailing,
)


class Notice(models.Model):
    """A desk should be told something about a target. Never a text of a paper.

    ``desk_id`` is a post, a unit's head desk, a unit's members, or a log-in's own id
    for what concerns one person. Written in the transaction of what it tells of.
    ``spread_at``: letters for those who want them at once have been made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("loại"), max_length=60)
    desk_id = models.UUIDField()
    target_id = models.UUIDField()
    group_key = models.CharField(max_length=120)
    at = models.DateTimeField(_("lúc"))
    actor = models.CharField(_("ai"), max_length=80, blank=True)
    detail = models.JSONField(default=dict)
    spread_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        indexes = [
            models.Index(
                fields=["desk_id", "at"],
                include=["id", "kind", "group_key"],
                name="notice_of_desk",
            ),
            models.Index(fields=["target_id", "desk_id"], name="notice_of_target"),
            models.Index(
                fields=["id"], condition=Q(spread_at=None), name="notice_to_spread"
            ),
            models.Index(fields=["at"], name="notice_by_age"),
        ]


class NoticeReading(models.Model):
    """One person has read one notice; others at the same desk have not."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("đã đọc thông báo")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "notice"], name="noticereading_once"
            )
        ]


class NoticeChoice(models.Model):
    """How one person wants one kind; without a row it is as the kind says."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(_("loại"), max_length=60)
    in_product = models.BooleanField(_("trong phần mềm"), default=True)
    mail = models.CharField(_("thư"), max_length=8, choices=MAILING_NAMES.items())

    class Meta:
        verbose_name = _("cách nhận thông báo")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="noticechoice_once"),
            models.CheckConstraint(
                name="noticechoice_mail_known",
                condition=Q(mail__in=[m.value for m in Mailing]),
            ),
        ]


class QuietHours(models.Model):
    """When a person's mailbox is left alone; without a row the office's own hours."""

    user = models.OneToOneField(
        "accounts.User", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    start = models.TimeField(_("từ"), default=QUIET_FROM)
    end = models.TimeField(_("đến"), default=QUIET_UNTIL)

    class Meta:
        verbose_name = _("giờ yên lặng")


class Letter(models.Model):
    """A mail owed to one person. Holds no text: that is written when it is sent.

    ``key`` is the notice it is about, or the digest of a day; a person has one letter
    of each key, for good. The Message-ID is given at birth, so that a mailbox can drop
    the second copy where the worker died between sending and noting it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=60)
    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    digest_on = models.DateField(_("bản tin ngày"), null=True, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    not_before = models.DateTimeField(_("gửi từ"))
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=LETTER_STATE_NAMES.items(),
        default=LetterState.WAITING,
    )
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    error = models.CharField(_("lỗi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("thư gửi đi")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="letter_once"),
            models.CheckConstraint(
                name="letter_state_known",
                condition=Q(state__in=[s.value for s in LetterState]),
            ),
            models.CheckConstraint(
                name="letter_is_of_a_notice_or_a_day",
                condition=Q(notice__isnull=True, digest_on__isnull=False)
                | Q(notice__isnull=False, digest_on__isnull=True),
            ),
            models.CheckConstraint(
                name="letter_end_paired",
                condition=Q(state__in=["waiting", "sending"], ended_at__isnull=True)
                | ~Q(state__in=["waiting", "sending"]) & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=["waiting", "sending"]),
                name="letter_to_send",
            ),
            models.Index(fields=["-made_at"], name="letter_newest"),
        ]
