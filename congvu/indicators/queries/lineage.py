"""The records behind a figure: the same question, as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from congvu.indicators.models import MeasuringRun
from congvu.indicators.queries.counting import source_of
from congvu.indicators.rules import REGISTER, Measured, Period, Told

Key = tuple[date, UUID]
MOST = 500


@dataclass(frozen=True)
class Line:
    """One record that a figure counts: ``counts`` is what it adds above the line."""

    body_id: UUID
    day: date
    kind: str
    record_id: UUID
    counts: int


@dataclass(frozen=True)
class Page:
    """``after`` is where the next page begins; none on the last one."""

    lines: list[Line]
    after: Key | None


def lineage(
    code: str,
    bodies: Collection[UUID],
    period: Period,
    *,
    after: Key | None = None,
    limit: int = 50,
    counting: bool | None = None,
) -> Page:
    """The records of a figure, the newest first, page by page; two queries.

    ``counting`` narrows to those that count above the line, or to those that do not:
    what was late is what people look for. Nothing where nothing was counted yet.
    """
    limit = min(limit, MOST)
    asked = _asked(code, bodies, period)
    if asked is None:
        return Page([], None)
    source, bound = asked
    condition, values = "", list(bound)
    if counting is not None:
        condition += f" AND r.counts::int {'<>' if counting else '='} 0"
    if after is not None:
        condition += " AND (r.day, r.record_id) < (%s, %s)"
        values += after
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.body_id, r.day, r.kind, r.record_id, r.counts::int"  # noqa: S608 - declared by our apps
            f" FROM {source}{condition}"
            f" ORDER BY r.day DESC, r.record_id DESC LIMIT {limit + 1}",
            values,
        )
        lines = [Line(*row) for row in cursor.fetchall()]
    last = lines[limit - 1] if len(lines) > limit else None
    return Page(lines[:limit], (last.day, last.record_id) if last else None)


def recount(
    code: str, bodies: Collection[UUID], period: Period
) -> tuple[int, int] | None:
    """What the list behind a figure adds up to now: what it counts, how many records.

    Differs from the figure where something was written down since it was measured.
    None where it was never counted.
    """
    asked = _asked(code, bodies, period)
    if asked is None:
        return None
    source, values = asked
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(sum(r.counts::int), 0), count(*) FROM {source}",  # noqa: S608 - declared by our apps
            values,
        )
        numerator, records = cursor.fetchone()
    return int(numerator), int(records)


def _asked(
    code: str, bodies: Collection[UUID], period: Period
) -> tuple[str, list[Any]] | None:
    """The records of these bodies, of the days that the figure counted."""
    indicator = REGISTER.indicators.get(code)
    if not isinstance(indicator, Measured):
        return None
    until = MeasuringRun.objects.filter(
        indicator=code,
        period_start__gte=period.start,
        period_start__lt=period.end,
    ).aggregate(until=Max("until"))["until"]
    if until is None or not period.parts(indicator.period):
        return None
    source, bound = source_of(indicator, period.start, min(until, period.end))
    return f"{source} WHERE r.body_id = ANY(%s::uuid[])", [*bound, list(bodies)]


def tell(seat: Any, lines: Sequence[Line]) -> Mapping[UUID, Told]:
    """What each record is called to this seat; nothing of what it may not see."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for line in lines:
        by_kind[line.kind].append(line.record_id)
    told: dict[UUID, Told] = {}
    for name, ids in by_kind.items():
        kind = REGISTER.kinds.get(name)
        if kind is not None:
            told |= kind.tell(seat, ids)
    return told
