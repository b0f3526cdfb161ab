"""Events of a time, by words and fields: newest first, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    DateTimeField,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from congvu.lib.dates import VIETNAM, local_date
from congvu.logs.formats.columns import Asked, search_day
from congvu.logs.models import ArchivedDay, LogEvent, LogSource
from congvu.logs.rules import Severity, field_term, number_of, words_in

PAGE = 50
NEAR = 20_000
"""So many events are looked through one by one, the newest; others by their index."""
_PART = timedelta(hours=3)
"""As migration 0005 divides a day."""
# No index has this order, so the words' index is asked and not the time's.
_NEWEST_FOUND = ExpressionWrapper(F("received_at") + timedelta(0), DateTimeField())


@dataclass(frozen=True)
class Search:
    """What is asked. ``words`` are words of the message and ``name=value`` of fields;
    ``sources`` None asks of everybody.
    """

    since: datetime
    until: datetime
    words: str = ""
    host: str = ""
    program: str = ""
    worst: Severity = Severity.DEBUG
    sources: Sequence[UUID] | None = None


@dataclass(frozen=True)
class EventPage:
    """``after`` is where the next page begins; ``archived`` how many days of it were
    read from files, which takes longer.
    """

    rows: list[LogEvent]
    after: str
    archived: int = 0


@dataclass(frozen=True)
class _Terms:
    """What an event's numbers have to hold: all of these, one of each of those."""

    all_of: list[int]
    any_of: list[list[int]]


def events_page(asked: Search, after: str = "", limit: int = PAGE) -> EventPage:
    """From the table; and one query more of each day that lies in a file, the newest
    first, until the page is full.
    """
    place = _place(after)
    terms = _terms(asked)
    found = _kept_in_table(asked, terms, place, limit + 1)
    prefetch_related_objects(found, "source")
    days = _archived_days(asked, place)
    read = 0
    for day in days:
        if len(found) > limit and local_date(found[limit].received_at) >= day:
            break
        found = _newest([*found, *_of_day(day, asked, terms, place, limit + 1)])
        found = found[: limit + 1]
        read += 1
    if len(found) <= limit:
        return EventPage(found, "", read)
    last = found[limit - 1]
    mark = f"{last.received_at.isoformat()}_{last.pk}"
    return EventPage(found[:limit], mark, read)


def _kept_in_table(
    asked: Search, terms: _Terms, place: tuple[datetime, int] | None, limit: int
) -> list[LogEvent]:
    """What is frequent stands among the newest. What is not is sought by the index of
    words in one part of a day after the other, back in time: how often it is there
    need not be guessed, and of no search more than one part is fetched in vain.
    """
    whole = LogEvent.objects.filter(
        received_at__gte=asked.since, received_at__lt=asked.until
    )
    if place is not None:
        moment, number = place
        whole = whole.filter(
            Q(received_at__lt=moment) | Q(received_at=moment, id__lt=number),
            received_at__lte=moment,
        )
    moments = whole.order_by("-received_at", "-id").values_list("received_at")
    edge = moments[NEAR : NEAR + 1].first()
    rows = _narrowed(whole, asked, terms).defer("terms")
    newest = rows.order_by("-received_at", "-id")
    if edge is None:
        return list(newest[:limit])
    found = list(newest.filter(received_at__gt=edge[0])[:limit])
    oldest = whole.aggregate(Min("received_at"))["received_at__min"]
    for since, until in _parts(oldest, edge[0]):
        if len(found) >= limit:
            break
        part = rows.filter(received_at__gte=since, received_at__lte=until)
        found += part.order_by(_NEWEST_FOUND.desc(), "-id")[: limit - len(found)]
    return found


def _parts(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What of each part of a day lies between these, both counted, the newest first."""
    while until >= since:
        midnight = datetime.combine(local_date(until), time(), VIETNAM)
        begins = midnight + (until - midnight) // _PART * _PART
        yield max(begins, since), until
        until = begins - datetime.resolution


def _newest(rows: list[LogEvent]) -> list[LogEvent]:
    return sorted(rows, key=lambda one: (one.received_at, one.pk), reverse=True)


def _terms(asked: Search) -> _Terms:
    words: list[str] = []
    if asked.host:
        words.append(f"host={asked.host.lower()}")
    if asked.program:
        words.append(f"program={asked.program.lower()}")
    for word in asked.words.split():
        name, equals, value = word.partition("=")
        if name and equals and value:
            words.append(field_term(name, value))
        else:
            words += words_in(word)
    any_of = []
    if asked.worst < Severity.DEBUG:
        any_of.append([number_of(f"severity={n}") for n in range(asked.worst + 1)])
    if asked.sources is not None:
        any_of.append([number_of(f"source={one}") for one in asked.sources])
    return _Terms(sorted({number_of(one) for one in words}), any_of)


def _narrowed(
    rows: QuerySet[LogEvent], asked: Search, terms: _Terms
) -> QuerySet[LogEvent]:
    rows = rows.filter(severity__lte=asked.worst)
    if terms.all_of:
        rows = rows.filter(terms__contains=terms.all_of)
    for several in terms.any_of:
        rows = rows.filter(terms__overlap=several)
    if asked.host:
        rows = rows.filter(host__iexact=asked.host)
    if asked.program:
        rows = rows.filter(program__iexact=asked.program)
    if asked.sources is not None:
        rows = rows.filter(source__in=asked.sources)
    return rows


def _archived_days(asked: Search, place: tuple[datetime, int] | None) -> list[date]:
    """Those that are in files alone, and are asked for."""
    until = min(asked.until, place[0]) if place else asked.until
    rows = ArchivedDay.objects.filter(
        day__gte=local_date(asked.since),
        day__lte=local_date(until),
        dropped_at__isnull=False,
        ended_at=None,
    )
    return list(rows.order_by("-day").values_list("day", flat=True))


def _of_day(
    day: date,
    asked: Search,
    terms: _Terms,
    place: tuple[datetime, int] | None,
    limit: int,
) -> list[LogEvent]:
    path = Path(settings.LOGS_ARCHIVE) / f"{day:%Y-%m-%d}.parquet"
    if not path.is_file():
        # Its time was over meanwhile, or it is lost: the page of health says so.
        return []
    told = search_day(
        path,
        Asked(
            asked.since,
            asked.until,
            terms.all_of,
            asked.host,
            asked.program,
            int(asked.worst),
            None if asked.sources is None else [str(one) for one in asked.sources],
            place,
        ),
        limit,
    )
    sources = LogSource.objects.in_bulk({one["source_id"] for one in told} - {None})
    return [_event(one, sources.get(one["source_id"])) for one in told]


def _event(told: dict[str, Any], source: LogSource | None) -> LogEvent:
    lists = {"fields": json.loads(told["fields"]), "doubts": json.loads(told["doubts"])}
    made = LogEvent(**{**told, **lists})
    made.source = source
    return made


def _place(after: str) -> tuple[datetime, int] | None:
    """Anything that is no place is none."""
    moment, _line, number = after.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo is not None else None
    except ValueError:
        return None
