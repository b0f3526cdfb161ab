"""Subnets asked address by address, and what answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.watching.models.collectors import Collector, SnmpAccess
from congvu.watching.rules import (
    LONGEST_REASON,
    SWEEP_STATE_NAMES,
    SweepState,
)


class Sweep(models.Model):
    """One time that a collector was to ask all addresses of a registered subnet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subnet = models.ForeignKey(
        "network.Subnet", on_delete=models.PROTECT, related_name="+"
    )
    collector = models.ForeignKey(Collector, on_delete=models.PROTECT, related_name="+")
    access = models.ForeignKey(
        SnmpAccess, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("cho dò lúc"))
    asked_by = models.CharField(_("người cho dò"), max_length=80)
    state = models.CharField(
        _("kết quả"),
        max_length=7,
        choices=SWEEP_STATE_NAMES.items(),
        default=SweepState.WAITING,
    )
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt dò mạng")
        constraints = [
            models.UniqueConstraint(
                fields=["subnet"],
                condition=models.Q(state="waiting"),
                name="sweep_one_waiting",
            )
        ]
        indexes = [models.Index(fields=["subnet", "-asked_at"], name="sweep_of_subnet")]


class Sighting(models.Model):
    """What answered at an address of a subnet, last in ``sweep``; by its own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subnet = models.ForeignKey(
        "network.Subnet", on_delete=models.PROTECT, related_name="+"
    )
    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="sightings")
    ip = models.GenericIPAddressField(_("địa chỉ"))
    mac = models.CharField(_("địa chỉ phần cứng"), max_length=17, blank=True)
    name = models.CharField(_("tự xưng"), max_length=120, blank=True)
    about = models.CharField(_("mô tả"), max_length=200, blank=True)
    ports = models.JSONField(_("cổng"), default=list, blank=True)
    first_at = models.DateTimeField(_("thấy lần đầu"))
    last_at = models.DateTimeField(_("thấy lần cuối"))

    class Meta:
        verbose_name = _("máy dò thấy")
        constraints = [
            models.UniqueConstraint(fields=["subnet", "ip"], name="sighting_once")
        ]
        indexes = [models.Index(fields=["mac"], name="sighting_by_card")]
