"""Units as they were called then, or on the map of today after a merger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from congvu.home.queries import overview
from congvu.home.queries.maps import THEN, TODAY, unit_map
from congvu.home.rules import Period
from tests.documents.pages import assign, make_entry
from tests.organisations.acts import decide
from tests.people import Province

PAGE = "/tong-quan/"


@pytest.fixture
def _merged_tomorrow(law: None, province: Province) -> None:
    """A paper is with Hoa's division, which goes into a new one the day after."""
    assign(province, make_entry(province))
    decide(
        province.today + timedelta(days=1),
        timezone.now(),
        "sáp nhập | H03/Phòng Khoa giáo - Văn xã | H03/Phòng Văn hóa - Xã hội",
        "lập | | H03/Phòng Văn hóa - Xã hội | | Phòng Văn hóa - Xã hội",
    )


@pytest.mark.usefixtures("_merged_tomorrow")
def test_the_same_papers_under_the_name_of_then_and_of_today(
    province: Province,
) -> None:
    tomorrow = province.today + timedelta(days=1)
    period = Period("4-tuan", province.today - timedelta(days=27), province.today)

    def units(key: str) -> list[str]:
        seat = province.seat("dung")
        where = unit_map(key, period, seat=seat, on=tomorrow)
        found = overview(seat, period, where, on=tomorrow, at=timezone.now())
        return [row.name for row in found.units]

    assert units(THEN) == ["Phòng Khoa giáo - Văn xã"]
    assert units(TODAY) == ["Phòng Văn hóa - Xã hội"]
