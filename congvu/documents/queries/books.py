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


def book(key: str, first: date, last: date) -> Book:
    """Refused where the days are turned round, or no law says its columns that day."""
    if last < first:
        raise Refused([Reason(_("Ngày cuối trước ngày đầu."), "last")])
    return Book(key, first, last, register_columns(key, last))
