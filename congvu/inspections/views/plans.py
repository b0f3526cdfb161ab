"""Kế hoạch kiểm tra năm: made, drafted as a paper, approved as an issued one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.inspections import actions
from congvu.inspections.access import (
    get_plan_for,
    line_url,
    lines_offered,
    orders,
    signers_offered,
)
from congvu.inspections.forms import LineForm, SignerForm, YearForm
from congvu.inspections.models import InspectionPlan
from congvu.inspections.rules import INSPECTION_STATE_NAMES, InspectionState
from congvu.inspections.views.deeds import (
    METHODS,
    TONES,
    Words,
    answer,
    need_order,
    posted,
)
from congvu.organisations.access import SeatRequest, with_seat


def _url(plan: InspectionPlan) -> str:
    return reverse("inspections:plan", args=[plan.id])


@require_http_methods(METHODS)
@with_seat()
def make(request: SeatRequest) -> HttpResponse:
    need_order(request.seat)
    form = YearForm(posted(request), initial={"year": timezone.localdate().year})
    words = Words(
        title=_("Lập kế hoạch kiểm tra năm"),
        button=_("Lập kế hoạch"),
        done=_("Đã lập; thêm từng cuộc kiểm tra vào kế hoạch."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.make_plan(
            year=form.cleaned_data["year"], by=request.seat, at=timezone.now()
        ),
        back=reverse("inspections:list"),
        to=_url,
    )


@require_safe
@with_seat()
def plan(request: SeatRequest, plan_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_plan_for(seat, plan_id)
    context = {
        "plan": found,
        "lines": [
            (
                one,
                _(INSPECTION_STATE_NAMES[InspectionState(one.state)]),
                TONES.get(InspectionState(one.state), ""),
            )
            for one in found.inspections.order_by("planned_from", "id")
        ],
        "approved_url": line_url(seat, found.approved),
        "may_change": orders(seat) and found.approved_id is None,
    }
    return render(request, "inspections/plan.html", context)


@require_http_methods(METHODS)
@with_seat()
def draft(request: SeatRequest, plan_id: UUID) -> HttpResponse:
    """From here it is a draft like any other."""
    seat, on = request.seat, timezone.localdate()
    need_order(seat)
    found = get_plan_for(seat, plan_id)
    form = SignerForm(posted(request), signers=signers_offered(seat, on))
    words = Words(
        title=_("Soạn kế hoạch kiểm tra"),
        button=_("Soạn"),
        done=_("Đã soạn dự thảo; kiểm tra, trình, ký như mọi dự thảo."),
        lead=_("năm %(year)s") % {"year": found.year},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.draft_plan(
            plan_id=found.id,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.id]),
    )


@require_http_methods(METHODS)
@with_seat()
def approve(request: SeatRequest, plan_id: UUID) -> HttpResponse:
    seat = request.seat
    need_order(seat)
    found = get_plan_for(seat, plan_id)
    first = found.draft.entry if found.draft is not None else None
    form = LineForm(
        posted(request),
        lines=lines_offered(seat, first=first),
        initial={"line": str(first.pk) if first is not None else ""},
    )
    words = Words(
        title=_("Ghi kế hoạch đã phê duyệt"),
        button=_("Ghi"),
        done=_("Kế hoạch đã phê duyệt."),
        lead=_("năm %(year)s") % {"year": found.year},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.approve_plan(
            plan_id=found.id, line_id=form.line_id(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )
