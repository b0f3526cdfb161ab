"""The year's file plan and the dossiers made from it, by those who made the papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from congvu.archives import actions
from congvu.archives.actions import DossierData
from congvu.archives.formats.plan_text import read_plan
from congvu.archives.models import Dossier, FilePlan, PlanLine
from congvu.archives.rules import Numbering, PackageKind
from congvu.audit.actions import ensure_months
from congvu.audit.rules import SYSTEM
from congvu.demo.actions.life import Case
from congvu.demo.actions.outgoing import Work
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.organisations.access import Seat, seat_of_post

FILE = "dossiers.yaml"

# A plan belongs to the year that the last six weeks lie in; the bodies of today are
# there since July 2025.
_LOOK_BACK = 30
_FIRST_PLAN = date(2025, 7, 14)


@dataclass(frozen=True)
class _Papers:
    """What can be filed, by symbol or subject: whose line it is, and since when."""

    incoming: dict[str, tuple[UUID, datetime]] = field(default_factory=dict)
    outgoing: dict[str, tuple[UUID, datetime]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Room:
    """Who sits where, and what day it is."""

    bodies: Bodies
    days: WorkCalendar
    now: datetime

    def seat(self, username: str, at: datetime) -> Seat:
        desk = self.bodies.desk("committee", username)
        return seat_of_post(desk, local_date(at))

    def day(self, age: int, clock: time) -> datetime:
        on = self.days.add_working_days(self.bodies.on, -age)
        return datetime.combine(on, clock, VIETNAM)

    def until_now(self, at: datetime) -> datetime:
        return min(at, self.now - timedelta(seconds=20))


def keep_files(cases: list[Case], works: list[Work], *, now: datetime) -> None:
    """After everything has come and gone: the plan, then each dossier by its maker."""
    room = _Room(Bodies(local_date(now)), calendar(), now)
    asked: dict[str, Any] = read(FILE)
    planned = _plan_moment(room)
    moments = [planned, *(room.day(d["age"], time(9)) for d in asked["dossiers"])]
    ensure_months("audit_event", moments)
    plan = _issue_plan(asked, room, planned)
    papers = _papers(cases, works)
    for line in asked["dossiers"]:
        since = max(room.day(line["age"], time(9)), planned + timedelta(days=1))
        _make(line, room, plan, papers, room.until_now(since))
    actions.copy_plan(
        from_year=plan.year,
        to_year=plan.year + 1,
        by=room.seat("luutru", now),
        at=room.day(4, time(9, 30)),
    )


def _plan_moment(room: _Room) -> datetime:
    year = room.days.add_working_days(room.bodies.on, -_LOOK_BACK).year
    on = room.days.add_working_days(max(date(year, 1, 12), _FIRST_PLAN), 0)
    return datetime.combine(on, time(14, 30), VIETNAM)


def _issue_plan(asked: dict[str, Any], room: _Room, at: datetime) -> FilePlan:
    headings, _faults = read_plan(asked["plan"])
    year = local_date(at).year
    lan, dung = room.seat("lan", at), room.seat("dung", at)
    actions.write_plan(
        year=year, numbering=Numbering.HEADING, headings=headings, by=lan, at=at
    )
    actions.approve_plan(year=year, by=dung, at=at + timedelta(hours=1))
    return actions.issue_plan(
        year=year, basis=asked["basis"], by=lan, at=at + timedelta(hours=2)
    )


def _papers(cases: list[Case], works: list[Work]) -> _Papers:
    found = _Papers()
    for case in cases:
        if case.entry is not None and case.line["to"] == "committee":
            row = (UUID(str(case.entry.pk)), case.entry.registered_at)
            found.incoming.setdefault(case.mail.paper.symbol, row)
    for work in works:
        if work.entry is not None and work.entry.released_at is not None:
            row = (UUID(str(work.entry.pk)), work.entry.released_at)
            found.outgoing[work.line["subject"]] = row
    return found


def _make(
    line: dict[str, Any], room: _Room, plan: FilePlan, papers: _Papers, at: datetime
) -> None:
    dossier = _open(line, room, plan, at)
    rows: list[tuple[datetime, UUID | None, UUID | None]] = []
    for symbol in line["incoming"]:
        one, since = papers.incoming[symbol]
        rows.append((since, one, None))
    for subject in line["outgoing"]:
        one, since = papers.outgoing[subject]
        rows.append((since, None, one))
    for since, incoming, outgoing in sorted(rows, key=lambda row: row[0]):
        filed = room.until_now(max(since, at) + timedelta(minutes=45))
        actions.file_paper(
            dossier_id=dossier.id,
            by=room.seat(line["by"], filed),
            at=filed,
            incoming_id=incoming,
            outgoing_id=outgoing,
        )
    if "closed" in line:
        _close(line, room, dossier)
    if "frozen" in line:
        frozen = room.day(2, time(10))
        actions.freeze_dossiers(
            dossier_ids=[dossier.id],
            reason=line["frozen"],
            by=room.seat("chanhvp", frozen),
            at=frozen,
        )


def _open(line: dict[str, Any], room: _Room, plan: FilePlan, at: datetime) -> Dossier:
    """From its line of the plan, or outside it; the whole unit may file into it."""
    planned = (
        PlanLine.objects.get(plan=plan, title=line["line"]) if "line" in line else None
    )
    data = DossierData(
        title=planned.title if planned else line["title"],
        symbol=planned.symbol if planned else line["symbol"],
        retention=planned.retention if planned else line["retention"],
        opened_on=local_date(at),
    )
    return actions.open_dossier(
        data=data,
        by=room.seat(line["by"], at),
        at=at,
        plan_line_id=planned.id if planned else None,
        for_unit=True,
    )


def _close(line: dict[str, Any], room: _Room, dossier: Dossier) -> None:
    """By its maker; what the archivist asks for is packed at once."""
    at = room.day(3, time(16, 10))
    actions.close_dossier(
        dossier_id=dossier.id,
        ended_on=local_date(at),
        drops=False,
        closing_note=line["closed"],
        by=room.seat(line["by"], at),
        at=at,
    )
    asked = room.day(2, time(9, 15))
    for kind in line["packed"]:
        package = actions.ask_for_package(
            dossier_id=dossier.id,
            kind=PackageKind(kind),
            by=room.seat("luutru", asked),
            at=asked,
        )
        made = asked + timedelta(minutes=1)
        actions.make_package(package_id=package.id, by=SYSTEM, at=made)
