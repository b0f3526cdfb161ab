"""Danh mục hồ sơ: the years, one plan, its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.archives import actions, queries
from congvu.archives.access import get_plan_for, sees_drafts
from congvu.archives.formats.plan_text import write_plan_text
from congvu.archives.forms import CopyForm, IssueForm, PlainForm, PlanForm, WhyForm
from congvu.archives.rules import Numbering, PlanState
from congvu.archives.views.deeds import METHODS, Words, answer, as_download, posted
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission


@require_safe
@with_seat(Permission.MAKE_DOSSIERS)
def plans(request: SeatRequest) -> HttpResponse:
    """Every year's plan, and the years one may begin."""
    seat, today = request.seat, timezone.localdate()
    found = queries.plans_of(seat.agency_id)
    years = {p.year for p in found}
    if not sees_drafts(seat):
        found = [p for p in found if p.state == PlanState.ISSUED]
    begun = [y for y in (today.year, today.year + 1) if y not in years]
    may_write = seat.can(Permission.WRITE_PLAN)
    context = {
        "plans": found,
        "begun": begun if may_write else [],
        "may_copy": bool(years),
    }
    return render(request, "archives/plans.html", context)


@require_safe
@with_seat(Permission.MAKE_DOSSIERS)
def plan(request: SeatRequest, year: int) -> HttpResponse:
    seat, found = request.seat, get_plan_for(request.seat, year)
    context = {
        "plan": found,
        "headings": queries.shown_plan(found),
        "may_write": seat.can(Permission.WRITE_PLAN),
        "may_approve": seat.can(Permission.APPROVE_PLAN),
        "opened": set(queries.opened_lines(found)),
    }
    return render(request, "archives/plan.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.WRITE_PLAN)
def write(request: SeatRequest, year: int) -> HttpResponse:
    """The plan as text; what is written takes the place of what was."""
    seat = request.seat
    found = queries.plan_of_year(seat.agency_id, year)
    initial: dict[str, Any] = {"numbering": Numbering.WHOLE}
    if found is not None:
        text = write_plan_text(queries.content_of(found))
        initial = {"numbering": found.numbering, "content": text}
    form = PlanForm(posted(request), initial=initial)
    words = Words(
        title=_("Lập danh mục hồ sơ năm %(year)s") % {"year": year},
        button=_("Ghi danh mục"),
        done=_("Đã ghi danh mục hồ sơ."),
        lead=_("Số và ký hiệu hồ sơ được đánh lại mỗi lần ghi."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.write_plan(
            year=year,
            numbering=form.cleaned_data["numbering"],
            headings=form.headings,
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:plans"),
        to=lambda made: reverse("archives:plan", args=[made.year]),
    )


@require_http_methods(METHODS)
@with_seat(Permission.WRITE_PLAN)
def copy(request: SeatRequest, year: int) -> HttpResponse:
    years = [p.year for p in queries.plans_of(request.seat.agency_id)]
    form = CopyForm(posted(request), years=[y for y in years if y != year])
    words = Words(
        title=_("Lập danh mục hồ sơ năm %(year)s từ năm cũ") % {"year": year},
        button=_("Chép danh mục"),
        done=_("Đã chép danh mục; sửa lại cho năm mới rồi trình duyệt."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.copy_plan(
            from_year=form.cleaned_data["from_year"],
            to_year=year,
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:plans"),
        to=lambda made: reverse("archives:plan", args=[made.year]),
    )


def _step(
    request: SeatRequest,
    year: int,
    form: Any,
    words: Words,
    act: Callable[..., Any],
    *fields: str,
) -> HttpResponse:
    found = get_plan_for(request.seat, year)
    return answer(
        request,
        form,
        words,
        lambda: act(
            year=found.year,
            by=request.seat,
            at=timezone.now(),
            **{name: form.cleaned_data[name] for name in fields},
        ),
        back=reverse("archives:plan", args=[found.year]),
    )


@require_http_methods(METHODS)
@with_seat(Permission.APPROVE_PLAN)
def approve(request: SeatRequest, year: int) -> HttpResponse:
    words = Words(
        title=_("Duyệt danh mục hồ sơ năm %(year)s") % {"year": year},
        button=_("Duyệt"),
        done=_("Đã duyệt danh mục hồ sơ."),
        lead=_("Từ lúc duyệt, đề mục và hồ sơ của danh mục không sửa được nữa."),
    )
    return _step(request, year, PlainForm(posted(request)), words, actions.approve_plan)


@require_http_methods(METHODS)
@with_seat(Permission.APPROVE_PLAN)
def give_back(request: SeatRequest, year: int) -> HttpResponse:
    words = Words(
        title=_("Trả lại danh mục hồ sơ năm %(year)s") % {"year": year},
        button=_("Trả lại"),
        done=_("Đã trả lại danh mục để lập tiếp."),
    )
    form = WhyForm(posted(request))
    return _step(request, year, form, words, actions.return_plan, "reason")


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def issue(request: SeatRequest, year: int) -> HttpResponse:
    if not sees_drafts(request.seat):
        raise Http404
    words = Words(
        title=_("Ban hành danh mục hồ sơ năm %(year)s") % {"year": year},
        button=_("Ban hành"),
        done=_("Đã ban hành; từ nay mở được hồ sơ theo danh mục này."),
    )
    form = IssueForm(posted(request))
    return _step(request, year, form, words, actions.issue_plan, "basis")


@require_safe
@with_seat(Permission.MAKE_DOSSIERS)
def plan_pdf(request: SeatRequest, year: int) -> HttpResponse:
    found = get_plan_for(request.seat, year)
    try:
        made = actions.print_plan(plan=found, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect("archives:plan", found.year)
    return as_download(made)
