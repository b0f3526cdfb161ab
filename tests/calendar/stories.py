"""What the stories of the calendar have in common.

Lan keeps the committee's calendar and its rooms, Dũng leads, Hoa heads the division in
which Minh works; Tú keeps the commune's.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.calendar import actions
from congvu.calendar.actions import MeetingData
from congvu.calendar.models import Booking, Entry, Meeting, Resource
from congvu.calendar.rules import (
    BookingData,
    EntryData,
    Invited,
    ItemData,
    Owner,
    OwnerKind,
    Part,
    ResourceData,
    ResourceKind,
    at_clock,
    monday_of,
)
from congvu.documents.models import DocumentFile
from congvu.files.models import StoredFile
from congvu.organisations.models import Post
from congvu.outgoing.actions import Numbered, reserve_number
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import leave
from tests.people import Province

ABOUT = "Họp giao ban tháng 12"


def post_of(people: Province, who: str) -> Post:
    post = people.cast[who].post
    assert post is not None
    return post


def next_monday(people: Province) -> date:
    return monday_of(people.today) + timedelta(days=7)


def own(people: Province, who: str) -> Owner:
    return Owner(OwnerKind.PERSON, people.seat(who).person_id)


def committee(people: Province) -> Owner:
    return Owner(OwnerKind.AGENCY, people.committee.id)


def division(people: Province) -> Owner:
    return Owner(OwnerKind.UNIT, people.division.id)


def keep(
    people: Province,
    owner: Owner,
    who: str = "lan",
    *,
    day: date | None = None,
    hours: tuple[int, int] = (8, 10),
    invited: list[Invited] | None = None,
    entry_id: UUID | None = None,
    **more: Any,
) -> Entry:
    on = day or next_monday(people)
    given: dict[str, Any] = {
        "summary": ABOUT,
        "starts": at_clock(on, hours[0]),
        "ends": at_clock(on, hours[1]),
    }
    return actions.keep_entry(
        owner=owner,
        data=EntryData(**{**given, **more}),
        entry_id=entry_id,
        invited=invited,
        by=people.seat(who),
        at=people.at,
    )


def room(people: Province, name: str = "Phòng họp số 1", **more: Any) -> Resource:
    given: dict[str, Any] = {"kind": ResourceKind.ROOM, "name": name, "seats": 20}
    data = ResourceData(**{**given, **more})
    return actions.keep_resource(data=data, by=people.seat("lan"), at=people.at)


def book(
    people: Province,
    what: Resource,
    who: str = "minh",
    *,
    day: date | None = None,
    hours: tuple[int, int] = (8, 10),
    **more: Any,
) -> Booking:
    on = day or next_monday(people)
    data = BookingData(
        what.id, "Họp tổ", at_clock(on, hours[0]), at_clock(on, hours[1]), **more
    )
    return actions.book(data=data, by=people.seat(who), at=people.at)


def asked(people: Province, *who: str, chair: str = "dung") -> list[Invited]:
    others = [Invited(post_of(people, one).id) for one in who]
    return [Invited(post_of(people, chair).id, Part.CHAIR), *others]


def call(
    people: Province,
    who: str = "dung",
    *,
    invited: list[Invited] | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    **more: Any,
) -> Meeting:
    """Of the whole of today, where nothing else is said."""
    entry = EntryData(
        summary=more.pop("summary", ABOUT),
        starts=starts or at_clock(people.today, 0),
        ends=ends or at_clock(people.today, 23, 59),
        place="Phòng họp số 1",
    )
    data = MeetingData(
        entry=entry,
        invited=asked(people, "hoa", "minh") if invited is None else invited,
        agenda=[ItemData("Báo cáo tiến độ", "Phạm Thị Hoa", 20)],
        **more,
    )
    return actions.call_meeting(data=data, by=people.seat(who), at=people.at)


def again(found: Meeting) -> Meeting:
    return Meeting.objects.select_related("entry").get(pk=found.pk)


def issued(people: Province, type_code: str, subject: str) -> OutgoingEntry:
    """A paper of this type that the committee issued today."""
    paper = Numbered(type_code=type_code, subject=subject)
    line = reserve_number(paper=paper, by=people.seat("lan"), at=people.at)
    made = leave(people, line)
    files = DocumentFile.objects.filter(document=made.document_id)
    StoredFile.objects.filter(pk__in=files.values("file")).update(state="ready")
    return made
