"""What is watched, how it stood in which period, and what was lost when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.watching.models.collectors import Collector, SnmpAccess
from congvu.watching.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    PROBE_KIND_NAMES,
    SUBJECT_NAMES,
    TARGET_STATE_NAMES,
    UNWATCHED_NAMES,
    Subject,
    TargetState,
)


class WatchTarget(models.Model):
    """A thing at a site that a collector asks ``every`` so many seconds.

    ``fails``: answers missed in a row that are a loss. State and its beginning are
    those of the open spell, as of the last answer: whether they are known still is a
    question of the time since.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("network.Site", on_delete=models.PROTECT, related_name="+")
    collector = models.ForeignKey(
        Collector, on_delete=models.PROTECT, related_name="targets"
    )
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    host = models.CharField(_("địa chỉ"), max_length=LONGEST_NAME)
    subject = models.CharField(
        _("là"), max_length=6, choices=SUBJECT_NAMES.items(), default=Subject.OTHER
    )
    link = models.ForeignKey(
        "network.Link",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    device = models.ForeignKey(
        "network.Device",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    every = models.PositiveIntegerField(_("số giây giữa hai lần thử"), default=60)
    fails = models.PositiveSmallIntegerField(_("số lần lỡ liền nhau"), default=3)
    made_at = models.DateTimeField(_("giám sát từ"))
    retired_at = models.DateTimeField(_("thôi từ"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=7,
        choices=TARGET_STATE_NAMES.items(),
        default=TargetState.UNKNOWN,
    )
    state_since = models.DateTimeField(_("từ lúc"), null=True, blank=True)
    last_at = models.DateTimeField(_("thử lần cuối"), null=True, blank=True)

    class Meta:
        verbose_name = _("đối tượng giám sát")
        constraints = [
            models.CheckConstraint(
                name="watchtarget_stands_for_it",
                condition=Q(subject="link", link__isnull=False, device__isnull=True)
                | Q(subject="device", link__isnull=True, device__isnull=False)
                | Q(
                    subject__in=["site", "other"],
                    link__isnull=True,
                    device__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["site", "name"],
                condition=Q(retired_at__isnull=True),
                name="watchtarget_named_once",
            ),
            models.UniqueConstraint(
                fields=["link"],
                condition=Q(retired_at__isnull=True, link__isnull=False),
                name="watchtarget_link_once",
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(retired_at__isnull=True, subject="site"),
                name="watchtarget_site_once",
            ),
            models.CheckConstraint(
                name="watchtarget_asked",
                condition=Q(every__gte=10, every__lte=3600, fails__gte=1),
            ),
        ]


class Probe(models.Model):
    """One way of asking a target; ``told``: what the answers say, null: nothing yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    target = models.ForeignKey(
        WatchTarget, on_delete=models.PROTECT, related_name="probes"
    )
    kind = models.CharField(
        _("cách thử"), max_length=5, choices=PROBE_KIND_NAMES.items()
    )
    port = models.PositiveIntegerField(_("cổng"), null=True, blank=True)
    path = models.CharField(_("đường dẫn"), max_length=200, blank=True)
    access = models.ForeignKey(
        SnmpAccess, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    told = models.BooleanField(null=True, blank=True)
    fails = models.PositiveIntegerField(default=0)
    oks = models.PositiveIntegerField(default=0)
    first_fail = models.DateTimeField(null=True, blank=True)
    first_ok = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(_("thử lần cuối"), null=True, blank=True)
    last_us = models.PositiveIntegerField(_("trả lời sau, µs"), null=True, blank=True)
    last_why = models.CharField(_("vì sao không"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("phép thử")
        constraints = [
            models.CheckConstraint(
                name="probe_snmp_with_access",
                condition=Q(kind="snmp", access__isnull=False)
                | ~Q(kind="snmp") & Q(access__isnull=True)
                | Q(retired_at__isnull=False),
            ),
        ]


class ProbeHour(models.Model):
    """How many answers came to how many questions of one hour, and how fast."""

    probe = models.ForeignKey(
        Probe, on_delete=models.CASCADE, db_index=False, related_name="hours"
    )
    hour = models.DateTimeField(_("giờ"))
    asked = models.PositiveIntegerField(_("đã hỏi"))
    answered = models.PositiveIntegerField(_("đã trả lời"))
    us_sum = models.BigIntegerField(default=0)
    us_most = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("số đo theo giờ")
        constraints = [
            models.UniqueConstraint(fields=["probe", "hour"], name="probehour_once"),
            models.CheckConstraint(
                name="probehour_answered", condition=Q(answered__lte=F("asked"))
            ),
        ]


class TargetSpell(models.Model):
    """A target was in one state from ``since`` until ``until``: half-open, gap-free."""

    target = models.ForeignKey(
        WatchTarget, on_delete=models.CASCADE, db_index=False, related_name="spells"
    )
    state = models.CharField(
        _("trạng thái"), max_length=7, choices=TARGET_STATE_NAMES.items()
    )
    since = models.DateTimeField(_("từ"))
    until = models.DateTimeField(_("đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("quãng trạng thái")
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(until__isnull=True),
                name="targetspell_one_open",
            ),
            models.CheckConstraint(
                name="targetspell_ends_later",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["target", "since"], name="spell_of_target")]


class Outage(models.Model):
    """A target fell, until it returned. Told once: ``alerted_at``; its end, too:
    ``settled_at`` (or there was nobody to tell). ``cause``: what it lay behind.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    target = models.ForeignKey(
        WatchTarget, on_delete=models.PROTECT, related_name="outages"
    )
    since = models.DateTimeField(_("mất từ"))
    until = models.DateTimeField(_("có lại lúc"), null=True, blank=True)
    is_whole = models.BooleanField(_("mất hẳn"), default=True)
    falls = models.PositiveIntegerField(_("số lần rơi"), default=1)
    is_flapping = models.BooleanField(_("chập chờn"), default=False)
    up_from = models.DateTimeField(null=True, blank=True)
    is_planned = models.BooleanField(_("trong bảo trì"), default=False)
    cause = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    alerted_at = models.DateTimeField(_("báo lúc"), null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("nhận xử lý lúc"), null=True, blank=True)
    acknowledged_by = models.CharField(_("người nhận"), max_length=80, blank=True)
    note = models.CharField(_("ghi chú"), max_length=LONGEST_REASON, blank=True)
    # Where it ended because nobody looks any more, not because anything returned.
    unwatched = models.CharField(
        _("vì sao thôi theo dõi"),
        max_length=7,
        choices=UNWATCHED_NAMES.items(),
        blank=True,
    )

    class Meta:
        verbose_name = _("lần mất kết nối")
        constraints = [
            models.CheckConstraint(
                name="outage_unwatched_ended",
                condition=Q(unwatched="") | Q(until__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(until__isnull=True),
                name="outage_one_open",
            ),
            models.CheckConstraint(
                name="outage_ends_later",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["since"],
                condition=Q(settled_at__isnull=True),
                name="outage_to_tell",
            ),
            models.Index(fields=["-since", "-id"], name="outage_in_order"),
        ]


class PlannedWork(models.Model):
    """Announced before it begins: at a whole site, or on one of its links."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("network.Site", on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(
        "network.Link",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    since = models.DateTimeField(_("từ"))
    until = models.DateTimeField(_("đến"))
    reason = models.CharField(_("việc làm"), max_length=LONGEST_REASON)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bảo trì mạng")
        constraints = [
            models.CheckConstraint(
                name="plannedwork_ends_later", condition=Q(until__gt=F("since"))
            )
        ]
        indexes = [models.Index(fields=["site", "since"], name="work_at_site")]
