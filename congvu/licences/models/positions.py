"""What the position was on days that are kept: last days of months, and today."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.inventory.models import Machine
from congvu.lib.ids import uuid7
from congvu.licences.models.catalogue import Product
from congvu.licences.models.entitlements import SeatAllocation
from congvu.licences.rules import STANDING_NAMES

NAMELESS = UUID(int=0)
"""Stands for no product among products: for names that nobody knows."""


class PositionDay(models.Model):
    """A day whose position is kept, and when it was counted last."""

    day = models.DateField(_("ngày"), primary_key=True)
    counted_at = models.DateTimeField(_("tính lúc"), null=True)
    # What it rests on changed since; how often it ever did, so that a change while it
    # is being counted is not forgotten.
    is_stale = models.BooleanField(default=False)
    # Where only some products changed: these, `NAMELESS` among them; none: everything.
    stale_products = ArrayField(models.UUIDField(), default=list, blank=True)
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ngày đã tính tình trạng")


class LicenceStanding(models.Model):
    """What one product on one machine was on a kept day: every commercial one, and
    every office suite. Not licensed, but with an allocation: that one had run out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("ngày"))
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    unit_id = models.UUIDField(null=True, blank=True)
    machine = models.ForeignKey(
        Machine, on_delete=models.CASCADE, db_index=False, related_name="standings"
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    state = models.CharField(
        _("tình trạng"), max_length=7, choices=STANDING_NAMES.items()
    )
    allocation = models.ForeignKey(
        SeatAllocation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("tình trạng phần mềm trên máy")
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "day", "product"], name="licencestanding_once"
            )
        ]
        indexes = [
            models.Index(fields=["day", "agency"], name="licencestanding_of_day"),
            models.Index(fields=["product", "day"], name="licencestanding_of_product"),
        ]


class PositionTally(models.Model):
    """An agency's installs of one product on a kept day; without a product, of names
    that nobody knows. ``legal``, ``over`` and ``unlicensed`` add up to ``installs`` of
    a commercial product and are nought of others.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("ngày"))
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    installs = models.PositiveIntegerField(_("lượt cài"), default=0)
    legal = models.PositiveIntegerField(default=0)
    over = models.PositiveIntegerField(default=0)
    unlicensed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("số tình trạng phần mềm")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "agency", "product"],
                nulls_distinct=False,
                name="positiontally_once",
            ),
            models.CheckConstraint(
                name="positiontally_adds_up",
                condition=Q(legal=0, over=0, unlicensed=0)
                | Q(
                    installs=models.F("legal")
                    + models.F("over")
                    + models.F("unlicensed")
                ),
            ),
        ]


class PositionStatement(models.Model):
    """The position of an agency on a day as a paper to sign: its draft, and a digest of
    the numbers it was composed of.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("ngày"))
    # Of every agency of the province; otherwise of this one.
    of_all = models.BooleanField(default=False)
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="licence_statement"
    )
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)

    class Meta:
        verbose_name = _("bản kê tình trạng phần mềm")
        constraints = [
            models.CheckConstraint(
                name="positionstatement_has_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            )
        ]
        indexes = [models.Index(fields=["agency", "-day"], name="positionstatement_of")]
