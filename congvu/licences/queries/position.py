"""The position of a day, from periods of installs and of rights; and as it is kept.

``position_of`` asks the rows; every number of a day that is not kept, of one agency,
one unit, one machine comes from it, and what is kept is what it gave
(actions/counting.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum

from congvu.inventory.models import Custody
from congvu.licences.models import (
    PositionDay,
    PositionTally,
    Product,
    SeatAllocation,
)
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


def _found(join: str) -> str:
    """What each machine has, a product once, and of it what stands. Few names are
    known: millions of installs are set beside these alone, in one pass.
    """
    return f"""
WITH found AS (
  SELECT t.custody_id, n.product_id, min(t.since) AS since, count(*) AS installs
    FROM ({THERE}) t
    {join} (SELECT software_id, product_id, ignored FROM licences_programname
             WHERE product_id IS NOT NULL OR ignored) n ON n.software_id = t.software_id
   WHERE n.ignored IS NOT TRUE {{only}}
   GROUP BY t.custody_id, n.product_id)
SELECT c.machine_id, p.id, p.family, c.agency_id, c.unit_id, c.person_id, f.since,
       p.licence = '{Licence.COMMERCIAL}', 1
  FROM found f
  JOIN licences_product p ON p.id = f.product_id AND {_STANDS}
  JOIN inventory_custody c ON c.id = f.custody_id
"""  # noqa: S608 - our own constants


_USES = _found("JOIN")
_ALL = f"""{_found("LEFT JOIN")}
 UNION ALL
SELECT NULL, f.product_id, NULL, c.agency_id, NULL, NULL, NULL, NULL,
       CASE WHEN f.product_id IS NULL THEN sum(f.installs) ELSE count(*) END
  FROM found f
  JOIN inventory_custody c ON c.id = f.custody_id
  LEFT JOIN licences_product p ON p.id = f.product_id
 WHERE p.id IS NULL OR NOT {_STANDS}
 GROUP BY f.product_id, c.agency_id
"""  # noqa: S608 - our own constants


def seats_on(day: date, agencies: Sequence[UUID] | None = None) -> list[Seats]:
    """What is given on the day, of every right of which these agencies have something;
    two queries. Of a right all allocations come: which are good depends on the others.
    """
    rows = SeatAllocation.objects.filter(
        Q(until=None) | Q(until__gt=day), since__lte=day
    )
    if agencies is not None:
        there = Custody.objects.filter(agency__in=agencies).values("machine")
        theirs = Q(agency__in=agencies) | Q(machine__in=there)
        theirs |= Q(machine__merged_into__in=there)
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
        part_of=one.part_of,
    )


def with_families(products: Collection[UUID]) -> list[UUID]:
    """These, and what shares a right with one of them."""
    families = Product.objects.filter(pk__in=products).exclude(family="")
    kin = Product.objects.filter(family__in=families.values("family"))
    return [*{*products, *kin.values_list("pk", flat=True)}]


def position_of(
    day: date,
    agencies: Sequence[UUID] | None = None,
    products: Sequence[UUID] | None = None,
) -> list[Stood]:
    """Every commercial product and office suite on every machine of these agencies.

    Of a whole agency always: a unit's pool and a machine's are parts of its own; of
    ``products`` a whole family always (`with_families`): they share rights.
    """
    uses = [Use(*row[:-1]) for row in asked(_USES, day, agencies, products)]
    return position(uses, seats_on(day, agencies))


def everything_of(
    day: date,
    agencies: Sequence[UUID] | None = None,
    products: Sequence[UUID] | None = None,
) -> tuple[list[Stood], dict[tuple[UUID, UUID | None], int]]:
    """The same, and beside it machines with what needs no right, by agency and product;
    installs of names that nobody knows where there is none.
    """
    uses = []
    others: dict[tuple[UUID, UUID | None], int] = {}
    for machine, product, *more, many in asked(_ALL, day, agencies, products):
        if machine is None:
            others[more[1], product] = int(many)
        else:
            uses.append(Use(machine, product, *more))
    return position(uses, seats_on(day, agencies)), others


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
    return Told(day, tallies(*everything_of(day, agencies)))


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
