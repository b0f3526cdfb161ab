"""One holder per post, whatever the order of comings and goings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.access import NoSeat, seat_of_post, seats_of
from congvu.organisations.actions import (
    PeriodTaken,
    add_person,
    appoint,
    create_agency,
    create_post,
    create_unit,
    delegate,
    end_appointment,
)
from congvu.organisations.models import Appointment, Person, Post
from congvu.organisations.rules import Role
from tests.people import SINCE, Province


def _now(province: Province) -> dict[str, Any]:
    return {"by": SYSTEM, "at": province.at}


def test_an_appointment_is_in_the_log(province: Province) -> None:
    event = AuditEvent.objects.filter(event="organisations.person-appointed").first()

    assert event is not None
    assert event.data["post"]


def test_a_held_post_takes_nobody_else(province: Province) -> None:
    with pytest.raises(PeriodTaken) as refusal:
        appoint(
            person=province.minh.person,
            post=province.hoa.post,
            valid_from=province.today,
            **_now(province),
        )

    assert "đang có người giữ" in str(refusal.value)


def test_the_next_holder_begins_the_day_the_last_one_ends(
    province: Province,
) -> None:
    appointment = Appointment.objects.get(post=province.hoa.post)

    end_appointment(
        appointment=appointment, valid_until=province.today, **_now(province)
    )
    appoint(
        person=province.minh.person,
        post=province.hoa.post,
        valid_from=province.today,
        **_now(province),
    )

    assert province.hoa.post is not None
    assert seats_of(province.hoa.user, province.today) == []
    yesterday = province.today - timedelta(days=1)
    assert seat_of_post(province.hoa.post.id, yesterday).person_name == "Ma Thị Hoa"
    assert seat_of_post(province.hoa.post.id, province.today).person_name == (
        "Hoàng Văn Minh"
    )


def test_nobody_leaves_before_having_come(province: Province) -> None:
    appointment = Appointment.objects.get(post=province.hoa.post)

    with pytest.raises(Refused) as refusal:
        end_appointment(appointment=appointment, valid_until=SINCE, **_now(province))

    assert refusal.value.reasons[0].field == "valid_until"


def test_whoever_has_left_does_not_come_back_by_ending_again(
    province: Province,
) -> None:
    gone = Appointment.objects.get(post=province.son.post)

    with pytest.raises(Refused, match="phải bổ nhiệm lại"):
        end_appointment(
            appointment=gone,
            valid_until=province.today + timedelta(days=30),
            **_now(province),
        )


def test_nobody_takes_a_post_before_it_exists_or_before_joining(
    province: Province,
) -> None:
    post = create_post(
        unit=province.office,
        name="Phó",
        role=Role.SPECIALIST,
        valid_from=province.today,
        **_now(province),
    )
    late = add_person(
        full_name="Vi Văn Mới",
        valid_from=province.today,
        user=None,
        **_now(province),
    )

    with pytest.raises(Refused) as refusal:
        appoint(person=late, post=post, valid_from=SINCE, **_now(province))

    assert [r.field for r in refusal.value.reasons] == ["post", "person"]


def test_a_post_nobody_holds_seats_nobody(province: Province) -> None:
    assert province.son.post is not None

    with pytest.raises(NoSeat):
        seat_of_post(province.son.post.id, province.today)


def test_one_person_is_not_delegated_twice_at_once(province: Province) -> None:
    made = {
        "post": province.dung.post,
        "person": province.ha.person,
        "valid_from": province.today,
        "valid_until": province.today + timedelta(days=5),
    }
    delegate(**made, **_now(province))

    with pytest.raises(PeriodTaken):
        delegate(**made, **_now(province))


DAYS = st.integers(0, 60).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["appoint", "end"]),
        st.integers(0, 2),
        DAYS,
        st.none() | st.integers(1, 30),
    ),
    max_size=12,
)


class NoOverlap(TestCase):
    """After any sequence of appointing and ending, a post has one holder a day."""

    @settings(max_examples=25)
    @given(moves=MOVES)
    def test_no_day_has_two_holders(
        self, moves: list[tuple[str, int, date, int | None]]
    ) -> None:
        post, people, made = _office()

        for verb, who, day, length in moves:
            until = day + timedelta(days=length) if length else None
            try:
                if verb == "appoint":
                    appoint(
                        person=people[who],
                        post=post,
                        valid_from=day,
                        valid_until=until,
                        **made,
                    )
                else:
                    row = Appointment.objects.filter(person=people[who]).last()
                    if row is not None:
                        end_appointment(appointment=row, valid_until=day, **made)
            except Refused:
                continue

        for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(100)):
            assert Appointment.objects.valid(on=day).filter(post=post).count() <= 1


def _office() -> tuple[Post, list[Person], dict[str, Any]]:
    made: dict[str, Any] = {"by": SYSTEM, "at": datetime(2024, 1, 1, tzinfo=UTC)}
    since = {"valid_from": date(2020, 1, 1), **made}
    agency = create_agency(
        kind="other", name="Ban", short_name="Ban", issuer_symbol="B", **since
    )
    unit = create_unit(agency=agency, name="Tổ", **since)
    post = create_post(unit=unit, name="Ghế", role=Role.SPECIALIST, **since)
    people = [
        add_person(full_name=name, user=None, **since) for name in ("A", "B", "C")
    ]
    return post, people, made
