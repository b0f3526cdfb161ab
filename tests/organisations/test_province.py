"""The small province itself: everybody sits where the other tests expect them."""

from __future__ import annotations

from datetime import timedelta

from congvu.organisations.access import seats_of
from tests.people import Province


def test_everybody_sits_where_the_others_expect(province: Province) -> None:
    assert province.seat("lan").agency_id == province.committee.id
    assert province.seat("hoa").unit_id == province.seat("minh").unit_id
    assert province.seat("tu").agency_id == province.commune.id
    assert seats_of(province.khach.user, province.today) == []


def test_son_has_no_seat_today_but_had_one_yesterday(province: Province) -> None:
    yesterday = province.today - timedelta(days=1)

    assert seats_of(province.son.user, province.today) == []
    assert [s.unit_name for s in seats_of(province.son.user, yesterday)] == [
        "Phòng Khoa giáo - Văn xã"
    ]
