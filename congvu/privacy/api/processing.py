"""The register of processing of personal data."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.privacy import actions, queries
from congvu.privacy.access import (
    get_processing_for,
    get_processing_to_keep,
    seen_processing,
)
from congvu.privacy.api.schemas import (
    AssessmentIn,
    ProcessingEndIn,
    ProcessingIn,
    ProcessingOut,
    ProcessingsOut,
)
from congvu.privacy.models import Processing

router = Router(tags=["Dữ liệu cá nhân"])
_ONE = "/processing/{processing_id}"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get(
    "/processing", response=ProcessingsOut, summary="Hoạt động xử lý dữ liệu cá nhân"
)
def register(request: ApiRequest, after: UUID | None = None) -> ProcessingsOut:
    page = queries.processing_page(seen_processing(reader(request)), after)
    items = [ProcessingOut.from_orm(one) for one in page.rows]
    return ProcessingsOut(items=items, after=page.after)


@router.post(
    "/processing", response={201: ProcessingOut}, summary="Ghi hoạt động xử lý"
)
def enter(request: ApiRequest, data: ProcessingIn) -> Status[Processing]:
    wish = actions.ProcessingData(**data.model_dump())
    made = actions.enter_processing(data=wish, by=keeper(request), at=timezone.now())
    return Status(201, made)


@router.get(_ONE, response=ProcessingOut, summary="Một hoạt động xử lý")
def processing(request: ApiRequest, processing_id: UUID) -> Processing:
    return get_processing_for(reader(request), processing_id)


@router.put(_ONE, response=ProcessingOut, summary="Sửa hoạt động xử lý")
def change(request: ApiRequest, processing_id: UUID, data: ProcessingIn) -> Processing:
    seat = keeper(request)
    found = get_processing_to_keep(seat, processing_id)
    wish = actions.ProcessingData(**data.model_dump())
    return actions.change_processing(
        processing_id=found.pk, data=wish, by=seat, at=timezone.now()
    )


@router.post(_ONE + "/assess", response=ProcessingOut, summary="Đánh giá tác động")
def assess(request: ApiRequest, processing_id: UUID, data: AssessmentIn) -> Processing:
    seat = keeper(request)
    found = get_processing_to_keep(seat, processing_id)
    return actions.assess_processing(
        processing_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(_ONE + "/end", response=ProcessingOut, summary="Chấm dứt xử lý")
def end(request: ApiRequest, processing_id: UUID, data: ProcessingEndIn) -> Processing:
    seat = keeper(request)
    found = get_processing_to_keep(seat, processing_id)
    return actions.end_processing(
        processing_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )
