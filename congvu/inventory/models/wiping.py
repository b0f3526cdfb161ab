"""What became of the data on machines and systems that go: medium by medium."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.inventory.models.machines import Machine
from congvu.inventory.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_SERIAL,
    MEDIUM_KIND_NAMES,
    WIPE_RESULT_NAMES,
    MediumKind,
)
from congvu.lib.ids import uuid7


class WipingRecord(models.Model):
    """Who made which media unreadable before whom; closed when its minutes are issued
    and lie in a dossier, and never changed after. Names are as they were as it began.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("máy, hệ thống nào"), max_length=LONGEST_LINE)
    wiper = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    wiper_name = models.CharField(_("người xử lý"), max_length=LONGEST_REASON)
    witness = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    witness_name = models.CharField(
        _("người chứng kiến thứ nhất"), max_length=LONGEST_REASON
    )
    second = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    second_name = models.CharField(
        _("người chứng kiến thứ hai"), max_length=LONGEST_REASON
    )
    draft = models.ForeignKey(
        "outgoing.Draft",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    minutes = models.ForeignKey(
        "outgoing.OutgoingEntry",
        verbose_name=_("biên bản đã phát hành"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    filed_in = models.CharField(_("lưu ở hồ sơ"), max_length=LONGEST_REASON, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    closed_at = models.DateTimeField(_("hoàn tất lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người hoàn tất"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("hồ sơ xử lý vật mang dữ liệu")
        constraints = [
            models.CheckConstraint(
                name="wipingrecord_three_posts",
                condition=~Q(wiper=F("witness"))
                & ~Q(wiper=F("second"))
                & ~Q(witness=F("second")),
            ),
            models.CheckConstraint(
                name="wipingrecord_closed_by_minutes",
                condition=Q(closed_at__isnull=True)
                | (Q(minutes__isnull=False) & ~Q(filed_in="")),
            ),
            models.UniqueConstraint(
                fields=["minutes"], name="wipingrecord_minutes_once"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="wipingrecord_of")]


class WipedMedium(models.Model):
    """One medium, what was done with it, what proves it. ``machine`` is empty where it
    lay in none.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(
        WipingRecord, on_delete=models.CASCADE, related_name="media"
    )
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(
        _("loại vật mang"), max_length=7, choices=MEDIUM_KIND_NAMES.items()
    )
    serial = models.CharField(_("số sê-ri"), max_length=LONGEST_SERIAL, blank=True)
    method = models.CharField(_("cách xử lý"), max_length=20, blank=True)
    method_name = models.CharField(
        _("cách xử lý, bằng lời"), max_length=200, blank=True
    )
    basis = models.CharField(_("theo"), max_length=LONGEST_REASON, blank=True)
    wiped_on = models.DateField(_("ngày xử lý"))
    result = models.CharField(
        _("kết quả"), max_length=6, choices=WIPE_RESULT_NAMES.items(), blank=True
    )
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("vật mang đã xử lý")
        constraints = [
            models.CheckConstraint(
                name="wipedmedium_is_proven",
                condition=Q(kind=MediumKind.NONE, machine__isnull=False, serial="")
                | (
                    ~Q(kind=MediumKind.NONE)
                    & ~Q(serial="")
                    & ~Q(method="")
                    & ~Q(result="")
                    & Q(file__isnull=False)
                ),
            )
        ]
