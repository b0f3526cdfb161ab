"""The shapes that the work calendar has for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from congvu.calendar.actions import MeetingData
from congvu.calendar.models import Attendance
from congvu.calendar.rules import (
    BookingData,
    ConclusionData,
    EntryData,
    Invited,
    ItemData,
    Outsider,
    Part,
    ResourceData,
    ResourceKind,
    Status,
    Visibility,
    at_clock,
)
from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.text import nfc
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=1000)]
Text = Annotated[str, Field(max_length=10_000)]
Moment = Annotated[
    AwareDatetime, Field(ge=at_clock(EARLIEST, 0), le=at_clock(LATEST, 23))
]
VisibilityName = Literal["private", "internal", "public"]


class InvitedIn(Schema):
    """An agency, a unit or a post that is asked."""

    desk_id: UUID
    part: Literal["chair", "attends", "prepares"] = "attends"

    def given(self) -> Invited:
        is_said = "part" in self.model_fields_set
        return Invited(self.desk_id, Part(self.part) if is_said else None)


InvitedList = Annotated[list[InvitedIn], Field(max_length=500)]


class CalendarEntryIn(Schema):
    """``rrule`` as in RFC 5545, without its name."""

    summary: Line
    starts: Moment
    ends: Moment
    all_day: bool = False
    rrule: Line = ""
    place: Line = ""
    description: Text = ""
    chair: Line = ""
    prepares: Line = ""
    visibility: VisibilityName = "internal"
    status: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    uid: Line = ""
    invited: InvitedList | None = None

    def data_given(self) -> EntryData:
        names = "summary starts ends all_day rrule place description chair prepares uid"
        return EntryData(
            **{name: getattr(self, name) for name in names.split()},
            visibility=Visibility(self.visibility),
            status=Status(self.status),
        )

    def unsaid(self) -> set[str]:
        """What stays as it is kept where an entry is written again."""
        names = "all_day rrule place description chair prepares visibility status"
        return {"left_out", *names.split()} - self.model_fields_set

    def desks(self) -> list[Invited] | None:
        return None if self.invited is None else [x.given() for x in self.invited]


class NewCalendarEntryIn(CalendarEntryIn):
    owner: Literal["person", "unit", "agency"] = "person"


class CalendarTimeIn(Schema):
    starts: Moment | None = None
    ends: Moment | None = None
    place: Line = ""
    cancelled: bool = False


class CalendarReplyIn(Schema):
    """``delegated`` names the post that goes instead."""

    answer: Literal["accepted", "tentative", "declined", "delegated"]
    post_id: UUID | None = None
    words: Line = ""


class AttendanceOut(Schema):
    """``email`` is told of who is asked from outside, to who prepares the meeting."""

    id: UUID
    desk_id: UUID
    name: str
    email: str
    part: str
    reply: str
    reply_words: str
    stands_for_id: UUID | None
    came_at: datetime | None


class CalendarTimeOut(Schema):
    id: UUID
    starts: datetime
    ends: datetime
    place: str
    is_changed: bool
    is_cancelled: bool


class CalendarEntryOut(Schema):
    id: UUID
    uid: str
    sequence: int
    summary: str
    description: str
    place: str
    chair: str
    prepares: str
    starts: datetime
    ends: datetime
    all_day: bool
    rrule: str
    visibility: str
    status: str


class CalendarEntryDetailOut(CalendarEntryOut):
    meeting_id: UUID | None
    times: list[CalendarTimeOut]
    attending: list[AttendanceOut]


class ShownOut(Schema):
    """``entry_id`` is empty for what the reader may know no more of than “bận”."""

    starts: datetime
    ends: datetime
    all_day: bool
    entry_id: UUID | None
    summary: str
    place: str
    attendance_id: UUID | None
    reply: str


class FreeSlotOut(Schema):
    starts: datetime
    ends: datetime
    resources: list[UUID]


class FullnessOut(Schema):
    id: UUID
    name: str
    weeks: dict[int, int]


class CalendarYearOut(Schema):
    """Minutes taken by week, counted from the week of 1 January as 0."""

    year: int
    first: date
    resources: list[FullnessOut]
    leaders: list[FullnessOut]


# -- weeks


class WeekLineOut(Schema):
    starts: datetime
    ends: datetime
    all_day: bool
    content: str
    chair: str
    place: str
    prepares: str
    is_public: bool
    mark: str


class WeekSheetOut(Schema):
    monday: date
    state: str
    number: int | None
    drafted: list[WeekLineOut]
    newest: list[WeekLineOut]
    published: list[WeekLineOut]
    waits: int
    steps: list[str]


class WeekStepIn(Schema):
    because: Line = ""


class WeekVersionOut(Schema):
    number: int
    state: str


class PublicLineOut(Schema):
    starts: datetime
    ends: datetime
    all_day: bool
    content: str
    chair: str
    place: str
    mark: str


class PublicWeekOut(Schema):
    agency_id: UUID
    agency: str
    monday: date
    number: int | None
    published_at: datetime | None
    lines: list[PublicLineOut]


# -- rooms and cars


class ResourceIn(Schema):
    kind: Literal["room", "car", "video"]
    name: Line
    seats: Annotated[int, Field(ge=0, le=5000)] = 0
    place: Line = ""
    equipment: Line = ""
    needs_approval: bool = False

    def given(self) -> ResourceData:
        names = ("name", "seats", "place", "equipment", "needs_approval")
        return ResourceData(
            kind=ResourceKind(self.kind), **{n: getattr(self, n) for n in names}
        )


class ResourceOut(Schema):
    id: UUID
    kind: str
    name: str
    seats: int
    place: str
    equipment: str
    needs_approval: bool


class OccupationOut(Schema):
    """A span taken: by a booking, or blocked."""

    id: UUID
    resource_id: UUID
    starts: datetime
    ends: datetime
    booking_id: UUID | None
    blocked_id: UUID | None
    about: str
    is_held: bool


class ResourcePlanOut(Schema):
    since: date
    until: date
    resources: list[ResourceOut]
    taken: list[OccupationOut]
    waiting: list[UUID]


class BookingIn(Schema):
    resource_id: UUID
    title: Line
    starts: Moment
    ends: Moment
    rrule: Line = ""
    note: Line = ""
    meeting_id: UUID | None = None

    def given(self) -> BookingData:
        names = ("resource_id", "title", "starts", "ends", "rrule", "note")
        return BookingData(**{name: getattr(self, name) for name in names})


class BookingOut(Schema):
    id: UUID
    resource_id: UUID
    title: str
    note: str
    starts: datetime
    ends: datetime
    rrule: str
    state: str
    asked_by: str
    because: str


class BookingDetailOut(BookingOut):
    times: list[OccupationOut]


class BookingDecisionIn(Schema):
    approved: bool
    because: Line = ""


class BookingCancelIn(Schema):
    """One of its times alone, or all that is to come."""

    occupation_id: UUID | None = None


class BlockIn(Schema):
    starts: Moment
    ends: Moment
    because: Line


class BlockOut(Schema):
    id: UUID
    resource_id: UUID
    starts: datetime
    ends: datetime
    because: str
    lifted_at: datetime | None


# -- meetings


class AgendaItemIn(Schema):
    text: Line
    presenter: Line = ""
    minutes: Annotated[int, Field(ge=0, le=999)] = 0

    def given(self) -> ItemData:
        return ItemData(self.text, self.presenter, self.minutes)


class OutsiderIn(Schema):
    """Somebody without a desk here, asked by letter."""

    email: Line
    name: Line = ""

    def given(self) -> Outsider:
        return Outsider(nfc(self.email).lower(), nfc(self.name))


class MeetingIn(Schema):
    """``outside`` are all who are asked by letter; without it they stay."""

    summary: Line
    starts: Moment
    ends: Moment
    place: Line = ""
    prepares: Line = ""
    link: Line = ""
    visibility: VisibilityName = "internal"
    invited: InvitedList = Field(default_factory=list)
    agenda: Annotated[list[AgendaItemIn], Field(max_length=100)] = Field(
        default_factory=list
    )
    outside: Annotated[list[OutsiderIn], Field(max_length=500)] | None = None

    def given(self, uid: str = "") -> MeetingData:
        names = ("summary", "starts", "ends", "place", "prepares")
        return MeetingData(
            entry=EntryData(
                **{name: getattr(self, name) for name in names},
                visibility=Visibility(self.visibility),
                uid=uid,
            ),
            invited=[x.given() for x in self.invited],
            agenda=[x.given() for x in self.agenda],
            link=self.link,
            outside=self._outside(),
        )

    def _outside(self) -> list[Outsider] | None:
        if self.outside is None:
            return None
        given = [one.given() for one in self.outside]
        return list({one.email: one for one in given}.values())


class MeetingOut(Schema):
    id: UUID
    state: str
    link: str
    entry: CalendarEntryOut
    called_by: str
    because: str


class AgendaItemOut(Schema):
    number: int
    text: str
    presenter: str
    minutes: int


class RoomFileOut(Schema):
    id: UUID
    name: str
    pages: int | None


class RoomPaperOut(Schema):
    id: UUID
    symbol: str
    subject: str
    files: list[RoomFileOut]


class MeetingConclusionOut(Schema):
    number: int
    text: str
    desk_id: UUID
    desk_name: str
    deadline: date
    duty_id: UUID | None
    state: str


class OutsideReplyOut(Schema):
    """An answer by letter, and what became of it."""

    email: str
    reply: str
    words: str
    proposed: datetime | None
    outcome: str
    came_at: datetime


class MeetingDetailOut(MeetingOut):
    attending: list[AttendanceOut]
    answers: list[OutsideReplyOut]
    agenda: list[AgendaItemOut]
    papers: list[RoomPaperOut]
    conclusions: list[MeetingConclusionOut]
    bookings: list[BookingOut]
    invitation: str
    notice: str


class CancelMeetingIn(Schema):
    because: Line


class MeetingPaperIn(Schema):
    document_id: UUID


class MeetingPaperOut(Schema):
    id: UUID


class MeetingSignerIn(Schema):
    signer_post_id: UUID | None = None
    signing_basis: Line = ""


class MeetingDraftOut(Schema):
    draft_id: UUID


class MeetingLineIn(Schema):
    """A line of the agency's own book of outgoing papers, issued."""

    line_id: UUID | None = None


class PresentIn(Schema):
    """Who of those asked is there. Of ``shown``, whom the list told as there before,
    whoever is not in ``present`` is not; of all others nothing is taken back.
    """

    present: Annotated[list[UUID], Field(max_length=500)]
    shown: Annotated[list[UUID], Field(max_length=500)] = []


# -- secret addresses


class CalendarFeedIn(Schema):
    calendar: Literal["person", "unit", "agency"] = "person"
    shows: Literal["busy", "full"] = "busy"
    label: Line


class CalendarFeedOut(Schema):
    id: UUID
    calendar: str
    shows: str
    label: str
    made_at: datetime
    last_asked_at: datetime | None


class CalendarFeedMadeOut(CalendarFeedOut):
    """``address`` is told this once."""

    address: str


class SignInIn(Schema):
    code: Line


class MeetingConclusionIn(Schema):
    text: Text
    desk_id: UUID | None = None
    deadline: Day | None = None

    def given(self) -> ConclusionData:
        return ConclusionData(self.text, self.desk_id, self.deadline)


class MeetingConclusionsIn(Schema):
    lines: Annotated[list[MeetingConclusionIn], Field(max_length=200)]


class MeetingNoteIn(Schema):
    text: Annotated[str, Field(max_length=30_000)]


class MeetingNoteOut(Schema):
    text: str


class RoomOut(Schema):
    meeting_id: UUID
    papers: list[RoomPaperOut]
    agenda: list[AgendaItemOut]
    note: str


def attendance_out(row: Attendance, *, with_words: bool = True) -> dict[str, object]:
    names = "id desk_id name part reply stands_for_id came_at"
    said = ("reply_words", "email")
    kept = {name: getattr(row, name) if with_words else "" for name in said}
    return kept | {name: getattr(row, name) for name in names.split()}
