"""Signs looked for in the logs: in what came since, and back where a sign is new.

The index of words gives the events that may have one; each is then read. What is met
becomes alerts by the logs' own hand: one for a sign, a machine, an agency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from congvu.incidents.models import SignReading, SignValue, ThreatSign
from congvu.incidents.rules import SignBook, SignKind, SignState, Tlp
from congvu.lib.text import gettext_noop as _
from congvu.logs.actions import Met, keep_alerts
from congvu.logs.formats.spool import Arrived
from congvu.logs.models import LogEvent
from congvu.logs.queries.detecting import event_of
from congvu.logs.rules import Detection, Hit, Severity

BACK = timedelta(days=7)
"""How far into the past a new sign is looked for."""
_TERMS = 2000
_TITLE = _("Dấu hiệu tấn công: %(name)s")
_SECRET = _("Dấu hiệu tấn công (TLP:RED, hỏi trung tâm)")


@dataclass(frozen=True, slots=True)
class SignMet(Met):
    """``number`` is that of the event."""

    number: int


@transaction.atomic
def match_signs(*, at: datetime) -> int:
    """How many alerts were made. Whoever else asks meanwhile waits, and goes on from
    there; killed in the middle, nothing of it happened.
    """
    SignReading.objects.get_or_create(pk=1)
    reading = SignReading.objects.select_for_update().get(pk=1)
    watched = _watched(at)
    fresh = list(watched.filter(is_new=True))
    events = LogEvent.objects.filter(received_at__gte=at - BACK).defer("terms")
    newest = events.order_by("-received_at", "-id").values_list("pk", flat=True).first()
    met = _met(fresh, events.filter(pk__lte=reading.event))
    since: list[SignMet] = []
    if newest is not None and newest > reading.event:
        since = _met(list(watched), events.filter(pk__gt=reading.event))
    made = keep_alerts([*met, *since], at=at)
    ThreatSign.objects.filter(pk__in=[one.pk for one in fresh]).update(is_new=False)
    # One process loads, so that numbers come in order: what is behind these was read.
    last = max((one.number for one in since), default=0)
    reading.event, reading.read_at = max(reading.event, last, newest or 0), at
    reading.save()
    return len(made)


def _watched(at: datetime) -> QuerySet[ThreatSign]:
    """Those that hold: not called false, not taken back, not over."""
    return ThreatSign.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=at),
        state=SignState.LIVE,
        valid_from__lte=at,
    )


def _met(signs: Sequence[ThreatSign], events: QuerySet[LogEvent]) -> list[SignMet]:
    rows = SignValue.objects.filter(sign__in=[one.pk for one in signs])
    told = list(rows.values_list("sign", "kind", "value"))
    if not told:
        return []
    book = SignBook((key, SignKind(kind), value) for key, kind, value in told)
    rules = {one.pk: _rule(one) for one in signs}
    return [
        _meeting(rules[key], event)
        for event in _events(events, book.terms())
        for key in sorted(book.found_in(event.message, event.fields))
    ]


def _events(events: QuerySet[LogEvent], terms: Sequence[int]) -> Iterator[LogEvent]:
    """Each once, though several terms find it."""
    seen: set[int] = set()
    for start in range(0, len(terms), _TERMS):
        some = list(terms[start : start + _TERMS])
        for one in events.filter(terms__overlap=some).iterator(chunk_size=1000):
            if one.pk not in seen:
                seen.add(one.pk)
                yield one


def _rule(sign: ThreatSign) -> Detection:
    title = _SECRET if sign.tlp == Tlp.RED else _TITLE % {"name": sign.name}
    return Detection(sign.pk, title[:200], Severity.ERROR, asks=bool)


def _meeting(rule: Detection, event: LogEvent) -> SignMet:
    source = str(event.source_id) if event.source_id else ""
    arrived = Arrived(b"", event.address, event.received_at, source)
    moment = event.at or event.received_at
    return SignMet(Hit(rule), event_of(event), arrived, moment, event.pk)
