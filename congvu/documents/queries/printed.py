"""The registers as they are printed (NĐ 30/2020 Phụ lục IV): lines for a period.

And a list as it is shown, for a table: not a book, so its columns are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries.lists import EntryLine
from congvu.documents.rules import (
    ENTRY_STATE_NAMES,
    PART_NAMES,
    URGENCY_NAMES,
    AssignmentState,
    EntryState,
    Part,
)
from congvu.law.rules import Column
from congvu.lib.dates import VIETNAM, local_date

Line = dict[str, str]


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _entries(agency_id: UUID, first: date, last: date) -> QuerySet[RegisterEntry]:
    """Lines of the agency's own books, whoever answers for them by now."""
    return (
        RegisterEntry.objects.filter(
            register__agency=agency_id, arrived_on__range=(first, last)
        )
        .select_related("document")
        .order_by("register__year", "number")
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
            "reply_symbol": e.reply_symbol,
            "note": _note(e),
        }


def handover_lines(
    agency_id: UUID, first: date, last: date, unit_id: UUID | None = None
) -> Iterator[Line]:
    """Sổ chuyển giao văn bản đến: one line a receiver, each unit's lines together.

    What the registry handed out on a leader's word; what a unit hands on inside itself
    is its own. The signature is for a pen: who has opened the paper here is a note.
    """
    rows = Assignment.objects.filter(
        agency_id=agency_id,
        parent__part=Part.DIRECT,
        part__in=[Part.LEAD, Part.SUPPORT, Part.INFORM],
        given_at__gte=datetime.combine(first, time.min, tzinfo=VIETNAM),
        given_at__lt=datetime.combine(last, time.min, tzinfo=VIETNAM)
        + timedelta(days=1),
    ).exclude(state=AssignmentState.HELD)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    shown = rows.order_by("desk_name", "given_at", "entry__order_key").values_list(
        "given_at", "entry__number", "desk_name", "part", "state", "read_at"
    )
    for given_at, number, name, part, state, read_at in shown.iterator(chunk_size=1000):
        notes = [_(PART_NAMES[Part(part)])]
        if state == AssignmentState.WITHDRAWN:
            notes.append(_("đã rút"))
        if read_at:
            notes.append(_("xem trên máy %(day)s") % {"day": _day(local_date(read_at))})
        yield {
            "transferred_on": _day(local_date(given_at)),
            "arrival_number": str(number),
            "recipient": name,
            "signature": "",
            "note": ", ".join(notes),
        }


def numbers_between(agency_id: UUID, first: date, last: date) -> tuple[int, int] | None:
    """The first and last số đến of a period, as the cover of a book says them."""
    ends = RegisterEntry.objects.filter(
        agency=agency_id, arrived_on__range=(first, last)
    )
    low = ends.order_by("order_key").values_list("number", flat=True).first()
    high = ends.order_by("-order_key").values_list("number", flat=True).first()
    return None if low is None or high is None else (low, high)


def list_columns() -> list[Column]:
    return [
        Column("number", _("Số đến"), 8),
        Column("arrived_on", _("Ngày đến"), 10),
        Column("symbol", _("Số, ký hiệu"), 16),
        Column("issued_on", _("Ngày văn bản"), 10),
        Column("issuer", _("Cơ quan ban hành"), 28),
        Column("type", _("Loại văn bản"), 12),
        Column("subject", _("Trích yếu"), 48),
        Column("urgency", _("Độ khẩn"), 10),
        Column("state", _("Trạng thái"), 14),
        Column("holder", _("Đang ở"), 24),
        Column("due_on", _("Hạn xử lý"), 10),
    ]


def list_lines(entries: Iterable[EntryLine]) -> Iterator[Line]:
    """A list's lines by the keys of its columns."""
    for e in entries:
        d = e.document
        yield {
            "number": str(e.number),
            "arrived_on": _day(e.arrived_on),
            "symbol": d.symbol,
            "issued_on": _day(d.issued_on),
            "issuer": d.issuer_name,
            "type": d.type_name,
            "subject": d.subject,
            "urgency": _(URGENCY_NAMES[e.urgency]),
            "state": _(ENTRY_STATE_NAMES[EntryState(e.state)]),
            "holder": e.holder,
            "due_on": _day(e.due_on),
        }
