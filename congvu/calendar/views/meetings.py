"""Meetings: the list, one meeting, called, changed, its papers and its people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.calendar import actions, queries
from congvu.calendar.access import (
    calls,
    get_meeting_for,
    get_meeting_to_attend,
    get_meeting_to_run,
    get_paper_to_remove,
    invitable,
    lines_offered,
    may_open_papers,
    papers_offered,
    posts_offered,
    reach_of,
    runs,
    signers_offered,
)
from congvu.calendar.forms import (
    AttendanceForm,
    ConclusionsForm,
    LineForm,
    MeetingForm,
    PaperForm,
    ReasonForm,
    SignerForm,
    day_of,
)
from congvu.calendar.models import Attendance, Meeting
from congvu.calendar.rules import (
    MEETING_PAPER_NAMES,
    MEETING_STATE_NAMES,
    NOT_OFF,
    OUTCOME_NAMES,
    POST_STATE_NAMES,
    REPLY_NAMES,
    TO_COME,
    ConclusionData,
    MeetingPaperKind,
    MeetingState,
    Outcome,
    Part,
    PostState,
    Reply,
)
from congvu.calendar.views.deeds import (
    METHODS,
    TONES,
    Words,
    answer,
    meeting_url,
    need_desk,
    posted,
    press,
    tabs,
)
from congvu.duties.rules import DUTY_STATE_NAMES
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, SeatRequest, with_seat

_TYPES = {MeetingPaperKind.INVITATION: ["GM"], MeetingPaperKind.NOTICE: ["TB"]}


@require_safe
@with_seat()
def meetings(request: SeatRequest) -> HttpResponse:
    seat, now = request.seat, timezone.now()
    need_desk(seat)
    past = request.GET.get("muc") == "da-qua"
    rows = queries.meetings_page(reach_of(seat), since=now, past=past)
    context = {
        "rows": [
            (one, _(MEETING_STATE_NAMES[state]), TONES.get(state, ""))
            for one in rows
            for state in [MeetingState(one.state)]
        ],
        "past": past,
        "may_call": calls(seat),
        "tab_items": tabs(seat, "meetings"),
    }
    return render(request, "calendar/meetings.html", context)


def _caller(request: SeatRequest) -> Seat:
    """Who calls no meetings finds no such door."""
    if not calls(request.seat):
        raise Http404
    return request.seat


def _form(
    request: SeatRequest, meeting: Meeting | None = None, **more: Any
) -> MeetingForm:
    seat, today = request.seat, timezone.localdate()
    return MeetingForm(
        posted(request),
        posts=posts_offered(seat, today),
        bodies=list(invitable(seat, today).values()),
        meeting=meeting,
        **more,
    )


@require_http_methods(METHODS)
@with_seat()
def call(request: SeatRequest) -> HttpResponse:
    seat = _caller(request)
    initial: dict[str, Any] = {"visibility": "internal"}
    if "ngay" in request.GET:
        initial["day"] = day_of(request.GET["ngay"], timezone.localdate())
    for name in ("clock_from", "clock_to"):
        initial[name] = request.GET.get(name, "")
    initial["invited"] = request.GET.getlist("moi")
    form = _form(request, initial=initial)
    words = Words(
        title=_("Lập cuộc họp"),
        button=_("Lập cuộc họp"),
        done=_("Đã lập cuộc họp; giấy mời soạn ở bước sau."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.call_meeting(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("calendar:meetings"),
        to=meeting_url,
    )


@require_safe
@with_seat()
def meeting(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    """When, where, who comes, what is discussed and read, what was concluded."""
    seat, today = request.seat, timezone.localdate()
    found = get_meeting_for(seat, meeting_id)
    state, prepares = MeetingState(found.state), runs(seat, found)
    asked = queries.attending([found.entry_id])
    mine = [row for row in asked if row.desk_id in reach_of(seat).desks]
    posts = queries.posted(found, asked) if prepares else None
    context = {
        "found": found,
        "state": _(MEETING_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "prepares": prepares,
        "to_come": state in TO_COME,
        "is_on": state in NOT_OFF,
        "asked": [
            (row, _(REPLY_NAMES[Reply(row.reply)]), _post_words(posts, row.email))
            for row in asked
        ],
        "answers": [
            (
                one,
                _(REPLY_NAMES[Reply(one.reply)]),
                _(OUTCOME_NAMES[Outcome(one.outcome)]),
            )
            for one in (posts.replies if posts is not None else ())
        ],
        "mine": [row for row in mine if row.reply != Reply.DELEGATED],
        "agenda": list(found.agenda.order_by("number")),
        "papers": queries.room_papers(found),
        "attends": bool(mine),
        "may_add": prepares and may_open_papers(seat),
        "bookings": list(found.bookings.select_related("resource")),
        "conclusions": [
            (one, _(DUTY_STATE_NAMES[stands]) if stands else "")
            for one, stands in queries.conclusions_of(found, today)
        ],
        "kinds": _papers(found, state) if prepares else [],
        "may_give": prepares and state == MeetingState.CONCLUDED,
        "happens": local_date(found.entry.starts) <= today,
        "tab_items": tabs(seat, "meetings"),
    }
    return render(request, "calendar/meeting.html", context)


def _post_words(posts: queries.Posted | None, email: str) -> str:
    """How the last letter to somebody outside stands."""
    letter = posts.letters.get(email) if posts is not None and email else None
    if letter is None:
        return ""
    words = _(POST_STATE_NAMES[PostState(letter.state)])
    return f"{words}: {letter.error}" if letter.error else words


def _papers(found: Meeting, state: MeetingState) -> list[dict[str, Any]]:
    """The invitation and the notice: what there is, and what may be done."""
    shown = []
    for kind, line, draft, may in (
        (
            MeetingPaperKind.INVITATION,
            found.invitation,
            found.invitation_draft,
            state in TO_COME,
        ),
        (
            MeetingPaperKind.NOTICE,
            found.notice,
            found.notice_draft,
            state == MeetingState.CONCLUDED,
        ),
    ):
        if may or line is not None or draft is not None:
            shown.append(
                {
                    "name": _(MEETING_PAPER_NAMES[kind]),
                    "line": line,
                    "draft": draft,
                    "begin": reverse("calendar:draft", args=[found.pk, kind])
                    if may
                    else "",
                    "note": reverse("calendar:issued", args=[found.pk, kind])
                    if may
                    else "",
                }
            )
    return shown


@require_http_methods(METHODS)
@with_seat()
def change(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_meeting_to_run(seat, meeting_id)
    form = _form(request, found)
    words = Words(title=_("Sửa cuộc họp"), button=_("Lưu"), done=_("Đã lưu cuộc họp."))
    return answer(
        request,
        form,
        words,
        lambda: actions.change_meeting(
            meeting_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=meeting_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def cancel(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_meeting_to_run(seat, meeting_id)
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Hủy cuộc họp"),
        button=_("Hủy cuộc họp"),
        done=_("Đã hủy; người được mời đã được báo, phòng và xe đã trả."),
        lead=found.entry.summary,
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.cancel_meeting(
            meeting_id=found.pk,
            because=form.cleaned_data["because"],
            by=seat,
            at=timezone.now(),
        ),
        back=meeting_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def papers(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    """Another paper for the room; those there are may be taken out."""
    seat = request.seat
    found = get_meeting_to_run(seat, meeting_id)
    if not may_open_papers(seat):
        raise Http404
    form = PaperForm(posted(request), papers=papers_offered(seat))
    words = Words(
        title=_("Tài liệu họp"),
        button=_("Đưa vào cuộc họp"),
        done=_("Đã đưa tài liệu vào cuộc họp."),
        lead=_("Người được mời đọc được tài liệu này trong phòng họp không giấy."),
    )
    listed = [
        {
            "title": one.document.symbol or one.document.type_name,
            "words": one.document.subject,
            "url": reverse("calendar:paper-remove", args=[found.pk, one.pk]),
            "button": _("Rút ra"),
        }
        for one in found.papers.select_related("document").order_by("number")
    ]
    return answer(
        request,
        form,
        words,
        lambda: actions.add_paper(
            meeting_id=found.pk,
            document_id=UUID(form.cleaned_data["document"]),
            by=seat,
            at=timezone.now(),
        ),
        back=meeting_url(found),
        more={"listed": listed, "listed_title": _("Đang có")},
    )


@require_POST
@with_seat()
def paper_remove(
    request: SeatRequest, meeting_id: UUID, paper_id: UUID
) -> HttpResponse:
    seat = request.seat
    found = get_meeting_to_run(seat, meeting_id)
    paper = get_paper_to_remove(found, paper_id)
    return press(
        request,
        lambda: actions.remove_paper(
            meeting_id=found.pk, paper_id=paper.pk, by=seat, at=timezone.now()
        ),
        _("Đã rút tài liệu."),
        meeting_url(found),
    )


def _kind(kind: str) -> MeetingPaperKind:
    if kind not in set(MeetingPaperKind):
        raise Http404
    return MeetingPaperKind(kind)


@require_http_methods(METHODS)
@with_seat()
def draft(request: SeatRequest, meeting_id: UUID, paper_kind: str) -> HttpResponse:
    """Begin the invitation or the notice; it then goes the way of every draft."""
    seat, wanted = request.seat, _kind(paper_kind)
    found = get_meeting_to_run(seat, meeting_id)
    form = SignerForm(
        posted(request), signers=signers_offered(seat, timezone.localdate())
    )
    words = Words(
        title=_("Soạn: %(name)s") % {"name": _(MEETING_PAPER_NAMES[wanted])},
        button=_("Soạn dự thảo"),
        done=_("Đã soạn dự thảo từ những điều đã ghi của cuộc họp."),
        lead=found.entry.summary,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.draft_meeting_paper(
            meeting_id=found.pk,
            kind=wanted,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=meeting_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.pk]),
    )


@require_http_methods(METHODS)
@with_seat()
def issued(request: SeatRequest, meeting_id: UUID, paper_kind: str) -> HttpResponse:
    """Say which issued paper is this meeting's."""
    seat, wanted = request.seat, _kind(paper_kind)
    found = get_meeting_to_run(seat, meeting_id)
    form = LineForm(posted(request), lines=lines_offered(seat, _TYPES[wanted]))
    words = Words(
        title=_("Đã phát hành: %(name)s") % {"name": _(MEETING_PAPER_NAMES[wanted])},
        button=_("Ghi"),
        done=_("Đã ghi văn bản của cuộc họp."),
        lead=found.entry.summary,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.note_issued(
            meeting_id=found.pk,
            kind=wanted,
            line_id=UUID(form.cleaned_data["line"]),
            by=seat,
            at=timezone.now(),
        ),
        back=meeting_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def attendance(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    """Who is there: by list, or by the picture that phones read at the door."""
    seat = request.seat
    found = get_meeting_to_run(seat, meeting_id)
    rows = queries.attending([found.entry_id])
    there = [str(row.pk) for row in rows if row.came_at]
    form = AttendanceForm(
        posted(request),
        rows=_named(rows),
        initial={"present": there, "shown": " ".join(there)},
    )
    words = Words(
        title=_("Điểm danh"),
        button=_("Ghi người có mặt"),
        done=_("Đã ghi người có mặt."),
        lead=found.entry.summary,
    )
    url = reverse("calendar:sign-in", args=[found.pk, found.code])
    return answer(
        request,
        form,
        words,
        lambda: actions.record_attendance(
            meeting_id=found.pk,
            present=form.there(),
            shown=form.shown_there(),
            by=seat,
            at=timezone.now(),
        ),
        back=meeting_url(found),
        more={"picture": _picture(request.build_absolute_uri(url))},
    )


def _named(rows: list[Attendance]) -> list[tuple[UUID, str]]:
    chair = {Part.CHAIR: _("chủ trì")}
    return [
        (row.pk, f"{row.name} ({chair[Part.CHAIR]})" if row.part in chair else row.name)
        for row in rows
        if row.reply != Reply.DELEGATED
    ]


def _picture(address: str) -> SafeString:
    return mark_safe(  # noqa: S308 - segno writes coordinates, none of the text
        segno.make(address, error="m").svg_inline(scale=6, border=2)
    )


@require_http_methods(METHODS)
@with_seat()
def sign_in(request: SeatRequest, meeting_id: UUID, code: str) -> HttpResponse:
    """Opened by a phone at the door; one button says that one is there."""
    seat = request.seat
    found = get_meeting_to_attend(seat, meeting_id)
    if request.method == "POST":
        return press(
            request,
            lambda: actions.sign_in(
                meeting_id=found.pk, code=code, by=seat, at=timezone.now()
            ),
            _("Đã ghi anh/chị có mặt."),
            reverse("calendar:room", args=[found.pk]),
        )
    return render(request, "calendar/sign_in.html", {"found": found})


@require_http_methods(METHODS)
@with_seat()
def conclusions(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    """Each line with who does it and by when; those that were given stay."""
    seat, today = request.seat, timezone.localdate()
    found = get_meeting_to_run(seat, meeting_id)
    open_ones = found.conclusions.filter(duty__isnull=True).order_by("number")
    form = ConclusionsForm(
        posted(request),
        desks=list(invitable(seat, today).values()),
        kept=[ConclusionData(x.text, x.desk_id, x.deadline) for x in open_ones],
    )
    words = Words(
        title=_("Kết luận cuộc họp"),
        button=_("Ghi kết luận"),
        done=_("Đã ghi kết luận."),
        lead=found.entry.summary,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.conclude_meeting(
            meeting_id=found.pk, lines=form.lines(), by=seat, at=timezone.now()
        ),
        back=meeting_url(found),
    )


@require_POST
@with_seat()
def give(request: SeatRequest, meeting_id: UUID) -> HttpResponse:
    """Every line that nobody has yet becomes a duty."""
    seat = request.seat
    found = get_meeting_to_run(seat, meeting_id)
    return press(
        request,
        lambda: actions.give_conclusions(
            meeting_id=found.pk, by=seat, at=timezone.now()
        ),
        _("Đã giao các kết luận thành nhiệm vụ."),
        meeting_url(found),
    )
