"""Questions of people for machines."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router

from congvu.organisations.api import ApiRequest
from congvu.portal import actions
from congvu.portal.access.questions import (
    ask_reach,
    ask_steps_for,
    get_question_file_for,
    get_question_for,
    get_question_to,
    reads_open_drafts,
    reads_questions,
    sees_contact,
)
from congvu.portal.api.asking_schemas import (
    AskFiguresOut,
    AskTab,
    PublicQuestionDetailOut,
    PublicQuestionListOut,
    PublicQuestionOut,
    QuestionForwardIn,
    QuestionPromiseIn,
    QuestionPublishIn,
    QuestionWordsIn,
)
from congvu.portal.models import PublicQuestion
from congvu.portal.queries import questions as queries
from congvu.portal.rules.questions import AskStep

router = Router(tags=["Hỏi đáp"])
_CLOSING = (AskStep.BEYOND, AskStep.ELSEWHERE, AskStep.REFUSE)


@router.get(
    "/public-questions", response=PublicQuestionListOut, summary="Câu hỏi của người dân"
)
def questions(
    request: ApiRequest, tab: AskTab = "phan-loai", before: UUID | None = None
) -> dict[str, Any]:
    seat, today = request.auth, timezone.localdate()
    if not reads_questions(seat):
        raise Http404
    reach = ask_reach(seat)
    rows, following = queries.questions_page(reach, tab, today, before=before)
    counts = queries.question_counts(reach, today)
    return {"counts": counts, "items": rows, "following": following}


@router.get(
    "/public-questions/figures", response=AskFiguresOut, summary="Trả lời đúng hạn"
)
def figures(request: ApiRequest) -> dict[str, Any]:
    seat, today = request.auth, timezone.localdate()
    if not reads_open_drafts(seat):
        raise Http404
    reach = ask_reach(seat)
    return {
        "months": queries.ask_months(
            reach, date(today.year - 1, today.month, 1), today
        ),
        "late": [
            {"unit_id": unit, "name": name, "count": n}
            for unit, name, n in queries.late_by_unit(reach, today)
        ],
    }


@router.get(
    "/public-questions/{asked_id}",
    response=PublicQuestionDetailOut,
    summary="Một câu hỏi",
)
def question(request: ApiRequest, asked_id: UUID) -> dict[str, Any]:
    seat, today = request.auth, timezone.localdate()
    found = get_question_for(seat, asked_id)
    actions.record_question_view(found=found, by=seat, at=timezone.now())
    contact, told = getattr(found, "contact", None), None
    if contact is not None:
        reached = sees_contact(seat, found)
        told = {
            "name": contact.name,
            "address": contact.address,
            "email": contact.email if reached else "",
            "phone": contact.phone if reached else "",
        }
    return {
        "question": found,
        "text": found.text,
        "answer": found.answer,
        "ended_because": found.ended_because,
        "contact": told,
        "files": list(found.files.order_by("number")),
        "steps": [str(step) for step in ask_steps_for(seat, found)],
        "is_published": hasattr(found, "published"),
        "events": queries.timeline_of(found, today),
    }


@router.get("/public-questions/{asked_id}/files/{number}", summary="Tệp của câu hỏi")
def question_file(request: ApiRequest, asked_id: UUID, number: int) -> FileResponse:
    found = get_question_for(request.auth, asked_id)
    row = get_question_file_for(request.auth, found, number)
    try:
        made = actions.open_question_file(
            found=found, row=row, by=request.auth, at=timezone.now()
        )
    except FileNotFoundError as why:
        raise Http404 from why
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.post(
    "/public-questions/{asked_id}/forward",
    response=PublicQuestionOut,
    summary="Phân loại, chuyển câu hỏi",
)
def forward(
    request: ApiRequest, asked_id: UUID, data: QuestionForwardIn
) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.FORWARD)
    return actions.forward_question(
        question_id=found.id, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(
    "/public-questions/{asked_id}/promise",
    response=PublicQuestionOut,
    summary="Hẹn ngày trả lời",
)
def promise(
    request: ApiRequest, asked_id: UUID, data: QuestionPromiseIn
) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.PROMISE)
    return actions.promise_answer(
        question_id=found.id, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(
    "/public-questions/{asked_id}/answer",
    response=PublicQuestionOut,
    summary="Viết trả lời",
)
def answer(
    request: ApiRequest, asked_id: UUID, data: QuestionWordsIn
) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.ANSWER)
    return actions.draft_answer(
        question_id=found.id, text=data.text, by=request.auth, at=timezone.now()
    )


@router.post(
    "/public-questions/{asked_id}/return",
    response=PublicQuestionOut,
    summary="Yêu cầu viết lại trả lời",
)
def send_back(
    request: ApiRequest, asked_id: UUID, data: QuestionWordsIn
) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.RETURN)
    return actions.return_answer(
        question_id=found.id, text=data.text, by=request.auth, at=timezone.now()
    )


@router.post(
    "/public-questions/{asked_id}/approve",
    response=PublicQuestionOut,
    summary="Duyệt, gửi trả lời",
)
def approve(request: ApiRequest, asked_id: UUID) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.APPROVE)
    return actions.approve_answer(
        question_id=found.id, by=request.auth, at=timezone.now()
    )


@router.post(
    "/public-questions/{asked_id}/close/{step}",
    response=PublicQuestionOut,
    summary="Khép: ngoài thẩm quyền, khiếu nại tố cáo, không tiếp nhận",
)
def close(
    request: ApiRequest, asked_id: UUID, step: str, data: QuestionWordsIn
) -> PublicQuestion:
    if step not in _CLOSING:
        raise Http404
    found = get_question_to(request.auth, asked_id, AskStep(step))
    return actions.close_question(
        question_id=found.id,
        step=AskStep(step),
        text=data.text,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    "/public-questions/{asked_id}/publish",
    response=PublicQuestionOut,
    summary="Công khai câu hỏi, trả lời",
)
def publish(
    request: ApiRequest, asked_id: UUID, data: QuestionPublishIn
) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.PUBLISH)
    return actions.publish_answer(
        question_id=found.id, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(
    "/public-questions/{asked_id}/unpublish",
    response=PublicQuestionOut,
    summary="Gỡ câu hỏi, trả lời đã công khai",
)
def unpublish(
    request: ApiRequest, asked_id: UUID, data: QuestionWordsIn
) -> PublicQuestion:
    found = get_question_to(request.auth, asked_id, AskStep.UNPUBLISH)
    return actions.withdraw_answer(
        question_id=found.id, text=data.text, by=request.auth, at=timezone.now()
    )
