"""Plans of a period, who names none of their lines; figures beside a need."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.files.queries import open_file
from congvu.indicators.queries import figure_words, value_words
from congvu.indicators.rules import REGISTER
from congvu.investment import actions, queries
from congvu.investment.access import (
    get_figure_to_keep,
    get_need_to_keep,
    get_plan_file,
    get_plan_for,
    get_system_to_place,
    need_runner,
    runs,
    seen_needs,
    seen_systems,
)
from congvu.investment.forms import FigureForm, PlaceForm, PlanForm
from congvu.investment.models import Need, PeriodPlan, PlanPlace
from congvu.investment.queries import Beside
from congvu.investment.rules.plans import MOVING_NAMES, ROLE_NAMES, FigureRole, Moving
from congvu.investment.views.deeds import (
    ASK,
    METHODS,
    RUN,
    Sent,
    Words,
    answer,
    posted,
    tabs,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Role
from congvu.ui.deeds import as_shown

MOST_LISTED = 100
_TONES = {Moving.REACHED: "done", Moving.MOVED: "look", Moving.STILL: "late"}


def _need_url(need_id: UUID) -> str:
    return reverse("investment:need", args=[need_id])


def _plan_url(found: PeriodPlan) -> str:
    return reverse("investment:plan", args=[found.pk])


def plan_context(need: Need, seat: Seat, *, keeps: bool) -> dict[str, Any]:
    """Of a need's page: which lines it names, what it is measured by."""
    places = queries.places_of(need)
    said = {one.plan_id for one in places}
    years = [one.year for one in need.costs.all()]
    return {
        "places": places,
        "plans_unsaid": [
            one for one in queries.plans_of_years(years) if one.pk not in said
        ],
        "figures": [_beside(one, seat) for one in queries.figures_of(need, seat.on)],
        "may_measure": keeps,
    }


def _beside(one: Beside, seat: Seat) -> dict[str, Any]:
    """``url``: the records behind the figure as it is kept, for who may read them."""
    row, declared = one.row, REGISTER.indicators.get(one.row.indicator)
    own = row.body_id == seat.agency_id and seat.role != Role.ADMINISTRATOR
    reads = own and declared is not None
    url = reverse("figures:records", args=[row.indicator]) if reads else ""
    told = {
        "row": row,
        "name": _(declared.name) if declared else row.indicator,
        "role": _(ROLE_NAMES[FigureRole(row.role)]),
        "value": value_words(declared.unit, row.value) if declared else row.value,
        "url": f"{url}?ky={row.period}&co-quan={row.body_id}" if url else "",
        "now": figure_words(one.now) if one.now else "",
        "moving": "" if one.is_gap else _(MOVING_NAMES[one.moving]),
        "tone": _TONES.get(one.moving, ""),
    }
    if declared and row.target is not None:
        told["target"] = value_words(declared.unit, row.target)
    return told


@require_safe
@with_seat(ASK)
def plan_list(request: SeatRequest) -> HttpResponse:
    context = {
        "rows": queries.plans(),
        "runs": runs(request.seat),
        "tab_items": tabs(request.seat, "plans"),
    }
    return render(request, "investment/plans.html", context)


@require_http_methods(METHODS)
@with_seat(RUN)
def keep(request: SeatRequest) -> HttpResponse:
    seat = need_runner(request.seat)
    form = PlanForm(posted(request), request.FILES or None)
    words = Words(_("Ghi kế hoạch giai đoạn"), _("Ghi"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_plan(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("investment:plans"),
        to=_plan_url,
    )


@require_safe
@with_seat(ASK)
def plan(request: SeatRequest, period_plan_id: UUID) -> HttpResponse:
    """Its lines, and of what the seat sees all that names none of them."""
    seat = request.seat
    found = get_plan_for(seat, period_plan_id)
    needs, systems = seen_needs(seat), seen_systems(seat)
    lines = queries.lines_of_plan(found)
    bare_needs = queries.needs_without(found, needs)
    bare_systems = queries.systems_without(found, systems)
    context = {
        "found": found,
        "lines": lines,
        "whole": sum(one.line.money for one in lines),
        "bare_needs": bare_needs[:MOST_LISTED],
        "bare_systems": bare_systems[:MOST_LISTED],
        "counts": (bare_needs.count(), bare_systems.count()),
        "most": MOST_LISTED,
        "whys": queries.whys_of(found, needs, systems),
        "own": seat.agency_id,
    }
    return render(request, "investment/plan.html", context)


@require_http_methods(METHODS)
@with_seat(ASK)
def place_need(
    request: SeatRequest, need_id: UUID, period_plan_id: UUID
) -> HttpResponse:
    seat = request.seat
    found = get_plan_for(seat, period_plan_id)
    need = get_need_to_keep(seat, need_id)
    said = PlanPlace.objects.filter(plan=found, need=need).first()
    return _place(request, found, need.title, said, _need_url(need.pk), need_id=need.pk)


@require_http_methods(METHODS)
@with_seat(ASK)
def place_system(
    request: SeatRequest, period_plan_id: UUID, system_id: UUID
) -> HttpResponse:
    seat = request.seat
    found = get_plan_for(seat, period_plan_id)
    system = get_system_to_place(seat, system_id)
    said = PlanPlace.objects.filter(plan=found, system=system).first()
    return _place(
        request, found, system.name, said, _plan_url(found), system_id=system.pk
    )


def _place(
    request: SeatRequest,
    found: PeriodPlan,
    name: str,
    said: PlanPlace | None,
    back: str,
    **what: UUID,
) -> HttpResponse:
    first = {"line": said.line_id or "", "why": said.why} if said else {}
    form = PlaceForm(posted(request), lines=queries.lines_offered(found), initial=first)
    words = Words(
        _("Dòng nào của kế hoạch giai đoạn"),
        _("Ghi"),
        _("Đã ghi."),
        f"{name} · {found.title}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.name_line(
            plan_id=found.pk,
            line_id=form.line_given(),
            why=form.cleaned_data["why"],
            by=request.seat,
            at=timezone.now(),
            **what,
        ),
        back=back,
    )


@require_http_methods(METHODS)
@with_seat(ASK)
def set_figure(request: SeatRequest, need_id: UUID) -> HttpResponse:
    """Offered is what is known of the agency, each with its newest figure."""
    seat = request.seat
    need = get_need_to_keep(seat, need_id)
    known = queries.known_figures(list(REGISTER.indicators), need.agency_id, seat.on)
    offered = sorted(
        (
            (code, f"{_(declared.name)}: {figure_words(figure)}")
            for code, (declared, figure) in known.items()
        ),
        key=lambda one: one[1],
    )
    form = FigureForm(posted(request), known=offered)
    words = Words(_("Gắn chỉ tiêu đã đo"), _("Gắn"), _("Đã gắn."), need.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.set_figure(
            need_id=need.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_need_url(need.pk),
    )


@require_POST
@with_seat(ASK)
def drop_figure(request: SeatRequest, need_figure_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_figure_to_keep(seat, need_figure_id)
    actions.drop_figure(figure_id=found.pk, by=seat, at=timezone.now())
    return redirect(_need_url(found.need_id))


@require_safe
@with_seat(ASK)
def plan_file(request: SeatRequest, period_plan_id: UUID) -> HttpResponse:
    file, name = get_plan_file(request.seat, period_plan_id)
    return as_shown(Sent(open_file(file), name), inline=False)
