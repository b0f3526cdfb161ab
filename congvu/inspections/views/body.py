"""The inspected body's own side: what it is told, asked, and says."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.duties.access import letters_offered, papers_read
from congvu.duties.queries import deadline_shown
from congvu.inspections import actions
from congvu.inspections.access import (
    get_asked_finding_for,
    get_inspected_for,
    get_request_for,
    orders,
)
from congvu.inspections.forms import AnswerForm, ExplainForm
from congvu.inspections.models import Inspection
from congvu.inspections.queries import timeline_of
from congvu.inspections.rules import (
    AFTER_CONCLUSION,
    AT_WORK,
    INSPECTION_STATE_NAMES,
    InspectionState,
)
from congvu.inspections.views.deeds import METHODS, TONES, Words, answer, posted
from congvu.inspections.views.inspections import recommended
from congvu.law.queries import calendar
from congvu.organisations.access import SeatRequest, with_seat


def _url(found: Inspection) -> str:
    return reverse("inspections:body", args=[found.id])


@require_safe
@with_seat()
def body(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    found = get_inspected_for(seat, inspection_id)
    actions.record_inspection_view(found=found, by=seat, at=timezone.now())
    state = InspectionState(found.state)
    lines = [x for x in (found.decision, found.conclusion) if x is not None]
    urls = papers_read(seat, [x.document_id for x in lines if x.document_id])
    concluded, days = state in AFTER_CONCLUSION, calendar()
    context = {
        "found": found,
        "state": _(INSPECTION_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "papers": [
            (name, line, urls.get(line.document_id, "") if line.document_id else "")
            for name, line in (
                (_("Quyết định kiểm tra"), found.decision),
                (_("Thông báo kết luận kiểm tra"), found.conclusion),
            )
            if line is not None
        ],
        "requests": [
            (
                one,
                deadline_shown(
                    one.due_on, on=today, days=days, done=one.answered_at is not None
                ),
            )
            for one in found.requests.select_related("paper").order_by("asked_at")
        ],
        "answers": orders(seat) and state in {InspectionState.DECIDED} | AT_WORK,
        "asked": list(found.findings.filter(is_asked=True).order_by("number")),
        "explains": orders(seat) and state == InspectionState.EXPLAINING,
        "due": deadline_shown(found.explain_by, on=today, days=days),
        "recommendations": recommended(seat, found, today) if concluded else [],
        "events": timeline_of(found, today, for_body=True),
    }
    return render(request, "inspections/body.html", context)


@require_http_methods(METHODS)
@with_seat()
def answer_request(request: SeatRequest, paper_request_id: UUID) -> HttpResponse:
    seat = request.seat
    row = get_request_for(seat, paper_request_id)
    _need_words(request)
    form = AnswerForm(posted(request), letters=letters_offered(seat))
    words = Words(
        title=_("Trả lời yêu cầu cung cấp tài liệu"),
        button=_("Trả lời"),
        done=_("Đã trả lời; đoàn kiểm tra được báo."),
        lead=row.text,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.answer_papers(
            paper_request_id=row.id,
            text=form.cleaned_data["text"],
            letter_id=form.letter_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(row.inspection),
    )


@require_http_methods(METHODS)
@with_seat()
def explain(request: SeatRequest, finding_id: UUID) -> HttpResponse:
    seat = request.seat
    row = get_asked_finding_for(seat, finding_id)
    _need_words(request)
    form = ExplainForm(posted(request), initial={"text": row.explanation})
    words = Words(
        title=_("Giải trình"),
        button=_("Gửi giải trình"),
        done=_("Đã gửi giải trình."),
        lead=row.seen,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.explain(
            finding_id=row.id,
            text=form.cleaned_data["text"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(row.inspection),
    )


def _need_words(request: SeatRequest) -> None:
    """Who only stands in for reading speaks for nobody."""
    if not orders(request.seat):
        raise Http404
