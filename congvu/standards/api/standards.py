"""Standards of a day; one system by them; what is not connected, what is alike."""

from __future__ import annotations

from datetime import date
from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, File, Router, Status
from ninja.files import UploadedFile

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.standards import actions, queries
from congvu.standards.api.schemas import (
    AlikeOut,
    CellOut,
    StandardCheckOut,
    StandardClaimIn,
    StandardClaimOut,
    StandardOut,
    StandardWaiverIn,
    SystemNamedOut,
    SystemStandingOut,
    TlsCheckIn,
    UnconnectedOut,
)
from congvu.standards.rules import Said, Standard, standing
from congvu.systems.access import (
    get_system_for,
    get_system_to_keep,
    seen_systems,
)

router = Router(tags=["Tiêu chuẩn"])
_SYSTEM = "/information-systems/{system_id}/standards"
_CELL = _SYSTEM + "/{standard_code}"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get("/standards", response=list[StandardOut], summary="Tiêu chuẩn của một ngày")
def standards(request: ApiRequest, on: date | None = None) -> list[StandardOut]:
    reader(request)
    day = on or timezone.localdate()
    return [StandardOut.told(one) for one in queries.standards_on(day)]


@router.get(
    "/standards/unconnected",
    response=UnconnectedOut,
    summary="Hệ thống chưa kết nối trước hạn của luật",
)
def unconnected(
    request: ApiRequest,
    after: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> UnconnectedOut:
    rows = queries.unconnected(seen_systems(reader(request)), timezone.localdate())
    page, source = (
        queries.systems_page(rows, after, limit),
        queries.catalogue().connect_source,
    )
    return UnconnectedOut(
        connect_by=queries.connect_by(),
        source=source.source,
        certain=source.is_certain,
        items=[SystemNamedOut.told(one) for one in page.rows],
        after=page.after,
    )


@router.get(
    "/standards/alike",
    response=list[AlikeOut],
    summary="Hệ thống có thể trùng chức năng",
)
def alike(request: ApiRequest) -> list[AlikeOut]:
    """At most 500 pairs, the most alike first."""
    pairs, rows = queries.alike_systems(seen_systems(reader(request)))
    return [
        AlikeOut(
            first=SystemNamedOut.told(rows[one.first]),
            second=SystemNamedOut.told(rows[one.second]),
            share=one.share,
            words=list(one.words),
            programs=list(one.programs),
        )
        for one in pairs
    ]


@router.get(
    "/standards/{standard_code}", response=StandardOut, summary="Một tiêu chuẩn"
)
def standard(request: ApiRequest, standard_code: str) -> StandardOut:
    reader(request)
    return StandardOut.told(_found(standard_code))


def _found(code: str) -> Standard:
    found = queries.find_standard(code, timezone.localdate())
    if found is None:
        raise Http404
    return found


@router.get(
    _SYSTEM, response=list[SystemStandingOut], summary="Hệ thống theo từng tiêu chuẩn"
)
def system(request: ApiRequest, system_id: UUID) -> list[SystemStandingOut]:
    found, today = get_system_for(reader(request), system_id), timezone.localdate()
    said, nothing = queries.said_of([found.pk]), Said()
    return [
        SystemStandingOut(
            standard=one.code,
            standing=standing(said.get((found.pk, one.code), nothing), today),
        )
        for one in queries.standards_on(today)
    ]


@router.get(_CELL, response=CellOut, summary="Một hệ thống và một tiêu chuẩn")
def cell(request: ApiRequest, system_id: UUID, standard_code: str) -> CellOut:
    found, one = get_system_for(reader(request), system_id), _found(standard_code)
    said = queries.said_of([found.pk]).get((found.pk, one.code), Said())
    claim = queries.claim_of(found.pk, one.code)
    return CellOut(
        standing=standing(said, timezone.localdate()),
        claim=StandardClaimOut.told(claim) if claim else None,
        checks=[
            StandardCheckOut.told(row) for row in queries.checks_of(found.pk, one.code)
        ],
    )


@router.post(_CELL + "/claim", response=StandardClaimOut, summary="Khai")
def claim(
    request: ApiRequest, system_id: UUID, standard_code: str, data: StandardClaimIn
) -> StandardClaimOut:
    seat = keeper(request)
    made = actions.claim_standard(
        system_id=get_system_to_keep(seat, system_id).pk,
        standard=standard_code,
        **data.model_dump(),
        by=seat,
        at=timezone.now(),
    )
    return StandardClaimOut.told(made)


@router.post(_CELL + "/waiver", response=StandardClaimOut, summary="Miễn áp dụng")
def waive(
    request: ApiRequest, system_id: UUID, standard_code: str, data: StandardWaiverIn
) -> StandardClaimOut:
    seat = keeper(request)
    made = actions.waive_standard(
        system_id=get_system_to_keep(seat, system_id).pk,
        standard=standard_code,
        **data.model_dump(),
        by=seat,
        at=timezone.now(),
    )
    return StandardClaimOut.told(made)


@router.post(
    _CELL + "/checks",
    response={201: StandardCheckOut},
    summary="Kiểm tra một tệp theo tiêu chuẩn",
)
def check(
    request: ApiRequest,
    system_id: UUID,
    standard_code: str,
    file: Annotated[UploadedFile, File()],
) -> Status[StandardCheckOut]:
    seat = keeper(request)
    made = actions.check_file(
        system_id=get_system_to_keep(seat, system_id).pk,
        standard=standard_code,
        name=file.name or "",
        stream=cast("BinaryIO", file.file),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, StandardCheckOut.told(made))


@router.post(
    _CELL + "/tls-checks", response={202: None}, summary="Yêu cầu kiểm tra TLS"
)
def check_tls(
    request: ApiRequest, system_id: UUID, standard_code: str, data: TlsCheckIn
) -> Status[None]:
    seat = keeper(request)
    actions.ask_tls_check(
        system_id=get_system_to_keep(seat, system_id).pk,
        standard=standard_code,
        address=data.address,
        by=seat,
        at=timezone.now(),
    )
    return Status(202, None)
