"""The team at work: what it asks for, what it finds, what it recommends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.duties.queries import bodies
from congvu.inspections import actions
from congvu.inspections.access import (
    doers_of,
    evidence_offered,
    get_finding_for,
    get_recommendation_for,
    may_readdress,
)
from congvu.inspections.forms import AskForm, FindingForm, RecommendForm
from congvu.inspections.models import Finding, Inspection, Recommendation
from congvu.inspections.rules import Doer, EvidenceThing
from congvu.inspections.views.deeds import (
    METHODS,
    Words,
    about,
    answer,
    one_url,
    own_inspection,
    posted,
)
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat


@require_http_methods(METHODS)
@with_seat()
def ask(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    seat = request.seat
    found = own_inspection(seat, inspection_id, Doer.TEAM, Doer.ORDERS)
    form = AskForm(posted(request))
    words = Words(
        title=_("Yêu cầu cung cấp tài liệu"),
        button=_("Gửi yêu cầu"),
        done=_("Đã gửi; cơ quan được kiểm tra được báo."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.ask_papers(
            inspection_id=found.id,
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def add_finding(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    """At the visit: one form a finding, and back to the list."""
    seat = request.seat
    found = own_inspection(seat, inspection_id, Doer.TEAM)
    form = _finding_form(
        request, found, initial={"question": request.GET.get("cau", "")}
    )
    words = Words(
        title=_("Ghi phát hiện"),
        button=_("Ghi"),
        done=_("Đã ghi phát hiện."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.record_finding(
            inspection_id=found.id,
            data=form.data_given(),
            evidence=form.evidence(),
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
    )


def _finding_form(
    request: SeatRequest, found: Inspection, *, initial: dict[str, Any]
) -> FindingForm:
    return FindingForm(
        posted(request),
        questions=found.questions,
        offered=evidence_offered(request.seat, found.body_id),
        initial=initial,
    )


def _own(seat: Seat, found: Inspection) -> None:
    if Doer.TEAM not in doers_of(seat, found):
        raise Http404


@require_http_methods(METHODS)
@with_seat()
def finding(request: SeatRequest, finding_id: UUID) -> HttpResponse:
    """Changed; or taken out, as long as the body was not asked about it."""
    seat = request.seat
    row = get_finding_for(seat, finding_id)
    found = row.inspection
    _own(seat, found)
    if request.method == "POST" and "remove" in request.POST:
        return _removed(
            request,
            found,
            lambda: actions.remove_finding(
                finding_id=row.id, by=seat, at=timezone.now()
            ),
        )
    form = _finding_form(request, found, initial=_initial(row))
    words = Words(
        title=_("Phát hiện %(number)s") % {"number": row.number},
        button=_("Lưu"),
        done=_("Đã lưu phát hiện."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_finding(
            finding_id=row.id,
            data=form.data_given(),
            evidence=form.evidence(),
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
        more={"removable": not row.is_asked},
    )


def _initial(row: Finding) -> dict[str, Any]:
    things = list(row.evidence.all())
    figure = next((e for e in things if e.kind == EvidenceThing.FIGURE), None)
    return {
        "question": row.question or "",
        "seen": row.seen,
        "criterion": row.criterion,
        "clause": row.clause,
        "verdict": row.verdict,
        "papers": [
            f"{e.kind}:{getattr(e, f'{e.kind}_id')}" for e in things if e != figure
        ],
        "figure": figure.value if figure is not None else None,
        "figure_label": figure.label if figure is not None else "",
    }


def _removed(request: SeatRequest, found: Inspection, act: Any) -> HttpResponse:
    try:
        act()
    except Refused as why:
        messages.error(request, "; ".join(r.message for r in why.reasons))
    else:
        messages.success(request, _("Đã bỏ."))
    return redirect(one_url(found))


@require_http_methods(METHODS)
@with_seat()
def recommend(request: SeatRequest, inspection_id: UUID) -> HttpResponse:
    seat = request.seat
    found = own_inspection(seat, inspection_id, Doer.TEAM)
    form = _recommend_form(
        request,
        found,
        initial={
            "desk_id": str(found.body_id),
            "finding": request.GET.get("tu", ""),
        },
    )
    words = Words(
        title=_("Ghi kiến nghị"),
        button=_("Ghi"),
        done=_("Đã ghi; kiến nghị được giao sau khi có kết luận."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.recommend(
            inspection_id=found.id,
            data=form.data_given(),
            finding_id=form.finding_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
    )


def _recommend_form(
    request: SeatRequest, found: Inspection, *, initial: dict[str, Any]
) -> RecommendForm:
    known = bodies(found.agency_id, timezone.localdate())
    first = [b for b in known.values() if b.id == found.body_id]
    rest = [b for b in known.values() if b.id != found.body_id]
    return RecommendForm(
        posted(request),
        desks=[(b.id, b.name) for b in [*first, *rest]],
        findings=list(found.findings.order_by("number")),
        initial=initial,
    )


@require_http_methods(METHODS)
@with_seat()
def recommendation(request: SeatRequest, recommendation_id: UUID) -> HttpResponse:
    """Changed, or taken out; once concluded it stays, but for who is to do it."""
    seat = request.seat
    row = get_recommendation_for(seat, recommendation_id)
    found = row.inspection
    readdresses = may_readdress(seat, found)
    if not readdresses:
        _own(seat, found)
    if request.method == "POST" and "remove" in request.POST:
        return _removed(
            request,
            found,
            lambda: actions.remove_recommendation(
                recommendation_id=row.id, by=seat, at=timezone.now()
            ),
        )
    form = _recommend_form(request, found, initial=_asked(row))
    words = Words(
        title=_("Kiến nghị %(number)s") % {"number": row.number},
        button=_("Lưu"),
        done=_("Đã lưu kiến nghị."),
        lead=about(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_recommendation(
            recommendation_id=row.id,
            data=form.data_given(),
            finding_id=form.finding_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=one_url(found),
        more={"removable": not readdresses},
    )


def _asked(row: Recommendation) -> dict[str, Any]:
    return {
        "text": row.text,
        "desk_id": str(row.desk_id),
        "deadline": row.deadline,
        "finding": str(row.finding_id) if row.finding_id else "",
    }
