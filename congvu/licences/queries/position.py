"""The position of a day, from periods of installs and of rights; and as it is kept.

``position_of`` asks the rows; every number of a day that is not kept, of one agency,
one unit, one machine comes from it, and what is kept is what it gave
(actions/counting.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum

from congvu.licences.models import PositionDay, PositionTally, SeatAllocation
from congvu.licences.queries.there import THERE, asked
from congvu.licences.rules import (
    Licence,
    Line,
    ProductKind,
    Seats,
    StandingState,
    Stood,
    Tally,
    Use,
    position,
    total,
)
from congvu.organisations.queries import units_below_each

_STANDS = f"(p.licence = '{Licence.COMMERCIAL}' OR p.kind = '{ProductKind.OFFICE}')"
_USES = f"""
SELECT t.machine_id, p.id, p.family, t.agency_id, t.unit_id, t.user_id, min(t.since),
       p.licence = '{Licence.COMMERCIAL}'
  FROM ({THERE}) t
  JOIN licences_programname n ON n.software_id = t.software_id
  JOIN licences_product p ON p.id = n.product_id AND {_STANDS}
 GROUP BY t.machine_id, t.agency_id, t.unit_id, t.user_id, p.id
"""  # noqa: S608 - our own constants
_FREE = f"""
SELECT agency_id, product_id, count(*) FROM (
  SELECT DISTINCT t.agency_id, t.machine_id, p.id AS product_id
    FROM ({THERE}) t
    JOIN licences_programname n ON n.software_id = t.software_id
    JOIN licences_product p ON p.id = n.product_id AND NOT {_STANDS}) x
 GROUP BY agency_id, product_id
"""  # noqa: S608 - our own constants
_UNKNOWN = f"""
SELECT t.agency_id, count(*)
  FROM ({THERE}) t
  LEFT JOIN licences_programname n ON n.software_id = t.software_id
 WHERE n.product_id IS NULL AND n.ignored IS NOT TRUE
 GROUP BY t.agency_id
"""  # noqa: S608 - our own constants


def seats_on(day: date, agencies: Sequence[UUID] | None = None) -> list[Seats]:
    """What is given on the day, of every right of which these agencies have something;
    two queries. Of a right all allocations come: which are good depends on the others.
    """
    rows = SeatAllocation.objects.filter(
        Q(until=None) | Q(until__gt=day), since__lte=day
    )
    if agencies is not None:
        theirs = Q(agency__in=agencies) | Q(machine__custody__agency__in=agencies)
        mine = rows.filter(theirs).values("entitlement")
        rows = rows.filter(entitlement__in=mine)
    rows = rows.select_related("entitlement__product", "machine__merged_into")
    found = list(rows)
    units = {one.unit_id for one in found if one.unit_id is not None}
    below = units_below_each(list(units), day) if units else {}
    return [_seats(one, day, below) for one in found]


def _machine(one: SeatAllocation) -> UUID | None:
    """What was merged is the machine into which it went."""
    found = one.machine
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found.pk if found is not None else None


def _seats(one: SeatAllocation, day: date, below: dict[UUID, list[UUID]]) -> Seats:
    right = one.entitlement
    ended = right.ends_on is not None and right.ends_on <= day
    return Seats(
        allocation_id=one.pk,
        entitlement_id=right.pk,
        there=right.seats,
        in_force=right.starts_on <= day and not ended,
        product_id=right.product_id,
        family=right.product.family if right.covers_family else "",
        metric=right.metric,
        agency_id=one.agency_id,
        unit_id=one.unit_id,
        machine_id=_machine(one),
        person_id=one.person_id,
        seats=one.seats,
        since=one.since,
        below=tuple(
            unit
            for unit in (below.get(one.unit_id, ()) if one.unit_id else ())
            if unit != one.unit_id
        ),
    )


def position_of(day: date, agencies: Sequence[UUID] | None = None) -> list[Stood]:
    """Every commercial product and office suite on every machine of these agencies.

    Of a whole agency always: a unit's pool and a machine's are parts of its own.
    """
    uses = [Use(*row) for row in asked(_USES, day, agencies)]
    return position(uses, seats_on(day, agencies))


def others_of(
    day: date, agencies: Sequence[UUID] | None = None
) -> dict[tuple[UUID, UUID | None], int]:
    """Machines with what needs no right, by agency and product; installs of names that
    nobody knows where there is none.
    """
    found: dict[tuple[UUID, UUID | None], int] = {
        (agency, product): count
        for agency, product, count in asked(_FREE, day, agencies)
    }
    for agency, count in asked(_UNKNOWN, day, agencies):
        found[agency, None] = count
    return found


_ADDED = {
    StandingState.LEGAL: Tally(legal=1),
    StandingState.OVER: Tally(over=1),
    StandingState.UNLICENSED: Tally(unlicensed=1),
    StandingState.FREE: Tally(free=1),
}


def tallies(
    stood: Sequence[Stood], others: dict[tuple[UUID, UUID | None], int]
) -> list[Line]:
    """By agency and product."""
    counted: Counter[tuple[UUID, UUID, StandingState]] = Counter(
        (one.use.agency_id, one.use.product_id, one.state) for one in stood
    )
    found: dict[tuple[UUID, UUID | None], Tally] = defaultdict(Tally)
    for (agency, product, state), count in counted.items():
        one = _ADDED[state]
        found[agency, product] += Tally(
            one.legal * count,
            one.over * count,
            one.unlicensed * count,
            one.free * count,
        )
    for (agency, known), count in others.items():
        found[agency, known] += (
            Tally(unknown=count) if known is None else Tally(free=count)
        )
    return [Line(agency, product, tally) for (agency, product), tally in found.items()]


@dataclass(frozen=True)
class Told:
    """The position of a day, and since when it is known so; not kept: just counted."""

    day: date
    lines: list[Line]
    counted_at: datetime | None = None

    @property
    def total(self) -> Tally:
        return total(line.tally for line in self.lines)

    def by_product(self) -> dict[UUID | None, Tally]:
        found: dict[UUID | None, Tally] = defaultdict(Tally)
        for line in self.lines:
            found[line.product_id] += line.tally
        return dict(found)

    def by_agency(self) -> dict[UUID, Tally]:
        found: dict[UUID, Tally] = defaultdict(Tally)
        for line in self.lines:
            found[line.agency_id] += line.tally
        return dict(found)


def told_on(day: date, agencies: Sequence[UUID] | None = None) -> Told:
    """Of one agency as the rows are now; of more as it was counted last, or now where
    that day is not kept.
    """
    if agencies is None or len(agencies) > 1:
        kept = PositionDay.objects.filter(day=day, counted_at__isnull=False).first()
        if kept is not None:
            return Told(day, _kept(day, agencies), kept.counted_at)
    return Told(day, tallies(position_of(day, agencies), others_of(day, agencies)))


def _kept(day: date, agencies: Sequence[UUID] | None) -> list[Line]:
    rows = PositionTally.objects.filter(day=day)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return [
        Line(
            agency,
            product,
            Tally(
                legal,
                over,
                none,
                0 if legal + over + none or product is None else installs,
                installs if product is None else 0,
            ),
        )
        for agency, product, installs, legal, over, none in rows.values_list(
            "agency", "product", "installs", "legal", "over", "unlicensed"
        )
    ]


@dataclass(frozen=True)
class Month:
    """The last day of a month, or today, with what was counted then."""

    day: date
    tally: Tally


def months_of(
    days: Sequence[date],
    agencies: Sequence[UUID] | None = None,
    product_id: UUID | None = None,
) -> list[Month]:
    """Of those days that are kept, the oldest first; one query."""
    rows = PositionTally.objects.filter(day__in=days, product__licence="paid")
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    if product_id is not None:
        rows = rows.filter(product=product_id)
    added = rows.values("day").annotate(
        legal=Sum("legal"), over=Sum("over"), none=Sum("unlicensed")
    )
    return [
        Month(one["day"], Tally(one["legal"], one["over"], one["none"]))
        for one in added.order_by("day")
    ]
