"""Numbers, dates and deadlines in the words of the office."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from congvu.lib.dates import VIETNAM
from congvu.ui.rules import Box, Deadline, Event, dated, draw_box, initials
from congvu.ui.templatetags import ui_words

FRIDAY = date(2024, 11, 15)
MONDAY = date(2024, 11, 18)
TUESDAY = date(2024, 11, 19)


@pytest.fixture(autouse=True)
def in_vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("deadline", "words", "tone"),
    [
        (Deadline(None), "không hạn", ""),
        (Deadline(5), "còn 5 ngày làm việc", ""),
        (Deadline(1, TUESDAY, MONDAY), "ngày mai", "look"),
        (Deadline(0), "hôm nay", "look"),
        (Deadline(0, hour="16:00"), "hôm nay, 16:00", "look"),
        (Deadline(-3), "quá hạn 3 ngày", "late"),
    ],
)
def test_a_deadline_is_said_in_working_days(deadline, words, tone):
    assert ui_words.deadline_words(deadline) == words
    assert str(deadline.tone) == tone


def test_on_friday_monday_is_not_called_tomorrow():
    given = Deadline(1, MONDAY, FRIDAY)

    assert ui_words.deadline_words(given) == "còn 1 ngày làm việc"
    assert given.tone == "look"


def test_what_did_not_all_happen_today_says_its_day():
    """In Vietnam's time, from whatever zone it comes."""
    morning, evening = (
        datetime(2024, 11, 15, 1, 5, tzinfo=UTC),
        datetime(2024, 11, 15, 17, tzinfo=VIETNAM),
    )
    events = [Event("lập", at=morning), Event("ký", at=evening), Event("chờ")]

    def said(events, on):
        return [one.when for one in dated(events, on)]

    assert said(events, FRIDAY) == ["", "", ""]
    assert said(events, MONDAY) == ["15/11 08:05", "15/11 17:00", ""]
    assert said(events[:1], date(2025, 1, 2)) == ["15/11/2024"]
    night = [Event("trả lại", at=datetime(2024, 11, 14, 21, 58, tzinfo=UTC))]
    assert said(night, FRIDAY) == [""]
    assert said(night, MONDAY) == ["15/11 04:58"]


def test_a_colour_never_stands_without_its_sign():
    for days in (-1, 0, 1):
        assert "#flag" in ui_words.deadline(days) or "#half" in ui_words.deadline(days)
    assert "<svg" not in ui_words.deadline(4)


@pytest.mark.parametrize(
    ("value", "words"),
    [(3117, "3.117"), (12, "12"), (1_234_567, "1.234.567"), (91.9, "91,9"), (None, "")],
)
def test_counts_have_dots(value, words):
    assert ui_words.number(value) == words


def test_moments_are_told_in_vietnams_time():
    at = datetime(2024, 11, 13, 19, 5, tzinfo=UTC)

    assert ui_words.moment(at) == "14/11/2024, 02:05"
    assert ui_words.weekday(at) == "Thứ Năm, 14/11/2024"
    assert ui_words.day(None) == ""


def test_urgency_is_a_stamp_and_ordinary_papers_have_none():
    assert "HỎA TỐC" in ui_words.urgency("flash")
    assert "THƯỢNG KHẨN" in ui_words.urgency("Thượng khẩn")
    assert ui_words.urgency("normal") == ""
    assert ui_words.urgency(None) == ""


def test_initials_are_family_and_given_name():
    assert initials("Nông Thị Lan") == "NL"
    assert initials("Đàm Quốc Thắng") == "ĐT"
    assert initials("") == ""


def test_a_box_at_the_edge_keeps_its_number_on_the_page():
    drawn = draw_box(Box(1, 0.0, 0.5, 0.1, 0.52))

    assert drawn.dot_x == 18
    assert (drawn.x, drawn.width) == (0, 100)
