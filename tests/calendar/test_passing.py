"""An agency ends: what its heir has from that day, and what stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.calendar.actions import pass_calendar, step_week
from congvu.calendar.models import Entry, Meeting, Resource, WeeklySchedule
from congvu.calendar.rules import Owner, OwnerKind, WeekStep, at_clock
from congvu.lib.ids import uuid7
from congvu.organisations.rules import BodyKind, Passed, Passing
from tests.calendar.stories import (
    asked,
    book,
    call,
    committee,
    division,
    keep,
    next_monday,
    room,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def passing(people: Province, *bodies: Passed) -> Passing:
    return Passing(
        reform_id=uuid7(),
        legal_basis="Nghị quyết sắp xếp",
        on=people.today,
        at=people.at,
        by=SYSTEM,
        bodies=bodies,
    )


def test_rooms_what_is_to_come_and_meetings_go_to_the_heir(province: Province) -> None:
    people, heir = province, province.commune.id
    lent, twin = room(people), room(people, "Hội trường")
    Resource.objects.create(
        agency_id=heir,
        kind="room",
        name="Hội trường",
        kept_at=people.at,
        kept_by="Hoàng Văn Tú",
    )
    held = book(people, lent)
    book(people, twin)
    before = people.today - timedelta(days=9)
    concluded = call(
        people,
        invited=asked(people),
        starts=at_clock(before, 8),
        ends=at_clock(before, 9),
    )
    past = keep(people, committee(people), day=people.today - timedelta(days=3))
    keep(people, committee(people))
    step_week(
        monday=next_monday(people),
        step=WeekStep.SUBMIT,
        by=people.seat("lan"),
        at=people.at,
    )
    found = call(people, invited=asked(people))

    body = Passed(BodyKind.AGENCY, people.committee.id, people.committee.id, heir)
    pass_calendar(passing(people, body))

    lent.refresh_from_db()
    twin.refresh_from_db()
    assert lent.agency_id == heir
    assert held.resource_id == lent.pk
    # The heir lends one of that name already.
    told = "Hội trường (Ủy ban nhân dân tỉnh Bắc Kạn)"
    assert (twin.agency_id, twin.ended_at, twin.name) == (heir, None, told)
    assert twin.occupations.get().is_held
    assert Meeting.objects.get(pk=found.pk).agency_id == heir
    over = Meeting.objects.select_related("entry").get(pk=concluded.pk)
    assert (over.agency_id, over.entry.agency_id) == (heir, heir)
    to_come = Entry.objects.filter(agency=heir)
    assert to_come.count() == 3
    assert Entry.objects.get(pk=past.pk).agency_id == people.committee.id
    assert WeeklySchedule.objects.get().agency_id == people.committee.id


def test_a_units_calendar_goes_on_with_the_unit_that_takes_over(
    province: Province,
) -> None:
    people = province
    entry = keep(people, division(people), "hoa")
    body = Passed(
        BodyKind.UNIT, people.division.id, people.division.id, people.office.id
    )
    pass_calendar(passing(people, body))

    entry.refresh_from_db()
    assert entry.owner == Owner(OwnerKind.UNIT, people.office.id)
