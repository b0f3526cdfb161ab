"""The registers as they are printed (NĐ 30/2020 Phụ lục IV): lines for a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import RegisterEntry
from congvu.documents.rules import ENTRY_STATE_NAMES, EntryState

Line = dict[str, str]


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _entries(agency_id: UUID, first: date, last: date) -> QuerySet[RegisterEntry]:
    return (
        RegisterEntry.objects.filter(agency=agency_id, arrived_on__range=(first, last))
        .select_related("document")
        .order_by("order_key")
    )


def _note(entry: RegisterEntry) -> str:
    """Ghi chú; an ended number says so (it is never silently reused)."""
    state = EntryState(entry.state)
    if state in (EntryState.CANCELLED, EntryState.RETURNED):
        why = f"{_(ENTRY_STATE_NAMES[state])}. {entry.ended_because}"
        return f"{why} {entry.note}".strip()
    return entry.note


def register_lines(agency_id: UUID, first: date, last: date) -> Iterator[Line]:
    """Sổ đăng ký văn bản đến, ten columns by key, oldest first."""
    for e in _entries(agency_id, first, last).iterator(chunk_size=1000):
        d = e.document
        yield {
            "arrived_on": _day(e.arrived_on),
            "arrival_number": str(e.number),
            "issuer": d.issuer_name,
            "symbol": d.symbol,
            "issued_on": _day(d.issued_on),
            "type_and_subject": f"{d.type_name}: {d.subject}",
            "recipient": e.recipient,
            "transferred_on": _day(e.transferred_on),
            "signature": "",
            "note": _note(e),
        }


def tracking_lines(agency_id: UUID, first: date, last: date) -> Iterator[Line]:
    """Sổ theo dõi giải quyết văn bản đến, seven columns by key."""
    for e in _entries(agency_id, first, last).iterator(chunk_size=1000):
        d = e.document
        paper = f"{d.type_name} {d.symbol} {_day(d.issued_on)} {d.issuer_name}"
        yield {
            "arrival_number": str(e.number),
            "description": " ".join(paper.split()),
            "recipient": e.recipient,
            "due_on": _day(e.due_on),
            "progress": _(ENTRY_STATE_NAMES[EntryState(e.state)]),
            "reply_symbol": "",
            "note": _note(e),
        }
