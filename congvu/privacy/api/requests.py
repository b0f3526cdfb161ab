"""What people ask about their data."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.organisations.api import ApiRequest
from congvu.privacy import actions, queries
from congvu.privacy.access import (
    get_request_for,
    get_request_to_compose,
    get_request_to_keep,
    seen_requests,
)
from congvu.privacy.api.processing import keeper, reader
from congvu.privacy.api.schemas import (
    FirstAnswerIn,
    RequestEndIn,
    RequestPaperIn,
    RequestPaperOut,
    RequestTermIn,
    SubjectRequestIn,
    SubjectRequestOut,
    SubjectRequestsOut,
)
from congvu.privacy.models import RequestPaper, SubjectRequest

router = Router(tags=["Dữ liệu cá nhân"])
_ONE = "/subject-requests/{subject_request_id}"


@router.get(
    "/subject-requests",
    response=SubjectRequestsOut,
    summary="Yêu cầu của chủ thể dữ liệu, của cơ quan mình",
)
def requests(request: ApiRequest, after: UUID | None = None) -> SubjectRequestsOut:
    page = queries.requests_page(seen_requests(reader(request)), after)
    items = [SubjectRequestOut.from_orm(one) for one in page.rows]
    return SubjectRequestsOut(items=items, after=page.after)


@router.post(
    "/subject-requests", response={201: SubjectRequestOut}, summary="Nhận yêu cầu"
)
def take(request: ApiRequest, data: SubjectRequestIn) -> Status[SubjectRequest]:
    wish = actions.RequestData(**data.model_dump())
    made = actions.take_request(data=wish, by=keeper(request), at=timezone.now())
    return Status(201, made)


@router.get(_ONE, response=SubjectRequestOut, summary="Một yêu cầu")
def one(request: ApiRequest, subject_request_id: UUID) -> SubjectRequest:
    return get_request_for(reader(request), subject_request_id)


@router.post(_ONE + "/term", response=SubjectRequestOut, summary="Chọn thời hạn")
def choose_term(
    request: ApiRequest, subject_request_id: UUID, data: RequestTermIn
) -> SubjectRequest:
    seat = keeper(request)
    found = get_request_to_keep(seat, subject_request_id)
    return actions.choose_term(
        request_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(_ONE + "/first", response=SubjectRequestOut, summary="Trả lời ban đầu")
def tell_first(
    request: ApiRequest, subject_request_id: UUID, data: FirstAnswerIn
) -> SubjectRequest:
    seat = keeper(request)
    found = get_request_to_keep(seat, subject_request_id)
    return actions.tell_first(
        request_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(_ONE + "/answer", response=SubjectRequestOut, summary="Ghi đã giải quyết")
def finish(
    request: ApiRequest, subject_request_id: UUID, data: RequestEndIn
) -> SubjectRequest:
    seat = keeper(request)
    found = get_request_to_keep(seat, subject_request_id)
    return actions.answer_request(
        request_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(_ONE + "/refuse", response=SubjectRequestOut, summary="Từ chối yêu cầu")
def refuse(
    request: ApiRequest, subject_request_id: UUID, data: RequestEndIn
) -> SubjectRequest:
    seat = keeper(request)
    found = get_request_to_keep(seat, subject_request_id)
    return actions.refuse_request(
        request_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(
    _ONE + "/papers", response={201: RequestPaperOut}, summary="Soạn văn bản trả lời"
)
def compose(
    request: ApiRequest, subject_request_id: UUID, data: RequestPaperIn
) -> Status[RequestPaper]:
    seat = reader(request)
    found = get_request_to_compose(seat, subject_request_id)
    made = actions.compose_answer(
        request_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )
    return Status(201, made)
