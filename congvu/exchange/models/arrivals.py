"""What came in from other systems, and where here it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.exchange.rules import (
    ARRIVAL_NAMES,
    CHANNEL_NAMES,
    KIND_NAMES,
    STATUS_NAMES,
    ArrivalState,
)
from congvu.lib.ids import uuid7


class Arrival(models.Model):
    """One packet from outside: kept before anybody has read it, whatever it is.

    ``agency`` is whose box it lay in. What it says of itself is filled as it is read
    and trusted no further; ``told_at`` is its own clock, ``received_at`` ours.
    ``acknowledged_at``: when the channel was told what became of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(
        _("đường đến"), max_length=8, choices=CHANNEL_NAMES.items()
    )
    remote_id = models.CharField(_("mã của trục"), max_length=300)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("loại"), max_length=8, choices=KIND_NAMES.items())
    code = models.CharField(
        _("mã nghiệp vụ hoặc trạng thái"), max_length=10, blank=True
    )
    sender = models.CharField(_("mã nơi gửi"), max_length=200, blank=True)
    sender_name = models.CharField(_("nơi gửi"), max_length=200, blank=True)
    document_id = models.CharField(_("mã văn bản"), max_length=200, blank=True)
    symbol = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=1000, blank=True)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64)
    size = models.BigIntegerField(_("dung lượng"))
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ARRIVAL_NAMES.items()
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    told_at = models.DateTimeField(_("giờ nơi gửi ghi"), null=True, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    settled_at = models.DateTimeField(_("đọc xong lúc"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("báo trục lúc"), null=True, blank=True)
    times = models.PositiveIntegerField(_("số lần đến"), default=1)

    class Meta:
        verbose_name = _("gói tin đến")
        constraints = [
            # The same bytes name the same sender and paper: each content once.
            models.UniqueConstraint(
                fields=["channel", "sha256"], name="arrival_once_a_channel"
            ),
            models.CheckConstraint(
                name="arrival_state_known",
                condition=Q(state__in=[s.value for s in ArrivalState]),
            ),
            models.CheckConstraint(
                name="arrival_settled_or_new",
                condition=Q(state=ArrivalState.NEW, settled_at__isnull=True)
                | ~Q(state=ArrivalState.NEW) & Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="arrival_turned_away_says_why",
                condition=~Q(
                    state__in=[
                        ArrivalState.REFUSED,
                        ArrivalState.NOT_OURS,
                        ArrivalState.BROKEN,
                        ArrivalState.REPLAYED,
                    ]
                )
                | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="arrival_of_agency"),
            models.Index(fields=["document_id"], name="arrival_of_document"),
            models.Index(
                fields=["received_at"],
                name="arrival_unfinished",
                condition=Q(acknowledged_at__isnull=True),
            ),
        ]


class Reception(models.Model):
    """A paper that came in, at the door of one agency here.

    ``code`` is how the sender named the agency, and how it answers; ``status`` the
    newest of what it told (each is a Packet).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    arrival = models.ForeignKey(
        Arrival, on_delete=models.PROTECT, related_name="receptions"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("mã nơi nhận"), max_length=200)
    item = models.OneToOneField(
        "documents.IntakeItem", on_delete=models.PROTECT, related_name="reception"
    )
    status = models.CharField(
        _("trạng thái đã báo"), max_length=2, choices=STATUS_NAMES.items(), blank=True
    )
    withdrawn_at = models.DateTimeField(_("nơi gửi lấy lại lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt nhận văn bản đến")
        constraints = [
            models.UniqueConstraint(
                fields=["arrival", "agency"], name="reception_once_an_agency"
            )
        ]
