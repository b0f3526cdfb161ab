"""The position as pages show it: by product, on machines, by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from congvu.inventory.models import Machine
from congvu.licences.models import LicenceStanding, PositionDay, Product
from congvu.licences.queries.catalogue import product_names
from congvu.licences.queries.position import Told, position_of
from congvu.licences.queries.there import THERE, asked
from congvu.licences.rules import Licence, StandingState, Stood, Tally

PAGE = 50


@dataclass(frozen=True)
class ProductLine:
    """A product of the catalogue with what was counted of it."""

    product: Product
    tally: Tally


def product_lines(
    told: Told, *, licence: str = "", text: str = "", after: str = ""
) -> tuple[list[ProductLine], str]:
    """What violates most first, then by name; one query. ``after`` is the product
    behind which the next page begins.
    """
    counted = {pk: tally for pk, tally in told.by_product().items() if pk is not None}
    named = product_names(list(counted))
    lines = [
        ProductLine(named[pk], tally) for pk, tally in counted.items() if pk in named
    ]
    if licence:
        lines = [one for one in lines if one.product.licence == licence]
    wanted = text.lower()
    if wanted:
        lines = [
            one
            for one in lines
            if wanted in f"{one.product.full_name} {one.product.publisher.name}".lower()
        ]
    lines.sort(key=_turn)
    keys = [str(one.product.pk) for one in lines]
    start = keys.index(after) + 1 if after in keys else 0
    page = lines[start : start + PAGE]
    more = start + PAGE < len(lines)
    return page, str(page[-1].product.pk) if more else ""


def _turn(one: ProductLine) -> tuple[int, bool, int, str, str]:
    paid = one.product.licence == Licence.COMMERCIAL
    return (
        -one.tally.violations,
        not paid,
        -one.tally.installs,
        one.product.full_name,
        str(one.product.pk),
    )


@dataclass(frozen=True)
class MachineLine:
    """A product on a machine; ``ran_out``: its right had ended."""

    machine_id: UUID
    machine: str
    agency_id: UUID
    unit_id: UUID | None
    product_id: UUID
    state: StandingState
    allocation_id: UUID | None

    @property
    def ran_out(self) -> bool:
        return self.state == StandingState.UNLICENSED and self.allocation_id is not None


def standings_page(
    day: date,
    agencies: Sequence[UUID] | None,
    *,
    product_id: UUID | None = None,
    unit: str = "",
    state: str = "",
    after: str = "",
) -> tuple[list[MachineLine], str]:
    """Machines by name. Of one agency as the rows are now; of all from the day that is
    kept, and nothing where it is not. ``unit`` is a key, or "-" for no unit's own.
    """
    if agencies is not None and len(agencies) == 1:
        return _live(day, agencies, product_id, unit, state, after)
    rows = LicenceStanding.objects.filter(day=day)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    if product_id is not None:
        rows = rows.filter(product=product_id)
    if unit:
        rows = _of_unit(rows, unit)
    if state:
        rows = rows.filter(state=state)
    last = _after(after)
    if last is not None:
        name, pk = last
        rows = rows.filter(
            Q(machine__name__gt=name) | Q(machine__name=name, machine__gt=pk)
        )
    found = [
        MachineLine(machine, name, agency, unit, product, StandingState(stood), given)
        for machine, name, agency, unit, product, stood, given in rows.order_by(
            "machine__name", "machine_id", "product_id"
        ).values_list(
            "machine_id",
            "machine__name",
            "agency_id",
            "unit_id",
            "product_id",
            "state",
            "allocation_id",
        )[: PAGE + 1]
    ]
    return _cut(found)


def _of_unit(rows: QuerySet[LicenceStanding], unit: str) -> QuerySet[LicenceStanding]:
    if unit == "-":
        return rows.filter(unit_id=None)
    try:
        return rows.filter(unit_id=UUID(unit))
    except ValueError:
        return rows.none()


def _live(
    day: date,
    agencies: Sequence[UUID],
    product_id: UUID | None,
    unit: str,
    state: str,
    after: str,
) -> tuple[list[MachineLine], str]:
    stood = [
        one
        for one in position_of(day, agencies)
        if (product_id is None or one.use.product_id == product_id)
        and (not unit or str(one.use.unit_id or "-") == unit)
        and (not state or one.state == state)
    ]
    ids = {one.use.machine_id for one in stood}
    names = dict(Machine.objects.filter(pk__in=ids).values_list("pk", "name"))
    lines = [_line(one, names[one.use.machine_id]) for one in stood]
    lines.sort(key=lambda one: (one.machine, str(one.machine_id), str(one.product_id)))
    last = _after(after)
    if last is not None:
        behind = (last[0], str(last[1]))
        lines = [one for one in lines if (one.machine, str(one.machine_id)) > behind]
    return _cut(lines)


def _cut(lines: list[MachineLine]) -> tuple[list[MachineLine], str]:
    """A machine's lines stay together: the next page begins behind a whole machine."""
    page = lines[:PAGE]
    if len(lines) <= PAGE:
        return page, ""
    torn = lines[PAGE].machine_id
    page = [one for one in page if one.machine_id != torn] or page
    return page, str(page[-1].machine_id)


def _after(after: str) -> tuple[str, UUID] | None:
    try:
        key = UUID(after) if after else None
    except ValueError:
        return None
    if key is None:
        return None
    name = Machine.objects.filter(pk=key).values_list("name", flat=True).first()
    return (name, key) if name is not None else None


def _line(one: Stood, name: str) -> MachineLine:
    use = one.use
    return MachineLine(
        use.machine_id,
        name,
        use.agency_id,
        use.unit_id,
        use.product_id,
        one.state,
        one.allocation_id,
    )


def units_of(day: date, agency_id: UUID) -> dict[UUID | None, Tally]:
    """An agency's commercial products by unit, as the rows are now."""
    found: dict[UUID | None, Tally] = defaultdict(Tally)
    added = {
        StandingState.LEGAL: Tally(legal=1),
        StandingState.OVER: Tally(over=1),
        StandingState.UNLICENSED: Tally(unlicensed=1),
    }
    for one in position_of(day, [agency_id]):
        if one.state in added:
            found[one.use.unit_id] += added[one.state]
    return dict(found)


def months_by_unit(
    agency_id: UUID, days: Sequence[date]
) -> dict[UUID | None, dict[date, Tally]]:
    """Of the kept ones among these days; one query."""
    found: dict[UUID | None, dict[date, Tally]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            """
SELECT s.unit_id, s.day, count(*) FILTER (WHERE state = 'legal'),
       count(*) FILTER (WHERE state = 'over'), count(*) FILTER (WHERE state = 'none')
  FROM licences_licencestanding s
 WHERE s.day = ANY(%s) AND s.agency_id = %s AND s.state <> 'free'
 GROUP BY s.unit_id, s.day""",
            [list(days), agency_id],
        )
        for unit, day, legal, over, none in cursor.fetchall():
            found[unit][day] = Tally(legal, over, none)
    return dict(found)


@dataclass(frozen=True)
class MachinePart:
    """What is on one machine on a day: products with what they are, and names that
    nobody knows.
    """

    lines: list[tuple[Product, StandingState, MachineLine | None]]
    unknown: list[tuple[str, str, str]]


_ON_MACHINE = f"""
SELECT n.product_id, s.publisher, s.name, s.version
  FROM ({THERE}) t
  JOIN inventory_software s ON s.id = t.software_id
  LEFT JOIN licences_programname n ON n.software_id = s.id
 WHERE t.machine_id = %(machine)s AND n.ignored IS NOT TRUE
 ORDER BY s.name, s.version
"""  # noqa: S608 - our own constants


def machine_part(machine: Machine, day: date) -> MachinePart:
    """Four queries; the states are those of its agency's position."""
    stood = {
        one.use.product_id: _line(one, machine.name)
        for one in position_of(day, [machine.agency_id])
        if one.use.machine_id == machine.pk
    }
    rows = asked(_ON_MACHINE, day, [machine.agency_id], machine=machine.pk)
    known = product_names(list({row[0] for row in rows if row[0] is not None}))
    lines = [
        (
            product,
            stood[pk].state if pk in stood else StandingState.FREE,
            stood.get(pk),
        )
        for pk, product in known.items()
    ]
    order = list(StandingState)
    worst = [StandingState.UNLICENSED, StandingState.OVER]
    lines.sort(
        key=lambda one: (
            one[1] not in worst,
            order.index(one[1]),
            one[0].full_name,
        )
    )
    unknown = [(who, name, version) for pk, who, name, version in rows if pk is None]
    return MachinePart(lines, unknown)


def is_kept(day: date) -> bool:
    """Whether the whole province's position of the day is kept."""
    return PositionDay.objects.filter(day=day, counted_at__isnull=False).exists()
