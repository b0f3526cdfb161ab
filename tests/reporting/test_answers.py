"""What people type, as a table: what it is read as, and what is said of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.reporting.rules import (
    Column,
    Kind,
    Question,
    form_faults,
    judge,
    next_key,
    number_of,
    percent,
    question_of,
    rounded_to,
    written,
)
from tests.reporting.stories import QUESTIONS

NUMBER = Question("q1", Kind.NUMBER, "Số máy", least=Decimal(0), most=Decimal(1000))
TENTH = Question("q1", Kind.NUMBER, "Số tiền", decimals=2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1.234", 1234),
        ("1.234.567,5", Decimal("1234567.5")),
        ("1 234", 1234),
        ("-3", -3),
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        ("0,333", Decimal("0.333")),
        ("mười", None),
        ("1.23.4", None),
        ("1,2,3", None),
        ("12 máy", None),
        ("=1+1", None),
        ("1e9", None),
        ("٣", None),
        ("9" * 16, None),
    ],
)
def test_numbers_as_people_here_write_them(text: str, value: Any) -> None:
    assert number_of(text) == (None if value is None else Decimal(value))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_what_is_written_is_read_again(value: Decimal) -> None:
    assert number_of(written(value)) == value


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        (NUMBER, "nhiều", "không phải là số"),
        (NUMBER, "-1", "Không nhỏ hơn 0."),
        (NUMBER, "1.001", "Không lớn hơn 1.000."),
        (NUMBER, "1,5", "Chỉ nhận số nguyên."),
        (TENTH, "1,234", "Nhiều nhất 2 chữ số"),
        (Question("q1", Kind.YES_NO, "Có?"), "chắc là có", "“có” hoặc “không”"),
        (Question("q1", Kind.DATE, "Ngày"), "31/02/2026", "Ngày chưa đúng."),
        (Question("q1", Kind.DATE, "Ngày"), "hôm qua", "Ngày chưa đúng."),
        (
            Question("q1", Kind.CHOICE, "Loại", options=("a", "b")),
            "c",
            "Chọn một trong: a; b.",
        ),
        (Question("q1", Kind.TEXT, "Chữ", required=True), "  ", "Chưa trả lời."),
        (Question("q1", Kind.TEXT, "Chữ"), "x" * 4001, "Dài quá 4.000 ký tự."),
    ],
)
def test_what_is_wrong_is_said_in_words(
    question: Question, text: str, said: str
) -> None:
    (fault,) = judge([question], {"q1": text}).faults
    assert said in fault.words % fault.named


def test_every_kind_is_read() -> None:
    answers = {
        "q1": "12",
        "q2": "10",
        "q3": "2",
        "q5": "Có",
        "q6": "Thiếu kinh phí",
        "q7": "1/9/2026",
        "q8": "Cáp quang",
        "q9": [["Kế toán", "1.200"], ["", ""], ["Khác", ""]],
        "q10": [{"kind": "incoming", "id": "x", "label": "12/BB"}],
    }
    judged = judge(QUESTIONS, answers)
    assert judged.faults == []
    assert judged.values["q4"] == Fraction(1, 6)
    assert judged.values["q5"] is True
    assert judged.values["q7"] == date(2026, 9, 1)
    assert judged.values["q8"] == "cáp quang"
    assert judged.values["q9"] == [["Kế toán", Decimal(1200)], ["Khác", None]]


def test_sums_shares_and_the_period_before() -> None:
    judged = judge(QUESTIONS, {"q1": "13", "q2": "10", "q3": "2"}, {"q1": Decimal(6)})
    (fault,) = judged.faults
    assert fault.words % fault.named == "Ghi 13, nhưng các phần cộng lại là 12."
    (warning,) = judged.warnings
    assert warning.words % warning.named == "Kỳ trước là 6: lệch quá 50 %."
    unread = judge(QUESTIONS, {"q1": "13", "q2": "mười", "q3": "2"})
    assert [f.key for f in unread.faults] == ["q2"], (
        "a sum of what is unread is not held"
    )
    too_much = judge(QUESTIONS, {"q1": "2", "q3": "3", "q2": "-1"})
    assert {"q2", "q4"} == {f.key for f in too_much.faults}


def test_a_cell_of_a_small_table_is_named() -> None:
    judged = judge(QUESTIONS[8:9], {"q9": [["A", "1"], ["B", "hai"]]})
    (fault,) = judged.faults
    assert (fault.key, fault.row, fault.column) == ("q9", 1, 1)


def test_what_a_form_cannot_ask() -> None:
    wrong = [
        Question("q1", Kind.NUMBER, "", sums=("q2",)),
        Question("q2", Kind.NUMBER, "B", sums=("q1",)),
        Question("q3", Kind.SHARE, "C", part="q1", whole="q1"),
        Question("q4", Kind.CHOICE, "D", options=("một",)),
        Question("q5", Kind.TEXT, "E", least=Decimal(1)),
        Question("q6", Kind.ROWS, "F", columns=(Column("x"), Column("x"))),
        Question("q7", Kind.NUMBER, "G", least=Decimal(3), most=Decimal(2)),
        Question("q8", Kind.SHARE, "H", part="q9", whole="q1"),
    ]
    said = " ".join(f"{f.named['place']} {f.words}" for f in form_faults(wrong))
    for words in (
        "1 Ghi câu hỏi.",
        "1 Hai tổng tính vòng quanh lẫn nhau.",
        "3 Tử số và mẫu số là cùng một câu hỏi.",
        "4 Ghi từ 2 đến",
        "5 Chỉ câu hỏi về số",
        "6 Hai cột cùng tên.",
        "7 Số nhỏ nhất lớn hơn số lớn nhất.",
        "8 Chọn một câu hỏi về số.",
    ):
        assert words in said
    assert form_faults(QUESTIONS) == []
    assert [f.words for f in form_faults([])] == ["Biểu mẫu chưa có câu hỏi nào."]


def test_a_key_is_never_given_twice() -> None:
    assert next_key(QUESTIONS) == "q11"
    assert next_key(QUESTIONS[:1], ever=["q7"]) == "q8"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.kind)
def test_a_question_is_kept_as_it_is(question: Question) -> None:
    assert question_of(question.as_json()) == question


def test_shares_are_rounded_as_people_do() -> None:
    assert percent(Fraction(1, 6)) == "16,7 %"
    assert percent(Fraction(1)) == "100 %"
    assert rounded_to(Fraction(-1, 2), 0) == Decimal(-1)
