"""Rules that people loaded, and what rules met."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.logs.models.events import LogSource
from congvu.logs.rules import (
    ALERT_STATE_NAMES,
    LONGEST_KEY,
    LONGEST_NAME,
    LONGEST_REASON,
    SEVERITY_NAMES,
    STANDING,
    AlertState,
)


class DetectionRule(models.Model):
    """A file of rules in the Sigma format; tried on the last day before it is on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(_("tên"), max_length=LONGEST_NAME)
    text = models.TextField(_("nội dung"))
    digest = models.CharField(max_length=64, unique=True)
    is_on = models.BooleanField(_("đang bật"), default=False)
    made_at = models.DateTimeField(_("nạp lúc"))
    made_by = models.CharField(_("người nạp"), max_length=80)
    tried_at = models.DateTimeField(_("chạy thử lúc"), null=True, blank=True)
    tried_lines = models.PositiveIntegerField(_("số dòng đã thử"), default=0)
    tried_met = models.PositiveIntegerField(_("số dòng khớp"), default=0)

    class Meta:
        verbose_name = _("quy tắc phát hiện")
        constraints = [
            models.CheckConstraint(
                name="detectionrule_tried_before_it_is_on",
                condition=Q(is_on=False) | Q(tried_at__isnull=False),
            ),
        ]


class Alert(models.Model):
    """One matter that rules met: a rule, whose words, at one agency. While it stands,
    what happens again is counted in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.ForeignKey(
        LogSource, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.UUIDField(_("quy tắc"))
    title = models.CharField(_("tên quy tắc"), max_length=LONGEST_NAME)
    level = models.PositiveSmallIntegerField(_("mức"), choices=SEVERITY_NAMES.items())
    key = models.CharField(_("về"), max_length=LONGEST_KEY, blank=True)
    cause = models.CharField(max_length=64)
    state = models.CharField(
        _("trạng thái"),
        max_length=6,
        choices=ALERT_STATE_NAMES.items(),
        default=AlertState.OPEN,
    )
    count = models.BigIntegerField(_("số lần"))
    first_at = models.DateTimeField(_("từ lúc"))
    last_at = models.DateTimeField(_("lần cuối"))
    samples = models.JSONField(_("các dòng đầu"), default=list)
    muted_until = models.DateField(_("coi là giả đến ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    taken_at = models.DateTimeField(_("có người xem từ"), null=True, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("cảnh báo an ninh")
        constraints = [
            models.UniqueConstraint(
                fields=["cause"],
                condition=Q(state__in=STANDING),
                name="alert_once_a_cause",
            ),
            models.CheckConstraint(
                name="alert_false_for_a_time",
                condition=~Q(state=AlertState.FALSE)
                | (Q(muted_until__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="alert_closed_with_a_reason",
                condition=~Q(state=AlertState.CLOSED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="alert_in_order",
                condition=Q(first_at__lte=F("last_at")) & Q(count__gt=0),
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "level", "-last_at"], name="alert_in_order_of"
            ),
            models.Index(fields=["agency", "state"], name="alert_of_agency"),
        ]
