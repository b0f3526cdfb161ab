"""Many answers to one form as one table. Pure.

Numbers add; a share is worked out anew from its parts; words are listed. Every line
says how many bodies are in it, of how many that were asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from congvu.reporting.rules.answers import NO, YES, share_of, shown
from congvu.reporting.rules.questions import Kind, Question


@dataclass(frozen=True)
class Answered:
    """What one body handed in, read."""

    body: Hashable
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """One question over all bodies. ``total`` is None where nobody gave a number.

    ``counts``: how many said what. ``listed``: (body, words), for words and days.
    ``rows``: every row of a small table with whose it is; ``sums`` add its number
    columns. ``before`` and ``was_in``: the same total of the period before, and of how
    many bodies.
    """

    question: Question
    answered: int
    asked: int
    total: Decimal | None = None
    share: Fraction | None = None
    counts: tuple[tuple[str, int], ...] = ()
    listed: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    sums: tuple[Decimal | None, ...] = ()
    before: Decimal | None = None
    share_before: Fraction | None = None
    was_in: int = 0
    was_asked: int = 0

    @property
    def is_whole(self) -> bool:
        return self.answered == self.asked

    @property
    def moved(self) -> Decimal | None:
        """What became of the total; only of two that the same part of bodies is in."""
        if self.total is None or self.before is None:
            return None
        whole_then = self.was_in == self.was_asked
        return self.total - self.before if self.is_whole and whole_then else None


@dataclass(frozen=True)
class Table:
    """Every question merged; who is in it with what they said, who is missing."""

    lines: tuple[Merged, ...]
    answered: tuple[Answered, ...]
    asked: int
    missing: tuple[str, ...] = ()

    @property
    def handed_in(self) -> int:
        return len(self.answered)

    @property
    def is_whole(self) -> bool:
        return self.handed_in == self.asked


def merge(
    questions: Sequence[Question],
    answered: Sequence[Answered],
    *,
    asked: int,
    missing: Sequence[str] = (),
    before: Table | None = None,
) -> Table:
    """The bodies in the order given; a number is the sum of the answers there are."""
    then = {m.question.key: m for m in before.lines} if before else {}
    lines = []
    for question in questions:
        line = _merged(question, answered, asked, questions)
        lines.append(_beside(line, then.get(question.key)))
    return Table(tuple(lines), tuple(answered), asked, tuple(missing))


def _merged(
    question: Question,
    answered: Sequence[Answered],
    asked: int,
    questions: Sequence[Question],
) -> Merged:
    said = [
        (one.name, one.values[question.key])
        for one in answered
        if one.values.get(question.key) is not None
    ]
    base: dict[str, Any] = {"answered": len(said), "asked": asked}
    match question.kind:
        case Kind.NUMBER:
            total = sum((v for _n, v in said), Decimal(0)) if said else None
            return Merged(question, total=total, **base)
        case Kind.SHARE:
            return _shared(question, answered, asked)
        case Kind.YES_NO:
            tally = Counter(YES if v else NO for _n, v in said)
            counts = tuple((w, tally[w]) for w in (YES, NO))
            return Merged(question, counts=counts, **base)
        case Kind.CHOICE:
            tally = Counter(v for _n, v in said)
            counts = tuple((o, tally[o]) for o in question.options)
            return Merged(question, counts=counts, **base)
        case Kind.ROWS:
            rows = tuple((n, tuple(row)) for n, value in said for row in value)
            return Merged(question, rows=rows, sums=_sums(question, rows), **base)
        case Kind.EVIDENCE:
            listed = tuple(
                (name, "; ".join(str(one.get("label", "")) for one in value))
                for name, value in said
            )
            return Merged(question, listed=listed, **base)
    listed = tuple((name, shown(question, value)) for name, value in said)
    return Merged(question, listed=listed, **base)


def _shared(question: Question, answered: Sequence[Answered], asked: int) -> Merged:
    """Only bodies that gave both parts: sums of other bodies make no share of these."""
    both = [
        one.values
        for one in answered
        if one.values.get(question.part) is not None
        and one.values.get(question.whole) is not None
    ]
    sums = {
        key: sum((v[key] for v in both), Decimal(0))
        for key in (question.part, question.whole)
    }
    share = share_of(question, sums) if both else None
    return Merged(question, len(both), asked, share=share)


def _sums(
    question: Question, rows: Sequence[tuple[str, tuple[Any, ...]]]
) -> tuple[Decimal | None, ...]:
    found = []
    for at, column in enumerate(question.columns):
        numbers = [row[at] for _n, row in rows if row[at] is not None]
        is_summed = column.is_number and numbers
        found.append(sum(numbers, Decimal(0)) if is_summed else None)
    return tuple(found)


def _beside(line: Merged, then: Merged | None) -> Merged:
    if then is None or then.question.kind != line.question.kind:
        return line
    return replace(
        line,
        before=then.total,
        share_before=then.share,
        was_in=then.answered,
        was_asked=then.asked,
    )
