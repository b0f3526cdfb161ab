"""Taking back, passing on, more time, urging, forwarding, who has read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for, get_readers_for, scope_of
from congvu.documents.api.routing import done_to
from congvu.documents.api.schemas import (
    AskExtensionIn,
    AskSenderExtensionIn,
    ForwardIn,
    GrantExtensionIn,
    LatePaperOut,
    MoveDayIn,
    PassOnIn,
    ReaderListOut,
    ReturnIn,
    UrgedOut,
    UrgeIn,
    UrgeManyIn,
    WhichIn,
)
from congvu.documents.api.schemas import EntryOut as Out
from congvu.documents.models import RegisterEntry
from congvu.organisations.api import ApiRequest

router = Router(tags=["Theo dõi xử lý"])
ONE = "/incoming-documents/{entry_id}"


@router.post(f"{ONE}/recall", response=Out, summary="Rút trình, thu hồi việc đã giao")
def recall(request: ApiRequest, entry_id: UUID, data: ReturnIn) -> RegisterEntry:
    return done_to(request, entry_id, actions.recall, **data.dict())


@router.post(f"{ONE}/pass-on", response=Out, summary="Chuyển người khác xử lý")
def pass_on(request: ApiRequest, entry_id: UUID, data: PassOnIn) -> RegisterEntry:
    return done_to(request, entry_id, actions.pass_on, **data.dict())


@router.post(f"{ONE}/ask-pass-on", response=Out, summary="Xin chuyển nơi khác xử lý")
def ask_pass_on(request: ApiRequest, entry_id: UUID, data: PassOnIn) -> RegisterEntry:
    """A day is the giver's to set and is not asked for here."""
    asked = data.dict(include={"assignment_id", "to_desk_id", "reason"})
    return done_to(request, entry_id, actions.ask_pass_on, **asked)


@router.post(f"{ONE}/grant-pass-on", response=Out, summary="Đồng ý chuyển nơi khác")
def grant_pass_on(request: ApiRequest, entry_id: UUID, data: WhichIn) -> RegisterEntry:
    return done_to(
        request, entry_id, actions.answer_pass_on, granted=True, **data.dict()
    )


@router.post(f"{ONE}/refuse-pass-on", response=Out, summary="Không chuyển nơi khác")
def refuse_pass_on(
    request: ApiRequest, entry_id: UUID, data: ReturnIn
) -> RegisterEntry:
    return done_to(
        request, entry_id, actions.answer_pass_on, granted=False, **data.dict()
    )


@router.post(f"{ONE}/ask-extension", response=Out, summary="Xin gia hạn")
def ask_extension(
    request: ApiRequest, entry_id: UUID, data: AskExtensionIn
) -> RegisterEntry:
    return done_to(request, entry_id, actions.ask_extension, **data.dict())


@router.post(f"{ONE}/grant-extension", response=Out, summary="Gia hạn")
def grant_extension(
    request: ApiRequest, entry_id: UUID, data: GrantExtensionIn
) -> RegisterEntry:
    return done_to(request, entry_id, actions.grant_extension, **data.dict())


@router.post(f"{ONE}/refuse-extension", response=Out, summary="Không gia hạn")
def refuse_extension(
    request: ApiRequest, entry_id: UUID, data: ReturnIn
) -> RegisterEntry:
    return done_to(request, entry_id, actions.refuse_extension, **data.dict())


@router.post(f"{ONE}/ask-sender-extension", response=Out, summary="Xin nơi gửi gia hạn")
def ask_sender_extension(
    request: ApiRequest, entry_id: UUID, data: AskSenderExtensionIn
) -> RegisterEntry:
    """Of work that another agency sent; its giver there answers."""
    return done_to(request, entry_id, actions.ask_sender_extension, **data.dict())


@router.post(f"{ONE}/move-day", response=Out, summary="Đổi hạn việc cơ quan khác làm")
def move_day(request: ApiRequest, entry_id: UUID, data: MoveDayIn) -> RegisterEntry:
    """The line of the agency that has it follows."""
    return done_to(request, entry_id, actions.move_day, **data.dict())


@router.post(f"{ONE}/urge", response=Out, summary="Đôn đốc một nơi")
def urge(request: ApiRequest, entry_id: UUID, data: UrgeIn) -> RegisterEntry:
    """Without a part, the registry that has the paper still."""
    return done_to(request, entry_id, actions.urge, **data.dict())


@router.post(f"{ONE}/forward", response=Out, summary="Chuyển để biết nhiều nơi")
def forward(request: ApiRequest, entry_id: UUID, data: ForwardIn) -> RegisterEntry:
    """Desks as ``/desks`` names them: posts, units, and other agencies."""
    return done_to(
        request,
        entry_id,
        actions.forward,
        desk_ids=set(data.desk_ids),
        text=data.text,
    )


@router.get(f"{ONE}/readers", response=list[ReaderListOut], summary="Ai đã xem")
def readers(request: ApiRequest, entry_id: UUID) -> list[queries.ReaderList]:
    entry = get_entry_for(request.auth, entry_id)
    return get_readers_for(request.auth, entry, on=timezone.localdate())


@router.get(
    "/late-papers", response=list[LatePaperOut], summary="Văn bản quá hạn đôn đốc"
)
def late_papers(request: ApiRequest) -> list[queries.LatePaper]:
    """One line a paper, as the list of what is late has it: whom to urge, or why not.

    The 500 latest; none for a seat that gives no work.
    """
    seat = request.auth
    if not queries.gives_work(seat):
        return []
    return queries.late_papers(scope_of(seat), seat, on=timezone.localdate())


@router.post("/late-papers/urge", response=UrgedOut, summary="Đôn đốc nhiều việc")
def urge_many(request: ApiRequest, data: UrgeManyIn) -> dict[str, Any]:
    """Those named, or all of them where none is."""
    done = actions.urge_many(
        text=data.text,
        chosen=None if data.entry_ids is None else set(data.entry_ids),
        by=request.auth,
        at=timezone.now(),
    )
    return {"urged": list(dict.fromkeys(one.entry_id for one in done))}
