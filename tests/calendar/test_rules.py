"""Rules as tables and properties: repetition, free time, what changed in a week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.calendar.rules import (
    LENGTH,
    Line,
    Mark,
    at_clock,
    days_of,
    for_the_public,
    free_spans,
    items_of,
    line_kept,
    marked,
    merged,
    rule_faults,
    starts_in,
    times_of,
    weeks_taken,
)

MONDAY = date(2026, 11, 2)
STARTS = at_clock(MONDAY, 8)
YEAR = timedelta(days=366)


def days(rule: str, *, left_out: list[datetime] | None = None) -> list[str]:
    times = times_of(rule, STARTS, STARTS + YEAR, left_out=left_out or [])
    return [f"{one:%d/%m}" for one in times]


@pytest.mark.parametrize(
    ("rule", "first", "how_many"),
    [
        ("", ["02/11"], 1),
        ("FREQ=WEEKLY;COUNT=3", ["02/11", "09/11", "16/11"], 3),
        ("FREQ=WEEKLY;UNTIL=20261116", ["02/11", "09/11", "16/11"], 3),
        # 08:00 here is 01:00 in London: the moment itself is still within.
        ("FREQ=WEEKLY;UNTIL=20261116T010000Z", ["02/11", "09/11", "16/11"], 3),
        ("FREQ=WEEKLY;UNTIL=20261116T005959Z", ["02/11", "09/11"], 2),
        ("FREQ=WEEKLY;UNTIL=20261116T080000", ["02/11", "09/11", "16/11"], 3),
        ("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4", ["02/11", "05/11", "09/11", "12/11"], 4),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", ["02/11", "16/11"], 2),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=2", ["02/11", "07/12"], 2),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", ["02/11", "30/11", "31/12"], 3),
        ("FREQ=WEEKLY", ["02/11", "09/11"], 53),
        ("FREQ=DAILY", ["02/11", "03/11"], 367),
    ],
)
def test_a_rule_gives_its_days(rule: str, first: list[str], how_many: int) -> None:
    found = days(rule)

    assert found[: len(first)] == first
    assert len(found) == how_many


def test_a_time_left_out_is_not_there() -> None:
    second = STARTS + timedelta(days=7)

    assert days("FREQ=WEEKLY;COUNT=3", left_out=[second]) == ["02/11", "16/11"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=5",
        "WEEKLY",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=hôm nào",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=20200101",
        "FREQ=DAILY;X-MINE=1",
        "DTSTART:20261102T080000;FREQ=DAILY",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231",
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused_in_words(rule: str) -> None:
    assert rule_faults(rule, STARTS)


def test_a_rule_of_no_day_ends() -> None:
    """30 February never comes: the search has an end all the same."""
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"

    assert days(rule) == ["02/11"]
    assert rule_faults(rule, STARTS)
    assert rule_faults("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", STARTS) == []


def test_the_first_time_is_one_whatever_the_rule_says() -> None:
    assert days("FREQ=WEEKLY;BYDAY=TU;COUNT=2") == ["02/11", "03/11", "10/11"]
    assert days("FREQ=WEEKLY;BYDAY=TU;COUNT=1", left_out=[STARTS]) == ["03/11"]


def test_a_rule_is_read_by_the_clock_it_was_sent_in() -> None:
    """Sundays at 23:00 in London are Mondays at 6:00 here."""
    first = datetime(2026, 11, 1, 23, tzinfo=UTC)
    rule, until = "FREQ=WEEKLY;BYDAY=SU;COUNT=2", first + YEAR
    found = times_of(rule, first, until, zone=UTC)

    assert [f"{one:%d/%m %H:%M}" for one in found] == ["02/11 06:00", "09/11 06:00"]


def test_long_past_times_cost_no_times_to_come() -> None:
    since = STARTS + timedelta(days=5000)
    found = list(times_of("FREQ=DAILY", STARTS, since + timedelta(days=2), since=since))

    assert found == [since, since + timedelta(days=1), since + timedelta(days=2)]


_HOURS = st.integers(0, 200)
_SPANS = st.lists(st.tuples(_HOURS, st.integers(1, 20)), max_size=30)


def _spans(found: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    return [
        (STARTS + timedelta(hours=at), STARTS + timedelta(hours=at + n))
        for at, n in found
    ]


@given(busy=_SPANS, windows=_SPANS)
def test_an_hour_is_free_where_it_is_in_a_window_and_nobody_is_busy(
    busy: list[tuple[int, int]], windows: list[tuple[int, int]]
) -> None:
    open_ = merged(_spans(windows))
    free = list(free_spans(_spans(busy), open_))
    for hour in range(-2, 225):
        middle = STARTS + timedelta(hours=hour, minutes=30)
        is_open = any(a < middle < b for a, b in open_)
        is_busy = any(a < middle < b for a, b in _spans(busy))
        assert any(a < middle < b for a, b in free) == (is_open and not is_busy)
    assert free == merged(free)


def test_times_that_fit_begin_on_the_half_hour() -> None:
    span = (at_clock(MONDAY, 7, 45), at_clock(MONDAY, 9, 30))
    found = [f"{a:%H:%M}" for a, _b in starts_in([span], timedelta(minutes=60))]

    assert found == ["08:00", "08:30"]


def line(key: str, hour: int = 8, **more: object) -> Line:
    given: dict[str, object] = {"content": f"Họp {key}", "is_public": False}
    starts = at_clock(MONDAY, hour)
    return Line(key, starts, starts + timedelta(hours=1), False, **{**given, **more})  # type: ignore[arg-type]  # words of a line


def test_what_changed_since_the_first_sheet_is_marked() -> None:
    before = [line("a"), line("b", 9), line("c", 10)]
    now = [line("a"), line("b", 14), line("d", 15)]

    found = {one.key: one.mark for one in marked(before, now)}

    assert found == {
        "a": Mark.SAME,
        "b": Mark.CHANGED,
        "c": Mark.CANCELLED,
        "d": Mark.ADDED,
    }


def test_what_came_after_the_first_sheet_and_is_gone_is_struck_out_and_stays() -> None:
    first, second = [line("a")], [line("a"), line("b", 9)]
    latest = marked(first, second)
    third = marked(first, [line("a")], latest)

    assert [(one.key, one.mark) for one in third] == [("a", ""), ("b", "cancelled")]
    assert marked(first, [line("a")], third) == third


def test_what_lasts_stands_on_each_of_its_days() -> None:
    ends = at_clock(MONDAY + timedelta(days=2), 0)
    long = Line("a", at_clock(MONDAY, 14), ends, False, "Hội nghị")
    found = days_of(MONDAY, [long])

    assert [one.key for one in found[0].afternoon] == ["a"]
    assert [(one.key, one.clock) for one in found[1].morning] == [("a", "")]
    assert all(day.is_empty for day in found[2:])


def test_nothing_is_marked_before_anything_was_published() -> None:
    assert {one.mark for one in marked(None, [line("a"), line("b")])} == {Mark.SAME}


def test_a_line_that_came_back_is_as_it_was() -> None:
    gone = marked([line("a")], [])

    assert [one.mark for one in gone] == [Mark.CANCELLED]
    assert [one.mark for one in marked([line("a")], [line("a")])] == [Mark.SAME]


def test_the_public_part_holds_what_is_public_and_not_who_prepares_it() -> None:
    lines = [line("a", is_public=True, prepares="Phòng A"), line("b", prepares="B")]

    assert [(one.key, one.prepares) for one in for_the_public(lines)] == [("a", "")]


def test_a_line_is_the_same_after_it_was_stored() -> None:
    first = line("a", 14, chair="Chủ tịch", mark=Mark.CHANGED)

    assert line_kept(first.kept()) == first


def test_what_began_before_the_week_stands_on_its_monday() -> None:
    long = Line(
        "a",
        at_clock(MONDAY - timedelta(days=2), 8),
        at_clock(MONDAY + timedelta(days=1), 17),
        False,
        "Hội nghị",
    )

    assert [one.key for one in days_of(MONDAY, [long])[0].morning] == ["a"]


def test_an_agenda_is_read_line_by_line() -> None:
    found = items_of("Báo cáo | Phạm Thị Hoa | 20 phút\n\nThảo luận\n | Dũng")

    assert [(i.text, i.presenter, i.minutes) for i in found] == [
        ("Báo cáo", "Phạm Thị Hoa", 20),
        ("Thảo luận", "", 0),
        ("", "Dũng", 0),
    ]


_HOURS = st.tuples(st.integers(0, 24 * 20), st.integers(1, 60))


@given(st.lists(_HOURS, max_size=12), st.integers(0, 6))
def test_weeks_taken_equal_hours_marked_one_by_one(
    spans: list[tuple[int, int]], late: int
) -> None:
    """Overlaps once, eight hours a day at most, whatever the order."""
    marked_hours = {
        h for begins, length in spans for h in range(begins, begins + length)
    }
    days: dict[int, int] = {}
    for hour in marked_hours:
        days[hour // 24] = days.get(hour // 24, 0) + 60
    expected: dict[int, int] = {}
    for day, minutes in days.items():
        week = (day + late) // 7
        expected[week] = expected.get(week, 0) + min(minutes, 480)

    packed = [begins * 3600 << LENGTH | length * 3600 for begins, length in spans]
    assert weeks_taken(packed, late) == expected
