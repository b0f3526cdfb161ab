"""Tellings: listed, sent, read, confirmed, answered, followed, ended."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router

from congvu.dissemination import actions, queries
from congvu.dissemination.access import (
    files_told,
    get_telling_for,
    get_telling_to_end,
    get_telling_to_follow,
    get_telling_to_print,
    get_told_file_for,
    is_told,
    may_send,
    reach_of,
)
from congvu.dissemination.api.schemas import (
    TellingAnsweredOut,
    TellingAnswersIn,
    TellingAskedOut,
    TellingDetailOut,
    TellingEndIn,
    TellingFileOut,
    TellingIn,
    TellingMineOut,
    TellingOut,
    TellingPageOut,
    TellingPeopleOut,
    TellingPersonOut,
    TellingWrongOut,
    body_out,
    telling_out,
)
from congvu.dissemination.models import Telling
from congvu.dissemination.queries import TellingTab
from congvu.dissemination.rules import Stage
from congvu.documents.access import get_entry_for
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.outgoing.access import get_line_for
from congvu.ui.deeds import Download

router = Router(tags=["Phổ biến văn bản"])
_TABS = {
    "to-read": TellingTab.TO_READ,
    "done": TellingTab.DONE,
    "followed": TellingTab.FOLLOWED,
}


@router.get("/tellings", response=TellingPageOut, summary="Văn bản được phổ biến")
def tellings(
    request: ApiRequest,
    tab: Literal["to-read", "done", "followed"] = "to-read",
    after: UUID | None = None,
) -> TellingPageOut:
    """What the person has to read, has done, or watches."""
    seat = request.auth
    if not is_told(seat):
        raise Http404
    page = queries.tellings_page(
        reach_of(seat), _TABS[tab], on=timezone.localdate(), after=after
    )
    items = [telling_out(x.telling, mine=x.mine, shares=x.shares) for x in page.lines]
    return TellingPageOut(items=items, after=page.after)


@router.get(
    "/tellings/{telling_id}",
    response=TellingDetailOut,
    summary="Một đợt phổ biến",
)
def telling(request: ApiRequest, telling_id: UUID) -> TellingDetailOut:
    found = get_telling_for(request.auth, telling_id)
    actions.record_look(telling=found, by=request.auth, at=timezone.now())
    return _detail(request.auth, found)


def _detail(seat: Seat, found: Telling) -> TellingDetailOut:
    reach, today = reach_of(seat), timezone.localdate()
    mine = queries.mine_in(found.pk, reach.person_id)
    gaps = queries.gap_list(reach, found, today) if reach.watches else None
    watched = gaps is not None and bool(gaps.agencies)
    asked = []
    if mine is not None and mine.stage == Stage.CONFIRMED:
        asked = queries.asked_in(found.pk, seat.person_id)
    shares = gaps.whole if gaps is not None and watched else None
    return TellingDetailOut(
        **telling_out(found, mine=mine, shares=shares).dict(),
        files=[
            TellingFileOut(id=f.id, name=f.name, sha256=f.file.sha256)
            for f in files_told(seat, found)
        ],
        questions=[TellingAskedOut.from_orm(q) for q in asked],
        audience=queries.audience_words(found.pk, today) if watched else [],
        agencies=[body_out(b) for b in gaps.agencies] if gaps else [],
        units=[body_out(b) for b in gaps.units] if gaps else [],
    )


@router.post(
    "/incoming-documents/{entry_id}/tellings",
    response=TellingDetailOut,
    summary="Phổ biến văn bản đến",
)
def send_incoming(
    request: ApiRequest, entry_id: UUID, data: TellingIn
) -> TellingDetailOut:
    entry = get_entry_for(request.auth, entry_id)
    return _send(request, data, incoming_id=entry.id)


@router.post(
    "/outgoing-documents/{entry_id}/tellings",
    response=TellingDetailOut,
    summary="Phổ biến văn bản đi",
)
def send_outgoing(
    request: ApiRequest, entry_id: UUID, data: TellingIn
) -> TellingDetailOut:
    line = get_line_for(request.auth, entry_id)
    return _send(request, data, outgoing_id=line.id)


def _send(request: ApiRequest, data: TellingIn, **line: UUID) -> TellingDetailOut:
    if not may_send(request.auth):
        raise Http404
    made = actions.send_telling(
        data=data.data_given(), by=request.auth, at=timezone.now(), **line
    )
    return _detail(request.auth, get_telling_for(request.auth, made.pk))


@router.get(
    "/tellings/{telling_id}/files/{file_id}", summary="Mở văn bản được phổ biến"
)
def paper(request: ApiRequest, telling_id: UUID, file_id: UUID) -> FileResponse:
    """Of who has to know the paper the first time counts as opened."""
    found = get_telling_for(request.auth, telling_id)
    held = get_told_file_for(request.auth, found, file_id)
    try:
        made = actions.open_paper(
            telling=found, held=held, by=request.auth, at=timezone.now()
        )
    except Refused as why:
        raise Http404 from why
    answered = _file(made)
    answered["X-Content-Type-Options"] = "nosniff"
    answered["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answered


def _file(made: Download) -> FileResponse:
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.post(
    "/tellings/{telling_id}/confirm",
    response=TellingMineOut,
    summary="Xác nhận đã nắm văn bản",
)
def confirm(request: ApiRequest, telling_id: UUID) -> TellingMineOut:
    found = get_telling_for(request.auth, telling_id)
    mine = actions.confirm(telling_id=found.pk, by=request.auth, at=timezone.now())
    return TellingMineOut.from_orm(mine)


@router.post(
    "/tellings/{telling_id}/answers",
    response=TellingAnsweredOut,
    summary="Trả lời ba câu hỏi về văn bản",
)
def answer(
    request: ApiRequest, telling_id: UUID, data: TellingAnswersIn
) -> TellingAnsweredOut:
    found = get_telling_for(request.auth, telling_id)
    went = actions.answer(
        telling_id=found.pk,
        answers=data.answers,
        by=request.auth,
        at=timezone.now(),
    )
    wrong = [TellingWrongOut(question_id=q.pk, clause=q.clause) for q in went.wrong]
    return TellingAnsweredOut(passed=went.passed, tries=went.tries, wrong=wrong)


@router.get(
    "/tellings/{telling_id}/people",
    response=TellingPeopleOut,
    summary="Ai đã nắm, ai chưa",
)
def people(
    request: ApiRequest,
    telling_id: UUID,
    which: Stage | Literal["late", "left", ""] = "",
    unit_id: UUID | None = None,
    after: str = "",
) -> TellingPeopleOut:
    """By name those whom the seat may read so, by unit; 50 at a time."""
    found = get_telling_to_follow(request.auth, telling_id)
    page = queries.people_page(
        reach_of(request.auth),
        found,
        on=timezone.localdate(),
        which=which,
        unit_id=unit_id,
        after=after[:40],
    )
    actions.record_list_view(telling=found, by=request.auth, at=timezone.now())
    items = [TellingPersonOut.from_orm(one) for one in page.people]
    return TellingPeopleOut(items=items, after=page.after)


@router.get(
    "/tellings/{telling_id}/list.{form}",
    summary="Danh sách phổ biến để lưu, để kiểm tra",
)
def print_list(
    request: ApiRequest, telling_id: UUID, form: Literal["pdf", "xlsx"]
) -> FileResponse:
    found = get_telling_to_print(request.auth, telling_id)
    return _file(
        actions.print_list(telling=found, form=form, by=request.auth, at=timezone.now())
    )


@router.post(
    "/tellings/{telling_id}/end", response=TellingOut, summary="Kết thúc đợt phổ biến"
)
def end(request: ApiRequest, telling_id: UUID, data: TellingEndIn) -> TellingOut:
    found = get_telling_to_end(request.auth, telling_id)
    made = actions.end_telling(
        telling_id=found.pk,
        because=data.because,
        words=data.words,
        by=request.auth,
        at=timezone.now(),
    )
    made.document = found.document
    return telling_out(made)
