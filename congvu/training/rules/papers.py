"""Papers of a test: each sitting its own order, drawn from a number that is kept.

The order is a sort by SHA-256 of the number and what is sorted: the same on every
machine and in every version of Python, so that a paper read years later is the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from congvu.training.rules.questions import Asked, Given, QuestionKind, share_right

WHOLE = 1000
"""Results are kept in thousandths: 1000 is everything right."""

GRACE = timedelta(seconds=30)
"""What was sent in the last second and came late over a slow line still counts."""

MOST_QUESTIONS = 200
MOST_MINUTES, MOST_TRIES, MOST_REST_HOURS = 480, 20, 720


@dataclass(frozen=True)
class Laid:
    """A question as it lies on one paper: ``order[i]`` is the choice in place ``i``."""

    asked: Asked
    order: tuple[int, ...]

    def to_bank(self, places: Given) -> list[str]:
        """Places on the paper as numbers of the bank; what is no place is none."""
        if self.asked.kind is QuestionKind.SHORT:
            return list(places)
        known = {str(place): str(one) for place, one in enumerate(self.order)}
        return [known.get(place, "") for place in places]

    def to_paper(self, given: Given) -> list[str]:
        if self.asked.kind is QuestionKind.SHORT:
            return list(given)
        known = {str(one): str(place) for place, one in enumerate(self.order)}
        return [known.get(one, "") for one in given]


def _rank(seed: int, *parts: object) -> bytes:
    text = ":".join(str(one) for one in (seed, *parts))
    return hashlib.sha256(text.encode()).digest()


def draw(
    seed: int, topics: Mapping[str, Collection[UUID]], parts: Mapping[str, int]
) -> list[UUID]:
    """So many of each topic, all of them in an order of this paper alone."""
    drawn = [
        one
        for topic, count in parts.items()
        for one in sorted(topics.get(topic, ()), key=lambda one: _rank(seed, one))[
            :count
        ]
    ]
    return sorted(drawn, key=lambda one: _rank(seed, "paper", one))


def lay(seed: int, question_id: UUID, asked: Asked) -> Laid:
    """ "Đúng" and "sai" keep their places."""
    numbers = range(len(asked.choices))
    if asked.kind is QuestionKind.TRUE_FALSE:
        return Laid(asked, tuple(numbers))
    ranked = sorted(numbers, key=lambda one: _rank(seed, question_id, one))
    return Laid(asked, tuple(ranked))


def mark(lines: Iterable[tuple[Asked, Given]]) -> int:
    """Thousandths of all points of the paper; halves go down, never up to a pass."""
    got, total = Fraction(0), 0
    for asked, given in lines:
        got += asked.points * share_right(asked, given)
        total += asked.points
    return int(got * WHOLE / total) if total else 0


def is_passed(score: int, pass_percent: int) -> bool:
    return score * 100 >= pass_percent * WHOLE


def of_ten(scores: Sequence[int]) -> Decimal | None:
    """The mean of several tests on the scale of a class, never rounded up."""
    if not scores:
        return None
    return Decimal(sum(scores) // len(scores)).scaleb(-2)


def ends_at(began_at: datetime, minutes: int, closes_at: datetime) -> datetime:
    """Who begins late ends with everybody."""
    return min(began_at + timedelta(minutes=minutes), closes_at)


def is_open(ends: datetime, at: datetime) -> bool:
    return at <= ends + GRACE


def may_sit_again_from(ended_at: datetime, rest_hours: int) -> datetime:
    return ended_at + timedelta(hours=rest_hours)
