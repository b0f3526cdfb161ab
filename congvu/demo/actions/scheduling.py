"""The committee's week published and changed, its rooms and cars, two meetings; to one
of them people outside are asked by letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from typing import Any

from congvu.audit.actions import ensure_months
from congvu.audit.rules import SYSTEM
from congvu.calendar import actions
from congvu.calendar.actions import MeetingData
from congvu.calendar.models import Entry, Meeting, OutsideLetter, Resource
from congvu.calendar.rules import (
    BookingData,
    ConclusionData,
    EntryData,
    Invited,
    ItemData,
    MeetingState,
    Outsider,
    Owner,
    OwnerKind,
    Part,
    Reply,
    ResourceData,
    ResourceKind,
    Visibility,
    WeekStep,
    at_clock,
    monday_of,
)
from congvu.demo.actions.outgoing import Work
from congvu.demo.actions.plan import read
from congvu.demo.actions.posting import keep
from congvu.demo.actions.sheets import Bodies
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.mailboxes.queries.letters import registry_box
from congvu.organisations.access import Seat, seat_of_post

FILE = "calendar.yaml"


@dataclass(frozen=True)
class _Stage:
    """The week of the demo as of its last Friday: everything is written by then."""

    asked: dict[str, Any]
    bodies: Bodies
    at: datetime

    @property
    def monday(self) -> date:
        return monday_of(local_date(self.at))

    def by(self, who: str) -> Seat:
        return seat_of_post(self.bodies.desk("committee", who), local_date(self.at))

    def did(self, who: str = "lan") -> dict[str, Any]:
        return {"by": self.by(who), "at": self.at}

    def asked_to(self, line: dict[str, Any]) -> list[Invited]:
        desk = self.bodies.desk
        others = [Invited(desk("committee", who)) for who in line["with"]]
        others += [
            Invited(self.bodies.agencies[word].id) for word in line.get("at", ())
        ]
        return [Invited(desk("committee", line["chair"]), Part.CHAIR), *others]


def schedule(works: Sequence[Work], *, now: datetime) -> None:
    """After ``send_out``: a paper that was issued is read in the room."""
    stage = _Stage(read(FILE), Bodies(local_date(now)), now)
    ensure_months("audit_event", [now])
    rooms = _lend(stage)
    _held(stage, works)
    _coming(stage)
    _week(stage, rooms)
    _own(stage)


def _lend(stage: _Stage) -> dict[str, Resource]:
    found = {}
    for line in stage.asked["resources"]:
        data = ResourceData(**{**line, "kind": ResourceKind(line["kind"])})
        found[line["name"]] = actions.keep_resource(data=data, **stage.did())
    return found


def _entry(stage: _Stage, line: dict[str, Any], monday: date) -> Entry:
    day = monday + timedelta(days=line["day"] - 1)
    owner = Owner(OwnerKind.AGENCY, stage.by("lan").agency_id)
    return actions.keep_entry(
        owner=owner,
        data=EntryData(
            summary=line["what"],
            starts=at_clock(day, line["from"]),
            ends=at_clock(day, line["to"]),
            place=line["place"],
            prepares=line["prepares"],
            visibility=Visibility(line.get("visibility", "internal")),
        ),
        invited=stage.asked_to(line),
        **stage.did(),
    )


def _week(stage: _Stage, rooms: dict[str, Resource]) -> None:
    """Published, then one moved and one added; the next is handed in."""
    asked, after = stage.asked, stage.monday + timedelta(days=7)
    kept = {line["what"]: _entry(stage, line, stage.monday) for line in asked["week"]}
    _publish(stage, stage.monday)
    moved = asked["moved"]
    time = kept[moved["what"]].occurrences.get()
    day = local_date(time.starts)
    actions.change_time(
        occurrence_id=time.pk,
        starts=at_clock(day, moved["from"]),
        ends=at_clock(day, moved["to"]),
        **stage.did(),
    )
    _entry(stage, asked["added"], stage.monday)
    _publish(stage, stage.monday)
    for line in asked["next"]:
        _entry(stage, line, after)
    actions.step_week(monday=after, step=WeekStep.SUBMIT, **stage.did())
    for monday, lines in ((stage.monday, asked["week"]), (after, asked["next"])):
        for line in lines:
            if "room" in line:
                _book(stage, rooms[line["room"]], line, monday)


def _publish(stage: _Stage, monday: date) -> None:
    for step, who in (
        (WeekStep.SUBMIT, "lan"),
        (WeekStep.APPROVE, "dung"),
        (WeekStep.PUBLISH, "lan"),
    ):
        actions.step_week(monday=monday, step=step, **stage.did(who))


def _book(stage: _Stage, room: Resource, line: dict[str, Any], monday: date) -> None:
    """By who prepares it; a time that is past was booked before it came."""
    day = monday + timedelta(days=line["day"] - 1)
    starts = at_clock(day, line["from"])
    data = BookingData(room.pk, line["what"], starts, at_clock(day, line["to"]))
    at = min(stage.at, starts - timedelta(hours=1))
    ensure_months("audit_event", [at])
    actions.book(data=data, by=stage.by("minh"), at=at)


def _own(stage: _Stage) -> None:
    by = stage.by("hoa")
    for owner, who, name in (
        (Owner(OwnerKind.UNIT, by.unit_id), "hoa", "unit"),
        (Owner(OwnerKind.PERSON, stage.by("minh").person_id), "minh", "own"),
    ):
        line = stage.asked[name]
        day = stage.monday + timedelta(days=line["day"] - 1)
        data = EntryData(
            line["what"], at_clock(day, line["from"]), at_clock(day, line["to"])
        )
        actions.keep_entry(owner=owner, data=data, **stage.did(who))


def _meeting(stage: _Stage, line: dict[str, Any], day: date, hour: int) -> Any:
    entry = EntryData(
        summary=line["what"],
        starts=at_clock(day, hour),
        ends=at_clock(day, hour + 1),
        place=line["place"],
        prepares=line["prepares"],
    )
    data = MeetingData(
        entry=entry,
        invited=stage.asked_to(line),
        agenda=[ItemData(*item) for item in line["agenda"]],
    )
    return actions.call_meeting(data=data, **stage.did("dung"))


def _held(stage: _Stage, works: Sequence[Work]) -> None:
    """On the last working day: a paper was read, people were there, two duties came."""
    line = stage.asked["meeting"]
    day = calendar().add_working_days(local_date(stage.at), -1)
    before = replace(stage, at=at_clock(day - timedelta(days=2), 9))
    ensure_months("audit_event", [before.at])
    found = _meeting(before, line, day, 10)
    issued = (w.entry.document_id for w in works if w.entry is not None)
    paper = next((pk for pk in issued if pk is not None), None)
    given: dict[str, Any] = {"meeting_id": found.pk, **stage.did("dung")}
    if paper is not None:
        actions.add_paper(document_id=paper, **given)
    rows = list(found.entry.attending.all())
    actions.record_attendance(present=[row.pk for row in rows[:-1]], **given)
    actions.conclude_meeting(
        lines=[_conclusion(stage, one) for one in line["conclusions"]], **given
    )
    actions.give_conclusions(**given)


def _conclusion(stage: _Stage, one: dict[str, Any]) -> ConclusionData:
    desk = (
        stage.bodies.desk("committee", one["who"])
        if "who" in one
        else stage.bodies.agencies[one["at"]].id
    )
    due = calendar().add_working_days(local_date(stage.at), one["within"])
    return ConclusionData(one["what"], desk, due)


def _coming(stage: _Stage) -> None:
    """In three working days: one has said that she comes, one sends somebody else."""
    day = calendar().add_working_days(local_date(stage.at), 3)
    found = _meeting(stage, stage.asked["coming"], day, 14)
    hoa = stage.bodies.desk("committee", "hoa")
    row = found.entry.attending.get(desk_id=hoa)
    actions.reply(attendance_id=row.pk, answer=Reply.ACCEPTED, **stage.did("hoa"))
    chief = found.entry.attending.get(desk_id=stage.bodies.desk("committee", "chanhvp"))
    actions.send_instead(
        attendance_id=chief.pk,
        post_id=stage.bodies.desk("committee", "hai"),
        words=stage.asked["instead"],
        **stage.did("chanhvp"),
    )


def ask_outside(*, now: datetime) -> None:
    """Once there are boxes: two are asked by letter; one comes, one would send
    somebody else, which the caller decides."""
    stage = _Stage(read(FILE), Bodies(local_date(now)), now)
    found = Meeting.objects.get(state=MeetingState.PLANNED)
    entry = found.entry
    kept = EntryData(
        summary=entry.summary,
        starts=entry.starts,
        ends=entry.ends,
        place=entry.place,
        prepares=entry.prepares,
    )
    asked = entry.attending.filter(stands_for=None).order_by("pk")
    data = MeetingData(
        entry=kept,
        invited=[Invited(row.desk_id, Part(row.part)) for row in asked],
        agenda=[
            ItemData(one.text, one.presenter, one.minutes)
            for one in found.agenda.order_by("number")
        ],
        outside=[Outsider(one["email"], one["name"]) for one in stage.asked["outside"]],
    )
    actions.change_meeting(meeting_id=found.pk, data=data, **stage.did("dung"))
    while (sent := actions.claim_letter(at=now)) is not None:
        actions.note_sent(letter=sent, at=now)
    box = registry_box(found.agency_id, local_date(now))
    if box is None:
        return
    for number, one in enumerate(stage.asked["outside"], start=101):
        owed = found.outside_letters.get(email=one["email"])
        letter = keep(box, number, _answer(owed, one["says"], now), now)
        if letter is not None:
            actions.take_answer(letter_id=letter.pk, by=SYSTEM, at=now)


def _answer(asked: OutsideLetter, says: str, at: datetime) -> bytes:
    """As a calendar program writes it: the entry that was sent, and oneself alone."""
    uid = next(ln for ln in asked.text.splitlines() if ln.startswith("UID:"))
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Minh hoa//VI", "METHOD:REPLY"),
        *("BEGIN:VEVENT", uid, f"SEQUENCE:{asked.sequence}"),
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"ORGANIZER:mailto:{asked.sender}",
        f"ATTENDEE;PARTSTAT={says}:mailto:{asked.email}",
        *("END:VEVENT", "END:VCALENDAR", ""),
    ]
    made = EmailMessage(policy.SMTP)
    made["From"] = f'"{asked.name}" <{asked.email}>'
    made["To"], made["Subject"] = asked.sender, f"Trả lời: {asked.subject}"
    made["Message-ID"] = f"<tra-loi-{asked.pk}@{asked.email.partition('@')[2]}>"
    made.set_content("Đã trả lời.\n")
    text = "\r\n".join(lines)
    made.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
    return made.as_bytes()
