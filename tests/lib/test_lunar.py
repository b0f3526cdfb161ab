"""The lunar calendar beside what almanacs print and observatories publish."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib import lunar

# Tết as the state's calendar had it. In 1968, 1969, 1985, 2007, 2030, 2053 China's is
# another day, in 1985 another month.
TET = [
    date(1968, 1, 29), date(1969, 2, 16), date(1975, 2, 11), date(1976, 1, 31),
    date(1984, 2, 2), date(1985, 1, 21), date(1986, 2, 9), date(1987, 1, 29),
    date(1990, 1, 27), date(1995, 1, 31), date(2000, 2, 5), date(2001, 1, 24),
    date(2002, 2, 12), date(2003, 2, 1), date(2004, 1, 22), date(2005, 2, 9),
    date(2006, 1, 29), date(2007, 2, 17), date(2008, 2, 7), date(2009, 1, 26),
    date(2010, 2, 14), date(2011, 2, 3), date(2012, 1, 23), date(2013, 2, 10),
    date(2014, 1, 31), date(2015, 2, 19), date(2016, 2, 8), date(2017, 1, 28),
    date(2018, 2, 16), date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12),
    date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29),
    date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13),
    date(2030, 2, 2), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31),
    date(2034, 2, 19), date(2035, 2, 8), date(2053, 2, 18),
]  # fmt: skip
CHINA_DIFFERS = {1968: 30, 1969: 17, 2007: 18, 2030: 3, 2053: 19}

# Years with a leap month, and which one it repeats.
LEAP = {
    1984: 0, 1985: 2, 1987: 7, 1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4, 2004: 2,
    2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5,
    2031: 3, 2033: 11, 2026: 0, 2027: 0,
}  # fmt: skip


@pytest.mark.parametrize("day", TET, ids=str)
def test_tet_falls_on_the_day_the_calendar_printed(day: date) -> None:
    found = lunar.lunar_of(day)

    assert found is not None
    assert (found.day, found.month, found.year, found.is_leap) == (
        1,
        1,
        day.year,
        False,
    )
    assert lunar.new_year(day.year) == day


@pytest.mark.parametrize(("year", "there"), CHINA_DIFFERS.items())
def test_a_day_later_in_china_is_not_taken_for_ours(year: int, there: int) -> None:
    assert lunar.new_year(year) + timedelta(days=1) == date(
        year, lunar.new_year(year).month, there
    )


@pytest.mark.parametrize(("year", "month"), LEAP.items())
def test_leap_months(year: int, month: int) -> None:
    leaps = [
        number
        for number in range(1, 13)
        if lunar.solar_of(1, number, year, is_leap=True) is not None
    ]

    assert leaps == ([month] if month else [])


@pytest.mark.parametrize(
    ("day", "short", "year", "month", "of_day"),
    [
        (date(2026, 11, 27), "19/10", "Bính Ngọ", "Kỷ Hợi", "Ất Tỵ"),
        (date(2025, 8, 10), "17/6+", "Ất Tỵ", "Quý Mùi", "Tân Hợi"),
        (date(2024, 2, 10), "1/1", "Giáp Thìn", "Bính Dần", "Giáp Thìn"),
        (date(2024, 2, 9), "30/12", "Quý Mão", "Ất Sửu", "Quý Mão"),
        (date(1945, 9, 2), "26/7", "Ất Dậu", "Giáp Thân", "Giáp Tuất"),
        (date(2000, 1, 1), "25/11", "Kỷ Mão", "Bính Tý", "Mậu Ngọ"),
    ],
)
def test_days_have_their_names(
    day: date, short: str, year: str, month: str, of_day: str
) -> None:
    found = lunar.lunar_of(day)

    assert found is not None
    assert found.short == short
    assert (found.year_name, found.month_name, found.day_name) == (year, month, of_day)


def test_the_holiday_of_the_hung_kings_is_found_by_its_lunar_day() -> None:
    """Giỗ Tổ: mồng mười tháng ba."""
    assert lunar.solar_of(10, 3, 2024) == date(2024, 4, 18)
    assert lunar.solar_of(10, 3, 2025) == date(2025, 4, 7)
    assert lunar.solar_of(10, 3, 2026) == date(2026, 4, 26)


def test_what_is_not_there_is_none() -> None:
    assert lunar.solar_of(1, 5, 2026, is_leap=True) is None
    assert lunar.solar_of(31, 1, 2026) is None
    assert lunar.solar_of(0, 1, 2026) is None
    assert lunar.solar_of(1, 13, 2026) is None
    assert lunar.lunar_of(date(1900, 12, 31)) is None
    assert lunar.lunar_of(date(2200, 1, 1)) is None
    with pytest.raises(ValueError, match="no lunar year"):
        lunar.new_year(1800)


@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)))
def test_every_day_comes_back_to_itself(day: date) -> None:
    found = lunar.lunar_of(day)

    assert found is not None
    assert 1 <= found.day <= 30
    back = lunar.solar_of(found.day, found.month, found.year, is_leap=found.is_leap)
    assert back == day


@given(st.dates(date(1901, 1, 1), date(2198, 12, 30)))
def test_days_follow_one_another(day: date) -> None:
    found, after = lunar.lunar_of(day), lunar.lunar_of(day + timedelta(days=1))

    assert found is not None
    assert after is not None
    assert after.day == found.day + 1 or (after.day == 1 and found.day in (29, 30))


def _moment(julian: float) -> datetime:
    return datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=julian - 2451545.0)


@pytest.mark.parametrize(
    ("near", "published"),
    [
        (0, datetime(2000, 1, 6, 18, 14, tzinfo=UTC)),
        (297, datetime(2024, 1, 11, 11, 57, tzinfo=UTC)),
        (300, datetime(2024, 4, 8, 18, 21, tzinfo=UTC)),
        (217, datetime(2017, 7, 23, 9, 46, tzinfo=UTC)),
        (218, datetime(2017, 8, 21, 18, 30, tzinfo=UTC)),
    ],
)
def test_new_moons_beside_published_ones(near: int, published: datetime) -> None:
    assert abs(_moment(lunar.new_moon(near)) - published) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "degrees"),
    [
        (datetime(2020, 3, 20, 3, 50, tzinfo=UTC), 0),
        (datetime(2020, 6, 20, 21, 44, tzinfo=UTC), 90),
        (datetime(2020, 9, 22, 13, 31, tzinfo=UTC), 180),
        (datetime(2020, 12, 21, 10, 2, tzinfo=UTC), 270),
        (datetime(2024, 3, 20, 3, 6, tzinfo=UTC), 0),
        (datetime(2023, 12, 22, 3, 27, tzinfo=UTC), 270),
    ],
)
def test_the_sun_beside_published_equinoxes(moment: datetime, degrees: int) -> None:
    julian = 2451545.0 + (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(1)
    off = (lunar.sun_longitude(julian) - degrees + 180) % 360 - 180

    # The sun goes 0.041° in an hour: within two minutes.
    assert abs(off) < 0.041 / 30
