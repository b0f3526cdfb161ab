"""Who answers for security and who administers systems, for programs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.controls import actions, queries
from congvu.controls.access import get_system_to_tell, systems_asked
from congvu.controls.actions import CertificateData
from congvu.controls.api.schemas import (
    SecurityCertificateIn,
    SecurityOfficerIn,
    SecurityOfficerOut,
    SystemAdministratorIn,
    SystemAdministratorOut,
    SystemAdministratorPageOut,
)
from congvu.controls.models import SecurityOfficer
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["An toàn thông tin"])

_ADMINS = "/information-systems/{system_id}/administrators"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get(
    "/system-administrators",
    response=SystemAdministratorPageOut,
    summary="Người quản trị hệ thống, chứng chỉ",
)
def administrators(
    request: ApiRequest, after: UUID | None = None, *, lacking: bool = False
) -> SystemAdministratorPageOut:
    """``lacking``: of systems of level 3 to 5 without a certificate that holds."""
    seat, today = reader(request), timezone.localdate()
    rows = queries.admins_now(systems_asked(seat))
    rows = queries.lacking(rows, today) if lacking else rows
    page = queries.admins_page(rows, today, after)
    return SystemAdministratorPageOut(
        items=[SystemAdministratorOut.of(one) for one in page.rows], after=page.after
    )


@router.post(_ADMINS, response={204: None}, summary="Ghi người quản trị hệ thống")
def add(
    request: ApiRequest, system_id: UUID, data: SystemAdministratorIn
) -> Status[None]:
    seat = keeper(request)
    found = get_system_to_tell(seat, system_id)
    actions.add_administrator(
        system_id=found.pk, person_id=data.person_id, by=seat, at=timezone.now()
    )
    return Status(204, None)


@router.delete(
    _ADMINS + "/{administrator_id}",
    response={204: None},
    summary="Ghi thôi quản trị hệ thống",
)
def end(request: ApiRequest, system_id: UUID, administrator_id: UUID) -> Status[None]:
    seat = keeper(request)
    found = get_system_to_tell(seat, system_id)
    actions.end_administrator(
        system_id=found.pk,
        administrator_id=administrator_id,
        by=seat,
        at=timezone.now(),
    )
    return Status(204, None)


@router.get(
    "/security-officers",
    response=list[SecurityOfficerOut],
    summary="Người phụ trách an ninh của cơ quan",
)
def officers(request: ApiRequest) -> list[SecurityOfficer]:
    return queries.officers_of(reader(request).agency_id)


@router.post(
    "/security-officers",
    response={201: SecurityOfficerOut},
    summary="Phân công người phụ trách an ninh",
)
def name_officer(
    request: ApiRequest, data: SecurityOfficerIn
) -> Status[SecurityOfficer]:
    seat = keeper(request)
    made = actions.name_officer(
        kind=data.kind,
        person_id=data.person_id,
        basis=data.basis,
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.post(
    "/security-certificates", response={204: None}, summary="Ghi chứng chỉ an ninh"
)
def certificate(request: ApiRequest, data: SecurityCertificateIn) -> Status[None]:
    seat = keeper(request)
    given = CertificateData(**data.model_dump())
    actions.add_certificate(data=given, by=seat, at=timezone.now())
    return Status(204, None)
