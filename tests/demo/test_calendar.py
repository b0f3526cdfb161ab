"""The demo's calendar: a week published, rooms held, a meeting concluded."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.calendar.models import Booking, Meeting, Resource, ScheduleVersion
from congvu.calendar.queries import lines_of, public_week, week_of
from congvu.calendar.rules import (
    BookingState,
    Mark,
    MeetingState,
    Outcome,
    PostState,
    Reply,
    WeekState,
    monday_of,
)
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_this_week_is_published_with_its_changes_and_the_next_waits(
    demo: Demo,
) -> None:
    room = Resource.objects.filter(kind="room")[0]
    monday = monday_of(timezone.localdate())
    week = week_of(room.agency_id, None, monday)
    assert week.published is not None
    assert week.published.number == 2
    marks = [line.mark for line in lines_of(week.published) if line.mark != Mark.SAME]
    assert sorted(marks) == [Mark.ADDED, Mark.CHANGED]
    told = public_week(room.agency_id, monday)
    assert told is not None
    assert 0 < len(told[1]) < len(lines_of(week.published))
    assert week.waits == 0


def test_rooms_are_held_and_a_meeting_led_to_two_duties(demo: Demo) -> None:
    states = set(Booking.objects.values_list("state", flat=True))
    assert states == {BookingState.WAITING, BookingState.APPROVED}
    held = Meeting.objects.get(state=MeetingState.CONCLUDED)
    assert held.papers.exists()
    assert held.conclusions.filter(duty__isnull=False).count() == 2
    assert Meeting.objects.filter(state=MeetingState.PLANNED).count() == 1
    versions = ScheduleVersion.objects.filter(schedule__agency=held.agency_id)
    assert versions.latest("schedule__monday").state == WeekState.SUBMITTED


def test_one_sends_somebody_else_from_within_and_one_asks_to_from_outside(
    demo: Demo,
) -> None:
    coming = Meeting.objects.get(state=MeetingState.PLANNED)
    rows = coming.entry.attending
    chief = rows.get(reply=Reply.DELEGATED)
    assert chief.email == ""
    assert chief.stands.get().name == "Bế Văn Hải, Phó Chánh Văn phòng"
    answers = coming.outside_replies.order_by("pk")
    assert [(one.outcome, one.email) for one in answers] == [
        (Outcome.TAKEN, "tien.lo@vien-thong.example"),
        (Outcome.INSTEAD, "huong.do@hoi-nong-dan.example"),
    ]
    assert rows.get(email="tien.lo@vien-thong.example").reply == Reply.ACCEPTED
    assert rows.get(email="huong.do@hoi-nong-dan.example").reply == Reply.NONE
    assert {one.state for one in coming.outside_letters.all()} == {PostState.SENT}
