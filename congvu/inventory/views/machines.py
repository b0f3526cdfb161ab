"""Machines: one's own, all that one keeps, one with its history."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.inventory import actions, queries
from congvu.inventory.access import (
    agencies_offered,
    get_machine_to_keep,
    keeps_all,
    kept_machines,
)
from congvu.inventory.forms import FilterForm, MachineForm, NewMachineForm
from congvu.inventory.models import Machine, MachineChange
from congvu.inventory.queries import Asked
from congvu.inventory.rules import (
    FACT_NAMES,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
    READING_STATE_NAMES,
    SILENT_DAYS,
    MachineKind,
    MachineState,
    ReadingState,
)
from congvu.inventory.views.deeds import METHODS, TONES, Words, answer, posted, tabs
from congvu.lib.text import nfc
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_on, unit_names_on, units_on
from congvu.organisations.rules import Permission

KEEP = Permission.KEEP_MACHINES
# What links narrow the list to; a search within it keeps that.
_NARROWED = ("trang_thai", "kiem_ke")


def _url(found: Machine) -> str:
    return reverse("inventory:machine", args=[found.pk])


def _line(found: Machine) -> tuple[Machine, str, str, str]:
    state = MachineState(found.state)
    kind = _(MACHINE_KIND_NAMES[MachineKind(found.kind)])
    return found, kind, _(MACHINE_STATE_NAMES[state]), TONES[state]


def fact_words(fact: str, value: object) -> str:
    """As people read it; nothing where nothing is known."""
    if fact == "kind" and value:
        return _(MACHINE_KIND_NAMES[MachineKind(str(value))])
    return str(value) if value is not None else ""


@require_safe
@with_seat()
def mine(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    context = {
        "lines": [_line(one) for one in queries.machines_used_by(seat.person_id)],
        "tab_items": tabs(seat, "mine"),
    }
    return render(request, "inventory/mine.html", context)


def _agency_wanted(seat: Seat, text: str) -> UUID | None:
    """A keeper of one agency sees that one, whatever the address says."""
    if not keeps_all(seat):
        return seat.agency_id
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat(KEEP)
def machines(request: SeatRequest) -> HttpResponse:
    seat, now = request.seat, timezone.now()
    # What no database keeps (NUL) no machine is called.
    given = {key: nfc(request.GET.get(key, "")) for key in request.GET}
    state, seen = given.get("trang_thai", ""), given.get("kiem_ke", "")
    asked = Asked(
        text=given.get("q", "")[:100],
        agency_id=_agency_wanted(seat, given.get("co_quan", "")),
        state=state if state in set(MachineState) else "",
        seen="silent" if seen == "im" else "never" if seen == "chua" else "",
    )
    rows = kept_machines(seat)
    page = queries.machines_page(rows, asked, now, after=given.get("sau", ""))
    named = agencies_offered(seat) if keeps_all(seat) else []
    whole = rows.filter(agency=asked.agency_id) if asked.agency_id else rows
    kept = {k: given[k] for k in ("q", *_NARROWED, "co_quan") if given.get(k)}
    context = {
        "lines": [_line(one) for one in page.rows],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "form": FilterForm(given or None, agencies=named),
        "held": [(k, v) for k, v in kept.items() if k in _NARROWED],
        "choices": _choices(kept),
        "narrowed": bool(kept),
        "coverage": queries.coverage(whole, now),
        "silent_days": SILENT_DAYS,
        "agent_url": request.build_absolute_uri(reverse("inventory:agent")),
        "tab_items": tabs(seat, "list"),
    }
    return render(request, "inventory/list.html", context)


def _choices(kept: dict[str, str]) -> list[tuple[str, str, bool]]:
    """(words, query, chosen) of what the list may be narrowed to."""
    silent = _("quá %(days)d ngày chưa kiểm kê") % {"days": SILENT_DAYS}
    offered = [("trang_thai", str(k), _(v)) for k, v in MACHINE_STATE_NAMES.items()]
    offered += [
        ("kiem_ke", "im", silent),
        ("kiem_ke", "chua", _("chưa từng kiểm kê")),
    ]
    found = []
    for key, value, words in offered:
        chosen = kept.get(key) == value
        query = {k: v for k, v in kept.items() if k != key}
        if not chosen:
            query[key] = str(value)
        found.append((words, urlencode(query), chosen))
    return found


def _changed(one: MachineChange) -> tuple[str, str, str]:
    before, after = (fact_words(one.fact, told) for told in (one.before, one.after))
    return _(FACT_NAMES[one.fact]), before, after


@require_safe
@with_seat(KEEP)
def machine(request: SeatRequest, machine_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_machine_to_keep(seat, machine_id)
    _found, kind, state, tone = _line(found)
    agency = agency_on(found.agency_id, on)
    units = unit_names_on([found.agency_id], on) if found.unit_id else {}
    context = {
        "found": found,
        "kind": kind,
        "state": state,
        "tone": tone,
        "agency": agency,
        "unit": units.get(found.unit_id) if found.unit_id else "",
        "programs": queries.programs_now(found),
        "moments": [
            (one, [_changed(change) for change in one.changes])
            for one in queries.history(found)
        ],
        "readings": [
            (one, _(READING_STATE_NAMES[ReadingState(one.state)]))
            for one in queries.readings_of(found)
        ],
        "merged": list(found.merged.order_by("added_at")),
        "tab_items": tabs(seat, "list"),
    }
    return render(request, "inventory/machine.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    """By hand, into one's own agency: in stock, or without a network."""
    seat, on = request.seat, timezone.localdate()
    form = NewMachineForm(
        posted(request),
        people=queries.people_of(seat.agency_id, on),
        units=[(u.id, u.name) for u in units_on(seat.agency_id, on)],
        initial={"state": MachineState.IN_USE, "kind": MachineKind.DESKTOP},
    )
    words = Words(
        title=_("Ghi một máy"),
        button=_("Ghi máy"),
        done=_("Đã ghi máy."),
        lead=seat.agency_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_machine(
            new=form.new_given(seat.agency_id),
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("inventory:list"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, machine_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_machine_to_keep(seat, machine_id)
    people = queries.people_of(found.agency_id, on)
    if found.user is not None and found.user_id not in dict(people):
        people = [(found.user.pk, found.user.full_name), *people]
    form = MachineForm(
        posted(request),
        people=people,
        units=[(u.id, u.name) for u in units_on(found.agency_id, on)],
        initial=MachineForm.of(found),
    )
    words = Words(
        title=_("Sửa phần do người ghi"),
        button=_("Ghi"),
        done=_("Đã ghi."),
        lead=found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_machine(
            machine_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )
