"""The position: what one product on one machine is on a day. The only definition.

A seat covers one machine, or where rights count persons one person with all machines
given to them. Seats of one right are good in the order in which they were given, up to
as many as there are; what was given beyond is over. Of several rights the nearest comes
first: given to the machine, the person, the unit with those below it, the agency; for
that very product before for its whole family; good seats before those given beyond,
these before those that have run out. Within a pool who had it first is covered first.
So the same facts give the same position, whoever asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from congvu.licences.rules.words import Metric, StandingState


@dataclass(frozen=True, slots=True)
class Use:
    """A product on a machine that day. What is not paid for asks for no right."""

    machine_id: UUID
    product_id: UUID
    family: str
    agency_id: UUID
    unit_id: UUID | None
    user_id: UUID | None
    since: datetime
    is_paid: bool = True


@dataclass(frozen=True, slots=True)
class Seats:
    """An allocation that is open that day, with its right. ``family`` where the right
    covers one; ``there`` is how many seats the right has.
    """

    allocation_id: UUID
    entitlement_id: UUID
    there: int
    in_force: bool
    product_id: UUID
    family: str
    metric: str
    agency_id: UUID
    unit_id: UUID | None
    machine_id: UUID | None
    person_id: UUID | None
    seats: int
    since: date
    below: tuple[UUID, ...] = ()
    """Units below the one it is given to: they have a part in it."""
    part_of: UUID | None = None

    @property
    def order(self) -> tuple[date, UUID, UUID]:
        """Who was given first; what was split off stands beside what it was part of."""
        return self.since, self.part_of or self.allocation_id, self.allocation_id


@dataclass(frozen=True, slots=True)
class Stood:
    """What a use is, and by which allocation; not licensed but with one: it ran out."""

    use: Use
    state: StandingState
    allocation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """So many seats of an allocation are there, so many were given beyond."""

    seats: Seats
    good: int
    over: int


def given(allocations: Iterable[Seats]) -> list[Given]:
    """Of each right in the order in which they were given."""
    found, used = [], defaultdict[UUID, int](int)
    for one in sorted(allocations, key=lambda a: a.order):
        left = max(one.there - used[one.entitlement_id], 0)
        good = min(left, one.seats)
        used[one.entitlement_id] += one.seats
        found.append(Given(one, good, one.seats - good))
    return found


def position(uses: Sequence[Use], allocations: Iterable[Seats]) -> list[Stood]:
    """Each use once, in the order given."""
    states: dict[int, Stood] = {}
    index = _Index(uses, states)
    for rank, pools in enumerate(_tiers(given(allocations))):
        state = (
            StandingState.LEGAL,
            StandingState.OVER,
            StandingState.UNLICENSED,
        )[rank]
        for one, seats in pools:
            _cover(index, one, seats, state)
    return [
        states.get(number)
        or Stood(use, StandingState.UNLICENSED if use.is_paid else StandingState.FREE)
        for number, use in enumerate(uses)
    ]


def _tiers(all_given: Sequence[Given]) -> Iterator[list[tuple[Seats, int]]]:
    """Good seats, seats beyond, seats of rights that are not in force."""
    near = sorted(all_given, key=lambda one: _distance(one.seats))
    yield [(g.seats, g.good) for g in near if g.seats.in_force and g.good]
    yield [(g.seats, g.over) for g in near if g.seats.in_force and g.over]
    yield [(g.seats, g.seats.seats) for g in near if not g.seats.in_force]


def _distance(one: Seats) -> tuple[int, bool, tuple[date, UUID, UUID]]:
    target = 3
    for place, at in enumerate((one.machine_id, one.person_id, one.unit_id)):
        if at is not None:
            target = place
            break
    return target, bool(one.family), one.order


class _Index:
    """Uses that wait, found by where they are and of what."""

    def __init__(self, uses: Sequence[Use], states: dict[int, Stood]) -> None:
        self.uses, self.states = uses, states
        self._rank: dict[int, int] = {}
        self._at: dict[tuple[object, object], list[int]] = defaultdict(list)
        order = sorted(
            range(len(uses)), key=lambda n: (uses[n].since, uses[n].machine_id)
        )
        for rank, number in enumerate(order):
            use = uses[number]
            self._rank[number] = rank
            if not use.is_paid:
                continue
            places = (use.machine_id, use.user_id, use.unit_id, use.agency_id)
            for place in {one for one in places if one is not None}:
                self._at[place, use.product_id].append(number)
                if use.family:
                    self._at[place, use.family].append(number)

    def waiting(self, one: Seats) -> list[int]:
        """What it may cover yet; given to a machine, wherever that machine is now."""
        place = one.machine_id or one.person_id or one.unit_id or one.agency_id
        what = one.family or one.product_id
        found = list(self._at.get((place, what), ()))
        for unit in one.below:
            found += self._at.get((unit, what), ())
        return [
            n
            for n in sorted(found, key=self._rank.__getitem__)
            if n not in self.states
            and (one.machine_id or self.uses[n].agency_id == one.agency_id)
        ]


def _cover(index: _Index, one: Seats, seats: int, state: StandingState) -> None:
    covered: set[object] = set()
    for number in index.waiting(one):
        use = index.uses[number]
        by_person = one.metric == Metric.USER and use.user_id is not None
        key = use.user_id if by_person else use.machine_id
        if key not in covered:
            if len(covered) == seats:
                continue
            covered.add(key)
        index.states[number] = Stood(use, state, one.allocation_id)
