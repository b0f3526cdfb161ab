"""No state secret in any word of the calendar; who tried one is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from congvu.audit.models import AuditEvent
from congvu.calendar import actions
from congvu.calendar.models import Attendance
from congvu.calendar.rules import ResourceData, ResourceKind, WeekStep
from congvu.lib.refusals import Refused
from tests.calendar.stories import (
    asked,
    book,
    call,
    committee,
    keep,
    next_monday,
    post_of,
    room,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
MARKED = "TỐI MẬT"


def _instead(people: Province) -> Callable[[], Any]:
    keep(people, committee(people), invited=asked(people, "hoa"))
    row = Attendance.objects.get(desk_id=post_of(people, "hoa").id)
    return lambda: actions.send_instead(
        attendance_id=row.pk,
        post_id=post_of(people, "minh").id,
        words=MARKED,
        by=people.seat("hoa"),
        at=people.at,
    )


def _note(people: Province) -> Callable[[], Any]:
    found = call(people)
    return lambda: actions.keep_note(
        meeting_id=found.pk, text=MARKED, by=people.seat("hoa"), at=people.at
    )


def _cancel(people: Province) -> Callable[[], Any]:
    found = call(people)
    return lambda: actions.cancel_meeting(
        meeting_id=found.pk, because=MARKED, by=people.seat("dung"), at=people.at
    )


def _link(people: Province) -> Callable[[], Any]:
    return lambda: call(people, link=f"https://hop.example/{MARKED}")


def _decision(people: Province) -> Callable[[], Any]:
    held = book(people, room(people, needs_approval=True))
    return lambda: actions.decide_booking(
        booking_id=held.pk,
        approved=False,
        because=MARKED,
        by=people.seat("lan"),
        at=people.at,
    )


def _room(people: Province) -> Callable[[], Any]:
    data = ResourceData(kind=ResourceKind.ROOM, name="Phòng họp", equipment=MARKED)
    return lambda: actions.keep_resource(data=data, by=people.seat("lan"), at=people.at)


def _week(people: Province) -> Callable[[], Any]:
    keep(people, committee(people))
    given: dict[str, Any] = {"monday": next_monday(people), "at": people.at}
    actions.step_week(step=WeekStep.SUBMIT, by=people.seat("lan"), **given)
    return lambda: actions.step_week(
        step=WeekStep.RETURN, because=MARKED, by=people.seat("dung"), **given
    )


@pytest.mark.parametrize(
    "begin", [_instead, _note, _cancel, _link, _decision, _room, _week]
)
def test_a_marked_word_is_refused_and_written_down(
    province: Province, begin: Callable[[Province], Callable[[], Any]]
) -> None:
    act = begin(province)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused, match="mật"):
        act()
    assert AuditEvent.objects.count() == before + 1
