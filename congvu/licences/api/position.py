"""The position of a day, and statements of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router

from congvu.documents.access import scope_of
from congvu.licences import actions, queries
from congvu.licences.access import (
    agencies_to_read,
    get_machine_read,
    may_state,
    reads_all,
)
from congvu.licences.api.schemas import (
    AgencyTallyOut,
    InstallPageOut,
    MachinePositionOut,
    PositionOut,
    StatementIn,
    StatementOut,
    StatementPageOut,
    StateName,
    UnitTallyOut,
)
from congvu.licences.models import PositionStatement
from congvu.licences.queries import Covered
from congvu.licences.rules import Tally, month_ends
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

router = Router(tags=["Bản quyền phần mềm"])


def _reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_LICENCES)


@dataclass(frozen=True)
class _Sight:
    day: date
    agencies: list[UUID] | None


def _sight(seat: Seat, day: date | None, agency_id: UUID | None) -> _Sight:
    """Never more than one may see; a day that has not been is today."""
    today = timezone.localdate()
    if agency_id is not None and agency_id not in dict(agencies_to_read(seat)):
        raise Http404
    if agency_id is None and not reads_all(seat):
        agency_id = seat.agency_id
    asked = min(day or today, today)
    return _Sight(asked, None if agency_id is None else [agency_id])


def _tally(one: Tally) -> dict[str, Any]:
    rate = one.rate
    return {
        "installs": one.installs,
        "paid": one.paid,
        "legal": one.legal,
        "over": one.over,
        "unlicensed": one.unlicensed,
        "free": one.free,
        "unknown": one.unknown,
        "violations": one.violations,
        "rate": float(rate) if rate is not None else None,
    }


@router.get("/licences/position", response=PositionOut, summary="Tình trạng bản quyền")
def position(
    request: ApiRequest, day: Query[Day | None] = None, agency_id: UUID | None = None
) -> dict[str, Any]:
    seen = _sight(_reader(request), day, agency_id)
    told = queries.told_on(seen.day, seen.agencies)
    named = queries.product_names()
    today = timezone.localdate()
    days = month_ends(today)
    known = queries.covered_by_month(days, seen.agencies, today)
    months = queries.months_of(days, seen.agencies)
    return {
        "day": told.day,
        "counted_at": told.counted_at,
        "coverage": queries.added_up(
            queries.covered_by_agency(seen.day, seen.agencies)
        ),
        "total": _tally(told.total),
        "products": [
            {"product": named[pk] if pk else None, "tally": _tally(tally)}
            for pk, tally in told.by_product().items()
        ],
        "months": [
            {
                "day": one.day,
                "tally": _tally(one.tally),
                "coverage": known.get(one.day),
            }
            for one in months
        ],
    }


@router.get("/licences/agencies", response=list[AgencyTallyOut], summary="Theo cơ quan")
def agencies(request: ApiRequest, day: Query[Day | None] = None) -> list[Any]:
    seat = _reader(request)
    if not reads_all(seat):
        raise Http404
    seen = _sight(seat, day, None)
    tallies = queries.told_on(seen.day).by_agency()
    covered = queries.covered_by_agency(seen.day)
    return [
        {
            "agency_id": pk,
            "tally": _tally(tallies.get(pk, Tally())),
            "coverage": covered.get(pk, Covered()),
        }
        for pk in {*tallies, *covered}
    ]


@router.get("/licences/units", response=list[UnitTallyOut], summary="Theo đơn vị")
def units(
    request: ApiRequest, day: Query[Day | None] = None, agency_id: UUID | None = None
) -> list[Any]:
    seat = _reader(request)
    seen = _sight(seat, day, agency_id or seat.agency_id)
    agency = (seen.agencies or [seat.agency_id])[0]
    found = queries.units_of(seen.day, agency)
    covered = queries.covered_by_unit(seen.day, agency)
    return [
        {
            "unit_id": pk,
            "tally": _tally(found.get(pk, Tally())),
            "coverage": covered.get(pk, Covered()),
        }
        for pk in {*found, *covered}
    ]


@router.get(
    "/licences/installs", response=InstallPageOut, summary="Phần mềm trên từng máy"
)
def installs(
    request: ApiRequest,
    day: Query[Day | None] = None,
    agency_id: UUID | None = None,
    product_id: UUID | None = None,
    unit_id: UUID | None = None,
    state: StateName = "",
    after: str = "",
) -> dict[str, Any]:
    seen = _sight(_reader(request), day, agency_id)
    unit = str(unit_id) if unit_id else ""
    items, behind = queries.standings_page(
        seen.day,
        seen.agencies,
        product_id=product_id,
        unit=unit,
        state=state,
        after=after,
    )
    return {"items": items, "after": behind}


@router.get(
    "/machines/{machine_id}/licences",
    response=MachinePositionOut,
    summary="Bản quyền trên một máy",
)
def machine(
    request: ApiRequest, machine_id: UUID, day: Query[Day | None] = None
) -> dict[str, Any]:
    seat = _reader(request)
    found = get_machine_read(seat, machine_id)
    seen = _sight(seat, day, found.agency_id)
    part = queries.machine_part(found, seen.day)
    return {
        "day": seen.day,
        "products": [
            {
                "product": product,
                "state": state,
                "allocation_id": line.allocation_id if line is not None else None,
            }
            for product, state, line in part.lines
        ],
        "unknown": [
            {"publisher": who, "name": name, "version": version}
            for who, name, version in part.unknown
        ],
    }


@router.get("/licences/statements", response=StatementPageOut, summary="Bản kê")
def statements(request: ApiRequest, after: str = "") -> dict[str, Any]:
    seat = _reader(request)
    if not may_state(seat):
        raise Http404
    rows, behind = queries.statements_page(scope_of(seat), after=after)
    return {"items": rows, "after": behind}


@router.post("/licences/statements", response=StatementOut, summary="Lập bản kê để ký")
def state(request: ApiRequest, data: StatementIn) -> PositionStatement:
    seat = _reader(request)
    if not may_state(seat):
        raise Http404
    return actions.state_position(wish=data.wish(), by=seat, at=timezone.now())
