"""How much of a time something was there, in seconds; planned work apart. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from congvu.watching.rules.words import TargetState

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Share:
    """Whole seconds. What is not known and what was planned is in neither part of the
    share; it stands beside it."""

    up: int = 0
    down: int = 0
    planned: int = 0
    unknown: int = 0

    @property
    def percent(self) -> float | None:
        """100 × up ÷ (up + down); None where nobody knows."""
        known = self.up + self.down
        return 100 * self.up / known if known else None

    def __add__(self, other: Share) -> Share:
        return Share(
            self.up + other.up,
            self.down + other.down,
            self.planned + other.planned,
            self.unknown + other.unknown,
        )


def said(one: Share) -> str:
    """99,82 %, never rounded up to a hundred; a dash where nobody knows."""
    known = one.up + one.down
    if not known:
        return "–"
    whole, part = divmod(10_000 * one.up // known, 100)
    return f"{whole},{part:02} %"


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, none touching another."""
    found: list[Span] = []
    for since, until in sorted(one for one in spans if one[0] < one[1]):
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return found


def without(span: Span, cut: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span; ``cut`` is merged."""
    at, end = span
    for since, until in cut:
        if until <= at or since >= end:
            continue
        if since > at:
            yield at, since
        at = max(at, until)
    if at < end:
        yield at, end


def _seconds(spans: Iterable[Span]) -> int:
    return round(sum((until - since).total_seconds() for since, until in spans))


def share(
    spells: Iterable[tuple[TargetState, datetime, datetime]],
    planned: Iterable[Span],
    *,
    since: datetime,
    until: datetime,
) -> Share:
    """Of the time from ``since`` until ``until``; partly answered is there.

    Planned work takes out what was lost in it; what was there meanwhile counts.
    """
    if until <= since:
        return Share()
    works = merged((max(a, since), min(b, until)) for a, b in planned)
    up = down = out = 0
    for state, begin, end in spells:
        span = max(begin, since), min(end, until)
        if span[0] >= span[1] or state == TargetState.UNKNOWN:
            continue
        if state == TargetState.DOWN:
            left, whole = _seconds(without(span, works)), _seconds([span])
            down, out = down + left, out + whole - left
        else:
            up += _seconds([span])
    whole = round((until - since).total_seconds())
    return Share(up, down, out, max(whole - up - down - out, 0))
