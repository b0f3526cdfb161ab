"""The queue of what leaves: one file for however many receivers."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.exchange.rules import (
    BUSINESS_TITLES,
    CHANNEL_NAMES,
    KIND_NAMES,
    TRANSFER_NAMES,
    Business,
    Transfer,
    status_name,
)
from congvu.lib.ids import uuid7

UNDER_WAY = (Transfer.WAITING, Transfer.SENDING, Transfer.FAILED)


class Packet(models.Model):
    """A message on its way out, a row before a byte of it is written.

    A document: an issued ``entry``, new or with what is wanted about an ``earlier``
    one; its rows of Dispatch hang on it. A status: what is told of an ``entry`` of ours
    (13) or of a paper that came (``arrival``). ``code`` is BussinessDocType or
    StatusCode. ``next_try_at`` is when a worker may next take it: while one has it, the
    end of its lease. The id is what the hub knows it by, so the same packet sent twice
    is one. ``may_be_there`` once a try ended without an answer: the other side may have
    it, whatever becomes of the later tries. ``claim`` counts the workers that took it
    and only grows: by it a worker knows that the packet is still its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("loại"), max_length=8, choices=KIND_NAMES.items())
    code = models.CharField(_("mã nghiệp vụ hoặc trạng thái"), max_length=2)
    channel = models.CharField(
        _("đường gửi"), max_length=8, choices=CHANNEL_NAMES.items()
    )
    sender = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    sender_code = models.CharField(_("mã cơ quan gửi"), max_length=35, blank=True)
    addresses = ArrayField(models.CharField(max_length=300))
    entry = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="packets",
    )
    earlier = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    arrival = models.ForeignKey(
        "exchange.Arrival",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="told",
    )
    document_id = models.CharField(_("mã văn bản"), max_length=200)
    text = models.CharField(_("nội dung"), max_length=1000, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    urgency = models.PositiveSmallIntegerField(_("độ khẩn"), default=0)
    created_at = models.DateTimeField(_("lập lúc"))
    state = models.CharField(
        _("việc gửi"), max_length=9, choices=TRANSFER_NAMES.items()
    )
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    claim = models.PositiveIntegerField(_("lượt nhận gửi"), default=0)
    next_try_at = models.DateTimeField(_("gửi lại lúc"), null=True, blank=True)
    may_be_there = models.BooleanField(_("nơi nhận có thể đã có"), default=False)
    last_error = models.CharField(
        _("vì sao chưa gửi được"), max_length=1000, blank=True
    )
    remote_id = models.CharField(_("mã của trục"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("gói tin đi")
        constraints = [
            models.CheckConstraint(
                name="packet_kind_known", condition=Q(kind__in=list(KIND_NAMES))
            ),
            models.CheckConstraint(
                name="packet_state_known",
                condition=Q(state__in=[s.value for s in Transfer]),
            ),
            models.CheckConstraint(
                name="packet_about_one_paper",
                condition=Q(entry__isnull=False, arrival__isnull=True)
                | Q(entry__isnull=True, arrival__isnull=False, kind="status"),
            ),
            models.CheckConstraint(
                name="packet_queued_while_under_way",
                condition=Q(
                    state__in=[s.value for s in UNDER_WAY], next_try_at__isnull=False
                )
                | ~Q(state__in=[s.value for s in UNDER_WAY])
                & Q(next_try_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-urgency", "created_at", "id"],
                include=["next_try_at", "channel"],
                name="packet_queue",
                condition=Q(next_try_at__isnull=False),
            ),
            models.Index(fields=["document_id"], name="packet_of_document"),
            models.Index(fields=["sender", "-id"], name="packet_of_agency"),
        ]

    # The names of its receivers, where a page has asked for them.
    places: Sequence[str] = ()

    @property
    def symbol(self) -> str:
        """Of the paper it carries, or tells of."""
        if self.arrival is not None:
            return self.arrival.symbol
        return self.entry.symbol if self.entry else ""

    @property
    def may_go_again(self) -> bool:
        """The clerk may order another try."""
        return self.state in (Transfer.GIVEN_UP, Transfer.FAILED)

    @property
    def code_words(self) -> str:
        """What the message is about, as QCVN 102 calls it."""
        if self.kind == "document":
            return BUSINESS_TITLES[Business(int(self.code))]
        return status_name(self.code)
