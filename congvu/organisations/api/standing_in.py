"""Who acts from whose post, and who is away: given, listed, ended."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema

from congvu.lib.refusals import Reason, Refused
from congvu.organisations import queries
from congvu.organisations.access import (
    get_agency_to_edit,
    get_delegation_to_edit,
    get_own_absence_for,
)
from congvu.organisations.actions import (
    delegate,
    end_absence,
    end_delegation,
    record_absence,
)
from congvu.organisations.api.changing import MadeOut, given_in, router
from congvu.organisations.api.doors import ApiRequest, Day
from congvu.organisations.models import Absence, Delegation, Person
from congvu.organisations.rules import AbsenceReason, DelegationKind, Route


class DelegationIn(Schema):
    """Acting for a post always has an end and a decision behind it.

    ``withheld`` are permissions of the post that do not come with it.
    """

    person_id: UUID
    post_id: UUID
    valid_from: Day
    valid_until: Day
    legal_basis: Annotated[str, Field(min_length=1, max_length=300)]
    kind: DelegationKind = DelegationKind.ACTING
    content: Annotated[str, Field(max_length=300)] = ""
    withheld: list[str] = []


class DelegationOut(Schema):
    id: UUID
    person_id: UUID
    post_id: UUID
    kind: str
    valid_from: date
    valid_until: date | None
    legal_basis: str
    content: str
    withheld: list[str]


class StandInIn(Schema):
    post_id: UUID
    person_id: UUID


class AbsenceIn(Schema):
    """``valid_until`` is the day of return; ``route`` says where new work goes."""

    valid_from: Day
    valid_until: Day
    reason: AbsenceReason
    route: Route = Route.DESK
    stand_ins: list[StandInIn] = []


class AbsenceOut(Schema):
    id: UUID
    valid_from: date
    valid_until: date
    reason: str
    route: str
    stand_ins: list[StandInIn]


@router.get(
    "/agencies/{agency_id}/delegations",
    response=list[DelegationOut],
    summary="Ai làm thay chức vụ nào, từ nay về sau",
)
def delegations(request: ApiRequest, agency_id: UUID) -> list[Delegation]:
    agency = get_agency_to_edit(request.auth, agency_id)
    return queries.delegations_from(timezone.localdate(), agency_id=agency.id)


@router.post(
    "/agencies/{agency_id}/delegations", response=MadeOut, summary="Giao phụ trách"
)
def add_delegation(
    request: ApiRequest, agency_id: UUID, data: DelegationIn
) -> Delegation:
    agency = get_agency_to_edit(request.auth, agency_id)
    return delegate(**given_in(data, agency), by=request.auth.actor, at=timezone.now())


@router.post(
    "/agencies/{agency_id}/delegations/{delegation_id}/end",
    response={204: None},
    summary="Chấm dứt làm thay ngay",
)
def stop_delegation(request: ApiRequest, agency_id: UUID, delegation_id: UUID) -> None:
    agency = get_agency_to_edit(request.auth, agency_id)
    row = get_delegation_to_edit(agency, delegation_id)
    end_delegation(delegation=row, by=request.auth.actor, at=timezone.now())


@router.get("/me/absences", response=list[AbsenceOut], summary="Tôi vắng mặt khi nào")
def my_absences(request: ApiRequest) -> list[dict[str, Any]]:
    """Today's and those to come."""
    rows = queries.absences_of(request.auth.person_id, timezone.localdate())
    return [_absence(row) for row in rows]


@router.post("/me/absences", response=AbsenceOut, summary="Ghi vắng mặt")
def add_absence(request: ApiRequest, data: AbsenceIn) -> dict[str, Any]:
    people = Person.objects.in_bulk([s.person_id for s in data.stand_ins])
    if len(people) < len({s.person_id for s in data.stand_ins}):
        words = _("Không có cán bộ nào như vậy.")
        raise Refused([Reason(words, "stand_ins")])
    row = record_absence(
        person=Person.objects.get(pk=request.auth.person_id),
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        reason=data.reason,
        route=data.route,
        stand_ins={s.post_id: people[s.person_id] for s in data.stand_ins},
        by=request.auth,
        at=timezone.now(),
    )
    return _absence(row)


@router.post(
    "/me/absences/{absence_id}/end",
    response={204: None},
    summary="Tôi đã trở lại, hoặc không vắng nữa",
)
def stop_absence(request: ApiRequest, absence_id: UUID) -> None:
    absence = get_own_absence_for(request.auth, absence_id)
    end_absence(absence=absence, by=request.auth, at=timezone.now())


def _absence(row: Absence) -> dict[str, Any]:
    return {
        "id": row.id,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "reason": row.reason,
        "route": row.route,
        "stand_ins": list(row.stand_ins.all()),
    }


__all__ = ["router"]
