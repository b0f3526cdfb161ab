"""What agencies need money for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.investment import actions, queries
from congvu.investment.access import (
    duties_offered,
    get_need_for,
    get_need_to_keep,
    keeps_need,
    need_asker,
    seen_lines,
    seen_needs,
)
from congvu.investment.actions.estimate_words import fault_reasons
from congvu.investment.forms import NeedForm
from congvu.investment.models import Need
from congvu.investment.queries.estimates import (
    disagreements,
    estimates_of,
    lines_of,
)
from congvu.investment.rules.steps import WAY_NAMES, NeedWay
from congvu.investment.rules.words import (
    NEED_STATE_NAMES,
    PRIORITY_NAMES,
    SOURCE_NAMES,
    STEPS_NAMES,
    MoneySource,
    NeedState,
    NeedSteps,
)
from congvu.investment.views.deeds import (
    ASK,
    METHODS,
    Words,
    answer,
    pages,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.investment.views.estimates import may_estimate
from congvu.investment.views.plans import plan_context
from congvu.investment.views.steps import stage_of, way_context
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on

MOST_ESTIMATES = 20
_TONES = {
    NeedState.FULL: "done",
    NeedState.PART: "look",
    NeedState.REJECTED: "late",
}


def state_of(need: Need) -> dict[str, Any]:
    state = NeedState(need.state)
    return {"state": _(NEED_STATE_NAMES[state]), "tone": _TONES.get(state, "")}


@require_safe
@with_seat(ASK)
def need_list(request: SeatRequest) -> HttpResponse:
    seat, text = request.seat, request.GET.get("sau", "")
    page = queries.needs_page(seen_needs(seat), uuid_or_none(text))
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    ways = queries.ways_of(page.rows)
    context = {
        "rows": [
            {
                "one": one,
                "agency": names.get(one.agency_id, "–"),
                "years": sorted(cost.year for cost in one.costs.all()),
                "stage": stage_of(ways[one.pk]),
                **state_of(one),
            }
            for one in page.rows
        ],
        "tab_items": tabs(seat, "list"),
        "pages": pages(is_later=bool(text), after=page.after),
    }
    return render(request, "investment/list.html", context)


def _url(found: Need) -> str:
    return reverse("investment:need", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(ASK)
def enter(request: SeatRequest) -> HttpResponse:
    seat = need_asker(request.seat)
    form = NeedForm(
        posted(request),
        needs=queries.afters_offered(seen_needs(seat)),
        duties=queries.duties_named(duties_offered(seat)),
    )
    words = Words(_("Ghi nhu cầu kinh phí"), _("Ghi"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_need(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("investment:list"),
        to=_url,
    )


@require_safe
@with_seat(ASK)
def need(request: SeatRequest, need_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_need_for(seat, need_id)
    names = agency_names_on([found.agency_id], seat.on)
    keeps = keeps_need(seat, found.agency_id)
    context = {
        "found": found,
        "agency": names.get(found.agency_id, "–"),
        "costs": list(found.costs.order_by("year")),
        "after": list(found.after.filter(pk__in=seen_needs(seat).values("pk"))),
        "lines": list(seen_lines(seat).filter(need=found).order_by("year", "source")),
        "priority": _(PRIORITY_NAMES[found.priority]),
        "steps": _(STEPS_NAMES[NeedSteps(found.steps)]),
        "sources": [_(SOURCE_NAMES[MoneySource(one)]) for one in found.sources],
        "source_names": {str(k): _(v) for k, v in SOURCE_NAMES.items()},
        "way": _(WAY_NAMES[NeedWay(found.way)]),
        "may_keep": keeps and found.state == NeedState.ASKED,
        **_estimated(seat, found),
        "duties": list(duties_offered(seat).filter(pk__in=found.duties.values("pk"))),
        **state_of(found),
        **plan_context(found, seat, keeps=keeps),
        **way_context(found, seat, keeps=keeps),
    }
    return render(request, "investment/need.html", context)


def _estimated(seat: Seat, found: Need) -> dict[str, Any]:
    """Its estimates, and whether the newest still agrees with what the need says."""
    versions = list(estimates_of(found)[:MOST_ESTIMATES])
    gaps = disagreements(found, lines_of(versions[0])) if versions else []
    return {
        "estimates": versions,
        "gaps": [one.message for one in fault_reasons(gaps, {}, 0)],
        "may_estimate": may_estimate(seat, found),
    }


@require_http_methods(METHODS)
@with_seat(ASK)
def change(request: SeatRequest, need_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_need_to_keep(seat, need_id)
    offered = queries.afters_offered(seen_needs(seat), found.pk)
    form = NeedForm(
        posted(request),
        needs=offered,
        duties=queries.duties_named(duties_offered(seat)),
        initial=NeedForm.of(found),
    )
    words = Words(_("Sửa nhu cầu kinh phí"), _("Ghi"), _("Đã ghi."), found.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_need(
            need_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )
