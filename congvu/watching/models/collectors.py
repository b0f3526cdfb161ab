"""Programs at the sites that probe, and with what devices answer them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.watching.rules import (
    LONGEST_NAME,
    SNMP_AUTH_NAMES,
    SNMP_PRIV_NAMES,
    SNMP_VERSION_NAMES,
)


class Collector(models.Model):
    """A program at a site and the code it speaks with, of which only a digest is kept.

    ``stream`` names the book it numbers its results in, ``taken`` is the last of them
    that is here. ``skew_ms``: how far its clock was ahead of ours.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(
        "network.Site", on_delete=models.PROTECT, related_name="collectors"
    )
    label = models.CharField(_("tên"), max_length=LONGEST_NAME)
    prefix = models.CharField(_("đầu mã"), max_length=6)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("tạo lúc"))
    made_by = models.CharField(_("người tạo"), max_length=80)
    expires_on = models.DateField(_("hết hạn từ ngày"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    # How often it spoke since the minute began.
    counted_from = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(_("gửi lần cuối"), null=True, blank=True)
    address = models.CharField(_("gửi từ địa chỉ"), max_length=45, blank=True)
    version = models.CharField(_("phiên bản"), max_length=40, blank=True)
    stream = models.UUIDField(null=True, blank=True)
    past_streams = ArrayField(models.UUIDField(), default=list, blank=True)
    taken = models.BigIntegerField(default=0)
    queued = models.PositiveIntegerField(_("đang xếp hàng"), default=0)
    lost = models.BigIntegerField(_("đã bỏ vì hàng đầy"), default=0)
    skew_ms = models.BigIntegerField(_("lệch giờ, ms"), null=True, blank=True)
    silent_since = models.DateTimeField(_("im từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("máy thu thập")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "label"], name="collector_named_once_at_site"
            ),
            models.CheckConstraint(name="collector_taken", condition=Q(taken__gte=0)),
        ]


class SnmpAccess(models.Model):
    """With what devices answer one collector, and no other is given it.

    ``sealed``: community or pass phrases, encrypted with a key that is not in the
    database.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    collector = models.ForeignKey(
        Collector, on_delete=models.PROTECT, related_name="accesses"
    )
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    version = models.CharField(
        _("phiên bản SNMP"), max_length=3, choices=SNMP_VERSION_NAMES.items()
    )
    user = models.CharField(_("người dùng"), max_length=200, blank=True)
    auth = models.CharField(
        _("xác thực"), max_length=6, choices=SNMP_AUTH_NAMES.items(), blank=True
    )
    priv = models.CharField(
        _("mã hóa"), max_length=6, choices=SNMP_PRIV_NAMES.items(), blank=True
    )
    port = models.PositiveIntegerField(_("cổng"), default=161)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("thông tin SNMP")
        constraints = [
            models.UniqueConstraint(
                fields=["collector", "name"], name="snmpaccess_named_once"
            )
        ]
