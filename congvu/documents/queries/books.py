"""A register over a period, with the columns the law asks for on its last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries.printed import (
    Line,
    handover_lines,
    numbers_between,
    register_lines,
    tracking_lines,
)
from congvu.documents.rules import BOOK_NAMES
from congvu.law.queries import register_columns, rule
from congvu.law.rules import Column, Sureness
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import (
    AgencyOnDay,
    agency_names_on,
    agency_on,
    units_on,
)


@dataclass(frozen=True)
class Cover:
    """Bìa và trang đầu (NĐ 30/2020 Phụ lục IV); ``above`` is the body it answers to,
    ``numbers`` the register's own, ``receiver`` whom a hand-over book is for.
    """

    agency: str
    above: str
    numbers: str
    receiver: str


def _body_above(agency: AgencyOnDay, on: date) -> str:
    """A people's committee stands alone on its papers (NĐ 30/2020 Phụ lục III)."""
    if agency.parent_id is None or agency.kind in _COMMITTEES:
        return ""
    above = agency_on(agency.parent_id, on)
    return above.name if above else ""


_COMMITTEES = (AgencyKind.PROVINCE, AgencyKind.DISTRICT, AgencyKind.COMMUNE)


@dataclass(frozen=True)
class Book:
    """``key`` is incoming, the register; tracking, the book of handling; or handover,
    who was handed what, of one receiving ``unit_id`` or of all. ``is_sure`` says that
    its form was read in the law itself.
    """

    key: str
    first: date
    last: date
    columns: tuple[Column, ...]
    is_sure: bool
    unit_id: UUID | None = None

    def lines(self, agency_id: UUID) -> Iterator[Line]:
        if self.key == "handover":
            return handover_lines(agency_id, self.first, self.last, self.unit_id)
        read = register_lines if self.key == "incoming" else tracking_lines
        return read(agency_id, self.first, self.last)

    def cover(self, agency_id: UUID, today: date) -> Cover:
        """What stands on the book's first page, with the names of its last day.

        An agency that ended before then keeps the last name it had.
        """
        on = min(self.last, today)
        found = agency_on(agency_id, on)
        names = {} if found else agency_names_on([agency_id], on)
        return Cover(
            agency=found.name if found else names.get(agency_id, ""),
            above=_body_above(found, on) if found else "",
            numbers=self._numbers(agency_id),
            receiver=self._receiver(agency_id),
        )

    def _numbers(self, agency_id: UUID) -> str:
        if self.key != "incoming":
            return ""
        ends = numbers_between(agency_id, self.first, self.last)
        if ends is None:
            return ""
        return _("Từ số %(first)d đến số %(last)d") % {
            "first": ends[0],
            "last": ends[1],
        }

    def _receiver(self, agency_id: UUID) -> str:
        if self.unit_id is None:
            return ""
        units = units_on(agency_id, self.last)
        name = next((u.name for u in units if u.id == self.unit_id), "")
        return _("Đơn vị nhận: %(name)s") % {"name": name}

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


def book(key: str, first: date, last: date, unit_id: UUID | None = None) -> Book:
    """Refused where the days are turned round, or no law says its columns that day."""
    if last < first:
        raise Refused([Reason(_("Ngày cuối trước ngày đầu."), "last")])
    return Book(
        key=key,
        first=first,
        last=last,
        columns=register_columns(key, last),
        is_sure=rule("register", key, last).sureness == Sureness.READ,
        unit_id=unit_id if key == "handover" else None,
    )
