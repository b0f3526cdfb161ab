"""Drills of a year, and how long it takes to tell."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.incidents import actions
from congvu.incidents.access import (
    get_drill_for,
    get_drill_to_keep,
    keeps_drill,
    need_keeper,
    seen_drills,
    seen_incidents,
)
from congvu.incidents.forms import DrillForm, ResultsForm
from congvu.incidents.models import DrillPlan
from congvu.incidents.queries.drills import Times, drills_of_year, times_of_year
from congvu.incidents.rules import (
    DRILL_KIND_NAMES,
    DRILL_STATE_NAMES,
    GROUP_NAMES,
    DrillKind,
    DrillState,
    Group,
    drill_state,
)
from congvu.incidents.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    done,
    incident_url,
    posted,
    press,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.systems.access import keeps

TONES = {DrillState.LATE: "late", DrillState.HELD: "done"}
TROUBLES = 50
_DID = ("opened", "clicked", "gave", "reported")


def _year(request: SeatRequest) -> int:
    asked = request.GET.get("nam", "")
    is_year = re.fullmatch("[0-9]{4}", asked) and 2009 <= int(asked) <= 2100
    return int(asked) if is_year else request.seat.on.year


@require_safe
@with_seat(READ)
def drills(request: SeatRequest) -> HttpResponse:
    seat, year = request.seat, _year(request)
    rows = drills_of_year(seen_drills(seat), year)
    names = agency_names_on({one.agency_id for one in rows}, seat.on)
    context = {
        "rows": [
            {**_shown(one, request), "agency": names.get(one.agency_id, "–")}
            for one in rows
        ],
        "year": year,
        "keeps": keeps(seat),
    }
    return render(request, "incidents/drills.html", context)


def _shown(one: DrillPlan, request: SeatRequest) -> dict[str, Any]:
    state = drill_state(one.planned_on, one.held_on, request.seat.on)
    return {
        "drill": one,
        "kind": _(DRILL_KIND_NAMES[DrillKind(one.kind)]),
        "group": _(GROUP_NAMES[Group(one.group)]),
        "state": _(DRILL_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
    }


def _drill_url(found: DrillPlan) -> str:
    return reverse("incidents:drill", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(KEEP)
def plan(request: SeatRequest) -> HttpResponse:
    seat = need_keeper(request.seat)
    form = DrillForm(posted(request))
    words = Words(_("Lên kế hoạch diễn tập"), _("Ghi kế hoạch"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.plan_drill(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("incidents:drills"),
        to=_drill_url,
    )


@require_safe
@with_seat(READ)
def drill(request: SeatRequest, drill_plan_id: UUID) -> HttpResponse:
    return _page(request, get_drill_for(request.seat, drill_plan_id))


def _page(request: SeatRequest, found: DrillPlan, **more: Any) -> HttpResponse:
    letters = list(found.letters.order_by("-gave", "-clicked", "addressee")[:1000])
    counts = found.letters.aggregate(
        sent=Count("pk"),
        **{name: Count("pk", filter=Q(**{name: True})) for name in _DID},
    )
    names = agency_names_on([found.agency_id], request.seat.on)
    may_keep = keeps_drill(request.seat, found)
    status = more.pop("status", 200)
    context = {
        **_shown(found, request),
        "agency": names.get(found.agency_id, "–"),
        "letters": letters,
        "counts": [
            (_("đã gửi"), counts["sent"]),
            (_("đã mở"), counts["opened"]),
            (_("đã bấm liên kết"), counts["clicked"]),
            (_("đã khai thông tin"), counts["gave"]),
            (_("đã báo cho cơ quan"), counts["reported"]),
        ],
        "may_begin": may_keep
        and found.kind == DrillKind.ANSWER
        and found.incident_id is None,
        "may_load": may_keep and found.kind == DrillKind.PHISHING,
        "form": ResultsForm(),
        **more,
    }
    return render(request, "incidents/drill.html", context, status=status)


@require_POST
@with_seat(KEEP)
def begin(request: SeatRequest, drill_plan_id: UUID) -> HttpResponse:
    found = get_drill_to_keep(request.seat, drill_plan_id)
    back = _drill_url(found)
    return press(
        request,
        lambda: actions.begin_drill(
            drill_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã bắt đầu: một sự cố diễn tập được mở, giờ đang đo."),
        back,
    )


@require_POST
@with_seat(KEEP)
def load_results(request: SeatRequest, drill_plan_id: UUID) -> HttpResponse:
    """What was taken is told, and of the rest why it was not."""
    seat = request.seat
    found = get_drill_to_keep(seat, drill_plan_id)
    form = ResultsForm(request.POST, request.FILES)
    loaded = done(
        form,
        lambda: actions.load_results(
            drill_id=found.pk,
            stream=form.cleaned_data["file"],
            by=seat,
            at=timezone.now(),
        ),
    )
    found.refresh_from_db()
    troubles = list(loaded.troubles) if loaded else []
    return _page(
        request,
        found,
        form=form,
        loaded=loaded,
        troubles=[(part, _(why)) for part, why in troubles[:TROUBLES]],
        untold=max(0, len(troubles) - TROUBLES),
        status=200 if loaded and loaded.rows else 422,
    )


@require_safe
@with_seat(READ)
def times(request: SeatRequest) -> HttpResponse:
    """The median of a year beside the incidents it is made of."""
    year, rows = _year(request), seen_incidents(request.seat)
    context = {
        "year": year,
        "parts": [
            (_("Sự cố"), _told(times_of_year(rows, year, is_drill=False))),
            (_("Diễn tập"), _told(times_of_year(rows, year, is_drill=True))),
        ],
    }
    return render(request, "incidents/times.html", context)


def _told(found: Any) -> list[dict[str, Any]]:
    names = {
        "notice": _("Từ phát hiện đến thông báo ban đầu"),
        "report": _("Từ phát hiện đến báo cáo"),
    }
    return [_told_one(names[key], one) for key, one in found.items()]


def _told_one(label: str, one: Times) -> dict[str, Any]:
    return {
        "label": label,
        "hours": one.hours,
        "rows": [
            (row.incident, incident_url(row.incident), *divmod(row.minutes, 60))
            for row in one.rows[:200]
        ],
        "count": len(one.rows),
    }
