"""A register over a period, with the columns the law asks for on its last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries.printed import Line, register_lines, tracking_lines
from congvu.documents.rules import BOOK_NAMES
from congvu.law.queries import register_columns
from congvu.law.rules import Column
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.queries import agency_names_on


@dataclass(frozen=True)
class Book:
    """``key`` is incoming, the register, or tracking, the book of handling."""

    key: str
    first: date
    last: date
    columns: tuple[Column, ...]

    def lines(self, agency_id: UUID) -> Iterator[Line]:
        read = register_lines if self.key == "incoming" else tracking_lines
        return read(agency_id, self.first, self.last)

    def agency_name(self, agency_id: UUID, today: date) -> str:
        """What the agency was called at the end of the period: the book's head."""
        on = min(self.last, today)
        return agency_names_on([agency_id], on).get(agency_id, "")

    @property
    def name(self) -> str:
        return _(BOOK_NAMES[self.key])

    @property
    def period(self) -> str:
        days = {"first": f"{self.first:%d/%m/%Y}", "last": f"{self.last:%d/%m/%Y}"}
        return _("Từ ngày %(first)s đến ngày %(last)s") % days

    @property
    def year(self) -> str:
        years = {self.first.year, self.last.year}
        return _("Năm %(years)s") % {"years": " - ".join(map(str, sorted(years)))}


def book_of_year(key: str, year: int) -> Book:
    """A whole year's book, as it is printed when nothing is added any more."""
    return book(key, date(year, 1, 1), date(year, 12, 31))


def book(key: str, first: date, last: date) -> Book:
    """Refused where the days are turned round, or no law says its columns that day."""
    if last < first:
        raise Refused([Reason(_("Ngày cuối trước ngày đầu."), "last")])
    return Book(key, first, last, register_columns(key, last))
