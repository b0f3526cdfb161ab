"""Rights to use products, their proofs, and to whom their seats are given."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.licences.models.catalogue import Product
from congvu.licences.rules import (
    ENTITLEMENT_KIND_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    METRIC_NAMES,
    Metric,
)


class Entitlement(models.Model):
    """So many seats of a product, from a day until (and without) another; with
    ``covers_family`` of every edition and version of its family. ``price`` is đồng,
    for all seats. It is of the agency that holds the proof.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="entitlements"
    )
    covers_family = models.BooleanField(_("cho cả họ sản phẩm"), default=False)
    kind = models.CharField(
        _("loại"), max_length=8, choices=ENTITLEMENT_KIND_NAMES.items()
    )
    metric = models.CharField(
        _("tính theo"),
        max_length=6,
        choices=METRIC_NAMES.items(),
        default=Metric.DEVICE,
    )
    seats = models.PositiveIntegerField(_("số lượng"))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("hết hạn ngày"), null=True, blank=True)
    contract = models.CharField(
        _("số hợp đồng, biên bản"), max_length=LONGEST_LINE, blank=True
    )
    price = models.BigIntegerField(_("giá, đồng"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=LONGEST_REASON, blank=True)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)
    # The end of which its keepers were told; another end is told of anew.
    told_end = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("quyền sử dụng phần mềm")
        constraints = [
            models.CheckConstraint(
                name="entitlement_has_seats", condition=Q(seats__gte=1)
            ),
            models.CheckConstraint(
                name="entitlement_ends_later",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="entitlement_price_not_negative",
                condition=Q(price__isnull=True) | Q(price__gte=0),
            ),
            models.CheckConstraint(
                name="entitlement_subscription_ends",
                condition=~Q(kind="subscr") | Q(ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="entitlement_oem_by_device",
                condition=~Q(kind="oem") | Q(metric="device"),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-added_at"], name="entitlement_of_agency"),
            models.Index(
                fields=["ends_on"],
                condition=Q(ends_on__isnull=False),
                name="entitlement_by_end",
            ),
        ]


class EntitlementProof(models.Model):
    """A stored file that shows the right: a contract, an invoice, a receipt."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.CASCADE, related_name="proofs"
    )
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên tệp"), max_length=LONGEST_LINE)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("chứng từ quyền sử dụng")
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "file"], name="entitlementproof_once"
            )
        ]


class SeatAllocation(models.Model):
    """Seats given from a day until (and without) another: to a whole agency, or within
    it to a unit, a machine or a person. ``over_reason`` says why seats were given that
    are not there; without it the database refuses (migration 0026).

    ``place`` says as which of its right it was given: what was moved of it keeps that.
    ``part_of`` is the row that a part was split off as it moved: the part stands in its
    place on the days before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="allocations"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    machine = models.ForeignKey(
        "inventory.Machine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    seats = models.PositiveIntegerField(_("số lượng"))
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    over_reason = models.CharField(
        _("lý do cấp vượt"), max_length=LONGEST_REASON, blank=True
    )
    place = models.PositiveIntegerField(_("lần cấp"))
    part_of = models.UUIDField(null=True, blank=True)
    moved_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to"
    )
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)
    unit_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("phần cấp phát")
        constraints = [
            models.CheckConstraint(
                name="seatallocation_has_seats", condition=Q(seats__gte=1)
            ),
            models.CheckConstraint(
                name="seatallocation_ends_later",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="seatallocation_one_target",
                condition=Q(unit__isnull=True, machine__isnull=True)
                | Q(unit__isnull=True, person__isnull=True)
                | Q(machine__isnull=True, person__isnull=True),
            ),
            models.CheckConstraint(
                name="seatallocation_one_seat_each",
                condition=Q(machine__isnull=True, person__isnull=True) | Q(seats=1),
            ),
        ]
        indexes = [
            models.Index(
                fields=["entitlement", "since"], name="seatallocation_of_right"
            ),
            models.Index(fields=["agency", "since"], name="seatallocation_of_agency"),
        ]
