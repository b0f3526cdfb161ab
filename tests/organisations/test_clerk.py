"""Who sits at an agency's registry desk on a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.organisations.access import NoSeat, clerk_of
from congvu.organisations.actions import create_post
from congvu.organisations.models import Appointment, Delegation
from congvu.organisations.rules import Role
from tests.people import SINCE, Province


def test_an_empty_chair_before_the_held_one_is_passed_over(province: Province) -> None:
    create_post(
        unit=province.office,
        name="Văn thư trưởng",
        role=Role.RECORDS_CLERK,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    post = province.lan.post
    assert post is not None
    post.position = 5
    post.save()

    assert clerk_of(province.committee.id, province.today).person_name == "Nông Thị Lan"


def test_whoever_stands_in_sits_there_and_without_anybody_nobody_does(
    province: Province,
) -> None:
    Appointment.objects.filter(post=province.lan.post).update(
        valid_until=province.today
    )
    with pytest.raises(NoSeat, match="không có ai giữ chức vụ văn thư"):
        clerk_of(province.committee.id, province.today)

    Delegation.objects.create(
        post=province.lan.post,
        person=province.minh.person,
        valid_from=province.today - timedelta(days=1),
        valid_until=province.today + timedelta(days=2),
    )

    seat = clerk_of(province.committee.id, province.today)
    assert (seat.person_name, seat.is_delegated) == ("Hoàng Văn Minh", True)
