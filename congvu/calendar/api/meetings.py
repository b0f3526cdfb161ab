"""Meetings: called, changed, read in the room, attended, concluded."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    calls,
    get_meeting_for,
    get_meeting_to_attend,
    get_meeting_to_run,
    get_paper_to_remove,
    get_room_file_for,
    may_open_papers,
    reach_of,
    runs,
)
from congvu.calendar.api.entries import reader
from congvu.calendar.api.schemas import (
    AttendanceOut,
    CancelMeetingIn,
    MeetingConclusionsIn,
    MeetingDetailOut,
    MeetingDraftOut,
    MeetingIn,
    MeetingLineIn,
    MeetingNoteIn,
    MeetingNoteOut,
    MeetingOut,
    MeetingPaperIn,
    MeetingPaperOut,
    MeetingSignerIn,
    PresentIn,
    RoomOut,
    SignInIn,
    attendance_out,
)
from congvu.calendar.models import Meeting, MeetingNote, MeetingPaper
from congvu.calendar.rules import MeetingPaperKind, MeetingState
from congvu.lib.refusals import Refused
from congvu.organisations.api import ApiRequest

router = Router(tags=["Cuộc họp"])
_ONE = "/meetings/{meeting_id}"
PaperName = Literal["invitation", "notice"]


@router.get("/meetings", response=list[MeetingOut], summary="Cuộc họp")
def meetings(
    request: ApiRequest,
    past: bool = False,  # noqa: FBT001, FBT002 - how ninja reads a query
) -> list[Meeting]:
    seat = reader(request)
    return queries.meetings_page(reach_of(seat), since=timezone.now(), past=past)


@router.post("/meetings", response=MeetingOut, summary="Lập cuộc họp")
def call(request: ApiRequest, data: MeetingIn) -> Meeting:
    """Who calls no meetings finds no such door."""
    if not calls(request.auth):
        raise Http404
    return actions.call_meeting(data=data.given(), by=request.auth, at=timezone.now())


@router.get(_ONE, response=MeetingDetailOut, summary="Một cuộc họp")
def meeting(request: ApiRequest, meeting_id: UUID) -> dict[str, Any]:
    return _detail(request, get_meeting_for(request.auth, meeting_id))


def _detail(request: ApiRequest, found: Meeting) -> dict[str, Any]:
    today = timezone.localdate()
    names = ("id", "state", "link", "entry", "called_by", "because")
    lines = queries.conclusions_of(found, today)
    asks, rows = runs(request.auth, found), queries.attending([found.entry_id])
    kept = ["number", "text", "desk_id", "desk_name", "deadline", "duty_id"]
    return {
        **{name: getattr(found, name) for name in names},
        "attending": [attendance_out(row, with_words=asks) for row in rows],
        "answers": queries.posted(found, rows).replies if asks else [],
        "agenda": list(found.agenda.order_by("number")),
        "papers": _papers(found),
        "conclusions": [
            {**{name: getattr(one, name) for name in kept}, "state": state or ""}
            for one, state in lines
        ],
        "bookings": list(found.bookings.all()),
        "invitation": found.invitation.symbol if found.invitation else "",
        "notice": found.notice.symbol if found.notice else "",
    }


def _papers(found: Meeting) -> list[dict[str, Any]]:
    return [
        {
            "id": one.paper.pk,
            "symbol": one.paper.document.symbol,
            "subject": one.paper.document.subject,
            "files": [
                {"id": held.pk, "name": held.name, "pages": held.file.pages}
                for held in one.files
            ],
        }
        for one in queries.room_papers(found)
    ]


@router.put(_ONE, response=MeetingOut, summary="Sửa cuộc họp")
def change(request: ApiRequest, meeting_id: UUID, data: MeetingIn) -> Meeting:
    found = get_meeting_to_run(request.auth, meeting_id)
    return actions.change_meeting(
        meeting_id=found.pk,
        data=data.given(found.entry.uid),
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/cancel", response=MeetingOut, summary="Hủy cuộc họp")
def cancel(request: ApiRequest, meeting_id: UUID, data: CancelMeetingIn) -> Meeting:
    found = get_meeting_to_run(request.auth, meeting_id)
    return actions.cancel_meeting(
        meeting_id=found.pk, because=data.because, by=request.auth, at=timezone.now()
    )


@router.post(_ONE + "/papers", response=MeetingPaperOut, summary="Đưa tài liệu vào")
def add_paper(
    request: ApiRequest, meeting_id: UUID, data: MeetingPaperIn
) -> MeetingPaper:
    found = get_meeting_to_run(request.auth, meeting_id)
    if not may_open_papers(request.auth):
        raise Http404
    return actions.add_paper(
        meeting_id=found.pk,
        document_id=data.document_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.delete(
    _ONE + "/papers/{paper_id}", response={204: None}, summary="Rút tài liệu"
)
def remove_paper(request: ApiRequest, meeting_id: UUID, paper_id: UUID) -> None:
    found = get_meeting_to_run(request.auth, meeting_id)
    paper = get_paper_to_remove(found, paper_id)
    actions.remove_paper(
        meeting_id=found.pk, paper_id=paper.pk, by=request.auth, at=timezone.now()
    )


@router.post(
    _ONE + "/drafts/{paper_kind}", response=MeetingDraftOut, summary="Soạn văn bản"
)
def draft(
    request: ApiRequest, meeting_id: UUID, paper_kind: PaperName, data: MeetingSignerIn
) -> MeetingDraftOut:
    found = get_meeting_to_run(request.auth, meeting_id)
    made = actions.draft_meeting_paper(
        meeting_id=found.pk,
        kind=MeetingPaperKind(paper_kind),
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    return MeetingDraftOut(draft_id=made.pk)


@router.post(
    _ONE + "/issued/{paper_kind}", response=MeetingOut, summary="Ghi đã phát hành"
)
def issued(
    request: ApiRequest, meeting_id: UUID, paper_kind: PaperName, data: MeetingLineIn
) -> Meeting:
    found = get_meeting_to_run(request.auth, meeting_id)
    return actions.note_issued(
        meeting_id=found.pk,
        kind=MeetingPaperKind(paper_kind),
        line_id=data.line_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.put(_ONE + "/attendance", response=MeetingOut, summary="Điểm danh")
def attendance(request: ApiRequest, meeting_id: UUID, data: PresentIn) -> Meeting:
    found = get_meeting_to_run(request.auth, meeting_id)
    return actions.record_attendance(
        meeting_id=found.pk,
        present=data.present,
        shown=data.shown,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/sign-in", response=AttendanceOut, summary="Tôi có mặt")
def sign_in(request: ApiRequest, meeting_id: UUID, data: SignInIn) -> dict[str, Any]:
    found = get_meeting_to_attend(request.auth, meeting_id)
    made = actions.sign_in(
        meeting_id=found.pk, code=data.code, by=request.auth, at=timezone.now()
    )
    return attendance_out(made)


@router.put(_ONE + "/conclusions", response=MeetingOut, summary="Ghi kết luận")
def conclusions(
    request: ApiRequest, meeting_id: UUID, data: MeetingConclusionsIn
) -> Meeting:
    found = get_meeting_to_run(request.auth, meeting_id)
    return actions.conclude_meeting(
        meeting_id=found.pk,
        lines=[one.given() for one in data.lines],
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/give", response=MeetingOut, summary="Giao các kết luận")
def give(request: ApiRequest, meeting_id: UUID) -> Meeting:
    found = get_meeting_to_run(request.auth, meeting_id)
    return actions.give_conclusions(
        meeting_id=found.pk, by=request.auth, at=timezone.now()
    )


@router.get(_ONE + "/room", response=RoomOut, summary="Phòng họp không giấy")
def room(request: ApiRequest, meeting_id: UUID) -> dict[str, Any]:
    found = get_meeting_for(request.auth, meeting_id)
    is_off = found.state == MeetingState.CANCELLED
    return {
        "meeting_id": found.pk,
        "papers": [] if is_off else _papers(found),
        "agenda": list(found.agenda.order_by("number")),
        "note": queries.note_of(found, request.auth.person_id),
    }


@router.put(_ONE + "/note", response=MeetingNoteOut, summary="Ghi chép riêng")
def note(request: ApiRequest, meeting_id: UUID, data: MeetingNoteIn) -> MeetingNote:
    found = get_meeting_to_attend(request.auth, meeting_id)
    return actions.keep_note(
        meeting_id=found.pk, text=data.text, by=request.auth, at=timezone.now()
    )


@router.get(_ONE + "/files/{file_id}", summary="Mở tài liệu họp")
def room_file(request: ApiRequest, meeting_id: UUID, file_id: UUID) -> FileResponse:
    found = get_meeting_for(request.auth, meeting_id)
    held = get_room_file_for(request.auth, found, file_id)
    try:
        made = actions.open_room_file(
            meeting=found, held=held, by=request.auth, at=timezone.now()
        )
    except Refused as why:
        raise Http404 from why
    answered = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    answered["X-Content-Type-Options"] = "nosniff"
    answered["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answered
