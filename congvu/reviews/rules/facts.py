"""What a report says before any word of it, counted once, told by its digest. Pure.

Two composings of the same facts are the same paper, letter by letter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from congvu.duties.rules import DUE_STATES, DutyState
from congvu.reviews.rules.spans import Span


@dataclass(frozen=True)
class Tally:
    """Tasks by state on one day, and by weight. The eight states add up to `total`."""

    counts: Mapping[DutyState, int]
    weights: Mapping[DutyState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def due(self) -> int:
        return sum(self.counts.get(state, 0) for state in DUE_STATES)

    @property
    def in_time(self) -> int:
        return self.counts.get(DutyState.DONE_IN_TIME, 0)

    @property
    def share(self) -> Fraction | None:
        """Of what was due by the day, done in time; None where nothing was due."""
        return Fraction(self.in_time, self.due) if self.due else None

    @property
    def weighted(self) -> Fraction | None:
        """The same by weight, as the scorecard says it."""
        due = sum(self.weights.get(state, 0) for state in DUE_STATES)
        done = self.weights.get(DutyState.DONE_IN_TIME, 0)
        return Fraction(done, due) if due else None

    def of(self, state: DutyState) -> int:
        return self.counts.get(state, 0)


@dataclass(frozen=True)
class BodyTally:
    name: str
    tally: Tally


@dataclass(frozen=True)
class LateDuty:
    """``hard`` is what stands in its way as it was written; empty: nothing reported."""

    title: str
    body: str
    paper: str
    deadline: date
    days: int
    hard: str = ""


@dataclass(frozen=True)
class Hardship:
    """A difficulty still open that evening; ``due_on``: by when somebody's next word
    had to be there; ``proposal`` where it was put before who decides.
    """

    body: str
    title: str
    duty: str
    asked_on: date
    escalated_on: date | None = None
    proposal: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class EndedBody:
    name: str
    ended_on: date
    heirs: tuple[str, ...]


class Known(StrEnum):
    """How a figure is there; OLD: the last attempt to count it failed."""

    YES = "yes"
    OLD = "old"
    NOTHING = "nothing"
    NO = "no"


@dataclass(frozen=True)
class MonthFigure:
    first: date
    known: Known
    value: Decimal | None


@dataclass(frozen=True)
class IndicatorFact:
    """One indicator of the span. ``measured`` and ``reported`` are None where there is
    none; ``meets`` where it cannot be said.
    """

    name: str
    unit: str
    known: Known
    measured: Decimal | None
    reported: Decimal | None
    target: Decimal | None
    meets: bool | None
    months: tuple[MonthFigure, ...] = ()


@dataclass(frozen=True)
class PaperNamed:
    """The directive a report keeps to."""

    name: str
    subject: str
    issued_on: date | None
    issuer: str


@dataclass(frozen=True)
class Facts:
    agency: str
    span: Span
    closing: date
    paper: PaperNamed | None
    tally: Tally
    before: Tally | None
    before_closing: date
    bodies: tuple[BodyTally, ...] = ()
    ended: tuple[EndedBody, ...] = ()
    late: tuple[LateDuty, ...] = ()
    hardships: tuple[Hardship, ...] = ()
    indicators: tuple[IndicatorFact, ...] = ()
    trend: tuple[tuple[str, Fraction | None], ...] = ()

    @property
    def is_over(self) -> bool:
        return self.closing >= self.span.last

    @property
    def digest(self) -> str:
        """One number of all of them; another figure makes another digest."""
        said = json.dumps(_plain(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items() if one}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool | int | str) or value is None:
        return value
    return str(value)


@dataclass(frozen=True)
class Places:
    """Bodies by the share done in time: the first and the last, nobody in both."""

    first: tuple[BodyTally, ...]
    last: tuple[BodyTally, ...]
    nothing_due: int


_NAMED = 3


def places_of(bodies: Sequence[BodyTally]) -> Places:
    """Exact shares are compared, never rounded ones; of equals who had more comes
    first, and at the end who had more comes last.
    """
    due = [one for one in bodies if one.tally.due]
    ranked = sorted(
        due,
        key=lambda one: (
            -(one.tally.share or Fraction(0)),
            -one.tally.due if one.tally.in_time else one.tally.due,
            one.name,
        ),
    )
    first = min(_NAMED, -(-len(ranked) // 2))
    last = min(_NAMED, len(ranked) // 2)
    return Places(
        tuple(ranked[:first]),
        tuple(ranked[len(ranked) - last :][::-1]),
        len(bodies) - len(due),
    )
