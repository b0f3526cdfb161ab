"""The rules that are on, and what they have counted so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain

from congvu.logs.formats import Rules, read_rules, shipped_rules
from congvu.logs.models import DetectionRule, LogEvent, LogSource
from congvu.logs.rules import Detector, Event, Severity

WARM, MOST_WARM = timedelta(minutes=30), 100_000


def rules_mark() -> list[tuple[object, ...]]:
    """Different as soon as a rule is switched on or off."""
    rows = DetectionRule.objects.filter(is_on=True).order_by("pk")
    return list(rows.values_list("pk", "digest"))


def detector_now(at: datetime) -> Detector:
    """With what came in the last half hour already counted: a count that was going on
    as the process ended goes on.
    """
    rows = DetectionRule.objects.filter(is_on=True).order_by("pk")
    given = [read_rules(text) for text in rows.values_list("text", flat=True)]
    made = _detector([shipped_rules(), *given])
    since = LogEvent.objects.filter(received_at__gte=at - WARM)
    latest = since.order_by("-received_at", "-id")[:MOST_WARM]
    for one in reversed(list(latest.defer("terms"))):
        made.ask(event_of(one), one.at or one.received_at)
    return made


def _detector(rules: Iterable[Rules]) -> Detector:
    rules = list(rules)
    return Detector(
        chain.from_iterable(one.detections for one in rules),
        chain.from_iterable(one.correlations for one in rules),
    )


def event_of(one: LogEvent) -> Event:
    """As it was when its line was read."""
    return Event(
        one.decoder,
        "",
        one.message,
        Severity(one.severity),
        one.at,
        one.host,
        one.program,
        fields=one.fields,
        length=one.length,
    )


def senders_now() -> tuple[dict[str, str], dict[str, str]]:
    """Network → source and fingerprint → source."""
    networks, certificates = {}, {}
    rows = LogSource.objects.filter(ended_at=None)
    for pk, addresses, mark in rows.values_list("pk", "addresses", "fingerprint"):
        networks.update(dict.fromkeys(addresses, str(pk)))
        if mark:
            certificates[mark] = str(pk)
    return networks, certificates
