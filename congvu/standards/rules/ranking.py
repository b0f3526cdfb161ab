"""Software offered, ranked by criteria with weights and minimums, and how firm that is.

Points are 0 to 10, whole, each scorer's own; of several the plain mean counts. An offer
below the minimum of any criterion is out, however good the rest. All in fractions: two
offers are equal when they are, not when they look so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

MOST_POINTS = 10
WHOLE = 100
SHIFT = 10
"""By how many points of a hundred a weight is moved to see who is first then."""


@dataclass(frozen=True)
class Weighed:
    id: UUID
    weight: int
    least: int


@dataclass(frozen=True)
class Ranked:
    """``place`` is None for who is out; equals share a place."""

    offer: UUID
    total: Fraction
    means: Mapping[UUID, Fraction]
    below: tuple[UUID, ...]
    place: int | None


@dataclass(frozen=True)
class Shifted:
    """A criterion counted more or less: who would be first then."""

    criterion: UUID
    by: int
    first: tuple[UUID, ...]
    changes: bool


Points = Mapping[tuple[UUID, UUID], Sequence[int]]
"""(offer, criterion) → the points of each scorer."""


def ranking(
    offers: Sequence[UUID], criteria: Sequence[Weighed], points: Points
) -> list[Ranked]:
    """The best first, those that are out last; in the order given where equal."""
    weights = {one.id: Fraction(one.weight) for one in criteria}
    return _ranked(offers, criteria, weights, points)


def _ranked(
    offers: Sequence[UUID],
    criteria: Sequence[Weighed],
    weights: Mapping[UUID, Fraction],
    points: Points,
) -> list[Ranked]:
    whole = sum(weights.values())
    found = []
    for offer in offers:
        means = {
            one.id: Fraction(sum(given), len(given))
            for one in criteria
            if (given := points.get((offer, one.id)))
        }
        below = tuple(c.id for c in criteria if means.get(c.id, Fraction(0)) < c.least)
        total = sum(
            (means.get(k, Fraction(0)) * w for k, w in weights.items()), Fraction(0)
        )
        found.append((offer, total / whole if whole else Fraction(0), means, below))
    good = [one[1] for one in found if not one[3]]
    ranked = [
        Ranked(
            offer=offer,
            total=total,
            means=means,
            below=below,
            place=None if below else 1 + sum(other > total for other in good),
        )
        for offer, total, means, below in found
    ]
    return sorted(ranked, key=lambda r: (r.place is None, r.place or 0, -r.total))


def firsts(ranked: Sequence[Ranked]) -> tuple[UUID, ...]:
    return tuple(one.offer for one in ranked if one.place == 1)


def sensitivity(
    offers: Sequence[UUID], criteria: Sequence[Weighed], points: Points
) -> list[Shifted]:
    """Each weight `SHIFT` up and down, never below nothing; the others as they are, for
    only the proportions count.
    """
    now = set(firsts(ranking(offers, criteria, points)))
    found = []
    for one in criteria:
        for by in (-SHIFT, SHIFT):
            weights = {c.id: Fraction(c.weight) for c in criteria}
            weights[one.id] = max(Fraction(0), weights[one.id] + by)
            first = firsts(_ranked(offers, criteria, weights, points))
            found.append(Shifted(one.id, by, first, set(first) != now))
    return found
