"""What inventories brought: programs with their days, other facts with theirs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.inventory.models.machines import AgentEnrolment, Machine
from congvu.inventory.rules import (
    FACT_NAMES,
    FORMAT_NAMES,
    LONGEST_LINE,
    READING_STATE_NAMES,
    LoadState,
)
from congvu.lib.ids import uuid7


class InventoryLoad(models.Model):
    """A long table somebody uploaded, entered behind the page; ``lines`` are machines
    as they were read (``rules.Told``), gone when all are entered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên tệp"), max_length=LONGEST_LINE)
    encoding = models.CharField(_("bảng mã"), max_length=40, blank=True)
    lines = models.JSONField(default=list)
    total = models.PositiveIntegerField(_("số dòng"))
    done = models.PositiveIntegerField(_("đã nạp"), default=0)
    state = models.CharField(
        max_length=7, choices=[(s.value, s.value) for s in LoadState]
    )
    asked_at = models.DateTimeField(_("nạp lúc"))
    asked_by = models.CharField(_("người nạp"), max_length=80)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bảng kê máy đang nạp")
        constraints = [
            models.CheckConstraint(
                name="inventory_load_counts", condition=Q(done__lte=F("total"))
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "-asked_at"], name="inventory_load_of_agency"
            )
        ]


class MachineReading(models.Model):
    """One inventory received, taken or not. ``sha256`` is of the message as it came, of
    a table of what the line says; the message itself is not kept: it names people's
    log-ins and processes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    machine = models.ForeignKey(
        Machine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
    )
    enrolment = models.ForeignKey(
        AgentEnrolment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    load = models.ForeignKey(
        InventoryLoad,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="readings",
    )
    at = models.DateTimeField(_("nhận lúc"))
    sha256 = models.CharField(max_length=64)
    format = models.CharField(
        _("dạng"), max_length=6, choices=FORMAT_NAMES.items(), blank=True
    )
    agent = models.CharField(_("tác nhân"), max_length=LONGEST_LINE, blank=True)
    told = models.CharField(_("máy tự xưng"), max_length=LONGEST_LINE, blank=True)
    state = models.CharField(
        _("kết quả"), max_length=9, choices=READING_STATE_NAMES.items()
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    programs = models.PositiveIntegerField(_("phần mềm"), default=0)
    added = models.PositiveIntegerField(_("phần mềm thêm"), default=0)
    removed = models.PositiveIntegerField(_("phần mềm bớt"), default=0)

    class Meta:
        verbose_name = _("bản kiểm kê")
        constraints = [
            models.CheckConstraint(
                name="reading_refused_says_why",
                condition=~Q(state="refused") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="reading_taken_of_machine",
                condition=Q(state="refused") | Q(machine__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["machine", "-at"], name="reading_of_machine"),
            models.Index(fields=["agency", "-at"], name="reading_of_agency"),
            models.Index(
                fields=["load"],
                condition=Q(load__isnull=False),
                name="reading_of_load",
            ),
        ]


class Software(models.Model):
    """A program by the words agents use; ``key`` is made of all three."""

    key = models.UUIDField(unique=True)
    publisher = models.CharField(_("nhà làm ra"), max_length=LONGEST_LINE, blank=True)
    name = models.CharField(_("tên phần mềm"), max_length=LONGEST_LINE)
    version = models.CharField(_("phiên bản"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("phần mềm")
        constraints = [
            models.CheckConstraint(name="software_has_name", condition=~Q(name=""))
        ]
        indexes = [models.Index(fields=["name"], name="software_by_name")]


class Installation(models.Model):
    """From when a program was seen on a machine until it was no more: half-open."""

    machine = models.ForeignKey(
        Machine,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="installations",
    )
    software = models.ForeignKey(
        Software, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    since = models.DateTimeField(_("thấy từ"))
    until = models.DateTimeField(_("đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("phần mềm trên máy")
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "software"],
                condition=Q(until__isnull=True),
                name="installation_once_now",
            ),
            models.CheckConstraint(
                name="installation_ends_later",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["machine", "since"],
                include=["until", "software"],
                name="installation_on_machine",
            ),
            models.Index(fields=["software"], name="installation_of_software"),
        ]


class MachineChange(models.Model):
    """Another fact that is no longer what it was; "" where it was not known."""

    machine = models.ForeignKey(
        Machine, on_delete=models.CASCADE, db_index=False, related_name="changes"
    )
    at = models.DateTimeField(_("lúc"))
    fact = models.CharField(_("điều"), max_length=10, choices=FACT_NAMES.items())
    before = models.CharField(_("trước"), max_length=LONGEST_LINE, blank=True)
    after = models.CharField(_("sau"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("thay đổi của máy")
        indexes = [models.Index(fields=["machine", "-at"], name="change_of_machine")]
