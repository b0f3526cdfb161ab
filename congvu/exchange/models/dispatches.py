"""What travels: a paper on its way to one recipient, and what comes back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.models import IntakeItem
from congvu.exchange.rules import (
    CHANNEL_NAMES,
    CLOCKS_DIFFER,
    STATUS_NAMES,
    TRANSFER_NAMES,
    WANTED_NAMES,
    Channel,
    StatusCode,
    Transfer,
    Wanted,
)
from congvu.lib.ids import uuid7

LEFT = (Transfer.SENDING, Transfer.SENT)


class Dispatch(models.Model):
    """One issued paper on its way to one recipient: a row before anything is sent.

    ``state`` is how far the bytes are, ``status`` the newest of what the receiver told
    (its history is DispatchStatus). Inside the installation ``item`` is the receiver's
    door; outside it the ``packet`` carries it, whose luck ``state`` and what stands
    beside it repeat for this recipient. ``urgency`` counts from 0, the higher first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "outgoing.OutgoingEntry", on_delete=models.PROTECT, related_name="dispatches"
    )
    recipient = models.OneToOneField(
        "outgoing.Recipient", on_delete=models.PROTECT, related_name="dispatch"
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    channel = models.CharField(
        _("đường gửi"), max_length=8, choices=CHANNEL_NAMES.items()
    )
    address = models.CharField(_("địa chỉ gửi"), max_length=300, blank=True)
    urgency = models.PositiveSmallIntegerField(_("độ khẩn"), default=0)
    state = models.CharField(
        _("việc gửi"), max_length=9, choices=TRANSFER_NAMES.items()
    )
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    next_try_at = models.DateTimeField(_("gửi lại lúc"), null=True, blank=True)
    last_error = models.CharField(
        _("vì sao chưa gửi được"), max_length=1000, blank=True
    )
    remote_id = models.CharField(_("mã của trục"), max_length=200, blank=True)
    packet = models.ForeignKey(
        "exchange.Packet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dispatches",
    )
    created_at = models.DateTimeField(_("lập lúc"))
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    item = models.OneToOneField(
        "documents.IntakeItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dispatch",
    )
    status = models.CharField(
        _("trạng thái ở nơi nhận"),
        max_length=2,
        choices=STATUS_NAMES.items(),
        blank=True,
    )

    class Meta:
        verbose_name = _("lượt gửi văn bản đi")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "agency"],
                condition=Q(channel=Channel.INSIDE),
                name="dispatch_once_an_agency",
            ),
            models.CheckConstraint(
                name="dispatch_channel_known",
                condition=Q(channel__in=[c.value for c in Channel]),
            ),
            models.CheckConstraint(
                name="dispatch_state_known",
                condition=Q(state__in=[s.value for s in Transfer]),
            ),
            models.CheckConstraint(
                name="dispatch_inside_has_door",
                condition=Q(
                    channel=Channel.INSIDE, agency__isnull=False, item__isnull=False
                )
                | ~Q(channel=Channel.INSIDE) & Q(item__isnull=True),
            ),
        ]

    @property
    def standing(self) -> str:
        """The one thing to say of it: what its receiver told, or how far it is."""
        if self.state != Transfer.WITHDRAWN and self.status:
            return str(self.get_status_display())
        return str(self.get_state_display())

    @property
    def may_go_again(self) -> bool:
        """The clerk may order another try; none where it was asked back meanwhile."""
        packet = self.packet
        if packet is None or self.address not in packet.addresses:
            return False
        return packet.may_go_again

    @property
    def may_be_there(self) -> bool:
        """It has left, or a try ended without an answer."""
        unanswered = self.packet is not None and self.packet.may_be_there
        return self.state in LEFT or unanswered

    @property
    def is_stuck(self) -> bool:
        """The registry has to look at it."""
        failed = self.state in (Transfer.FAILED, Transfer.GIVEN_UP)
        return failed or self.status == StatusCode.REFUSED

    @property
    def is_over(self) -> bool:
        """Nothing can be asked of this recipient any more."""
        taken = self.state == Transfer.WITHDRAWN
        return taken or self.status == StatusCode.REFUSED


class DispatchStatus(models.Model):
    """One thing a receiver told of a paper, or its sender asked; never changed.

    ``at`` is our clock and the order; ``told_at`` what another system's clock said.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="statuses"
    )
    code = models.CharField(_("trạng thái"), max_length=2, choices=STATUS_NAMES.items())
    text = models.CharField(_("nội dung"), max_length=1000, blank=True)
    at = models.DateTimeField(_("lúc"))
    told_at = models.DateTimeField(_("giờ nơi báo ghi"), null=True, blank=True)
    told_by = models.CharField(_("cơ quan báo"), max_length=200)

    class Meta:
        verbose_name = _("trạng thái của lượt gửi")
        constraints = [
            models.CheckConstraint(
                name="dispatchstatus_code_known",
                condition=Q(code__in=[c.value for c in StatusCode]),
            )
        ]
        indexes = [
            models.Index(fields=["dispatch", "at"], name="dispatchstatus_in_order")
        ]

    @property
    def clock_is_ahead(self) -> bool:
        """The other system wrote a time that had not come when we heard of it."""
        return self.told_at is not None and self.told_at > self.at + CLOCKS_DIFFER


class SenderRequest(models.Model):
    """A sender wants back, updated or replaced what the receiver has registered.

    It waits for the receiver's clerk. ``paper`` is the later paper that updates or
    replaces; none where the sender wants it back. About a paper of ours it hangs on its
    ``dispatch`` (and the ``packet`` that carries it outside), about one that came from
    outside on its ``arrival``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispatch = models.ForeignKey(
        Dispatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    arrival = models.ForeignKey(
        "exchange.Arrival",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    packet = models.ForeignKey(
        "exchange.Packet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    wanted = models.CharField(_("yêu cầu"), max_length=7, choices=WANTED_NAMES.items())
    reason = models.CharField(_("lý do"), max_length=1000)
    paper = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.CharField(_("cơ quan yêu cầu"), max_length=200)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=80, blank=True)
    agreed = models.BooleanField(_("đồng ý"), null=True, blank=True)
    answer = models.CharField(_("ý kiến trả lời"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("yêu cầu của nơi gửi")
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "wanted"],
                condition=Q(answered_at__isnull=True),
                name="senderrequest_one_open",
            ),
            models.UniqueConstraint(
                fields=["arrival", "wanted"],
                condition=Q(answered_at__isnull=True),
                name="senderrequest_one_open_there",
            ),
            models.CheckConstraint(
                name="senderrequest_about_one_paper",
                condition=Q(dispatch__isnull=False, arrival__isnull=True)
                | Q(dispatch__isnull=True, arrival__isnull=False, packet=None),
            ),
            models.CheckConstraint(
                name="senderrequest_wanted_known",
                condition=Q(wanted__in=[w.value for w in Wanted]),
            ),
            models.CheckConstraint(
                name="senderrequest_answer_paired",
                condition=Q(answered_at__isnull=True, agreed=None, answered_by="")
                | Q(answered_at__isnull=False, agreed__isnull=False)
                & ~Q(answered_by=""),
            ),
        ]

    @property
    def went_as(self) -> str:
        """The id of the later paper that says this wish; none of a recall, which goes
        under the id of the paper itself."""
        if self.packet is None or self.wanted == Wanted.RECALL:
            return ""
        return self.packet.document_id

    @property
    def item(self) -> IntakeItem | None:
        """At the receiver's door here; none where the receiver is outside."""
        if self.arrival is not None:
            return self.arrival.item
        return self.dispatch.item if self.dispatch else None
