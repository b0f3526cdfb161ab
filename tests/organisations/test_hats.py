"""What a person may do from a post today: hats, delegations, what a post may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM, Door
from congvu.organisations.access import (
    NoSeat,
    choose_seat,
    clerk_of,
    seat_of_post,
    seats_of,
)
from congvu.organisations.actions import appoint, create_post, delegate
from congvu.organisations.models import Post, Unit
from congvu.organisations.rules import Permission, Role, members_of
from tests.people import SINCE, Province


def _second_post(province: Province, unit: Unit, role: Role) -> Post:
    post = create_post(
        unit=unit,
        name="Phụ trách",
        role=role,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    appoint(
        person=province.hoa.person,
        post=post,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    return post


def test_a_seat_says_who_where_and_which_role(province: Province) -> None:
    (seat,) = seats_of(province.hoa.user, province.today, address="10.0.0.7")

    assert (seat.person_name, seat.post_name) == ("Ma Thị Hoa", "Trưởng phòng")
    assert seat.unit_name == "Phòng Khoa giáo - Văn xã"
    assert seat.agency_name == "Ủy ban nhân dân tỉnh Bắc Kạn"
    assert seat.role is Role.UNIT_HEAD
    assert seat.can(Permission.ASSIGN)
    assert seat.can("incoming.assign")
    assert not seat.can(Permission.REGISTER)
    actor = seat.actor
    assert (actor.name, actor.door, actor.address) == (
        "Ma Thị Hoa",
        Door.PAGE,
        "10.0.0.7",
    )
    assert actor.post_id == seat.post_id
    assert actor.agency_id == province.committee.id


def test_nobody_without_a_post_has_a_seat(province: Province) -> None:
    assert seats_of(province.khach.user, province.today) == []


def test_a_closed_account_has_no_seat(province: Province) -> None:
    province.lan.user.is_active = False

    assert seats_of(province.lan.user, province.today) == []


def test_who_leaves_at_midnight_has_lost_the_seat_in_the_morning(
    province: Province,
) -> None:
    yesterday = province.today - timedelta(days=1)

    assert len(seats_of(province.son.user, yesterday)) == 1
    assert seats_of(province.son.user, province.today) == []


@pytest.mark.parametrize("ended", ["post", "unit", "agency", "person"])
def test_a_seat_ends_with_what_it_stands_on(province: Province, ended: str) -> None:
    assert province.minh.post is not None
    body = {
        "post": province.minh.post,
        "unit": province.division,
        "agency": province.committee,
        "person": province.minh.person,
    }[ended]
    assert body is not None
    body.valid_until = province.today
    body.save(update_fields=["valid_until"])

    assert seats_of(province.minh.user, province.today) == []
    assert seats_of(province.minh.user, province.today - timedelta(days=1)) != []


def test_with_two_posts_one_hat_is_worn_at_a_time(province: Province) -> None:
    second = _second_post(province, province.leaders, Role.LEADER)
    seats = seats_of(province.hoa.user, province.today)

    assert [s.role for s in seats] == [Role.UNIT_HEAD, Role.LEADER]
    first = choose_seat(seats, None)
    chosen = choose_seat(seats, str(second.id))
    unknown = choose_seat(seats, "khác")
    assert first is not None
    assert chosen is not None
    assert first == unknown
    assert first.role is Role.UNIT_HEAD
    assert chosen.role is Role.LEADER
    assert not first.can(Permission.INSTRUCT)
    assert chosen.can(Permission.INSTRUCT)
    assert choose_seat([], None) is None


def test_a_delegation_gives_the_seat_for_its_days_only(province: Province) -> None:
    begin, end = province.today, province.today + timedelta(days=3)
    delegate(
        post=province.dung.post,
        person=province.ha.person,
        valid_from=begin,
        valid_until=end,
        by=SYSTEM,
        at=province.at,
    )

    def hats(day: int) -> list[tuple[Role, bool]]:
        on = begin + timedelta(days=day)
        return [(s.role, s.is_delegated) for s in seats_of(province.ha.user, on)]

    own = (Role.OFFICE_CHIEF, False)
    assert hats(-1) == [own]
    assert hats(0) == [own, (Role.LEADER, True)]
    assert hats(2) == [own, (Role.LEADER, True)]
    assert hats(3) == [own]
    assert province.dung.post is not None
    still = seat_of_post(province.dung.post.id, begin)
    assert still.person_name == "Nguyễn Tiến Dũng"


def test_what_each_post_is_granted_by(province: Province) -> None:
    office, division = province.office.id, province.division.id

    minh = province.seat("minh")
    assert minh.principals == {minh.post_id, members_of(division)}
    hoa = province.seat("hoa")
    assert hoa.principals == {hoa.post_id, division, members_of(division)}
    ha = province.seat("ha")
    assert {office, division, members_of(division)} < ha.principals
    assert province.committee.id in ha.principals
    lan = province.seat("lan")
    assert province.committee.id in lan.principals
    assert division not in lan.principals
    assert province.commune.id in province.seat("tu").principals
    assert province.committee.id not in province.seat("tu").principals
    quan = province.seat("quan")
    assert province.committee.id not in quan.principals
    assert quan.desks == frozenset()
    assert lan.is_agency_wide
    assert not minh.is_agency_wide


def test_the_work_of_units_below_is_seen_and_stays_theirs(province: Province) -> None:
    office, division = province.office.id, province.division.id

    ha = province.seat("ha")
    assert ha.desks == {ha.post_id, office, members_of(office)}
    assert division in ha.principals - ha.desks
    assert province.seat("hoa").desks == province.seat("hoa").principals
    assert province.seat("lan").desks == {
        province.seat("lan").post_id,
        members_of(office),
    }


def test_whoever_stands_in_signs_by_that_right(province: Province) -> None:
    delegate(
        post=province.dung.post,
        person=province.ha.person,
        valid_from=province.today,
        valid_until=province.today + timedelta(days=3),
        legal_basis="Quyết định 12/QĐ-UBND",
        by=SYSTEM,
        at=province.at,
    )
    own, stood_in = seats_of(province.ha.user, province.today)

    assert (own.acts_as, own.actor.delegation_id) == ("Chánh Văn phòng", None)
    assert stood_in.acts_as == ("Chủ tịch (phụ trách theo Quyết định 12/QĐ-UBND)")
    assert stood_in.actor.delegation_id == stood_in.delegation_id is not None


def test_seats_cost_the_same_for_one_hat_and_for_many(province: Province) -> None:
    with CaptureQueriesContext(connection) as one:
        seats_of(province.hoa.user, province.today)
    for _number in range(5):
        _second_post(province, province.office, Role.UNIT_HEAD)
    with CaptureQueriesContext(connection) as many:
        assert len(seats_of(province.hoa.user, province.today)) == 6
    with CaptureQueriesContext(connection) as specialist:
        seats_of(province.minh.user, province.today)

    assert len(one) == len(many) == 3
    assert len(specialist) == 2


def test_the_registry_desk_of_an_agency(province: Province) -> None:
    seat = clerk_of(province.commune.id, province.today)

    assert seat.person_name == "Triệu Văn Tú"
    assert seat.door == Door.COMMAND
    with pytest.raises(NoSeat):
        clerk_of(province.office.id, province.today)


def test_choosing_a_hat_is_kept_and_logged(province: Province) -> None:
    second = _second_post(province, province.leaders, Role.LEADER)
    client = province.client("hoa")

    answer = client.post("/chuc-vu/", {"hat": str(second.id), "next": "/viec-cua-toi/"})

    assert answer.status_code == 302
    assert client.session["post"] == str(second.id)
    event = AuditEvent.objects.get(event="organisations.seat-chosen")
    assert event.actor_post_id == second.id


def test_nobody_takes_the_hat_of_another(province: Province) -> None:
    client = province.client("minh")
    assert province.dung.post is not None

    answer = client.post("/chuc-vu/", {"hat": str(province.dung.post.id)})

    assert answer.status_code == 404
    assert "post" not in client.session
    assert client.post("/chuc-vu/", {"hat": "linh tinh"}).status_code == 404
    assert province.client("khach").post("/chuc-vu/").status_code == 404
    assert client.get("/chuc-vu/").status_code == 405
