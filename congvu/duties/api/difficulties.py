"""Difficulties: listed, one of them, raised, answered, escalated, decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.duties import actions, queries
from congvu.duties.access import (
    decides_difficulty,
    difficulty_deeds,
    follows_up,
    get_difficulty_for,
    reach_of,
    refers,
)
from congvu.duties.api.duties import reader
from congvu.duties.api.schemas import Words
from congvu.duties.api.shares import own
from congvu.duties.models import Difficulty
from congvu.duties.rules import Effect
from congvu.organisations.api import ApiRequest, Day

router = Router(tags=["Nhiệm vụ"])
_ONE = "/difficulties/{difficulty_id}"
StateName = Literal["asked", "answered", "escalated", "referred", "decided"]


class DifficultyIn(Schema):
    """``letter_id``: a line of either register that one may read."""

    title: Annotated[str, Field(max_length=300)]
    text: Words
    letter_id: UUID | None = None


class DifficultyStepIn(Schema):
    text: Words
    letter_id: UUID | None = None


class DifficultyReferIn(DifficultyStepIn):
    """``to``: an agency above one's own; the letter was issued to it."""

    to: UUID


class DifficultyDecisionIn(DifficultyStepIn):
    effect: Literal["none", "moved", "suspended", "revoked"]
    until: Day | None = None


class DifficultyStepOut(Schema):
    state: str
    text: str
    due_on: date | None
    due_basis: str
    at: datetime
    by: str
    by_post: str
    paper: str

    @staticmethod
    def resolve_paper(step: Any) -> str:
        return f"{step.paper.type_name} {step.paper.symbol}" if step.paper else ""


class DifficultyOut(Schema):
    id: UUID
    share_id: UUID
    title: str
    state: str
    asked_on: date
    due_on: date | None
    due_basis: str
    ended_on: date | None
    decider_id: UUID | None
    effect: str


class DifficultyDutyOut(Schema):
    """The duty as who decides has to know it, whether or not its page is theirs."""

    title: str
    sentence: str
    ordered_by: str
    desk_name: str
    deadline: date | None


class DifficultyDetailOut(Schema):
    difficulty: DifficultyOut
    duty: DifficultyDutyOut
    steps: list[DifficultyStepOut]
    deeds: list[str]


class DifficultyPageOut(Schema):
    items: list[DifficultyOut]
    counts: dict[str, int]
    late: int
    after: UUID | None


@router.get("/difficulties", response=DifficultyPageOut, summary="Các vướng mắc")
def difficulties(
    request: ApiRequest,
    state: StateName | Literal["", "late"] = "",
    after: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> DifficultyPageOut:
    seat = reader(request)
    page = queries.difficulties_page(
        reach_of(seat),
        on=timezone.localdate(),
        state=state,
        after=after,
        limit=limit,
    )
    return DifficultyPageOut(
        items=[DifficultyOut.from_orm(one) for one in page.difficulties],
        counts={str(s): n for s, n in page.counts.items()},
        late=page.late,
        after=page.after,
    )


@router.get(_ONE, response=DifficultyDetailOut, summary="Một vướng mắc")
def difficulty(request: ApiRequest, difficulty_id: UUID) -> dict[str, Any]:
    seat = reader(request)
    found = get_difficulty_for(seat, difficulty_id)
    steps = found.steps.select_related("paper").order_by("at", "id")
    duty, rows = found.share.duty, queries.now_standing().filter(share=found.share_id)
    return {
        "difficulty": found,
        "duty": DifficultyDutyOut(
            title=duty.title,
            sentence=duty.sentence,
            ordered_by=duty.ordered_by,
            desk_name=found.share.desk_name,
            deadline=rows.values_list("deadline", flat=True).first(),
        ),
        "steps": list(steps),
        "deeds": [deed.name for deed in difficulty_deeds(seat, found)],
    }


@router.post(
    "/duty-shares/{share_id}/difficulties",
    response=DifficultyOut,
    summary="Báo vướng mắc",
)
def raise_difficulty(
    request: ApiRequest, share_id: UUID, data: DifficultyIn
) -> Difficulty:
    share = own(request, share_id)
    return actions.raise_difficulty(
        share_id=share.id,
        title=data.title,
        text=data.text,
        letter_id=data.letter_id,
        by=request.auth,
        at=timezone.now(),
    )


def _answering(request: ApiRequest, difficulty_id: UUID) -> Difficulty:
    found = get_difficulty_for(request.auth, difficulty_id)
    if not follows_up(request.auth, found.share):
        raise Http404
    return found


@router.post(_ONE + "/answer", response=DifficultyOut, summary="Trả lời vướng mắc")
def answer_difficulty(
    request: ApiRequest, difficulty_id: UUID, data: DifficultyStepIn
) -> Difficulty:
    found = _answering(request, difficulty_id)
    return actions.answer_difficulty(
        difficulty_id=found.id,
        text=data.text,
        letter_id=data.letter_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/escalate", response=DifficultyOut, summary="Trình cấp trên")
def escalate_difficulty(
    request: ApiRequest, difficulty_id: UUID, data: DifficultyStepIn
) -> Difficulty:
    found = _answering(request, difficulty_id)
    return actions.escalate_difficulty(
        difficulty_id=found.id,
        proposal=data.text,
        letter_id=data.letter_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/refer", response=DifficultyOut, summary="Trình cơ quan cấp trên")
def refer_difficulty(
    request: ApiRequest, difficulty_id: UUID, data: DifficultyReferIn
) -> Difficulty:
    found = get_difficulty_for(request.auth, difficulty_id)
    if not refers(request.auth, found):
        raise Http404
    return actions.refer_difficulty(
        difficulty_id=found.id,
        to=data.to,
        proposal=data.text,
        letter_id=data.letter_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/decide", response=DifficultyOut, summary="Quyết định")
def decide_difficulty(
    request: ApiRequest, difficulty_id: UUID, data: DifficultyDecisionIn
) -> Difficulty:
    found = get_difficulty_for(request.auth, difficulty_id)
    if not decides_difficulty(request.auth, found):
        raise Http404
    return actions.decide_difficulty(
        difficulty_id=found.id,
        text=data.text,
        effect=Effect(data.effect),
        until=data.until,
        letter_id=data.letter_id,
        by=request.auth,
        at=timezone.now(),
    )
