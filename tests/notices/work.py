"""Papers on their way through the small province, at moments the test names."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import Paper, Part
from congvu.lib.dates import VIETNAM, local_date
from tests.people import Province

SPRING = date(2026, 4, 1)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


def register(
    people: Province, symbol: str, at: datetime, *, who: str = "lan"
) -> RegisterEntry:
    return actions.register_incoming(
        paper=Paper(
            subject=f"V/v việc của văn bản {symbol}",
            issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
            type_code="CV",
            symbol=symbol,
            issued_on=local_date(at) - timedelta(days=1),
        ),
        arrived_at=at,
        by=people.seat(who, on=local_date(at)),
        at=at,
    )


def submit(people: Province, entry: RegisterEntry, at: datetime) -> Assignment:
    assert people.dung.post is not None
    actions.submit(
        entry_id=entry.id,
        leader_post_id=people.dung.post.id,
        by=people.seat("lan", on=local_date(at)),
        at=at,
    )
    return Assignment.objects.get(entry=entry, part=Part.DIRECT)


def instruct(
    people: Province,
    entry: RegisterEntry,
    at: datetime,
    *,
    due_on: date | None = None,
    hold: bool = False,
    inform: UUID | None = None,
) -> Assignment:
    """Dũng gives the paper to Hoa's division, for Hoa to hand on."""
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)
    shares = [Share(people.division.id, Part.LEAD, due_on)]
    shares += [Share(inform, Part.INFORM)] if inform else []
    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Giao Phòng nghiên cứu, tham mưu gấp.",
        shares=shares,
        hold=hold,
        day_off=True,
        by=people.seat("dung", on=local_date(at)),
        at=at,
    )
    return Assignment.objects.get(parent=direct, part=Part.LEAD)


def assign(
    people: Province, part: Assignment, at: datetime, *, due_on: date | None = None
) -> Assignment:
    """Hoa gives it to Minh."""
    assert people.minh.post is not None
    made = actions.assign(
        entry_id=part.entry_id,
        assignment_id=part.id,
        shares=[Share(people.minh.post.id, Part.LEAD, due_on)],
        day_off=True,
        by=people.seat("hoa", on=local_date(at)),
        at=at,
    )
    return made[0]


def on_minhs_desk(
    people: Province, symbol: str, at: datetime, due_on: date
) -> Assignment:
    """The whole way Lan → Dũng → Hoa → Minh, a minute a step."""
    entry = register(people, symbol, at)
    submit(people, entry, at + timedelta(minutes=1))
    part = instruct(people, entry, at + timedelta(minutes=2), due_on=due_on)
    return assign(people, part, at + timedelta(minutes=3), due_on=due_on)


def report(people: Province, part: Assignment, at: datetime) -> None:
    actions.report(
        entry_id=part.entry_id,
        assignment_id=part.id,
        result="Đã làm xong.",
        by=people.seat("minh", on=local_date(at)),
        at=at,
    )


def confirm(people: Province, who: str, part: Assignment, at: datetime) -> None:
    actions.confirm(
        entry_id=part.entry_id,
        assignment_id=part.id,
        by=people.seat(who, on=local_date(at)),
        at=at,
    )
