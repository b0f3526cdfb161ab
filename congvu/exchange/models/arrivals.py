"""What came in from other systems, and at whose door here it lies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.exchange.rules import (
    ARRIVAL_NAMES,
    BUSINESS_TITLES,
    CHANNEL_NAMES,
    CLOCKS_DIFFER,
    KIND_NAMES,
    STATUS_NAMES,
    ArrivalState,
    Business,
    status_name,
)
from congvu.lib.ids import uuid7


class Arrival(models.Model):
    """One packet from outside for one agency here: kept before anybody has read it.

    ``agency`` is whose box it lay in; of a box that several share it is known once it
    has been read. What it says of itself is trusted no further; ``told_at`` is its own
    clock, ``received_at`` ours. ``acknowledged_at``: when the channel was told
    what became of it. What nobody may keep leaves a row without ``file``. A paper lies
    at the door as ``item``; ``type_told`` is its type as the sender has it,
    ``answers_as`` how it named the agency, ``status`` the newest of what it was told
    (each a Packet).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(
        _("đường đến"), max_length=8, choices=CHANNEL_NAMES.items()
    )
    remote_id = models.CharField(_("mã của trục"), max_length=300)
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
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
    due_on = models.DateField(_("hạn nơi gửi ghi"), null=True, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=1000, blank=True)
    type_told = models.CharField(
        _("loại văn bản nơi gửi ghi"), max_length=140, blank=True
    )
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64, blank=True)
    size = models.BigIntegerField(_("dung lượng"))
    differs = models.BooleanField(_("không như trục ghi"), default=False)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ARRIVAL_NAMES.items()
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    told_at = models.DateTimeField(_("giờ nơi gửi ghi"), null=True, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    settled_at = models.DateTimeField(_("đọc xong lúc"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("báo trục lúc"), null=True, blank=True)
    item = models.OneToOneField(
        "documents.IntakeItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="arrival",
    )
    answers_as = models.CharField(_("mã nơi nhận"), max_length=35, blank=True)
    status = models.CharField(
        _("trạng thái đã báo"), max_length=2, choices=STATUS_NAMES.items(), blank=True
    )
    withdrawn_at = models.DateTimeField(_("nơi gửi lấy lại lúc"), null=True, blank=True)
    told_sender = models.CharField(_("nơi gửi theo trục"), max_length=200, blank=True)
    times = models.PositiveIntegerField(_("số lần đến"), default=1)

    class Meta:
        verbose_name = _("gói tin đến")
        constraints = [
            # The same bytes name the same sender and paper: each content once.
            models.UniqueConstraint(
                fields=["channel", "agency", "sha256"],
                name="arrival_once_a_box",
                condition=Q(file__isnull=False),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["channel", "agency", "remote_id"],
                name="arrival_not_kept_once",
                condition=Q(file__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="arrival_kept_or_refused",
                condition=Q(file__isnull=False, sha256__gt="")
                | Q(file__isnull=True, sha256="", state=ArrivalState.REFUSED),
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
            models.Index(fields=["channel", "remote_id"], name="arrival_of_remote"),
        ]

    @property
    def is_over(self) -> bool:
        """Whether the channel may be told; bytes that were not as listed are asked for
        once more, and believed when they come again."""
        return not self.differs or self.times > 1

    @property
    def clock_is_ahead(self) -> bool:
        """It says that it was written after we had it."""
        return self.told_at is not None and self.told_at > (
            self.received_at + CLOCKS_DIFFER
        )

    @property
    def code_words(self) -> str:
        """What it is about, as QCVN 102 calls it."""
        if self.kind == "status":
            return status_name(self.code)
        known = self.code in ("0", "1", "2", "3")
        return BUSINESS_TITLES[Business(int(self.code))] if known else ""
