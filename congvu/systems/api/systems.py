"""The register: systems with their parts and levels."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Status

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.systems import actions, queries
from congvu.systems.access import get_system_for, get_system_to_keep, seen_systems
from congvu.systems.api.schemas import (
    ApprovedLevelIn,
    InformationSystemDetailOut,
    InformationSystemIn,
    InformationSystemOut,
    InformationSystemPageOut,
    LevelAssessmentIn,
    LevelAssessmentOut,
    SystemEndIn,
    SystemPartIn,
)
from congvu.systems.models import LevelAssessment
from congvu.systems.queries import Asked

router = Router(tags=["An toàn thông tin"])

_ONE = "/information-systems/{system_id}"


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get(
    "/information-systems",
    response=InformationSystemPageOut,
    summary="Các hệ thống thông tin",
)
def systems(
    request: ApiRequest,
    q: Annotated[str, Field(max_length=100)] = "",
    level: Annotated[int | None, Field(ge=0, le=5)] = None,
    after: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """By name; ``level`` 0: without an approved one."""
    seat = need(request, Permission.READ_SECURITY)
    asked = Asked(text=q, level=level)
    page = queries.systems_page(seen_systems(seat), asked, after, limit)
    return {
        "items": [InformationSystemOut.of(one) for one in page.rows],
        "after": page.after,
    }


@router.post(
    "/information-systems",
    response={201: InformationSystemDetailOut},
    summary="Ghi hệ thống thông tin",
)
def add(request: ApiRequest, data: InformationSystemIn) -> Status[dict[str, Any]]:
    made = actions.register_system(
        data=actions.SystemData(**data.dict()), by=keeper(request), at=timezone.now()
    )
    return Status(201, InformationSystemDetailOut.told(made))


@router.get(_ONE, response=InformationSystemDetailOut, summary="Một hệ thống thông tin")
def system(request: ApiRequest, system_id: UUID) -> dict[str, Any]:
    return InformationSystemDetailOut.told(get_system_for(request.auth, system_id))


@router.put(_ONE, response=InformationSystemDetailOut, summary="Sửa hệ thống thông tin")
def change(
    request: ApiRequest, system_id: UUID, data: InformationSystemIn
) -> dict[str, Any]:
    found = get_system_to_keep(request.auth, system_id)
    made = actions.change_system(
        system_id=found.pk,
        data=actions.SystemData(**data.dict()),
        by=request.auth,
        at=timezone.now(),
    )
    return InformationSystemDetailOut.told(made)


@router.post(
    _ONE + "/parts/{system_part}",
    response={201: InformationSystemDetailOut},
    summary="Ghi thành phần: thiết bị, ứng dụng, vùng mạng, cổng, kết nối",
)
def add_part(
    request: ApiRequest, system_id: UUID, system_part: str, data: SystemPartIn
) -> Status[dict[str, Any]]:
    found = get_system_to_keep(request.auth, system_id)
    given: dict[str, Any] = {
        "system_id": found.pk,
        "by": request.auth,
        "at": timezone.now(),
    }
    if system_part == "thiet-bi":
        actions.add_equipment(name=data.name, purpose=data.purpose, **given)
    elif system_part == "ung-dung":
        made = actions.ApplicationData(data.name, data.place, data.os, data.purpose)
        actions.add_application(data=made, **given)
    elif system_part == "vung-mang":
        actions.add_zone(
            kind=data.zone,
            private_ip=data.private_ip,
            public_ip=data.public_ip,
            **given,
        )
    elif system_part == "cong":
        actions.add_service(
            name=data.name,
            port=data.port,
            protocol=data.protocol,
            is_public=data.is_public,
            **given,
        )
    elif system_part == "ket-noi":
        joined = actions.ConnectionData(
            data.name,
            data.kind,
            data.direction,
            data.exchanged,
            data.over,
            data.agreement,
        )
        actions.add_connection(data=joined, **given)
    else:
        raise Http404
    return Status(201, InformationSystemDetailOut.told(found))


@router.delete(
    _ONE + "/parts/{system_part}/{system_part_id}",
    response={204: None},
    summary="Bỏ một thành phần",
)
def remove_part(
    request: ApiRequest, system_id: UUID, system_part: str, system_part_id: UUID
) -> Status[None]:
    found = get_system_to_keep(request.auth, system_id)
    actions.remove_part(
        system_id=found.pk,
        part=system_part,
        part_id=system_part_id,
        by=request.auth,
        at=timezone.now(),
    )
    return Status(204, None)


@router.post(
    _ONE + "/assessments", response={201: LevelAssessmentOut}, summary="Xác định cấp độ"
)
def classify(
    request: ApiRequest, system_id: UUID, data: LevelAssessmentIn
) -> Status[dict[str, Any]]:
    found = get_system_to_keep(request.auth, system_id)
    given = data.dict() | {"answers": data.answers.dict()}
    made: LevelAssessment = actions.classify_system(
        system_id=found.pk,
        data=actions.AssessmentData(**given),
        by=request.auth,
        at=timezone.now(),
    )
    return Status(201, LevelAssessmentOut.of(made))


@router.post(
    _ONE + "/levels",
    response={201: InformationSystemDetailOut},
    summary="Ghi cấp độ đã phê duyệt trước",
)
def record_level(
    request: ApiRequest, system_id: UUID, data: ApprovedLevelIn
) -> Status[dict[str, Any]]:
    found = get_system_to_keep(request.auth, system_id)
    actions.record_level(
        system_id=found.pk, **data.dict(), by=request.auth, at=timezone.now()
    )
    return Status(
        201, InformationSystemDetailOut.told(get_system_for(request.auth, system_id))
    )


@router.post(
    _ONE + "/end",
    response=InformationSystemDetailOut,
    summary="Hủy bỏ hệ thống thông tin",
)
def end(request: ApiRequest, system_id: UUID, data: SystemEndIn) -> dict[str, Any]:
    found = get_system_to_keep(request.auth, system_id)
    actions.end_system(
        system_id=found.pk,
        data=actions.EndData(**data.dict()),
        by=request.auth,
        at=timezone.now(),
    )
    return InformationSystemDetailOut.told(get_system_for(request.auth, system_id))
