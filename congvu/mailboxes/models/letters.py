"""Letters that came to a registry's box, each kept whole before it is read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.models.boxes import Mailbox
from congvu.mailboxes.rules.findings import VERDICT_NAMES, Verdict
from congvu.mailboxes.rules.letters import (
    LETTER_STATE_NAMES,
    OPEN_LETTERS,
    RULE_DOES_NAMES,
    LetterState,
    RuleDoes,
)
from congvu.organisations.models.periods import Dated, no_overlap, period_check


class BoxCursor(models.Model):
    """How far the letters of a registry's box have been brought here.

    ``validity`` and ``last_uid`` are the mail server's own numbers (RFC 9051): where it
    numbers anew the box is read from the beginning, and what is known is known by its
    bytes. ``error`` is why the last reading failed.
    """

    mailbox = models.OneToOneField(
        Mailbox, on_delete=models.PROTECT, primary_key=True, related_name="cursor"
    )
    validity = models.CharField(max_length=20, blank=True)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(_("đọc lần cuối lúc"), null=True, blank=True)
    error = models.CharField(_("vì sao chưa đọc được"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("mốc đọc hộp thư")


class BoxLetter(models.Model):
    """One letter in a registry's box: its bytes, what was read, what became of it.

    What it says of itself is believed no further than ``verdict``. Too large to be kept
    it has no ``file``, only its header. ``findings`` is what our mail server found out;
    ``parts`` are its files (name, type, size, digest), whose bytes are in ``file``
    alone. ``answers`` is the letter of ours that it answers, or tells to have failed.
    At the door it lies as ``item``; ``rule`` is the one that put it there by itself.
    Until ``treated_at`` it is to be read, or a rule may have something to do with it;
    since ``left_at`` what a rule was to register waits for the clerk.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    box = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    remote_id = models.CharField(_("mã trong hộp thư"), max_length=60)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64, blank=True)
    size = models.BigIntegerField(_("dung lượng"))
    arrived_at = models.DateTimeField(_("đến hộp thư lúc"))
    kept_at = models.DateTimeField(_("lấy về lúc"))
    message_id = models.CharField(_("mã thư"), max_length=254, blank=True)
    replies_to = ArrayField(
        models.CharField(max_length=254), verbose_name=_("trả lời thư"), default=list
    )
    from_name = models.CharField(_("tên người gửi"), max_length=200, blank=True)
    from_address = models.CharField(_("địa chỉ gửi"), max_length=254, blank=True)
    to = ArrayField(
        models.CharField(max_length=254), verbose_name=_("gửi đến"), default=list
    )
    subject = models.CharField(_("tiêu đề"), max_length=1000, blank=True)
    told_at = models.DateTimeField(_("giờ người gửi ghi"), null=True, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    parts = models.JSONField(_("tệp kèm"), default=list)
    problems = ArrayField(
        models.CharField(max_length=20), verbose_name=_("lỗi của thư"), default=list
    )
    findings = models.JSONField(_("kết quả xác thực"), default=dict)
    verdict = models.CharField(
        _("xác thực nơi gửi"),
        max_length=8,
        choices=VERDICT_NAMES.items(),
        default=Verdict.UNKNOWN,
    )
    is_spam = models.BooleanField(_("máy chủ ghi là thư rác"), default=False)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=LETTER_STATE_NAMES.items()
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người xử lý"), max_length=80, blank=True)
    treated_at = models.DateTimeField(_("xét quy tắc lúc"), null=True, blank=True)
    left_at = models.DateTimeField(_("để văn thư vào sổ lúc"), null=True, blank=True)
    answers = models.ForeignKey(
        "mailboxes.MailedPaper",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
    )
    rule = models.ForeignKey(
        "mailboxes.LetterRule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    item = models.OneToOneField(
        "documents.IntakeItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letter",
    )

    class Meta:
        verbose_name = _("thư đến")
        constraints = [
            models.UniqueConstraint(
                fields=["box", "sha256"],
                name="boxletter_once_a_box",
                condition=~Q(sha256=""),
            ),
            models.UniqueConstraint(
                fields=["box", "remote_id"],
                name="boxletter_too_large_once",
                condition=Q(sha256=""),
            ),
            models.CheckConstraint(
                name="boxletter_kept_or_too_large",
                condition=Q(file__isnull=False) & ~Q(sha256="")
                | Q(file__isnull=True, sha256=""),
            ),
            models.CheckConstraint(
                name="boxletter_state_known",
                condition=Q(state__in=[s.value for s in LetterState]),
            ),
            models.CheckConstraint(
                name="boxletter_taken_has_item",
                condition=Q(state=LetterState.TAKEN, item__isnull=False)
                | ~Q(state=LetterState.TAKEN) & Q(item__isnull=True),
            ),
            models.CheckConstraint(
                name="boxletter_put_aside_says_why",
                condition=~Q(state=LetterState.IGNORED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="boxletter_decided_by_somebody",
                condition=Q(state__in=[LetterState.TAKEN, LetterState.IGNORED])
                & Q(decided_at__isnull=False)
                & ~Q(decided_by="")
                | ~Q(state__in=[LetterState.TAKEN, LetterState.IGNORED])
                & Q(decided_at__isnull=True, decided_by=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-id"], name="boxletter_of_agency"),
            models.Index(fields=["agency", "message_id"], name="boxletter_of_message"),
            models.Index(
                fields=["kept_at"],
                name="boxletter_untreated",
                condition=Q(treated_at=None),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_LETTERS

    @property
    def sender(self) -> str:
        """How people call who wrote it."""
        return self.from_name or self.from_address


class LetterRule(Dated):
    """What happens by itself with letters of one sender, with certain words.

    ``sender`` is an address or a domain. Only a letter that is from whom it names goes
    by a rule. ``post`` is in whose name it is registered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    sender = models.CharField(_("địa chỉ hoặc tên miền gửi"), max_length=254)
    phrase = models.CharField(_("tiêu đề có"), max_length=100, blank=True)
    does = models.CharField(_("xử lý"), max_length=8, choices=RULE_DOES_NAMES.items())
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)
    ended_by = models.CharField(_("người ghi hết hiệu lực"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("quy tắc thư đến")
        constraints = [
            period_check("letterrule_period"),
            no_overlap("letterrule_one_a_day", "agency", "sender", "phrase"),
            models.CheckConstraint(
                name="letterrule_does_known",
                condition=Q(does__in=[d.value for d in RuleDoes]),
            ),
            models.CheckConstraint(name="letterrule_narrow", condition=~Q(sender="")),
        ]
