"""Requirements and how systems meet them, for programs."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, UploadedFile

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_catalogue_for,
    get_evidence_file,
    get_requirement_for,
    get_system_for,
    get_system_to_keep,
    need_loader,
    seen_catalogues,
)
from congvu.controls.actions import AnswerData, Shown
from congvu.controls.api.schemas import (
    RequirementAnswerIn,
    RequirementAnswerOut,
    RequirementCatalogueDetailOut,
    RequirementCatalogueOut,
    RequirementOut,
    RequirementStandingOut,
)
from congvu.controls.models import Catalogue
from congvu.controls.rules import MOST_UPLOADED
from congvu.files.queries import open_file
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["An toàn thông tin"])

_SYSTEM = "/information-systems/{system_id}/requirements"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get(
    "/requirement-catalogues",
    response=list[RequirementCatalogueOut],
    summary="Bộ yêu cầu an toàn",
)
def catalogues(request: ApiRequest) -> list[RequirementCatalogueOut]:
    rows = queries.sorted_catalogues(seen_catalogues(reader(request)))
    return [RequirementCatalogueOut.of(one) for one in rows]


def _detail(found: Catalogue) -> RequirementCatalogueDetailOut:
    return RequirementCatalogueDetailOut(
        **RequirementCatalogueOut.of(found).model_dump(),
        requirements=[
            RequirementOut.of(one) for one in found.requirements.order_by("place")
        ],
    )


@router.get(
    "/requirement-catalogues/{catalogue_id}",
    response=RequirementCatalogueDetailOut,
    summary="Một bộ yêu cầu",
)
def catalogue(request: ApiRequest, catalogue_id: UUID) -> RequirementCatalogueDetailOut:
    return _detail(get_catalogue_for(reader(request), catalogue_id))


@router.post(
    "/requirement-catalogues",
    response=RequirementCatalogueDetailOut,
    summary="Nạp bộ yêu cầu của trung tâm",
)
def load(
    request: ApiRequest, file: File[UploadedFile]
) -> RequirementCatalogueDetailOut:
    seat = need_loader(reader(request))
    if (file.size or 0) > MOST_UPLOADED:
        raise Refused([Reason(_("Tệp lớn hơn 1 MB."), "file")])
    made = actions.load_catalogue(content=file.read(), by=seat.actor, at=timezone.now())
    return _detail(get_catalogue_for(seat, made.id))


@router.get(
    _SYSTEM,
    response=list[RequirementStandingOut],
    summary="Hệ thống đáp ứng từng yêu cầu đến đâu",
)
def standings(request: ApiRequest, system_id: UUID) -> list[RequirementStandingOut]:
    found = get_system_for(reader(request), system_id)
    sections: list[Any] = queries.sections_of(found, timezone.localdate())
    return [
        RequirementStandingOut.of(line, section.catalogue.code)
        for section in sections
        for line in section.lines
    ]


@router.put(
    _SYSTEM + "/{requirement_id}",
    response=RequirementAnswerOut,
    summary="Trả lời một yêu cầu, thêm bằng chứng",
)
def answer(
    request: ApiRequest,
    system_id: UUID,
    requirement_id: UUID,
    data: RequirementAnswerIn,
) -> RequirementAnswerOut:
    seat = keeper(request)
    found = get_system_to_keep(seat, system_id)
    made = actions.answer_requirement(
        system_id=found.pk,
        requirement_id=get_requirement_for(seat, requirement_id).pk,
        data=AnswerData(**data.model_dump()),
        by=seat,
        at=timezone.now(),
    )
    return RequirementAnswerOut.of(made)


@router.post(
    _SYSTEM + "/{requirement_id}",
    response=RequirementAnswerOut,
    summary="Trả lời một yêu cầu, kèm tệp bằng chứng",
)
def answer_with_file(
    request: ApiRequest,
    system_id: UUID,
    requirement_id: UUID,
    data: Form[RequirementAnswerIn],
    file: File[UploadedFile],
) -> RequirementAnswerOut:
    seat = keeper(request)
    found = get_system_to_keep(seat, system_id)
    shown = Shown(file.name or "", cast(BinaryIO, file))
    made = actions.answer_requirement(
        system_id=found.pk,
        requirement_id=get_requirement_for(seat, requirement_id).pk,
        data=AnswerData(**data.model_dump(), shown=shown),
        by=seat,
        at=timezone.now(),
    )
    return RequirementAnswerOut.of(made)


@router.get(
    "/information-systems/{system_id}/evidence/{evidence_id}/file",
    summary="Tải tệp bằng chứng",
)
def evidence_file(
    request: ApiRequest, system_id: UUID, evidence_id: UUID
) -> FileResponse:
    file, name = get_evidence_file(reader(request), system_id, evidence_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)
