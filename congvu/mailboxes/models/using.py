"""Absences, passwords for programs, and an administrator's looks into a box."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.models.boxes import Mailbox
from congvu.mailboxes.rules import (
    LONGEST_LABEL,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
)
from congvu.organisations.models.periods import Dated, no_overlap, period_check


class Vacation(Dated):
    """What a box answers by itself while its owner is away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.CASCADE, related_name="vacations"
    )
    subject = models.CharField(_("tiêu đề"), max_length=LONGEST_LINE)
    text = models.CharField(_("nội dung"), max_length=LONGEST_TEXT)
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)

    class Meta:
        verbose_name = _("thư trả lời khi vắng mặt")
        constraints = [
            period_check("vacation_period"),
            no_overlap("vacation_one_at_a_time", "mailbox"),
            models.CheckConstraint(
                name="vacation_has_an_end", condition=Q(valid_until__isnull=False)
            ),
            models.CheckConstraint(
                name="vacation_says_something", condition=~Q(text="")
            ),
        ]


class AppPassword(models.Model):
    """What a telephone or a mail program signs in with; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(_("dùng cho"), max_length=LONGEST_LABEL)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("tạo lúc"))
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_by = models.CharField(_("người thu hồi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("mật khẩu ứng dụng")
        constraints = [
            models.CheckConstraint(
                name="apppassword_has_label", condition=~Q(label="")
            ),
            models.CheckConstraint(
                name="apppassword_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_by=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                name="apppassword_live",
                condition=Q(revoked_at__isnull=True),
            )
        ]


class BoxAccess(models.Model):
    """An administrator opens a box: who, why, from when until when. Never taken back;
    it may be ended sooner.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.PROTECT, related_name="accesses"
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(_("người mở"), max_length=80)
    post_name = models.CharField(_("chức vụ"), max_length=200)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    since = models.DateTimeField(_("từ lúc"))
    until = models.DateTimeField(_("đến lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt quản trị mở hộp thư")
        constraints = [
            models.CheckConstraint(
                name="boxaccess_for_a_time", condition=Q(until__gt=F("since"))
            ),
            models.CheckConstraint(name="boxaccess_says_why", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(fields=["mailbox", "-since"], name="boxaccess_newest"),
        ]
