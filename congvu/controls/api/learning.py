"""Who has to learn what by when, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_duty_file,
    get_duty_to_keep,
    own_duties,
    seen_duties,
)
from congvu.controls.actions import LearnedData, Shown
from congvu.controls.api.people import keeper, reader
from congvu.controls.api.schemas import (
    AwarenessIn,
    AwarenessOut,
    DropIn,
    LearningDutyIn,
    LearningDutyOut,
    LearningDutyPageOut,
)
from congvu.controls.models import LearningDuty
from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest

router = Router(tags=["An toàn thông tin"])

_ONE = "/learning-duties/{learning_id}"


@router.get("/learning-duties", response=LearningDutyPageOut, summary="Ai phải học gì")
def duties(
    request: ApiRequest, after: UUID | None = None, *, owed: bool = False
) -> LearningDutyPageOut:
    """``owed``: only what is still to be learned."""
    rows = seen_duties(reader(request))
    page = queries.learning_page(queries.still_owed(rows) if owed else rows, after)
    return LearningDutyPageOut(
        items=[LearningDutyOut.from_orm(one) for one in page.rows], after=page.after
    )


@router.get(
    "/my-learning-duties", response=LearningDutyPageOut, summary="Tôi phải học gì"
)
def own(request: ApiRequest, after: UUID | None = None) -> LearningDutyPageOut:
    page = queries.learning_page(own_duties(request.auth), after)
    return LearningDutyPageOut(
        items=[LearningDutyOut.from_orm(one) for one in page.rows], after=page.after
    )


@router.post("/learning-duties", response={201: LearningDutyOut}, summary="Giao học")
def require(request: ApiRequest, data: LearningDutyIn) -> Status[LearningDuty]:
    made = actions.require_learning(
        **data.model_dump(), by=keeper(request), at=timezone.now()
    )
    return Status(201, made)


@router.post(
    "/learning-duties/awareness",
    response=AwarenessOut,
    summary="Giao cả cơ quan học nâng cao nhận thức trong năm",
)
def awareness(request: ApiRequest, data: AwarenessIn) -> AwarenessOut:
    made = actions.require_awareness(
        due=data.due, by=keeper(request), at=timezone.now()
    )
    return AwarenessOut(made=made)


@router.post(_ONE + "/done", response=LearningDutyOut, summary="Ghi đã học")
def learned(
    request: ApiRequest,
    learning_id: UUID,
    done_on: Form[date],
    proof: Form[Annotated[str, Field(max_length=300)]],
    file: File[UploadedFile | None] = None,
) -> LearningDuty:
    seat = keeper(request)
    found = get_duty_to_keep(seat, learning_id)
    given = Shown(file.name or "", cast(BinaryIO, file)) if file else None
    return actions.record_learning(
        learning_id=found.pk,
        data=LearnedData(done_on, proof, given),
        by=seat,
        at=timezone.now(),
    )


@router.post(_ONE + "/drop", response=LearningDutyOut, summary="Thôi yêu cầu học")
def drop(request: ApiRequest, learning_id: UUID, data: DropIn) -> LearningDuty:
    seat = keeper(request)
    found = get_duty_to_keep(seat, learning_id)
    return actions.drop_learning(
        learning_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )


@router.get(_ONE + "/file", summary="Tải minh chứng đã học")
def proof(request: ApiRequest, learning_id: UUID) -> FileResponse:
    file, name = get_duty_file(request.auth, learning_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)
