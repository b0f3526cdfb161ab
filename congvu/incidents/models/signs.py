"""Signs of attacks that were told or found, and how far the logs were read for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.incidents.models.incidents import Incident
from congvu.incidents.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_VALUE,
    SIGN_KIND_NAMES,
    SIGN_STATE_NAMES,
    TLP_NAMES,
    SignState,
)
from congvu.lib.ids import uuid7


class ThreatSign(models.Model):
    """What an attack is known by, as its source tells it; watched while it holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    stix_id = models.CharField(_("mã STIX"), max_length=60, unique=True)
    name = models.CharField(_("dấu hiệu"), max_length=LONGEST_NAME)
    description = models.TextField(_("mô tả"), max_length=LONGEST_TEXT, blank=True)
    pattern = models.TextField(_("mẫu"), max_length=LONGEST_TEXT)
    tlp = models.CharField(_("được báo tới đâu"), max_length=12, choices=TLP_NAMES)
    source = models.CharField(_("nguồn"), max_length=LONGEST_NAME)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="signs"
    )
    created_at = models.DateTimeField(_("nguồn ghi lúc"))
    modified_at = models.DateTimeField(_("nguồn sửa lúc"))
    valid_from = models.DateTimeField(_("có hiệu lực từ"))
    valid_until = models.DateTimeField(_("có hiệu lực đến"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=5,
        choices=SIGN_STATE_NAMES.items(),
        default=SignState.LIVE,
    )
    ended_at = models.DateTimeField(_("thôi theo dõi lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    # Until it was looked for in what the logs held before it was told.
    is_new = models.BooleanField(default=True)
    loaded_at = models.DateTimeField(_("nạp lúc"))
    loaded_by = models.CharField(_("người nạp"), max_length=80)

    class Meta:
        verbose_name = _("dấu hiệu tấn công")
        constraints = [
            models.CheckConstraint(
                name="threatsign_ends_with_a_reason",
                condition=Q(state=SignState.LIVE)
                | (Q(ended_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="threatsign_valid_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="threatsign_has_a_source", condition=~Q(source="") & ~Q(name="")
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="threatsign_newest")]


class SignValue(models.Model):
    """One address, domain, URL or digest of a sign, as it is compared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sign = models.ForeignKey(
        ThreatSign, on_delete=models.CASCADE, related_name="values"
    )
    kind = models.CharField(_("loại"), max_length=7, choices=SIGN_KIND_NAMES.items())
    value = models.CharField(_("giá trị"), max_length=LONGEST_VALUE)

    class Meta:
        verbose_name = _("giá trị của dấu hiệu")
        constraints = [
            models.UniqueConstraint(
                fields=["sign", "kind", "value"], name="signvalue_once"
            )
        ]
        indexes = [models.Index(fields=["value"], name="signvalue_by_value")]


class SignReading(models.Model):
    """How far events were read for signs: one row, held by whoever reads on."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    event = models.BigIntegerField(_("sự kiện cuối đã đọc"), default=0)
    read_at = models.DateTimeField(_("đọc lúc"), null=True)

    class Meta:
        verbose_name = _("lần dò dấu hiệu trong nhật ký")
        constraints = [
            models.CheckConstraint(name="signreading_is_one", condition=Q(id=1))
        ]
