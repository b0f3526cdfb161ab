"""The papers of the last weeks, moved through the real actions by a clock of its own.

Every step is an ordinary action by whoever holds the post on that day, so the demo can
show nothing that the office could not do. Steps run in the order of their moments:
numbers rise with the days of arrival.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import ensure_months
from congvu.demo.actions.road import Road
from congvu.demo.actions.sheets import Bodies, Mail
from congvu.demo.formats.paper import have_fonts, make_pdf
from congvu.demo.rules import WAYS
from congvu.documents import actions
from congvu.documents.models import Assignment, IntakeItem, RegisterEntry
from congvu.documents.rules import IntakeState, Part
from congvu.law.queries import calendar, document_types
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role

# When in its working day a step is taken, and how many working days after arrival.
_CLOCK: dict[str, tuple[int, time]] = {
    "arrive": (0, time(8, 5)),
    "register": (0, time(8, 20)),
    "end": (0, time(10, 0)),
    "submit": (0, time(9, 10)),
    "instruct": (0, time(10, 30)),
    "transfer": (0, time(11, 15)),
    "open": (0, time(13, 45)),
    "assign": (0, time(14, 20)),
    "work": (0, time(15, 5)),
    "report": (1, time(10, 40)),
    "hand_back": (1, time(14, 10)),
    "confirm": (1, time(15, 30)),
    "close": (1, time(16, 40)),
}


@dataclass
class Case:
    """One paper on its way through one agency, which ``sender`` may have sent it to."""

    mail: Mail
    number: int
    sender: Case | None = None
    item: IntakeItem | None = None
    entry: RegisterEntry | None = None

    @property
    def line(self) -> dict[str, Any]:
        return self.mail.line


@dataclass
class Life:
    """Who sits where, what day it is, and the steps a paper can take."""

    bodies: Bodies
    now: datetime
    seats: dict[tuple[UUID, date], Seat] = field(default_factory=dict)
    road: Road | None = None

    @cached_property
    def days(self) -> WorkCalendar:
        return calendar()

    @cached_property
    def today(self) -> date:
        return local_date(self.now)

    def seat(self, post: UUID, at: datetime) -> Seat:
        key = (post, local_date(at))
        if key not in self.seats:
            self.seats[key] = seat_of_post(post, key[1])
        return self.seats[key]

    def desk(self, case: Case, name: str) -> UUID:
        """The post of a desk in the receiving agency: a role, or a user's post."""
        return self.bodies.desk(case.line["to"], name)

    # -- the steps, each by whom it belongs to --

    def arrive(self, case: Case, at: datetime) -> None:
        if not have_fonts():
            return
        if self.road is not None and "by" in case.line:
            case.item = self.road.bring(
                case.mail,
                to=self.bodies.agencies[case.line["to"]],
                type_name=self.bodies.types[case.line["type"]],
                at=at,
            )
            return
        clerk = self.seat(self.desk(case, Role.RECORDS_CLERK), at)
        item = actions.receive_file(
            stream=io.BytesIO(make_pdf(case.mail.sheet)),
            name=case.mail.file_name,
            channel="folder",
            by=clerk,
            at=at,
            read_later=False,
        )
        case.item = actions.read_item(item_id=item.id, by=clerk, at=at)

    def register(self, case: Case, at: datetime) -> None:
        item = case.item or self._sent(case)
        ready = item is not None and item.state == IntakeState.READY
        case.entry = actions.register_incoming(
            paper=case.mail.paper,
            arrived_at=item.received_at if item else at,
            by=self.seat(self.desk(case, Role.RECORDS_CLERK), at),
            at=at,
            item_id=item.id if item and ready else None,
            channel=item.channel if item and ready else "paper",
        )

    def _sent(self, case: Case) -> IntakeItem | None:
        """What the sender's instruction has laid at this agency's door."""
        if case.sender is None:
            return None
        agency = self.bodies.agencies[case.line["to"]].id
        return IntakeItem.objects.get(
            delivery__entry=_entry(case.sender), agency_id=agency
        )

    def end(self, case: Case, at: datetime) -> None:
        actions.return_to_sender(
            entry_id=_entry(case),
            reason=case.line["why"],
            by=self.seat(self.desk(case, Role.RECORDS_CLERK), at),
            at=at,
        )

    def submit(self, case: Case, at: datetime) -> None:
        actions.submit(
            entry_id=_entry(case),
            leader_post_id=self.leader(case),
            by=self.seat(self.desk(case, Role.RECORDS_CLERK), at),
            at=at,
            request=case.line.get("asks", ""),
            proposal=self.shares(case, at) if "says" not in case.line else (),
        )

    def instruct(self, case: Case, at: datetime) -> None:
        leader = self.seat(self.leader(case), at)
        actions.instruct(
            entry_id=_entry(case),
            assignment_id=_part(case, Part.DIRECT).id,
            text=case.line["says"],
            shares=self.shares(case, at),
            by=leader,
            at=at,
            hold=case.line["way"] == "held",
        )

    def open(self, case: Case, at: datetime) -> None:
        self._look(case, self.head(case), at)

    def assign(self, case: Case, at: datetime) -> None:
        head, specialist = self.head(case), self.specialist(case)
        if head == specialist:
            return
        lead = _part(case, Part.LEAD)
        actions.assign(
            entry_id=_entry(case),
            assignment_id=lead.id,
            shares=[actions.Share(specialist, Part.LEAD, lead.due_on)],
            by=self.seat(head, at),
            at=at,
            text=case.line.get("hands", ""),
        )

    def work(self, case: Case, at: datetime) -> None:
        self._look(case, self.specialist(case), at)

    def report(self, case: Case, at: datetime) -> None:
        actions.report(
            entry_id=_entry(case),
            assignment_id=_part(case, Part.LEAD, deepest=True).id,
            result=case.line["result"],
            by=self.seat(self.specialist(case), at),
            at=at,
        )

    def hand_back(self, case: Case, at: datetime) -> None:
        actions.return_report(
            entry_id=_entry(case),
            assignment_id=_part(case, Part.LEAD, deepest=True).id,
            reason=case.line["why"],
            by=self.seat(self.head(case), at),
            at=at,
        )

    def confirm(self, case: Case, at: datetime) -> None:
        """The head accepts; where the specialist answers to the leader, nobody does."""
        if self.head(case) == self.specialist(case):
            return
        actions.confirm(
            entry_id=_entry(case),
            assignment_id=_part(case, Part.LEAD, deepest=True).id,
            by=self.seat(self.head(case), at),
            at=at,
        )

    def close(self, case: Case, at: datetime) -> None:
        actions.confirm(
            entry_id=_entry(case),
            assignment_id=_part(case, Part.LEAD).id,
            by=self.seat(self.leader(case), at),
            at=at,
        )

    # -- who and when --

    def _look(self, case: Case, post: UUID, at: datetime) -> None:
        entry = RegisterEntry.objects.get(pk=_entry(case))
        actions.record_view(entry=entry, by=self.seat(post, at), at=at)

    def leader(self, case: Case) -> UUID:
        return self.desk(case, case.line.get("leader", Role.LEADER))

    def head(self, case: Case) -> UUID:
        return self.bodies.head(case.line["to"], case.line["lead"])

    def specialist(self, case: Case) -> UUID:
        return self.bodies.specialist(case.line["to"], case.line["lead"])

    def shares(self, case: Case, at: datetime) -> list[actions.Share]:
        line, due = case.line, None
        if "due" in line:
            # Nobody sets a day that is over: a late paper's day was ahead then.
            due = max(
                self.days.add_working_days(self.today, line["due"]),
                self.days.add_working_days(local_date(at), 0),
            )
        shares = []
        if "lead" in line:
            desk = self.bodies.unit_or_post(line["to"], line["lead"])
            shares.append(actions.Share(desk, Part.LEAD, due))
        for part, key in ((Part.SUPPORT, "support"), (Part.INFORM, "inform")):
            for name in line.get(key, ()):
                desk = self.bodies.unit_or_post(line["to"], name)
                day = due if part == Part.SUPPORT else None
                shares.append(actions.Share(desk, part, day))
        return shares

    def moments(self, case: Case) -> Iterator[tuple[datetime, str]]:
        """When each step of the paper's way was taken; never after now."""
        steps = WAYS[case.line["way"]]
        first = self.bodies.arrived(case.line, self.days, self.today)
        planned = []
        if case.sender is not None:
            steps = steps[1:]
        for step in steps:
            after, clock = _CLOCK[step]
            if case.sender is not None:
                # Sent by noon, entered before lunch, on the leader's desk next morning.
                after, clock = (
                    (0, time(11, 40)) if step == "register" else (after + 1, clock)
                )
            day = self.days.add_working_days(first, after) if after else first
            moment = datetime.combine(day, clock, VIETNAM)
            planned.append(moment + timedelta(seconds=97 * case.number % 900))
        for place, (step, moment) in enumerate(zip(steps, planned, strict=True)):
            latest = self.now - timedelta(seconds=40 * (len(steps) - place))
            yield min(moment, latest), step


def _entry(case: Case) -> UUID:
    if case.entry is None:
        raise LookupError("the paper is not registered yet")
    return case.entry.pk


def _part(case: Case, part: Part, *, deepest: bool = False) -> Assignment:
    rows = Assignment.objects.filter(entry=_entry(case), part=part).order_by(
        "given_at", "id"
    )
    row = rows.last() if deepest else rows.first()
    if row is None:
        raise LookupError(f"nobody has the part {part} of this paper")
    return row


def _received(cases: list[Case], life: Life) -> Iterator[Case]:
    """The same papers in the agencies that have entered them since."""
    for case in list(cases):
        for line in case.line.get("across", ()):
            own = {"age": case.line["age"], "due": case.line["due"], **line}
            yield Case(replace(case.mail, line=own), case.number, case)


def live(
    papers: list[dict[str, Any]], *, now: datetime, road: Road | None = None
) -> list[Case]:
    """Bring the papers in and move them on until ``now``, a moment of their day."""
    bodies = Bodies(local_date(now))
    if not document_types(bodies.on):
        raise Refused([_("Chưa nạp dữ liệu pháp luật: chạy congvu load-law trước.")])
    life = Life(bodies, now, road=road)
    cases = [
        Case(bodies.mail(line, life.days), number) for number, line in enumerate(papers)
    ]
    cases += _received(cases, life)
    steps: list[tuple[datetime, int, int, Callable[[Case, datetime], None], Case]] = []
    for case in cases:
        for place, (moment, name) in enumerate(life.moments(case)):
            steps.append((moment, case.number, place, getattr(life, name), case))
    steps.sort(key=lambda step: step[:3])
    for table in ("audit_event", "documents_historyevent"):
        ensure_months(table, [step[0] for step in steps])
    for moment, _number, _place, take, case in steps:
        take(case, moment)
    return cases
