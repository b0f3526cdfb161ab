"""Estimates of a need: versions, their lines, whose money in which year, quotations.

A version is written once, whole, and never again; the database refuses one whose lines
and shares do not add up (migration 0004).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.investment.models.needs import Need
from congvu.investment.rules.estimates import (
    LONGEST_UNIT,
    PRICING_NAMES,
    QUANTITY_PLACES,
    RATE_PLACES,
    STRUCTURE_NAMES,
    Pricing,
)
from congvu.investment.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    SOURCE_NAMES,
)
from congvu.lib.ids import uuid7


class Estimate(models.Model):
    """``on``: the day whose law and prices it goes by. ``note``: why it is another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="estimates")
    number = models.PositiveSmallIntegerField(_("bản số"))
    structure = models.CharField(
        _("cấu trúc"), max_length=8, choices=STRUCTURE_NAMES.items()
    )
    on = models.DateField(_("lập theo ngày"))
    money = models.BigIntegerField(_("tổng dự toán, đồng"))
    security = models.BigIntegerField(_("trong đó an toàn thông tin, đồng"))
    note = models.CharField(_("vì sao lập"), max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("dự toán chi tiết")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "number"], name="estimate_numbered"
            ),
            models.CheckConstraint(
                name="estimate_is_money",
                condition=Q(number__gte=1, money__gt=0, security__gte=0)
                & Q(security__lte=models.F("money")),
            ),
            models.CheckConstraint(
                name="estimate_again_says_why", condition=Q(number=1) | ~Q(note="")
            ),
        ]


class EstimateLine(models.Model):
    """A rate is taken of the parts in ``base``; all else is quantity × price."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    estimate = models.ForeignKey(
        Estimate, on_delete=models.PROTECT, related_name="lines"
    )
    place = models.PositiveSmallIntegerField(_("thứ tự"))
    part = models.CharField(_("thành phần"), max_length=20)
    name = models.CharField(_("nội dung"), max_length=LONGEST_NAME)
    pricing = models.CharField(
        _("cách định giá"), max_length=8, choices=PRICING_NAMES.items()
    )
    quantity = models.DecimalField(
        _("số lượng"),
        max_digits=11,
        decimal_places=QUANTITY_PLACES,
        null=True,
        blank=True,
    )
    unit = models.CharField(_("đơn vị"), max_length=LONGEST_UNIT, blank=True)
    price = models.BigIntegerField(_("đơn giá, đồng"), null=True, blank=True)
    rate = models.DecimalField(
        _("tỷ lệ, %"), max_digits=7, decimal_places=RATE_PLACES, null=True, blank=True
    )
    base = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("trên"),
        default=list,
        blank=True,
    )
    money = models.BigIntegerField(_("thành tiền, đồng"))
    basis = models.CharField(_("căn cứ giá"), max_length=LONGEST_NAME)
    priced_on = models.DateField(_("giá ngày"))
    security = models.BooleanField(_("an toàn thông tin"), default=False)

    class Meta:
        verbose_name = _("dòng dự toán chi tiết")
        constraints = [
            models.UniqueConstraint(
                fields=["estimate", "place"], name="estimateline_placed"
            ),
            models.CheckConstraint(
                name="estimateline_says_what",
                condition=Q(money__gt=0) & ~Q(name="") & ~Q(basis="") & ~Q(part=""),
            ),
            models.CheckConstraint(
                name="estimateline_rate_or_price",
                condition=Q(
                    pricing=Pricing.RATE,
                    rate__gt=0,
                    rate__lte=100,
                    base__len__gte=1,
                    quantity__isnull=True,
                    price__isnull=True,
                )
                | ~Q(pricing=Pricing.RATE)
                & Q(quantity__gt=0, price__gt=0, rate__isnull=True, base__len=0),
            ),
        ]
        indexes = [models.Index(fields=["name", "unit"], name="estimateline_priced")]


class EstimateShare(models.Model):
    """How much of a line falls to a source in a year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(
        EstimateLine, on_delete=models.PROTECT, related_name="shares"
    )
    source = models.CharField(_("nguồn"), max_length=10, choices=SOURCE_NAMES.items())
    year = models.PositiveSmallIntegerField(_("năm"))
    money = models.BigIntegerField(_("số tiền, đồng"))

    class Meta:
        verbose_name = _("phần của dòng dự toán chi tiết")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "source", "year"], name="estimateshare_once"
            ),
            models.CheckConstraint(
                name="estimateshare_is_money", condition=Q(money__gt=0)
            ),
        ]


class EstimateQuote(models.Model):
    """What a supplier asked for one of it, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(
        EstimateLine, on_delete=models.PROTECT, related_name="quotes"
    )
    supplier = models.CharField(_("nhà cung cấp"), max_length=LONGEST_LINE)
    quoted_on = models.DateField(_("ngày báo giá"))
    price = models.BigIntegerField(_("giá, đồng"))

    class Meta:
        verbose_name = _("báo giá")
        constraints = [
            models.CheckConstraint(
                name="estimatequote_is_price",
                condition=Q(price__gt=0) & ~Q(supplier=""),
            )
        ]
