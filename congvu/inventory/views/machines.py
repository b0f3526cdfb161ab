"""Machines: all that one keeps, as a list, by unit, as files; one with its history."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
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
    papers_about,
)
from congvu.inventory.forms import FilterForm, MachineForm, NewMachineForm
from congvu.inventory.models import Machine, MachineChange
from congvu.inventory.queries import WARRANTY_DAYS, Asked, UnitLine
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
from congvu.inventory.views.custody import custody_lines
from congvu.inventory.views.deeds import (
    METHODS,
    TONES,
    Words,
    answer,
    as_keeper,
    posted,
    tabs,
)
from congvu.inventory.views.papers import KINDS, paper_line
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat, SeatRequest
from congvu.organisations.queries import agency_on, unit_names_on, units_on
from congvu.ui.deeds import as_download, refused
from congvu.ui.rules import dotted

# What links narrow the list to; a search within it keeps that.
_NARROWED = ("trang_thai", "kiem_ke", "bao_hanh")
# What the list is asked, in its address.
_ASKED = ("q", *_NARROWED, "co_quan", "don_vi")


def _url(found: Machine) -> str:
    return reverse("inventory:machine", args=[found.pk])


def machine_line(found: Machine) -> tuple[Machine, str, str, str]:
    state = MachineState(found.state)
    kind = _(MACHINE_KIND_NAMES[MachineKind(found.kind)])
    return found, kind, _(MACHINE_STATE_NAMES[state]), TONES[state]


def fact_words(fact: str, value: object) -> str:
    """As people read it; nothing where nothing is known."""
    if fact == "kind" and value:
        return _(MACHINE_KIND_NAMES[MachineKind(str(value))])
    return str(value) if value is not None else ""


def _agency_wanted(seat: Seat, text: str) -> UUID | None:
    """A keeper of one agency sees that one, whatever the address says."""
    if not keeps_all(seat):
        return seat.agency_id
    try:
        return UUID(text)
    except ValueError:
        return None


def _asked(seat: Seat, given: QueryDict) -> tuple[Asked, dict[str, str]]:
    """What the address asks for, and its words that are kept from page to page."""
    # What no database keeps (NUL) no machine is called.
    words = {key: nfc(given.get(key, "")) for key in given}
    state, seen = words.get("trang_thai", ""), words.get("kiem_ke", "")
    asked = Asked(
        text=words.get("q", "")[:100],
        agency_id=_agency_wanted(seat, words.get("co_quan", "")),
        unit_id=_uuid(words.get("don_vi", "")),
        state=state if state in set(MachineState) else "",
        seen="silent" if seen == "im" else "never" if seen == "chua" else "",
        warranty=words.get("bao_hanh") == "sap",
    )
    return asked, {k: words[k] for k in _ASKED if words.get(k)}


@require_safe
@as_keeper
def machines(request: SeatRequest) -> HttpResponse:
    """With ``lam`` what was ticked goes on to the page that does it."""
    if "lam" in request.GET:
        return _go_on(request)
    seat, now, on = request.seat, timezone.now(), timezone.localdate()
    asked, kept = _asked(seat, request.GET)
    rows = kept_machines(seat)
    page = queries.machines_page(
        rows, asked, now, after=nfc(request.GET.get("sau", ""))
    )
    named = agencies_offered(seat) if keeps_all(seat) else []
    whole = rows.filter(agency=asked.agency_id) if asked.agency_id else rows
    units = units_on(asked.agency_id, on) if asked.agency_id else []
    context = {
        "lines": [machine_line(one) for one in page.rows],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "form": FilterForm(
            request.GET if kept else None,
            agencies=named,
            units=[(u.id, u.name) for u in units],
        ),
        "held": [(k, v) for k, v in kept.items() if k in _NARROWED],
        "choices": _choices(kept),
        "narrowed": bool(kept),
        "query": urlencode(kept),
        "coverage": queries.coverage(whole, now),
        "silent_days": SILENT_DAYS,
        "agent_url": request.build_absolute_uri(reverse("inventory:agent")),
        "tab_items": tabs(seat, "list"),
    }
    return render(request, "inventory/list.html", context)


def _go_on(request: SeatRequest) -> HttpResponse:
    ticked = [("may", text) for text in request.GET.getlist("may")]
    what = request.GET["lam"]
    if what == "nhan":
        return redirect(f"{reverse('inventory:labels')}?{urlencode(ticked)}")
    if what not in KINDS:
        raise Http404
    return redirect(f"{reverse('inventory:draw-up', args=[what])}?{urlencode(ticked)}")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@require_safe
@as_keeper
def export(request: SeatRequest, form: str) -> HttpResponse:
    """The list as it is narrowed, as a file."""
    if form not in ("csv", "xlsx"):
        raise Http404
    seat, now = request.seat, timezone.now()
    asked, _kept = _asked(seat, request.GET)
    rows = queries.narrowed(kept_machines(seat), asked, now)
    made = actions.export_machines(
        rows=rows, form="csv" if form == "csv" else "xlsx", by=seat, at=now
    )
    return as_download(made)


@require_safe
@as_keeper
def labels(request: SeatRequest) -> HttpResponse:
    """Of those that were ticked; of none, of the list as it is narrowed."""
    seat, now = request.seat, timezone.now()
    rows, ticked = kept_machines(seat), request.GET.getlist("may")
    if ticked:
        rows = rows.filter(pk__in=[pk for pk in map(_uuid, ticked) if pk is not None])
    else:
        rows = queries.narrowed(rows, _asked(seat, request.GET)[0], now)
    try:
        made = actions.print_labels(
            rows=rows,
            address=lambda pk: request.build_absolute_uri(
                reverse("inventory:scanned", args=[pk])
            ),
            by=seat,
            at=now,
        )
    except Refused as why:
        refused(request, why)
        return redirect("inventory:list")
    return as_download(made)


@require_safe
@as_keeper
def units(request: SeatRequest) -> HttpResponse:
    """Machines and people of each unit of one agency, coverage beside."""
    seat, on = request.seat, timezone.localdate()
    named = agencies_offered(seat) if keeps_all(seat) else []
    wanted = _agency_wanted(seat, nfc(request.GET.get("co_quan", "")))
    agency_id = wanted or seat.agency_id
    lines = queries.by_unit(agency_id, on, timezone.now())
    agency = agency_on(agency_id, on)
    context = {
        "agency": agency.name if agency else "",
        "agency_id": agency_id,
        "agencies": named,
        "lines": [(line, ratio_words(line)) for line in lines],
        "whole": queries.total(lines),
        "whole_ratio": ratio_words(queries.total(lines)),
        "tab_items": tabs(seat, "units"),
    }
    return render(request, "inventory/units.html", context)


def ratio_words(line: UnitLine) -> str:
    """0,87: machines to a person, nothing where nobody sits."""
    if not line.people:
        return ""
    whole, rest = divmod(round(line.machines * 100 / line.people), 100)
    return f"{dotted(whole)},{rest:02}"


def _choices(kept: dict[str, str]) -> list[tuple[str, str, bool]]:
    """(words, query, chosen) of what the list may be narrowed to."""
    silent = _("quá %(days)d ngày chưa kiểm kê") % {"days": SILENT_DAYS}
    offered = [("trang_thai", str(k), _(v)) for k, v in MACHINE_STATE_NAMES.items()]
    offered += [
        ("kiem_ke", "im", silent),
        ("kiem_ke", "chua", _("chưa từng kiểm kê")),
        (
            "bao_hanh",
            "sap",
            _("hết bảo hành trong %(days)d ngày tới") % {"days": WARRANTY_DAYS},
        ),
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


def _moment(text: str) -> datetime | None:
    """As a link of this page wrote it; anything else begins at the newest."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


@require_safe
@as_keeper
def machine(request: SeatRequest, machine_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_machine_to_keep(seat, machine_id)
    _found, kind, state, tone = machine_line(found)
    agency = agency_on(found.agency_id, on)
    units = unit_names_on([found.agency_id], on) if found.unit_id else {}
    before = _moment(nfc(request.GET.get("truoc", "")))
    read_before = _moment(nfc(request.GET.get("nhan_truoc", "")))
    moments = queries.history(found, before=before)
    readings = queries.readings_of(found, before=read_before)
    older = queries.oldest_shown([one.at for one in moments])
    read_older = queries.oldest_shown([one.at for one in readings])
    (value,) = queries.value_lines([found], on)
    context = {
        "found": found,
        "kind": kind,
        "state": state,
        "tone": tone,
        "agency": agency,
        "unit": units.get(found.unit_id) if found.unit_id else "",
        "value": value,
        "programs": queries.programs_now(found),
        "moments": [
            (one, [_changed(change) for change in one.changes]) for one in moments
        ],
        "older": urlencode({"truoc": older.isoformat()}) if older else "",
        "readings": [
            (one, _(READING_STATE_NAMES[ReadingState(one.state)])) for one in readings
        ],
        "read_older": (
            urlencode({"nhan_truoc": read_older.isoformat()}) if read_older else ""
        ),
        "custody": custody_lines(seat, found),
        "papers": [paper_line(one) for one in papers_about(seat, found)],
        "merged": list(found.merged.order_by("added_at")),
        "tab_items": tabs(seat, "list"),
    }
    return render(request, "inventory/machine.html", context)


@require_http_methods(METHODS)
@as_keeper
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
@as_keeper
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
