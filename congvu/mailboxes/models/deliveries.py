"""What the mail servers say of letters on their way, and of those in our name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.models.boxes import Mailbox
from congvu.mailboxes.rules.deliveries import (
    BREACH_NAMES,
    DELIVERY_STATE_NAMES,
    Breach,
    DeliveryState,
)


class MailedPaper(models.Model):
    """The name under which an issued paper went to one mailbox.

    By it a delivery in the log, a bounce and an answer find their paper again.
    """

    message_id = models.CharField(_("mã thư"), max_length=254, unique=True)
    packet = models.ForeignKey(
        "exchange.Packet", on_delete=models.PROTECT, related_name="letters"
    )
    address = models.CharField(_("gửi đến"), max_length=300)

    class Meta:
        verbose_name = _("văn bản gửi bằng thư")
        constraints = [
            models.UniqueConstraint(
                fields=["packet", "address"], name="mailedpaper_once_a_receiver"
            )
        ]


class MailLog(models.Model):
    """How far a mail server's log has been read, and what is still in its queue.

    ``marker`` names the file as the disk knows it: a log that was begun anew is read
    from its beginning. ``queue`` holds what later lines of a letter do not repeat.
    """

    path = models.CharField(_("tệp nhật ký"), max_length=500, unique=True)
    marker = models.CharField(max_length=60, blank=True)
    offset = models.BigIntegerField(default=0)
    queue = models.JSONField(default=dict)
    read_at = models.DateTimeField(_("đọc lần cuối lúc"), null=True, blank=True)
    error = models.CharField(_("vì sao chưa đọc được"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("mốc đọc nhật ký thư")


class MailDelivery(models.Model):
    """One letter on its way to one address, as the mail server's log has it.

    Of the letter only what its envelope and its name say; of its subject no more than
    the ``symbol`` of an official paper, where it had one. ``box`` is whose address it
    went out under. ``breach`` says how it departed from the regulation.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    queue_id = models.CharField(_("mã hàng đợi"), max_length=24)
    message_id = models.CharField(_("mã thư"), max_length=254, blank=True)
    sender = models.CharField(_("địa chỉ gửi"), max_length=254, blank=True)
    recipient = models.CharField(_("địa chỉ nhận"), max_length=254)
    box = models.ForeignKey(
        Mailbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        "organisations.Agency",
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
    paper = models.ForeignKey(
        MailedPaper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
    )
    size = models.BigIntegerField(_("dung lượng"), default=0)
    queued_at = models.DateTimeField(_("vào hàng lúc"))
    at = models.DateTimeField(_("lần thử cuối lúc"))
    state = models.CharField(
        _("kết quả"), max_length=8, choices=DELIVERY_STATE_NAMES.items()
    )
    delay = models.FloatField(_("thời gian chuyển, giây"), default=0)
    tries = models.PositiveIntegerField(_("số lần thử"), default=1)
    relay = models.CharField(_("máy chủ nhận"), max_length=254, blank=True)
    dsn = models.CharField(_("mã kết quả"), max_length=12, blank=True)
    reason = models.CharField(_("máy chủ trả lời"), max_length=500, blank=True)
    symbol = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    breach = models.CharField(
        _("vi phạm quy chế"), max_length=8, choices=BREACH_NAMES.items(), blank=True
    )
    basis = models.CharField(_("theo quy định"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("lượt chuyển thư")
        constraints = [
            models.UniqueConstraint(
                fields=["queue_id", "message_id", "recipient"],
                name="maildelivery_once",
            ),
            models.CheckConstraint(
                name="maildelivery_state_known",
                condition=Q(state__in=[s.value for s in DeliveryState]),
            ),
            models.CheckConstraint(
                name="maildelivery_breach_known",
                condition=Q(breach__in=["", *(b.value for b in Breach)]),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="maildelivery_of_agency"),
            models.Index(
                fields=["agency", "state", "-id"],
                name="maildelivery_not_there",
                condition=~Q(state=DeliveryState.SENT),
            ),
            models.Index(
                fields=["agency", "-id"],
                name="maildelivery_breaches",
                condition=~Q(breach=""),
            ),
            models.Index(fields=["queued_at"], name="maildelivery_of_day"),
        ]


class BoxUse(models.Model):
    """The last day in a month on which somebody opened a box, or wrote from it."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="uses")
    month = models.DateField(_("tháng"))
    last_on = models.DateField(_("dùng lần cuối ngày"))

    class Meta:
        verbose_name = _("tháng dùng hộp thư")
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "month"], name="boxuse_one_a_month"
            ),
            models.CheckConstraint(
                name="boxuse_in_its_month",
                condition=Q(last_on__gte=models.F("month")),
            ),
        ]


class DmarcReport(models.Model):
    """What another mail server saw of letters in the name of one of our domains, in a
    day (RFC 7489, 7.2). Believed as far as a stranger's letter is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reporter = models.CharField(_("nơi báo"), max_length=200)
    report_id = models.CharField(_("mã báo cáo"), max_length=200)
    domain = models.CharField(_("tên miền"), max_length=190)
    policy = models.CharField(_("chính sách công bố"), max_length=12, blank=True)
    begins_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"))
    received_at = models.DateTimeField(_("nhận lúc"))
    letter = models.ForeignKey(
        "mailboxes.BoxLetter",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
    )

    class Meta:
        verbose_name = _("báo cáo DMARC")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "report_id", "domain"], name="dmarcreport_once"
            ),
            models.CheckConstraint(
                name="dmarcreport_period",
                condition=Q(ends_at__gte=models.F("begins_at")),
            ),
        ]
        indexes = [models.Index(fields=["-ends_at", "-id"], name="dmarcreport_newest")]


class DmarcRow(models.Model):
    """Letters that came from one address of the network, and how they were judged."""

    report = models.ForeignKey(
        DmarcReport, on_delete=models.CASCADE, related_name="rows"
    )
    source = models.GenericIPAddressField(_("từ máy"))
    count = models.PositiveIntegerField(_("số thư"))
    disposition = models.CharField(_("đã xử lý"), max_length=12, blank=True)
    dkim = models.CharField("DKIM", max_length=12, blank=True)
    spf = models.CharField("SPF", max_length=12, blank=True)
    header_from = models.CharField(_("tên miền ghi"), max_length=190, blank=True)

    class Meta:
        verbose_name = _("dòng báo cáo DMARC")
