"""Open-source plans: begun, their lines, how far they are, as a paper to sign."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.licences import actions
from congvu.licences.access import (
    agencies_offered,
    get_line_to_keep,
    get_plan,
    get_plan_to_compose,
    get_plan_to_keep,
    keeps,
    keeps_for,
    may_compose_plan,
    read_agencies,
)
from congvu.licences.forms.plans import LineForm, PlanForm, PlanPaperForm
from congvu.licences.models import ReplacementLine, ReplacementPlan
from congvu.licences.queries import added_up, covered_by_agency
from congvu.licences.queries.listed import open_products, paid_products, usual_minutes
from congvu.licences.queries.plans import lines_of, plans_of, scans_of, tallies_of
from congvu.licences.queries.rollouts import added, plan_progress
from congvu.licences.rules import BLOCK_NAMES
from congvu.licences.rules.formats import change_of
from congvu.licences.views.deeds import KEEP, METHODS, READ, Words
from congvu.licences.views.open_source import answer, os_tabs
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, units_on
from congvu.outgoing.queries import signers
from congvu.ui.deeds import done, posted


def _plan_url(found: ReplacementPlan) -> str:
    return reverse("licences:plan", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(READ)
def plans(request: SeatRequest) -> HttpResponse:
    """Whose one sees; who keeps machines begins one."""
    seat, on = request.seat, timezone.localdate()
    form = None
    if keeps(seat):
        form = PlanForm(posted(request), agencies=agencies_offered(seat))
    elif request.method == "POST":
        raise Http404
    if form is not None and request.method == "POST":
        made = done(form, lambda: _begun(form, seat))
        if made is not None:
            messages.success(request, _("Đã lập kế hoạch; thêm các dòng thay thế."))
            return redirect(_plan_url(made))
    rows = plans_of(read_agencies(seat))
    names = agency_names_on([one.agency_id for one in rows], on)
    context = {
        "rows": [(one, names.get(one.agency_id, "")) for one in rows],
        "form": form,
        "tab_items": os_tabs("plans"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "licences/plans.html", context, status=status)


def _begun(form: PlanForm, seat: Seat) -> ReplacementPlan:
    data = form.cleaned_data
    return actions.begin_plan(
        agency_id=form.agency_given(),
        title=data["title"],
        basis=data["basis"],
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        by=seat,
        at=timezone.now(),
    )


@require_safe
@with_seat(READ)
def plan(request: SeatRequest, plan_id: UUID) -> HttpResponse:
    seat, now = request.seat, timezone.now()
    found = get_plan(seat, plan_id)
    lines = lines_of(found)
    told = plan_progress(found, now)
    tallies = tallies_of([one.scan for one in lines if one.scan is not None])
    usual = usual_minutes(timezone.localdate())
    covered = covered_by_agency(timezone.localdate(), [found.agency_id])
    shown = [
        (
            one,
            told.get(one.pk),
            change_of(tallies[one.scan_id], usual) if one.scan_id else None,
            _(BLOCK_NAMES[one.block]) if one.block else "",
        )
        for one in lines
    ]
    context = {
        "found": found,
        "agency": agency_names_on([found.agency_id], timezone.localdate()).get(
            found.agency_id, ""
        ),
        "lines": shown,
        "whole": added(told.values()),
        "saved": sum(one.saved or 0 for one in lines),
        "to_train": sum(one.to_train for one in lines),
        "trained": sum(one.trained for one in lines),
        "coverage": added_up(covered),
        "papers": list(found.papers.select_related("draft").order_by("-pk")[:20]),
        "may_keep": keeps_for(seat, found.agency_id),
        "may_compose": may_compose_plan(seat, found),
        "tab_items": os_tabs("plans"),
    }
    return render(request, "licences/plan.html", context)


def _line_form(
    request: SeatRequest, found: ReplacementPlan, line: ReplacementLine | None = None
) -> LineForm:
    paid, free = paid_products([found.agency_id]), open_products()
    if line is not None:
        # What it names stays to be chosen, whatever became of it since.
        paid += [] if line.instead_of in paid else [line.instead_of]
        free += [] if line.product in free else [line.product]
    return LineForm(
        posted(request),
        paid=paid,
        free=free,
        units=[(u.id, u.name) for u in units_on(found.agency_id, timezone.localdate())],
        scans=scans_of([found.agency_id]),
        initial=LineForm.of(line) if line is not None else {"due_on": found.ends_on},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_line(request: SeatRequest, plan_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_plan_to_keep(seat, plan_id)
    form = _line_form(request, found)
    return answer(
        request,
        form,
        Words(
            title=_("Thêm dòng thay thế"),
            button=_("Thêm dòng"),
            done=_("Đã thêm dòng."),
            lead=found.title,
        ),
        lambda: actions.add_line(
            plan_id=found.pk, wish=form.wish(), by=seat, at=timezone.now()
        ),
        back=_plan_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def line(request: SeatRequest, line_id: UUID) -> HttpResponse:
    """Changed; or, by its other button, dropped."""
    seat = request.seat
    found = get_line_to_keep(seat, line_id)
    form = _line_form(request, found.plan, found)
    dropping = "drop" in request.POST

    def act() -> None:
        now = timezone.now()
        if dropping:
            actions.drop_line(line_id=found.pk, by=seat, at=now)
        else:
            actions.change_line(line_id=found.pk, wish=form.wish(), by=seat, at=now)

    return answer(
        request,
        form,
        Words(
            title=_("Sửa dòng thay thế"),
            button=_("Ghi"),
            done=_("Đã bỏ dòng.") if dropping else _("Đã ghi."),
            lead=f"{found.instead_of.full_name} → {found.product.full_name}",
        ),
        act,
        back=_plan_url(found.plan),
        more={"drop": _("Bỏ dòng này")},
    )


@require_http_methods(METHODS)
@with_seat(READ)
def compose_plan(request: SeatRequest, plan_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_plan_to_compose(seat, plan_id)
    form = PlanPaperForm(
        posted(request), signers=signers(seat.agency_id, timezone.localdate())
    )
    return answer(
        request,
        form,
        Words(
            title=_("Soạn văn bản kế hoạch"),
            button=_("Soạn dự thảo"),
            done=_("Đã soạn dự thảo; xem lại rồi trình ký."),
            lead=found.title,
        ),
        lambda: actions.compose_plan(
            plan=found,
            signer_post_id=form.signer_given(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=_plan_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )
