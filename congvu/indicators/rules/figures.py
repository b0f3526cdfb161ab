"""What a figure says, and what may be done with it: compare, rank, roll up. Pure.

A figure is two counts and never a rounded percentage, so that sums are of counts and
ranks are exact.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from congvu.indicators.rules.declaring import Better, Sure, Unit
from congvu.indicators.rules.periods import Period
from congvu.lib.text import gettext_noop as _

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


class State(StrEnum):
    """How a figure stands; each is in exactly one.

    NOTHING: it was counted and there was nothing to count. OLD: the last attempt failed
    and this is what was known before it. UNKNOWN: it was never counted, and is not
    nought. REPORTED_ONLY: no system counts it.
    """

    KNOWN = "known"
    NOTHING = "nothing"
    OLD = "old"
    UNKNOWN = "unknown"
    REPORTED_ONLY = "reported-only"


STATE_NAMES = {
    State.KNOWN: _("đã đo"),
    State.NOTHING: _("không có gì để tính"),
    State.OLD: _("số cũ, lần đo gần nhất không thành"),
    State.UNKNOWN: _("chưa biết"),
    State.REPORTED_ONLY: _("chỉ có số báo cáo"),
}
NOT_MEASURED = _("Chưa đo kỳ này.")
NOT_BEGUN = _("Kỳ này chưa bắt đầu.")
OTHER_PERIOD = _("Chỉ tiêu này tính theo kỳ dài hơn.")
NOBODY_COUNTS = _("Không còn phần nào của phần mềm đo chỉ tiêu này.")


@dataclass(frozen=True)
class Group:
    """Whose figure: one body with those it took over from, or many rolled up.

    ``own`` is the body whose targets and reports stand beside it; a roll-up has none.
    """

    key: Hashable
    bodies: frozenset[UUID]
    own: UUID | None = None


def one_body(body: UUID, predecessors: Collection[UUID] = ()) -> Group:
    """A body, with what those it took over from did while they were there."""
    return Group(body, frozenset((body, *predecessors)), body)


def rolled_up(key: Hashable, bodies: Collection[UUID]) -> Group:
    return Group(key, frozenset(bodies))


@dataclass(frozen=True)
class TargetSet:
    """What was aimed at; ``id`` is none of a goal that a text names."""

    value: Decimal
    source: str
    sure: Sure | None
    is_own: bool
    id: UUID | None = None


@dataclass(frozen=True)
class ReportedValue:
    """What a person said; the newest word that was not taken back."""

    id: UUID
    value: Decimal
    by: str
    at: datetime


@dataclass(frozen=True)
class Figure:
    """One number of one group and period, with all that has to stand beside it.

    ``known_at`` is when the oldest of its parts was last counted, ``until`` the day
    before which days count; ``why`` says why it is unknown or old, ``records`` is a
    count of the records behind it; ``beside`` the figure it is never shown without.
    """

    code: str
    unit: Unit
    better: Better
    group: Hashable
    period: Period
    state: State
    numerator: int = 0
    records: int = 0
    known_at: datetime | None = None
    until: date | None = None
    why: str = ""
    target: TargetSet | None = None
    reported: ReportedValue | None = None
    beside: Figure | None = None

    @property
    def exact(self) -> Fraction | None:
        """The value as it is, for comparing; none where there is none."""
        if self.state not in (State.KNOWN, State.OLD):
            return None
        return worth(self.unit, self.numerator, self.records)

    @property
    def value(self) -> Decimal | None:
        """The value as it is shown, to a hundredth."""
        return rounded(self.exact)

    @property
    def difference(self) -> Decimal | None:
        """How much more a person reported than was counted."""
        if self.reported is None or self.exact is None:
            return None
        return rounded(Fraction(self.reported.value) - self.exact)

    @property
    def meets(self) -> bool | None:
        """Whether the target is reached; none where that cannot be said."""
        if self.exact is None or self.target is None:
            return None
        if self.better == Better.LOWER:
            return self.exact <= Fraction(self.target.value)
        return self.exact >= Fraction(self.target.value)


def worth(unit: Unit, numerator: int, records: int) -> Fraction | None:
    """What two counts are worth; none where nothing was there to be counted."""
    if unit == Unit.COUNT:
        return Fraction(numerator)
    if unit == Unit.RATIO:
        others = records - numerator
        return Fraction(numerator, others) if others > 0 else None
    if not records:
        return None
    share = Fraction(numerator, records)
    return share * 100 if unit == Unit.PERCENT else share


def rounded(exact: Fraction | None) -> Decimal | None:
    if exact is None:
        return None
    return (Decimal(exact.numerator) / exact.denominator).quantize(_CENT)


@dataclass(frozen=True)
class Placed:
    """A line of a league table. Equal figures share a place and the next is left out;
    what is not known has none, and stands last."""

    place: int | None
    figure: Figure


def league(figures: Iterable[Figure]) -> list[Placed]:
    """The best first. Where neither way is better, the most first and no places."""
    given = list(figures)
    known = [f for f in given if f.exact is not None]
    unknown = [f for f in given if f.exact is None]
    lower = bool(known) and known[0].better == Better.LOWER
    known.sort(key=lambda f: f.exact or Fraction(0), reverse=not lower)
    placed: list[Placed] = []
    for number, figure in enumerate(known, start=1):
        place: int | None = number
        if placed and placed[-1].figure.exact == figure.exact:
            place = placed[-1].place
        if figure.better == Better.NEITHER:
            place = None
        placed.append(Placed(place, figure))
    return placed + [Placed(None, figure) for figure in unknown]


@dataclass(frozen=True)
class Moved:
    """A figure, and what was known of the same period at an earlier moment.

    ``before`` is none where it was not known then; that is no nought either.
    """

    figure: Figure
    before: Fraction | None

    @property
    def change(self) -> Decimal | None:
        if self.before is None or self.figure.exact is None:
            return None
        return rounded(self.figure.exact - self.before)
