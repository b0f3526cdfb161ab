"""When people and a room are free together, and how full a year is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from congvu.calendar.queries import (
    busy_spans,
    free_slots,
    year_of_desks,
    year_of_resources,
)
from congvu.calendar.rules import Invited, Visibility, at_clock, monday_of
from tests.calendar.programs import token_for
from tests.calendar.stories import (
    asked,
    book,
    committee,
    keep,
    next_monday,
    own,
    post_of,
    room,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_the_first_hour_when_all_are_free_and_a_room_is_left(
    province: Province,
) -> None:
    people, day = province, next_monday(province)
    keep(people, own(people, "minh"), "minh", hours=(7, 9))
    private = Visibility.PRIVATE
    keep(
        people,
        committee(people),
        invited=asked(people),
        hours=(9, 10),
        visibility=private,
    )
    first, second = room(people, "Phòng 1"), room(people, "Phòng 2")
    book(people, first, "hoa", hours=(10, 11))
    posts = [post_of(people, who).id for who in ("dung", "minh")]

    found = free_slots(
        desks=posts,
        resources=[first.pk, second.pk],
        first=day,
        last=day,
        minutes=60,
        on=people.today,
    )

    assert found[0].starts == at_clock(day, 10)
    assert found[0].resources == (second.pk,)
    assert found[-1].ends == at_clock(day, 17)
    # Nobody works on Sunday.
    sunday = day + timedelta(days=6)
    none = free_slots(
        desks=posts,
        resources=[],
        first=sunday,
        last=sunday,
        minutes=30,
        on=people.today,
    )
    assert none == []


@pytest.mark.parametrize("with_room", [False, True])
def test_no_time_that_is_past_is_offered(province: Province, with_room: bool) -> None:
    """It is nine and some on a Monday."""
    people, day = province, next_monday(province)
    found = free_slots(
        desks=[post_of(people, "minh").id],
        resources=[room(people, "Phòng 1").pk] if with_room else [],
        first=day - timedelta(days=3),
        last=day,
        minutes=60,
        on=people.today,
        after=at_clock(day, 9) + timedelta(minutes=2, microseconds=7),
    )

    assert found[0].starts == at_clock(day, 9, 30)


@pytest.mark.parametrize("door", ["page", "program"])
def test_of_days_gone_by_nothing_is_found(province: Province, door: str) -> None:
    people, day = province, next_monday(province) - timedelta(days=14)
    if door == "page":
        told = people.client("dung").get(
            reverse("calendar:slots"),
            {"minutes": "60", "first": f"{day:%d/%m/%Y}", "last": f"{day:%d/%m/%Y}"}
            | {"people": str(post_of(people, "minh").id), "kind": ""},
        )
        assert told.status_code == 200
        assert "clock_from=" not in told.content.decode()
        return
    secret = {"Authorization": f"Bearer {token_for(people, 'minh')}"}
    asked_for = {"first": f"{day}", "last": f"{day}"}
    answer = Client().get("/api/v1/free-slots", asked_for, headers=secret)
    assert (answer.status_code, answer.json()) == (200, [])


def test_who_turned_it_down_is_not_busy(province: Province) -> None:
    people, day = province, next_monday(province)
    entry = keep(people, committee(people), invited=asked(people, "hoa"))
    hoa, span = post_of(people, "hoa").id, (at_clock(day, 0), at_clock(day, 23))
    assert busy_spans([hoa], *span, people.today) == [
        (at_clock(day, 8), at_clock(day, 10))
    ]
    row = entry.attending.get(desk_id=hoa)
    people.client("hoa").post(
        reverse("calendar:reply", args=[row.pk]), {"answer": "declined"}
    )
    assert busy_spans([hoa], *span, people.today) == []


def test_the_search_is_a_page_whose_answers_call_a_meeting(province: Province) -> None:
    people, day = province, next_monday(province)
    asked_for = {
        "people": str(post_of(people, "minh").id),
        "minutes": "60",
        "first": f"{day:%d/%m/%Y}",
        "last": f"{day:%d/%m/%Y}",
        "kind": "",
    }
    answer = people.client("dung").get(reverse("calendar:slots"), asked_for)
    assert "clock_from=07%3A30" in answer.content.decode()
    wrong = asked_for | {"last": f"{day - timedelta(days=3):%d/%m/%Y}"}
    assert (
        people.client("dung").get(reverse("calendar:slots"), wrong).status_code == 422
    )


def test_a_year_adds_up_what_a_room_was_held(province: Province) -> None:
    people, lent = province, room(province)
    found = book(people, lent, rrule="FREQ=WEEKLY;COUNT=3")
    book(people, lent, hours=(14, 15))
    first = monday_of(next_monday(people))
    told = year_of_resources([lent.pk], first, first + timedelta(days=371))

    assert told[lent.pk].weeks == {0: 180, 1: 120, 2: 120}
    gone = found.occupations.order_by("span")[0]
    gone.is_held = False
    gone.save()
    assert year_of_resources([lent.pk], first, first + timedelta(days=371))[
        lent.pk
    ].weeks == {0: 60, 1: 120, 2: 120}
    page = people.client("minh").get(reverse("calendar:year"))
    assert "Phòng họp số 1" in page.content.decode()


def test_a_week_in_which_the_year_begins_belongs_to_both(province: Province) -> None:
    """29 December 2026 is a Tuesday; 1 January 2027 the Friday of the same week."""
    people, lent = province, room(province)
    book(people, lent, day=date(2026, 12, 29), rrule="FREQ=DAILY;COUNT=6")
    ends, begins = date(2027, 1, 1), date(2028, 1, 1)

    old = year_of_resources([lent.pk], date(2026, 1, 1), ends)[lent.pk].weeks
    new = year_of_resources([lent.pk], ends, begins)[lent.pk].weeks
    assert old == {52: 360}
    assert new == {0: 360}
    lent.occupations.filter(day=ends).update(is_held=False)
    lent.occupations.filter(day__lt=ends).delete()
    assert year_of_resources([lent.pk], date(2026, 1, 1), ends) == {}
    assert year_of_resources([lent.pk], ends, begins)[lent.pk].weeks == {0: 240}


def test_a_year_adds_up_what_takes_a_leaders_time(province: Province) -> None:
    people, first = province, next_monday(province)
    keep(
        people,
        committee(people),
        invited=asked(people),
        rrule="FREQ=WEEKLY;COUNT=2",
        day=first + timedelta(days=6),
    )
    turned_down = keep(people, committee(people), invited=asked(people), hours=(14, 15))
    turned_down.attending.update(
        reply="declined", replied_at=people.at, replied_by="Nguyễn Tiến Dũng"
    )
    chairman = post_of(people, "dung").id
    span = (first, first + timedelta(days=21), people.today)

    assert year_of_desks([chairman], *span)[chairman].weeks == {0: 120, 1: 120}
    # His own entries count, what overlaps counts once, a day has eight hours at most.
    keep(people, own(people, "dung"), "dung", hours=(9, 11), day=first)
    keep(people, own(people, "dung"), "dung", hours=(8, 10), day=first)
    noon, day = at_clock(first + timedelta(days=15), 12), first + timedelta(days=14)
    keep(people, own(people, "dung"), "dung", day=day, ends=noon)
    found = year_of_desks([chairman], *span)[chairman].weeks
    assert found == {0: 120 + 180, 1: 120, 2: 480 + 480}
    # A year that begins on Wednesday counts nothing of the Monday before.
    late = first + timedelta(days=2)
    part = year_of_desks([chairman], late, late + timedelta(days=7), people.today)
    assert part[chairman].weeks == {0: 120}


def test_who_is_asked_as_head_of_the_unit_is_busy(province: Province) -> None:
    people, day = province, next_monday(province)
    unit = [Invited(people.division.id)]
    keep(people, committee(people), invited=unit)
    span = (at_clock(day, 0), at_clock(day, 23))

    for who, taken in (("hoa", 1), ("minh", 0)):
        found = busy_spans([post_of(people, who).id], *span, people.today)
        assert len(found) == taken, who


def test_nobody_asks_by_machine_when_other_agencies_are_free(
    province: Province,
) -> None:
    people, day = province, next_monday(province)
    secret = {"Authorization": f"Bearer {token_for(people, 'minh')}"}
    for who, status in (("hoa", 200), ("tu", 422)):
        answer = Client().get(
            "/api/v1/free-slots",
            {
                "first": f"{day:%Y-%m-%d}",
                "last": f"{day:%Y-%m-%d}",
                "posts": str(post_of(people, who).id),
            },
            headers=secret,
        )
        assert answer.status_code == status, who
