"""The book of outgoing papers as it is printed (Phụ lục IV): ten columns, a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.law.queries import register_columns
from congvu.law.rules import Column
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.queries import agency_names_on, agency_on
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries.told import state_words
from congvu.outgoing.rules import OutgoingState

Line = dict[str, str]
BOOK_NAME = gettext_noop("Sổ đăng ký văn bản đi")


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


@dataclass(frozen=True)
class OutgoingPeriod:
    """The book of a period, one sequence of it or all, with the law's columns."""

    first: date
    last: date
    columns: tuple[Column, ...]
    sequence: str = ""

    @property
    def name(self) -> str:
        return _(BOOK_NAME)

    @property
    def period(self) -> str:
        days = {"first": _day(self.first), "last": _day(self.last)}
        return _("Từ ngày %(first)s đến ngày %(last)s") % days

    @property
    def year(self) -> str:
        years = {self.first.year, self.last.year}
        return _("Năm %(years)s") % {"years": " - ".join(map(str, sorted(years)))}

    def agency(self, agency_id: UUID, today: date) -> str:
        """As the agency is called on the book's last day, ended ones as they were."""
        on = min(self.last, today)
        found = agency_on(agency_id, on)
        if found is not None:
            return found.name
        return agency_names_on([agency_id], on).get(agency_id, "")

    def lines(self, agency_id: UUID) -> Iterator[Line]:
        """In the order of the book; held and cancelled numbers stand where they are."""
        rows = OutgoingEntry.objects.filter(
            agency=agency_id, issued_on__range=(self.first, self.last)
        )
        if self.sequence:
            rows = rows.filter(sequence__name=self.sequence)
        shown = rows.defer("search", "search_text").order_by("order_key")
        for e in shown.iterator(chunk_size=1000):
            yield {
                "symbol": e.symbol,
                "issued_on": _day(e.issued_on),
                "type_and_subject": f"{e.type_name}: {e.subject}",
                "signer": e.signer_name,
                "recipients": e.recipients,
                "copy_holder": e.copy_holder,
                "copies": str(e.copies or ""),
                "transferred_on": _day(e.transferred_on),
                "signature": "",
                "note": book_note(e),
            }


def book_note(entry: OutgoingEntry) -> str:
    """Ghi chú; what is held, cancelled or called back says so, and why."""
    if entry.state == OutgoingState.ISSUED and entry.recalled_at is None:
        return entry.note
    said = state_words(entry)
    said = f"{said[:1].upper()}{said[1:]}."
    why = entry.ended_because or entry.recalled_because
    return " ".join(word for word in (said, why, entry.note) if word)


def outgoing_period(first: date, last: date, sequence: str = "") -> OutgoingPeriod:
    """Refused where the days are turned round, or no law has its columns that day."""
    if last < first:
        raise Refused([Reason(_("Ngày cuối trước ngày đầu."), "last")])
    return OutgoingPeriod(first, last, register_columns("outgoing", last), sequence)


def list_columns() -> list[Column]:
    return [
        Column("symbol", _("Số, ký hiệu"), 16),
        Column("issued_on", _("Ngày văn bản"), 10),
        Column("type", _("Loại văn bản"), 14),
        Column("subject", _("Trích yếu"), 48),
        Column("signer", _("Người ký"), 20),
        Column("unit", _("Đơn vị soạn thảo"), 24),
        Column("recipients", _("Nơi nhận"), 30),
        Column("state", _("Trạng thái"), 14),
        Column("note", _("Ghi chú"), 20),
    ]


def list_lines(entries: Iterable[OutgoingEntry]) -> Iterator[Line]:
    """A list's lines by the keys of its columns."""
    for e in entries:
        yield {
            "symbol": e.symbol,
            "issued_on": _day(e.issued_on),
            "type": e.type_name,
            "subject": e.subject,
            "signer": e.signer_name,
            "unit": e.unit_name,
            "recipients": e.recipients,
            "state": state_words(e),
            "note": e.ended_because or e.recalled_because or e.note,
        }
