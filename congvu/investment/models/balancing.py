"""Versions of a balance: named, copied, changed, compared; one is adopted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.investment.models.needs import Need
from congvu.investment.rules.words import (
    LONGEST_NAME,
    LONGEST_REASON,
    PIN_NAMES,
    SOURCE_NAMES,
    VERSION_STATE_NAMES,
    NeedPin,
    VersionState,
)
from congvu.lib.ids import uuid7


class BalanceVersion(models.Model):
    """``revision`` counts changes: who changes what they saw long ago is told.
    ``proofs`` are the solver's, of what it answered: tier, reached, bound.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("phương án"), max_length=LONGEST_NAME)
    first_year = models.PositiveSmallIntegerField(_("từ năm"))
    last_year = models.PositiveSmallIntegerField(_("đến năm"))
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=VERSION_STATE_NAMES.items(),
        default=VersionState.OPEN,
    )
    revision = models.PositiveIntegerField(default=1)
    proofs = models.JSONField(default=list, blank=True)
    trouble = models.CharField(_("không cân đối được"), max_length=2000, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    at = models.DateTimeField(_("sửa lúc"))
    by = models.CharField(_("người sửa"), max_length=80)

    class Meta:
        verbose_name = _("phương án cân đối")
        constraints = [
            models.UniqueConstraint(fields=["name"], name="balanceversion_named"),
            models.CheckConstraint(
                name="balanceversion_years",
                condition=Q(last_year__gte=F("first_year")) & ~Q(name=""),
            ),
        ]


class VersionBudget(models.Model):
    """The money of a source in a year, as a version supposes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(
        BalanceVersion, on_delete=models.CASCADE, related_name="budgets"
    )
    source = models.CharField(_("nguồn"), max_length=10, choices=SOURCE_NAMES.items())
    year = models.PositiveSmallIntegerField(_("năm"))
    money = models.BigIntegerField(_("số tiền, đồng"))

    class Meta:
        verbose_name = _("nguồn vốn của phương án")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "source", "year"], name="versionbudget_once"
            ),
            models.CheckConstraint(
                name="versionbudget_is_money", condition=Q(money__gte=0)
            ),
        ]


class VersionNeed(models.Model):
    """How much of a need a version funds, in percent; held in or out by whom asks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(
        BalanceVersion, on_delete=models.CASCADE, related_name="needs"
    )
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField(_("phần được cân đối, %"), default=0)
    pin = models.CharField(
        _("giữ"),
        max_length=3,
        choices=PIN_NAMES.items(),
        default=NeedPin.FREE,
        blank=True,
    )
    reason = models.CharField(_("vì sao"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("nhu cầu trong phương án")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "need"], name="versionneed_once"
            ),
            models.CheckConstraint(
                name="versionneed_percent", condition=Q(step__range=(0, 100))
            ),
        ]
