"""What a page about one paper shows to a seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from congvu.documents.access.deeds import Deed, deeds
from congvu.documents.models import (
    Assignment,
    RegisterEntry,
)
from congvu.documents.queries import (
    EntryDetail,
    ReaderList,
    coming_files,
    deadline_of,
    entry_detail,
    knows,
    may_see_readers,
    parts,
    readers_of,
    slip,
    stamp,
    told,
)
from congvu.documents.rules import (
    OPEN_ENTRY_STATES,
    Part,
)
from congvu.lib.dates import WorkCalendar
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission


def detail_for(seat: Seat, entry: RegisterEntry) -> EntryDetail:
    """The entry's detail; for who was informed, when they said to know of it."""
    detail = entry_detail(entry)
    if all(a.part != Part.INFORM for a in detail.on_desks(seat.desks)):
        return detail
    return replace(detail, known_at=knows(entry, seat.person_id))


def get_readers_for(seat: Seat, entry: RegisterEntry, *, on: date) -> list[ReaderList]:
    """Who has opened it: for who gave of it, the registry, agency-wide desks."""
    parts_given = Assignment.objects.filter(entry=entry).order_by("given_at", "id")
    if not may_see_readers(seat, list(parts_given)):
        raise Http404
    return readers_of(entry, on=on)


def reading(
    seat: Seat, entry: RegisterEntry, *, on: date, days: WorkCalendar
) -> dict[str, Any]:
    """Everything the pane draws for this seat; eight queries at most."""
    detail = detail_for(seat, entry)
    may_do = deeds(seat, detail, on=on)
    beside: dict[UUID | None, list[Deed]] = {}
    for deed in may_do:
        if deed.on_part:
            beside.setdefault(deed.assignment_id, []).append(deed)
    return {
        "detail": detail,
        "entry": entry,
        "document": entry.document,
        "stamp": stamp(entry.urgency),
        "deeds": [d for d in may_do if not d.on_part],
        "may_copy": seat.can(Permission.NUMBER),
        "events": told(detail, on=on),
        "due": deadline_of(entry.due_on, on=on, days=days),
        "due_by_rule": not any(
            entry.due_basis.endswith(i.given_by) for i in detail.instructions
        )
        and not (detail.sent and entry.due_basis == detail.sent.sender_name[:200]),
        "is_open": entry.state in OPEN_ENTRY_STATES,
        "parts": [
            replace(line, deeds=beside.get(line.assignment.id, ()))
            for line in parts(detail, on=on, days=days)
        ],
        "sees_readers": may_see_readers(seat, detail.assignments),
        "request_of": detail.sent,
        "may_answer": entry.agency_id == seat.agency_id and seat.can(Permission.DRAFT),
        "may_open": may_open(seat, entry),
        "coming": coming_files(entry) if seat.can(Permission.INTAKE) else (),
        "book_agency": book_agency(entry)
        if entry.register.agency_id != seat.agency_id
        else "",
    }


def may_open(seat: Seat, entry: RegisterEntry) -> bool:
    """Whether they let others see it: a paper of their own agency only."""
    return seat.can(Permission.OPEN_PAPERS) and entry.agency_id == seat.agency_id


def book_agency(entry: RegisterEntry) -> str:
    """Who registered it, as that body was called that day; one query."""
    agency = entry.register.agency_id
    return agency_names_on([agency], entry.arrived_on).get(agency, "")


def slip_page(seat: Seat, entry: RegisterEntry) -> dict[str, Any]:
    """What phiếu giải quyết shows, headed by whoever registered the paper."""
    return {
        "entry": entry,
        "document": entry.document,
        "slip": slip(
            entry_detail(entry), agency_name=book_agency(entry) or seat.agency_name
        ),
        "taken_over": entry.register.agency_id != seat.agency_id,
        "seat": seat,
    }


def shown_page(detail: EntryDetail, asked: Mapping[str, str]) -> dict[str, Any]:
    """The page of the paper that is shown: of the file asked for (``tep``), else of the
    first that has pages.
    """
    files = detail.shown_files
    chosen = next((f for f in files if str(f.pk) == asked.get("tep")), None)
    pictured = next((f for f in files if f.file.pages), None)
    shown = chosen if chosen is not None else pictured
    last = (shown.file.pages or 1) if shown else 1
    page = asked.get("trang", "")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    return {
        "file": shown if shown and shown.file.pages else None,
        "chosen": shown,
        "number": max(1, min(number, last)),
        "last": last,
    }
