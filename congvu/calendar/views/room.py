"""The room without paper: page after page under a thumb, one's own notes beside."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    get_meeting_for,
    get_meeting_to_attend,
    get_room_file_for,
    reach_of,
)
from congvu.calendar.forms import NoteForm
from congvu.calendar.models import Meeting
from congvu.calendar.queries import RoomPaper
from congvu.calendar.rules import MeetingState
from congvu.calendar.views.deeds import METHODS, Words, answer, posted, tabs
from congvu.documents.models import DocumentFile
from congvu.files.models import FileKind
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import SANDBOX, as_shown

_SHOWN = (FileKind.PDF, FileKind.IMAGE, FileKind.TEXT)


@dataclass(frozen=True)
class Leaf:
    """One page of one file of the room."""

    paper: RoomPaper
    file: DocumentFile
    number: int
    of: int


def _leaves(papers: list[RoomPaper]) -> list[Leaf]:
    """Every page of the room in the order it is read."""
    return [
        Leaf(paper, held, number, max(held.file.pages or 1, 1))
        for paper in papers
        for held in paper.files
        for number in range(1, max(held.file.pages or 1, 1) + 1)
    ]


@require_http_methods(METHODS)
@with_seat()
def room(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    """A page of a paper with the next and the one before; one's own notes."""
    seat = request.seat
    if request.method == "POST":
        return _note(request, get_meeting_to_attend(seat, meeting_id))
    found = get_meeting_for(seat, meeting_id)
    papers = queries.room_papers(found)
    if found.state == MeetingState.CANCELLED:
        papers = []
    leaves = _leaves(papers)
    at = _at(request, leaves)
    asked = queries.attending([found.entry_id])
    attends = any(row.desk_id in reach_of(seat).desks for row in asked)
    note = queries.note_of(found, seat.person_id)
    context = {
        "found": found,
        "papers": papers,
        "leaf": leaves[at] if leaves else None,
        "shows": bool(leaves) and leaves[at].file.file.kind in _SHOWN,
        "before": _url(found, leaves[at - 1]) if leaves and at > 0 else "",
        "after": _url(found, leaves[at + 1]) if at + 1 < len(leaves) else "",
        "place": at + 1,
        "total": len(leaves),
        "agenda": list(found.agenda.order_by("number")),
        "form": NoteForm(initial={"text": note}) if attends else None,
        "tab_items": tabs(seat, "meetings"),
    }
    return render(request, "calendar/room.html", context)


def _at(request: SeatRequest, leaves: list[Leaf]) -> int:
    """Which page is asked for; the first where the address names none."""
    wanted = (request.GET.get("tep", ""), request.GET.get("trang", "1"))
    for n, leaf in enumerate(leaves):
        if (str(leaf.file.pk), str(leaf.number)) == wanted:
            return n
    return 0


def _url(found: Meeting, leaf: Leaf) -> str:
    here = reverse("calendar:room", args=[found.pk])
    return f"{here}?tep={leaf.file.pk}&trang={leaf.number}"


def _note(request: SeatRequest, found: Meeting) -> HttpResponse:
    form = NoteForm(posted(request))
    words = Words(
        title=_("Ghi chép riêng"), button=_("Lưu"), done=_("Đã lưu ghi chép của bạn.")
    )
    here = request.get_full_path()
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_note(
            meeting_id=found.pk,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=here,
    )


@require_safe
@with_seat()
def page(
    request: SeatRequest, meeting_id: UUID, file_id: UUID, number: int
) -> HttpResponse:
    """The picture of a page."""
    found = get_meeting_for(request.seat, meeting_id)
    held = get_room_file_for(request.seat, found, file_id)
    try:
        made = actions.look_at_page(
            meeting=found,
            held=held,
            number=number,
            by=request.seat,
            at=timezone.now(),
        )
        answered = HttpResponse(made.read_bytes(), content_type="image/webp")
    except (Refused, FileNotFoundError) as why:
        raise Http404 from why
    answered["Cache-Control"] = "private, no-cache"
    answered["Content-Security-Policy"] = SANDBOX
    return answered


@require_safe
@with_seat()
def room_file(request: SeatRequest, meeting_id: UUID, file_id: UUID) -> HttpResponse:
    """The file itself, shown where a browser can and nothing in it can run."""
    found = get_meeting_for(request.seat, meeting_id)
    held = get_room_file_for(request.seat, found, file_id)
    try:
        made = actions.open_room_file(
            meeting=found, held=held, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        raise Http404 from why
    return as_shown(made, inline="xem" in request.GET and made.is_shown)
