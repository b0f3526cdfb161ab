"""Drafts open for comment in the office; and what people think of the site."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.files.models import StoredFile
from congvu.law.queries import find_rule
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.portal import actions
from congvu.portal.access.draft_files import (
    LaidFile,
    file_token,
    laid_file_for,
)
from congvu.portal.access.questions import (
    get_comment_for,
    get_group_for,
    get_open_draft_for,
    opens_drafts,
    readable_source,
    sources_offered,
)
from congvu.portal.forms.questions import (
    DraftFileForm,
    GroupForm,
    JudgeForm,
    OpenDraftForm,
    SayForm,
    SummaryForm,
)
from congvu.portal.models import OpenDraft
from congvu.portal.queries import questions as asked
from congvu.portal.queries.draft_sources import words_of_draft
from congvu.portal.queries.drafts import drafts_of, phase
from congvu.portal.queries.visits import reading_of
from congvu.portal.rules.comments import (
    COMMENT_STATE_NAMES,
    DRAFT_PHASE_NAMES,
    TAKEN_NAMES,
    CommentState,
    DraftPhase,
    Taken,
)
from congvu.portal.views.ask_deeds import answer_page, ask_tabs, need_board
from congvu.ui.deeds import METHODS, Words, posted, press

PHASE_TONES = {DraftPhase.OPEN: "look", DraftPhase.SUMMED: "done"}
COMMENT_TONES = {CommentState.NEW: "look", CommentState.SHOWN: "done"}


def _need_opener(seat: Seat) -> None:
    need_board(seat)
    if not opens_drafts(seat):
        raise Http404


@require_safe
@with_seat()
def open_drafts(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    need_board(seat)
    lines = []
    for row in drafts_of(seat.agency_id):
        now = phase(row, today)
        lines.append((row, _(DRAFT_PHASE_NAMES[now]), PHASE_TONES.get(now, "")))
    context = {
        "lines": lines,
        "may_open": opens_drafts(seat),
        "tab_items": ask_tabs(seat, "open-drafts"),
    }
    return render(request, "portal/open_drafts.html", context)


@require_http_methods(METHODS)
@with_seat()
def open_new(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    _need_opener(seat)
    least = find_rule("draft_comment", "open", today)
    fewest = (least.number("days") if least else None) or 1
    laid = _laid(request)
    sources = sources_offered(seat)
    form = OpenDraftForm(
        posted(request),
        sources=sources,
        initial={
            "opens_on": today,
            "closes_on": today + timedelta(days=fewest - 1),
            **_begun(request, laid),
        },
    )
    lead = _("Mở ít nhất %(n)s ngày (%(basis)s).")
    basis = least.citation_on_record if least else ""
    words = Words(
        title=_("Lấy ý kiến dự thảo"),
        button=_("Đưa ra lấy ý kiến"),
        done=_("Đã ghi; Cổng thông tin mở và đóng theo ngày."),
        lead=lead % {"n": fewest, "basis": basis},
    )
    return answer_page(
        request,
        form,
        words,
        lambda: actions.open_draft(
            data=form.data_given(),
            source_id=form.source_id(),
            file=laid.file if laid else None,
            file_name=laid.name if laid else "",
            keep_because=form.cleaned_data["keep_because"],
            by=seat,
            at=timezone.now(),
        ),
        template="portal/open_new.html",
        back=reverse("portal:open-drafts"),
        to=_url,
        more={"laid": laid, "sources": sources},
    )


def _laid(request: SeatRequest) -> LaidFile | None:
    token = request.GET.get("tep", "")
    return laid_file_for(request.seat, token) if token else None


def _begun(request: SeatRequest, laid: LaidFile | None) -> dict[str, Any]:
    """What is taken over from a draft of the office, or from a file that was read."""
    if laid is not None:
        return {"text": laid.text}
    try:
        source = readable_source(request.seat, UUID(request.GET.get("tu", "")))
    except ValueError:
        source = None
    if source is None:
        return {}
    words = words_of_draft(source)
    return {"source": str(source.pk), "title": words.title, "text": words.text}


@require_http_methods(METHODS)
@with_seat()
def open_file(request: SeatRequest) -> HttpResponse:
    """Laid in and read first; then the form, with its words in it."""
    seat = request.seat
    _need_opener(seat)
    form = DraftFileForm(posted(request), request.FILES or None)
    words = Words(
        title=_("Dự thảo từ tệp"),
        button=_("Tải lên"),
        done=_("Đã nhận tệp."),
        lead=_("Tệp được quét, đọc trước; sau đó ghi tên, tóm tắt và ngày."),
    )
    return answer_page(
        request,
        form,
        words,
        lambda: actions.lay_draft_file(
            stream=form.cleaned_data["attached"],
            name=form.cleaned_data["attached"].name,
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("portal:open-new"),
        to=lambda file: _with_file(seat, file, form.cleaned_data["attached"].name),
    )


def _with_file(seat: Seat, file: StoredFile, name: str) -> str:
    query = urlencode({"tep": file_token(seat, file, name)})
    return f"{reverse('portal:open-new')}?{query}"


def _url(found: OpenDraft) -> str:
    return reverse("portal:open-draft", args=[found.id])


@require_safe
@with_seat()
def one_open_draft(request: SeatRequest, open_draft_id: UUID) -> HttpResponse:
    """Its text, what came, the table of how it was taken up."""
    seat, today = request.seat, timezone.localdate()
    found = get_open_draft_for(seat, open_draft_id)
    now = phase(found, today)
    context = {
        "found": found,
        "phase": _(DRAFT_PHASE_NAMES[now]),
        "tone": PHASE_TONES.get(now, ""),
        "comments": [
            (
                row,
                _(COMMENT_STATE_NAMES[CommentState(row.state)]),
                COMMENT_TONES.get(CommentState(row.state), ""),
            )
            for row in found.comments.order_by("number")[:500]
        ],
        "groups": [
            (row, _(TAKEN_NAMES[Taken(row.taken)]))
            for row in found.groups.order_by("number")
        ],
        "is_closed": now == DraftPhase.CLOSED,
        "is_over": now == DraftPhase.WITHDRAWN,
        "may_open": opens_drafts(seat),
    }
    return render(request, "portal/open_draft.html", context)


@require_http_methods(METHODS)
@with_seat()
def withdraw(request: SeatRequest, open_draft_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_open_draft_for(seat, open_draft_id)
    _need_opener(seat)
    form = SayForm(posted(request), label=_("Lý do rút; người dân đọc được"))
    words = Words(
        title=_("Rút dự thảo"),
        button=_("Rút dự thảo"),
        done=_("Đã rút; trang của dự thảo nêu lý do."),
        lead=found.title,
        danger=True,
    )
    return answer_page(
        request,
        form,
        words,
        lambda: actions.withdraw_draft(
            open_draft_id=found.id,
            text=form.cleaned_data["text"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def judge(request: SeatRequest, comment_id: UUID) -> HttpResponse:
    seat = request.seat
    row = get_comment_for(seat, comment_id)
    form = JudgeForm(
        posted(request),
        publishes=row.draft.publishes,
        initial={"state": row.state, "reason": row.reason},
    )
    words = Words(
        title=_("Ý kiến số %(n)s") % {"n": row.number},
        button=_("Ghi"),
        done=_("Đã ghi."),
        lead=row.draft.title,
    )
    return answer_page(
        request,
        form,
        words,
        lambda: actions.judge_comment(
            comment_id=row.id,
            state=CommentState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(row.draft),
        more={"comment": row},
    )


@require_http_methods(METHODS)
@with_seat()
def add_group(request: SeatRequest, open_draft_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_open_draft_for(seat, open_draft_id)
    form = GroupForm(posted(request))
    return answer_page(
        request,
        form,
        _group_words(found),
        lambda: actions.keep_group(
            open_draft_id=found.id, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


def _group_words(found: OpenDraft) -> Words:
    return Words(
        title=_("Tiếp thu, giải trình"),
        button=_("Ghi dòng này"),
        done=_("Đã ghi."),
        lead=found.title,
    )


@require_http_methods(METHODS)
@with_seat()
def group(request: SeatRequest, comment_group_id: UUID) -> HttpResponse:
    seat = request.seat
    row = get_group_for(seat, comment_group_id)
    now = {"said": row.words, "count": row.count, "taken": row.taken}
    form = GroupForm(posted(request), initial={**now, "answer": row.answer})
    return answer_page(
        request,
        form,
        _group_words(row.draft),
        lambda: actions.keep_group(
            open_draft_id=row.draft_id,
            group_id=row.id,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(row.draft),
        more={"drop_url": reverse("portal:drop-group", args=[row.id])},
    )


@require_POST
@with_seat()
def drop_group(request: SeatRequest, comment_group_id: UUID) -> HttpResponse:
    row = get_group_for(request.seat, comment_group_id)
    return press(
        request,
        lambda: actions.remove_group(
            group_id=row.id, by=request.seat, at=timezone.now()
        ),
        _("Đã bỏ dòng này."),
        _url(row.draft),
    )


@require_http_methods(METHODS)
@with_seat()
def publish_summary(request: SeatRequest, open_draft_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_open_draft_for(seat, open_draft_id)
    _need_opener(seat)
    form = SummaryForm(posted(request))
    words = Words(
        title=_("Công khai tiếp thu, giải trình"),
        button=_("Công khai"),
        done=_("Đã công khai; bảng không sửa được nữa."),
        lead=found.title,
    )
    return answer_page(
        request,
        form,
        words,
        lambda: actions.publish_summary(
            open_draft_id=found.id,
            words=form.cleaned_data["remark"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_safe
@with_seat()
def ratings(request: SeatRequest) -> HttpResponse:
    """How much is read; marks by month, pages without help, what people wrote."""
    seat, today = request.seat, timezone.localdate()
    need_board(seat)
    since = date(today.year - 1, today.month, 1)
    context = {
        "months": asked.rated_months(since),
        "pages": asked.rated_pages(seat.agency_id, since),
        "remarks": asked.remarks(seat.agency_id, since),
        "reading": reading_of(seat.agency_id, timezone.now()),
        "portal": settings.PORTAL_URL,
        "tab_items": ask_tabs(seat, "ratings"),
    }
    return render(request, "portal/ratings.html", context)
