"""Incidents: the list, one of them with its clocks, opening it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.incidents import actions, queries
from congvu.incidents.access import (
    composes,
    get_alert_for,
    get_incident_for,
    keeps_incident,
    need_keeper,
    papers_shown,
    seen_contacts,
    seen_incidents,
    warns,
)
from congvu.incidents.forms import OpenForm
from congvu.incidents.models import Clock, Incident
from congvu.incidents.rules import (
    CONTACT_ROLE_NAMES,
    CUSTODY_NAMES,
    GRAVITY_NAMES,
    GROUP_NAMES,
    INCIDENT_STATE_NAMES,
    ContactRole,
    Custody,
    Gravity,
    Group,
    IncidentState,
)
from congvu.incidents.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    clock_shown,
    event,
    incident_url,
    posted,
    uuid_or_none,
)
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState
from congvu.systems.access import keeps, seen_systems
from congvu.systems.rules import SystemState
from congvu.ui import rules as ui

_SHOWN: dict[str, dict[str, Any]] = {
    "": {"state": IncidentState.OPEN, "is_drill": False},
    "da-dong": {"state": IncidentState.CLOSED, "is_drill": False},
    "dien-tap": {"is_drill": True},
}


@require_safe
@with_seat(READ)
def incidents(request: SeatRequest) -> HttpResponse:
    """Of one's agency; to the centre of all. Drills stand apart."""
    seat, at = request.seat, timezone.now()
    chosen = request.GET.get("xem", "")
    chosen = chosen if chosen in _SHOWN else ""
    page = queries.incidents_page(
        seen_incidents(seat).filter(**_SHOWN[chosen]),
        uuid_or_none(request.GET.get("sau", "")),
    )
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    words = {"": _("Đang xử lý"), "da-dong": _("Đã đóng"), "dien-tap": _("Diễn tập")}
    context = {
        "rows": [_line(one, names, at) for one in page.rows],
        "tab_items": [
            ui.Tab(words[key], f"?xem={key}" if key else "?", active=key == chosen)
            for key in _SHOWN
        ],
        "keeps": keeps(seat),
        "pages": ui.Pages(
            previous_url=f"?xem={chosen}" if "sau" in request.GET else "",
            next_url=f"?xem={chosen}&sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "incidents/list.html", context)


def _line(one: Incident, names: dict[UUID, str], at: datetime) -> dict[str, Any]:
    running = getattr(one, "running", [])
    return {
        "incident": one,
        "agency": names.get(one.agency_id, "–"),
        "group": _(GROUP_NAMES[Group(one.group)]),
        "gravity": _(GRAVITY_NAMES[Gravity(one.gravity)]),
        "clock": clock_shown(running[0], at) if running else None,
    }


@require_http_methods(METHODS)
@with_seat(KEEP)
def open_incident(request: SeatRequest) -> HttpResponse:
    seat = need_keeper(request.seat)
    rows = seen_systems(seat).exclude(state=SystemState.RETIRED)
    systems = list(rows.order_by("name").values_list("pk", "name")[:300])
    alert_id = uuid_or_none(request.GET.get("canh-bao", ""))
    alert = get_alert_for(seat, alert_id) if alert_id else None
    given = {"name": alert.title, "detected_at": alert.first_at} if alert else {}
    form = OpenForm(
        posted(request), initial=given, systems=systems, has_alert=alert is not None
    )
    words = Words(
        _("Mở sự cố"),
        _("Mở sự cố"),
        _("Đã mở; các thời hạn báo đang chạy."),
        _("Ghi điều biết được; phần còn lại bổ sung sau."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.open_incident(
            data=form.data_given(alert_id), by=seat, at=timezone.now()
        ),
        back=reverse("incidents:list"),
        to=incident_url,
    )


@require_safe
@with_seat(READ)
def incident(request: SeatRequest, incident_id: UUID) -> HttpResponse:
    seat, at = request.seat, timezone.now()
    found = get_incident_for(seat, incident_id)
    clocks = list(found.clocks.order_by("dropped_at", "due_at", "pk"))
    names = agency_names_on([found.agency_id], seat.on)
    may_keep = keeps_incident(seat, found)
    is_open = found.state == IncidentState.OPEN
    contacts = seen_contacts(seat).filter(agency=found.agency_id).order_by("-role")
    context = {
        "found": found,
        "agency": names.get(found.agency_id, "–"),
        "group": _(GROUP_NAMES[Group(found.group)]),
        "gravity": _(GRAVITY_NAMES[Gravity(found.gravity)]),
        "state": _(INCIDENT_STATE_NAMES[IncidentState(found.state)]),
        "is_open": is_open,
        "may_keep": may_keep and is_open,
        "may_reopen": may_keep and not is_open,
        "may_compose": composes(seat, found) and is_open and not found.is_drill,
        "may_teach": may_keep and not found.is_drill,
        "may_warn": warns(seat) and not found.is_drill,
        "clocks": _clocks(seat, clocks, at),
        "systems": list(found.systems.order_by("name").values_list("pk", "name")),
        "tasks": [
            (one, one.done_at is None and one.due_at < at)
            for one in found.tasks.order_by("done_at", "due_at")
        ],
        "evidence": [
            (piece, [(step, _(CUSTODY_NAMES[Custody(step.act)])) for step in chain])
            for piece, chain in _evidence(found)
        ],
        "warnings": list(found.warnings.order_by("-sent_at")[:20]),
        "contacts": [
            (one, _(CONTACT_ROLE_NAMES[ContactRole(one.role)])) for one in contacts
        ],
        "due_contacts": queries.contacts_due(contacts, seat.on),
        "measured": _measured(found, clocks),
        "events": ui.dated(
            [event(one) for one in found.events.order_by("-at", "-pk")[:300]],
            local_date(at),
        ),
    }
    return render(request, "incidents/incident.html", context)


def _clocks(seat: Seat, clocks: list[Clock], at: datetime) -> list[dict[str, Any]]:
    """Each with the drafts composed for it."""
    papers, names = papers_shown(seat, clocks), DRAFT_STATE_NAMES
    return [
        {
            **clock_shown(one, at),
            "papers": [
                (paper, _(names[DraftState(paper.draft.state)]), is_read)
                for paper, is_read in papers.get(one.pk, [])
            ],
        }
        for one in clocks
    ]


def _evidence(found: Incident) -> list[tuple[Any, list[Any]]]:
    """Two queries."""
    pieces = found.evidence.order_by("at").prefetch_related("custody")
    return [
        (one, sorted(one.custody.all(), key=lambda step: (step.at, step.pk)))
        for one in pieces
    ]


def _measured(found: Incident, clocks: list[Clock]) -> list[tuple[str, int, int]]:
    """How long it took from detection, in hours and minutes: what a drill is for."""
    told: list[tuple[str, datetime | None]]
    told = [(one.label, one.done_at) for one in clocks]
    told += [
        (_("Ngăn chặn"), found.contained_at),
        (_("Gỡ bỏ nguyên nhân"), found.eradicated_at),
        (_("Khôi phục"), found.recovered_at),
    ]
    measured = []
    for label, moment in told:
        if moment is not None:
            minutes = int((moment - found.detected_at).total_seconds() // 60)
            measured.append((label, minutes // 60, minutes % 60))
    return measured
