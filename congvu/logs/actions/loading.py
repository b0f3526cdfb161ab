"""Batches of the spool become events and alerts, each batch once.

Events, alerts, counts and the name of the batch are one transaction: a process that is
killed leaves a batch that was loaded, whose file the next one only removes, or one that
was not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from congvu.logs.actions.alerting import Met, keep_alerts, seen_by_us
from congvu.logs.formats import Reader
from congvu.logs.formats.spool import Arrived, Limited, read_batch
from congvu.logs.models import LogBatch, LogSource, UnknownSender
from congvu.logs.rules import (
    ALERTING,
    FLOOD,
    Detection,
    Detector,
    Doubt,
    Event,
    terms_of,
)

MOST_EVENTS = 20_000
"""Of one transaction; files are taken whole until there are so many."""
_AHEAD, _BEHIND = timedelta(minutes=10), timedelta(days=7)
_COLUMNS = (
    "received_at, at, source_id, address, host, program, severity, decoder, message,"
    " fields, doubts, length, terms"
)


@dataclass
class _Work:
    """What the lines of some batches come to."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    events: Counter[tuple[str, str]] = field(default_factory=Counter)
    limited: Counter[tuple[str, str]] = field(default_factory=Counter)
    hosts: dict[str, str] = field(default_factory=dict)


def load_batches(*, files: Sequence[Path], detector: Detector, at: datetime) -> int:
    """How many events came in; files that were loaded before are only removed."""
    known = set(
        LogBatch.objects.filter(pk__in=[one.stem for one in files]).values_list(
            "pk", flat=True
        )
    )
    taken, sizes, work = [one for one in files if one.stem in known], [], _Work()
    reader = Reader(at)
    for file in files:
        if file.stem in known:
            continue
        before = len(work.rows)
        _read(read_batch(file), reader, detector, work)
        sizes.append(
            LogBatch(name=file.stem, loaded_at=at, events=len(work.rows) - before)
        )
        taken.append(file)
        if len(work.rows) >= MOST_EVENTS:
            break
    if sizes:
        _keep(work, sizes, at)
    for file in taken:
        file.unlink(missing_ok=True)
    return len(work.rows)


@transaction.atomic
def _keep(work: _Work, batches: list[LogBatch], at: datetime) -> None:
    LogBatch.objects.bulk_create(batches)
    with connection.cursor() as cursor:
        copy = f"COPY logs_logevent ({_COLUMNS}) FROM STDIN"
        with cursor.copy(copy) as into:
            for row in work.rows:
                into.write_row(row)
    _count(work, at)
    keep_alerts([*work.met, *_floods(work, at)], at=at)


def _floods(work: _Work, at: datetime) -> list[Met]:
    """Told once for as long as the alert of it stands."""
    if not work.limited:
        return []
    ids = {source for source, _address in work.limited if source}
    sources = {str(one.pk): one for one in LogSource.objects.filter(pk__in=ids)}
    return [
        seen_by_us(FLOOD, known, known.name if known else address, at)
        for source, address in sorted(work.limited)
        for known in [sources.get(source)]
    ]


def _read(
    arrived: Iterable[Arrived | Limited],
    reader: Reader,
    detector: Detector,
    work: _Work,
) -> None:
    for one in arrived:
        if isinstance(one, Limited):
            work.limited[one.source, one.address] += one.count
            continue
        reader.received = one.at
        event = reader.read(one.line)
        happened, doubts = _moment(event, one.at)
        work.rows.append(_row(event, one, happened, doubts))
        work.events[one.source, one.address] += 1
        work.hosts[one.address] = event.host[:255]
        work.met += [
            Met(hit, event, one, happened)
            for hit in detector.ask(event, happened)
            if hit.rule.level <= ALERTING
            and not (isinstance(hit.rule, Detection) and hit.rule.is_base)
        ]


def _moment(event: Event, received: datetime) -> tuple[datetime, list[str]]:
    """When it happened: as its sender says, unless that cannot be."""
    doubts = [str(one) for one in event.doubts]
    if event.at is None:
        return received, doubts
    if received - _BEHIND <= event.at <= received + _AHEAD:
        return event.at, doubts
    return received, sorted({*doubts, str(Doubt.CLOCK)})


def _row(
    event: Event, one: Arrived, happened: datetime, doubts: list[str]
) -> tuple[object, ...]:
    host, program = event.host[:255], event.program[:128]
    terms = terms_of(
        event.message,
        event.fields,
        host=host,
        program=program,
        severity=event.severity,
        source=one.source,
    )
    return (
        one.at,
        happened,
        one.source or None,
        one.address[:45],
        host,
        program,
        int(event.severity),
        event.decoder[:40],
        event.message,
        json.dumps(dict(event.fields), ensure_ascii=False),
        doubts,
        one.length or event.length,
        terms,
    )


def _count(work: _Work, at: datetime) -> None:
    """Of sources and of senders nobody registered; few of both, however many lines."""
    for source, address in sorted(work.events.keys() | work.limited.keys()):
        many, less = work.events[source, address], work.limited[source, address]
        if source:
            LogSource.objects.filter(pk=UUID(source)).update(
                events=F("events") + many,
                limited=F("limited") + less,
                seen_at=at,
                silent_since=None,
            )
            continue
        UnknownSender.objects.bulk_create(
            [UnknownSender(address=address[:45], first_at=at, last_at=at)],
            ignore_conflicts=True,
        )
        UnknownSender.objects.filter(pk=address[:45]).update(
            events=F("events") + many,
            limited=F("limited") + less,
            last_at=at,
            host=work.hosts.get(address, ""),
        )
