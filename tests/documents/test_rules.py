"""Tables of what words, symbols and deadlines mean. Pure: no database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.documents.rules import (
    ASSIGNMENT_STATE_NAMES,
    ENTRY_STATE_NAMES,
    INTAKE_STATE_NAMES,
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    PART_NAMES,
    URGENCY_NAMES,
    AssignmentState,
    EntryState,
    IntakeState,
    Part,
    handling_due,
    is_secret,
    order_key,
    search_text,
    search_words,
    symbol_key,
)
from congvu.lib.dates import WorkCalendar


@pytest.mark.parametrize(
    "level",
    [
        "Mật",
        "MẬT",
        "mat",
        "Tối mật",
        "TỐI MẬT",
        "toi mat",
        "Tuyệt mật",
        "TUYỆT  MẬT",
        "tuyet mat",
        "Độ mật: Mật",
        "Độ mật: Tối mật",
        "Mức độ mật: Tuyệt mật",
        "mức tối mật",
        "M Ậ T",
        "T U Y Ệ T   M Ậ T",
        "  mật. ",
        "“MẬT”",
        "ma\u0323\u0302t",  # decomposed
        "(Mật)",
    ],
)
def test_a_state_secret_is_recognised_however_it_is_written(level: str) -> None:
    assert is_secret(level)


@pytest.mark.parametrize(
    "level",
    [
        "",
        " ",
        "khong",
        "Không",
        "Thường",
        "Khẩn",
        "Bí mật công tác",
        "mật độ dân số",
        "mật ong",
        "bảo mật",
        "Lưu hành nội bộ",
        "tối",
    ],
)
def test_other_words_are_no_state_secret(level: str) -> None:
    assert not is_secret(level)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(level: str) -> None:
    assert is_secret(level) in (True, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("07/UBND-VX", "7/UBND-VX"),
        ("7/ubnd-vx", "7/UBND-VX"),
        ("Số: 7 / UBND - VX", "7/UBND-VX"),
        ("7/UBND–VX", "7/UBND-VX"),
        ("15/2009/CT-UBND", "15/2009/ct-ubnd"),
    ],
)
def test_one_symbol_has_one_key_however_it_is_written(one: str, other: str) -> None:
    assert symbol_key(one) == symbol_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("7/UBND-VX", "17/UBND-VX"), ("7/UBND", "7/HĐND"), ("15/2009/CT", "15/2010/CT")],
)
def test_different_symbols_have_different_keys(one: str, other: str) -> None:
    assert symbol_key(one) != symbol_key(other)


def test_no_symbol_has_no_key_and_an_odd_one_its_own() -> None:
    assert symbol_key("") == ""
    assert symbol_key("Không số") == symbol_key("không số") != ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đề nghị HỖ TRỢ kinh phí", ["de", "nghi", "ho", "tro", "kinh", "phi"]),
        ("01462/SNN-CNTY", ["1462", "snn", "cnty"]),
        ("000", ["000"]),
        ("(*) & | ! <->'\\ :*", []),
        ("Đa\u0323i hô\u0323i", ["dai", "hoi"]),
        ("", []),
    ],
)
def test_words_are_found_without_accents_marks_and_leading_zeros(
    text: str, words: list[str]
) -> None:
    assert search_words(text) == words


def test_a_line_is_found_by_each_word_once() -> None:
    assert search_text(["12", "Sở Y tế", "sở y TẾ về y tế"]) == "12 so y te ve"


@given(st.text())
def test_search_words_hold_nothing_that_a_query_could_misread(text: str) -> None:
    assert all(w.isascii() and w.isalnum() for w in search_words(text))


# 24/11/2026 (Tuesday) is a holiday, 28/11/2026 (Saturday) worked instead here.
DAYS = WorkCalendar(
    holidays=frozenset({date(2026, 11, 24)}),
    working_saturdays=frozenset({date(2026, 11, 28)}),
)


@pytest.mark.parametrize(
    ("arrived", "immediately", "working_days", "due"),
    [
        # a Monday before the holiday
        (date(2026, 11, 23), False, 1, date(2026, 11, 25)),
        (date(2026, 11, 23), False, 2, date(2026, 11, 26)),
        (date(2026, 11, 23), False, 5, date(2026, 11, 30)),
        (date(2026, 11, 23), False, 10, date(2026, 12, 7)),
        # at once: today, or the first working day after a rest day
        (date(2026, 11, 23), True, None, date(2026, 11, 23)),
        (date(2026, 11, 24), True, None, date(2026, 11, 25)),
        (date(2026, 11, 29), True, 2, date(2026, 11, 30)),
        (date(2026, 11, 28), True, 2, date(2026, 11, 28)),
        # arrived on the holiday itself: it never counted
        (date(2026, 11, 24), False, 1, date(2026, 11, 25)),
        # the work rules set no limit
        (date(2026, 11, 23), False, None, None),
        (date(2026, 11, 24), False, 0, date(2026, 11, 25)),
    ],
)
def test_handling_ends_on_a_working_day(
    arrived: date, immediately: bool, working_days: int | None, due: date | None
) -> None:
    found = handling_due(
        arrived_on=arrived,
        immediately=immediately,
        working_days=working_days,
        days=DAYS,
    )

    assert found == due


def test_numbers_of_one_year_stay_below_the_next_years_first() -> None:
    assert order_key(2026, 9_999_999) < order_key(2027, 1)
    assert order_key(2026, 2) > order_key(2026, 1)


@pytest.mark.parametrize(
    ("states", "names"),
    [
        (EntryState, ENTRY_STATE_NAMES),
        (AssignmentState, ASSIGNMENT_STATE_NAMES),
        (IntakeState, INTAKE_STATE_NAMES),
        (Part, PART_NAMES),
    ],
)
def test_every_state_has_one_name_of_its_own(states: type, names: dict) -> None:
    assert set(states) == set(names)
    assert len(set(names.values())) == len(names)


def test_open_states_are_states() -> None:
    assert set(EntryState) > OPEN_ENTRY_STATES
    assert set(AssignmentState) > OPEN_ASSIGNMENT_STATES
    assert "normal" in URGENCY_NAMES
