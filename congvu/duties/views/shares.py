"""What is done with a share: given further, reported, accepted, returned."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.duties import actions, queries
from congvu.duties.access import (
    evidence_offered,
    follows_up,
    get_share_for,
    open_report,
    works_on,
)
from congvu.duties.forms import (
    AcceptForm,
    AssignForm,
    ProgressForm,
    ReportForm,
    WhyForm,
)
from congvu.duties.models import Share
from congvu.duties.views.deeds import METHODS, Words, answer, duty_url, posted
from congvu.organisations.access import SeatRequest, with_seat


def own_share(request: SeatRequest, share_id: UUID) -> Share:
    """A share whose desk the seat sits at; else not found."""
    share = get_share_for(request.seat, share_id)
    if not works_on(request.seat, share):
        raise Http404
    return share


def given_share(request: SeatRequest, share_id: UUID) -> Share:
    """A share that the seat follows up; else not found."""
    share = get_share_for(request.seat, share_id)
    if not follows_up(request.seat, share):
        raise Http404
    return share


def about(share: Share) -> str:
    return f"{share.duty.title} · {share.desk_name}"


@require_http_methods(METHODS)
@with_seat()
def assign(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share, today = own_share(request, share_id), timezone.localdate()
    above = queries.desks_above(share)
    offered = [
        body
        for body in queries.bodies(share.agency_id, today).values()
        if body.agency_id == share.agency_id
        and body.id != share.agency_id
        and body.id not in above
    ]
    form = AssignForm(posted(request), bodies=offered)
    words = Words(
        title=_("Giao tiếp phần nhiệm vụ"),
        button=_("Giao tiếp"),
        done=_("Đã giao tiếp."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.assign_down(
            share_id=share.id,
            parts=form.parts(),
            deadline=form.cleaned_data["deadline"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
    )


@require_http_methods(METHODS)
@with_seat()
def progress(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = own_share(request, share_id)
    form = ProgressForm(posted(request))
    words = Words(
        title=_("Báo cáo tiến độ"),
        button=_("Gửi báo cáo"),
        done=_("Đã ghi tiến độ."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.report_progress(
            share_id=share.id,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
    )


@require_http_methods(METHODS)
@with_seat()
def report(request: SeatRequest, share_id: UUID) -> HttpResponse:
    """Done, with what shows it: the newest lines and dossiers the seat may see."""
    share, today = own_share(request, share_id), timezone.localdate()
    offered = evidence_offered(request.seat, since=share.given_on)
    form = ReportForm(
        posted(request),
        initial={"done_on": today, **_figure_known(share, today)},
        offered=offered,
    )
    words = Words(
        title=_("Báo cáo hoàn thành"),
        button=_("Gửi báo cáo"),
        done=_("Đã gửi báo cáo, chờ nơi giao xác nhận."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.report_done(
            share_id=share.id,
            done_on=form.cleaned_data["done_on"],
            text=form.cleaned_data["text"],
            evidence=form.evidence(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
    )


def _figure_known(share: Share, today: date) -> dict[str, Any]:
    """What the duty's indicator says of who reports, offered as evidence."""
    found = queries.measured_of(share, today)
    if found is None:
        return {}
    value = f"{found.value.normalize():f}"
    return {"figure": value, "figure_label": found.label}


@require_http_methods(METHODS)
@with_seat()
def accept(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = given_share(request, share_id)
    waiting = open_report(share)
    initial = {"done_on": waiting.done_on} if waiting else {}
    form = AcceptForm(posted(request), initial=initial)
    words = Words(
        title=_("Xác nhận hoàn thành"),
        button=_("Xác nhận"),
        done=_("Đã xác nhận hoàn thành."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.accept_done(
            share_id=share.id,
            done_on=form.cleaned_data["done_on"],
            answer=form.cleaned_data["answer"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
        more={"report": waiting},
    )


@require_http_methods(METHODS)
@with_seat()
def give_back(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = given_share(request, share_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Trả lại báo cáo"),
        button=_("Trả lại"),
        done=_("Đã trả lại báo cáo, ghi cùng lý do."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.return_done(
            share_id=share.id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
        more={"report": open_report(share)},
    )
