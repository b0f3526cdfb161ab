"""One proposal: changed, split, merged, rejected, taken back, added."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.directives import actions
from congvu.directives.access import get_directive_to_decide, get_proposal_to_decide
from congvu.directives.actions import ProposalWish
from congvu.directives.api.schemas import ProposalOut, proposal_out
from congvu.duties.rules import HEAVIEST
from congvu.organisations.api import ApiRequest, Day

router = Router(tags=["Văn bản chỉ đạo"])
_ONE = "/directives/{directive_id}/proposals/{proposal_id}"
Line = Annotated[str, Field(max_length=600)]
Actors = Annotated[str, Field(max_length=3000)]


class ProposalIn(Schema):
    """All fields as they are to stand; ``seen`` as it came with the proposal."""

    title: Line
    lead: Actors = ""
    lead_left_out: Annotated[list[UUID], Field(max_length=500)] = []
    support: Actors = ""
    support_left_out: Annotated[list[UUID], Field(max_length=500)] = []
    deadline: Day | None = None
    recurs: Annotated[str, Field(max_length=20)] = ""
    measure: Line = ""
    indicator: Annotated[str, Field(max_length=80)] = ""
    deliverable: Line = ""
    weight: Annotated[int, Field(ge=1, le=HEAVIEST)] = 1
    watch: Line = ""
    seen: Annotated[str, Field(max_length=40)] = ""

    def wish(self) -> ProposalWish:
        given = {
            name: getattr(self, name) for name in ProposalWish.__dataclass_fields__
        }
        for name in ("lead_left_out", "support_left_out"):
            given[name] = tuple(given[name])
        return ProposalWish(**given)


class ProposalConfirmIn(Schema):
    """As it stands; what is to be mended is sent before, by PUT."""

    seen: Annotated[str, Field(max_length=40)] = ""


class ProposalRejectIn(Schema):
    reason: Annotated[str, Field(max_length=1000)]


class ProposalSplitIn(Schema):
    """Before a place of the text, or before words that stand in the sentence once."""

    place: Annotated[int, Field(ge=0)] | None = None
    before: Line = ""


class ProposalAddIn(Schema):
    """By its place in the text, or by its words, copied."""

    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None
    words: Annotated[str, Field(max_length=10_000)] = ""


@router.put(_ONE, response=ProposalOut, summary="Sửa đề xuất nhiệm vụ")
def edit(
    request: ApiRequest, directive_id: UUID, proposal_id: UUID, data: ProposalIn
) -> ProposalOut:
    found = get_proposal_to_decide(request.auth, directive_id, proposal_id)
    made = actions.edit_proposal(
        directive_id=directive_id,
        proposal_id=found.id,
        wish=data.wish(),
        seen=data.seen,
        by=request.auth,
        at=timezone.now(),
    )
    return proposal_out(made)


@router.post(f"{_ONE}/confirm", response=ProposalOut, summary="Xác nhận, giao nhiệm vụ")
def confirm(
    request: ApiRequest, directive_id: UUID, proposal_id: UUID, data: ProposalConfirmIn
) -> ProposalOut:
    found = get_proposal_to_decide(request.auth, directive_id, proposal_id)
    made = actions.confirm_proposal(
        directive_id=directive_id,
        proposal_id=found.id,
        seen=data.seen,
        by=request.auth,
        at=timezone.now(),
    )
    return proposal_out(made)


@router.post(f"{_ONE}/reject", response=ProposalOut, summary="Không phải nhiệm vụ")
def reject(
    request: ApiRequest, directive_id: UUID, proposal_id: UUID, data: ProposalRejectIn
) -> ProposalOut:
    found = get_proposal_to_decide(request.auth, directive_id, proposal_id)
    made = actions.reject_proposal(
        directive_id=directive_id,
        proposal_id=found.id,
        reason=data.reason,
        by=request.auth,
        at=timezone.now(),
    )
    return proposal_out(made)


@router.post(f"{_ONE}/undo", response=ProposalOut, summary="Lấy lại đề xuất đã bỏ")
def undo(request: ApiRequest, directive_id: UUID, proposal_id: UUID) -> ProposalOut:
    found = get_proposal_to_decide(request.auth, directive_id, proposal_id)
    made = actions.undo_rejection(
        directive_id=directive_id,
        proposal_id=found.id,
        by=request.auth,
        at=timezone.now(),
    )
    return proposal_out(made)


@router.post(f"{_ONE}/split", response=list[ProposalOut], summary="Tách đề xuất")
def split(
    request: ApiRequest, directive_id: UUID, proposal_id: UUID, data: ProposalSplitIn
) -> list[ProposalOut]:
    found = get_proposal_to_decide(request.auth, directive_id, proposal_id)
    made = actions.split_proposal(
        directive_id=directive_id,
        proposal_id=found.id,
        place=data.place,
        before=data.before,
        by=request.auth,
        at=timezone.now(),
    )
    return [proposal_out(piece) for piece in made]


@router.post(f"{_ONE}/merge", response=ProposalOut, summary="Gộp với đề xuất sau")
def merge(request: ApiRequest, directive_id: UUID, proposal_id: UUID) -> ProposalOut:
    found = get_proposal_to_decide(request.auth, directive_id, proposal_id)
    made = actions.merge_with_next(
        directive_id=directive_id,
        proposal_id=found.id,
        by=request.auth,
        at=timezone.now(),
    )
    return proposal_out(made)


@router.post(
    "/directives/{directive_id}/proposals",
    response=ProposalOut,
    summary="Thêm đề xuất nhiệm vụ",
)
def add(request: ApiRequest, directive_id: UUID, data: ProposalAddIn) -> ProposalOut:
    found = get_directive_to_decide(request.auth, directive_id)
    made = actions.add_proposal(
        directive_id=found.id,
        start=data.start,
        end=data.end,
        words=data.words,
        by=request.auth,
        at=timezone.now(),
    )
    return proposal_out(made)
