"""What people ask of one another once the papers lie where they lie: more time, another
desk, an urging; and what each has set up for himself, a filter, a pile to be cut."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pypdfium2 as pdfium

from congvu.demo.actions.life import Case
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.paper import have_fonts, make_pdf
from congvu.documents import actions
from congvu.documents.formats.separator_pdf import write_separator_pdf
from congvu.documents.models import Assignment
from congvu.documents.queries import Asked, Filters
from congvu.documents.rules import Part
from congvu.law.queries import calendar
from congvu.lib.dates import WorkCalendar, local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Role

FILE = "together.yaml"


@dataclass(frozen=True)
class _Today:
    """The papers by their symbol, and who sits where."""

    cases: dict[str, Case]
    bodies: Bodies
    days: WorkCalendar
    at: datetime

    def seat(self, username: str) -> Seat:
        return seat_of_post(self.bodies.desk("committee", username), self.bodies.on)

    def entry(self, symbol: str) -> UUID:
        entry = self.cases[symbol].entry
        if entry is None:
            raise LookupError(f"{symbol} is not registered")
        return UUID(str(entry.pk))

    def lead(self, symbol: str) -> Assignment:
        """The lowest lead part: whoever works on it now."""
        lead = (
            Assignment.objects.filter(entry=self.entry(symbol), part=Part.LEAD)
            .order_by("given_at", "id")
            .last()
        )
        if lead is None:
            raise LookupError(f"nobody leads {symbol}")
        return lead

    def holder(self, desk: UUID) -> Seat:
        """Whoever works at a desk: a post, or the head of a unit."""
        heads = [
            p
            for p in posts_on(self.bodies.on, unit_id=desk)
            if p.role == Role.UNIT_HEAD
        ]
        return seat_of_post(heads[0].id if heads else desk, self.bodies.on)

    def later(self, working_days: int) -> date:
        return self.days.add_working_days(self.bodies.on, working_days)


def work_together(cases: Sequence[Case], *, now: datetime) -> None:
    """After `live`: its papers, moved a last time by their holders."""
    first: dict[str, Case] = {}
    for case in cases:
        if case.line["to"] == "committee" and case.entry is not None:
            first.setdefault(case.line["symbol"], case)
    office = _Today(
        first, Bodies(local_date(now)), calendar(), now - timedelta(seconds=20)
    )
    asked: dict[str, Any] = read(FILE)
    for line in asked["more_time"]:
        _ask_for_time(office, line)
    for line in asked["pass_on"]:
        lead = office.lead(line["paper"])
        actions.ask_pass_on(
            entry_id=office.entry(line["paper"]),
            assignment_id=lead.pk,
            to_desk_id=office.bodies.unit_or_post("committee", line["to"]),
            reason=line["why"],
            by=office.holder(lead.desk_id),
            at=office.at,
        )
    for line in asked["urged"]:
        actions.urge(
            entry_id=office.entry(line["paper"]),
            assignment_id=office.lead(line["paper"]).pk,
            text=line["text"],
            by=office.seat(line["by"]),
            at=office.at,
        )
    for line in asked["filters"]:
        _keep_filter(office, line)
    if have_fonts():
        _scan(office, asked["pile"])


def _ask_for_time(office: _Today, line: dict[str, Any]) -> None:
    lead = office.lead(line["paper"])
    until = office.later(line["days"])
    actions.ask_extension(
        entry_id=office.entry(line["paper"]),
        assignment_id=lead.pk,
        until=until,
        reason=line["why"],
        by=office.holder(lead.desk_id),
        at=office.at,
    )
    if line["agreed"] and lead.parent is not None:
        actions.grant_extension(
            entry_id=office.entry(line["paper"]),
            assignment_id=lead.pk,
            beyond=True,
            by=office.holder(lead.parent.desk_id),
            at=office.at + timedelta(seconds=5),
        )


def _keep_filter(office: _Today, line: dict[str, Any]) -> None:
    words = {key: line.get(key, "") for key in ("issuer", "type_code", "urgency")}
    actions.save_filter(
        name=line["name"],
        asked=Asked(filters=Filters(**words)),
        shared=line["shared"],
        by=office.seat(line["by"]),
        at=office.at,
    )


def _scan(office: _Today, line: dict[str, Any]) -> None:
    """One file, as the scanner makes it: the worker cuts it at the separators."""
    separator = io.BytesIO()
    write_separator_pdf(separator)
    pile = pdfium.PdfDocument.new()
    for paper in line["papers"]:
        sheet = {"to": "committee", "age": 0, **paper}
        mail = office.bodies.mail(sheet, office.days)
        for pages in (separator.getvalue(), make_pdf(mail.sheet)):
            with pdfium.PdfDocument(pages) as document:
                pile.import_pages(document)
    whole = io.BytesIO()
    pile.save(whole)
    whole.seek(0)
    actions.receive_pile(
        stream=whole,
        name=line["name"],
        channel="folder",
        by=office.seat(line["by"]),
        at=office.at,
    )
