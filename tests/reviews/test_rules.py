"""Spans, numbers and places as papers say them: tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from congvu.duties.rules import DutyState
from congvu.reviews.formats.numbers import (
    decimal,
    moved,
    percent,
    points,
    short_day,
    signed,
    whole,
)
from congvu.reviews.rules import (
    BodyTally,
    Span,
    SpanKind,
    Tally,
    UnknownSpan,
    merged,
    places_of,
    printed,
    span_of,
    spans_to_offer,
    usual_closing,
)

Q3 = span_of("2026-Q3")


@pytest.mark.parametrize(
    ("code", "words", "first", "last", "before"),
    [
        ("2026-Q1", "quý I năm 2026", "2026-01-01", "2026-03-31", "2025-Q4"),
        ("2026-Q3", "quý III năm 2026", "2026-07-01", "2026-09-30", "2026-Q2"),
        ("2026-H1", "6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", "2025-H1"),
        ("2026-H2", "6 tháng cuối năm 2026", "2026-07-01", "2026-12-31", "2025-H2"),
        ("2026-T1", "9 tháng năm 2026", "2026-01-01", "2026-09-30", "2025-T1"),
        ("2024-N1", "năm 2024", "2024-01-01", "2024-12-31", "2023-N1"),
    ],
)
def test_spans(code: str, words: str, first: str, last: str, before: str) -> None:
    span = span_of(code)

    assert (span.code, span.said, span.before.code) == (code, words, before)
    assert (str(span.first), str(span.last)) == (first, last)
    assert span.months[-1].month == span.last.month
    assert span.same_day_before(span.last) == span.before.last


@pytest.mark.parametrize("code", ["", "2026", "2026-Q5", "Q3", "٢٠٢٦-Q1", "1900-Q1"])
def test_what_is_no_span(code: str) -> None:
    with pytest.raises(UnknownSpan):
        span_of(code)


def test_what_ended_last_is_offered_first_and_what_has_not_begun_never() -> None:
    offered = [span.code for span in spans_to_offer(date(2026, 11, 27))]

    assert offered[0] == "2026-Q3"
    assert offered.index("2026-Q4") > offered.index("2024-Q1")
    assert "2026-N1" in offered
    assert "2026-Q4" not in [s.code for s in spans_to_offer(date(2026, 9, 30))]
    assert usual_closing(Q3, date(2026, 8, 3)) == date(2026, 8, 3)
    assert usual_closing(Q3, date(2026, 11, 3)) == date(2026, 9, 30)


def test_numbers_the_vietnamese_way() -> None:
    assert (whole(1234567), whole(0)) == ("1.234.567", "0")
    assert percent(Fraction(456, 1000)) == "45,6 %"
    assert percent(Fraction(1, 3)) == "33,3 %"
    assert percent(Fraction(1)) == "100,0 %"
    assert percent(None) == ""
    assert points(Fraction(3, 4), Fraction(5, 7)) == "tăng 3,6 điểm phần trăm"
    assert points(Fraction(1, 2), Fraction(3, 4)) == "giảm 25,0 điểm phần trăm"
    assert points(Fraction(1, 2), Fraction(2, 4)) == "không đổi"
    assert (moved(5, 3), moved(3, 5), moved(3, 3)) == ("tăng 2", "giảm 2", "không đổi")
    assert decimal(Decimal("1234.50")) == "1.234,5"
    assert decimal(Decimal("100.00")) == "100"
    assert (signed(Decimal("3.20")), signed(Decimal(-4))) == ("+3,2", "-4")
    assert short_day(date(2026, 9, 5)) == "05/9/2026"
    assert short_day(date(2026, 2, 15)) == "15/02/2026"


def a_body(name: str, done: int, late: int) -> BodyTally:
    counts = {DutyState.DONE_IN_TIME: done, DutyState.LATE: late}
    return BodyTally(name, Tally(counts, counts))


def test_places_compare_fractions_and_name_nobody_twice() -> None:
    bodies = [
        a_body("A", 2, 1),
        a_body("B", 200, 100),
        a_body("C", 0, 9),
        a_body("D", 0, 2),
        a_body("E", 5, 0),
        a_body("F", 0, 0),
        a_body("G", 667, 333),
    ]

    found = places_of(bodies)

    assert [one.name for one in found.first] == ["E", "G", "B"]
    assert [one.name for one in found.last] == ["C", "D", "A"]
    assert found.nothing_due == 1
    two = places_of(bodies[:2])
    assert [one.name for one in (*two.first, *two.last)] == ["B", "A"]
    assert places_of([]).first == ()


def paper(*sections: tuple[str, str]) -> dict[str, Any]:
    blocks = []
    for number, (heading, words) in enumerate(sections, 1):
        sign = ["I", "II", "III", "IV"][number - 1]
        blocks += [
            {"kind": "heading", "level": 6, "text": f"{sign}. {heading}"},
            {"kind": "paragraph", "text": words},
        ]
    return {"summary": "Kết quả", "body": blocks, "appendices": []}


def words_of(body: list[Any]) -> list[str]:
    return [block["text"] for block in body]


def test_what_a_person_wrote_stays_and_the_rest_is_new() -> None:
    was = paper(("Tình hình", "cũ 1"), ("Kết quả", "cũ 2"), ("Đề xuất", "cũ 3"))
    mine = paper(
        ("Tình hình", "cũ 1"),
        ("Ý kiến thêm", "của tôi"),
        ("KẾT QUẢ", "cũ 2"),
        ("Đề xuất", "sửa 3"),
    )
    new = paper(("Tình hình", "mới 1"), ("Kết quả", "mới 2"), ("Đề xuất", "mới 3"))

    found = merged(printed(was), mine, new)

    assert words_of(found.fields["body"]) == [
        "I. Tình hình", "mới 1",
        "II. Ý kiến thêm", "của tôi",
        "III. Kết quả", "mới 2",
        "IV. Đề xuất", "sửa 3",
    ]  # fmt: skip
    assert found.kept == ("Ý kiến thêm", "Đề xuất")


def test_what_a_person_took_out_stays_out_and_what_is_new_comes_in() -> None:
    was = paper(("Tình hình", "1"), ("Kết quả", "2"))
    mine = {**paper(("Tình hình", "1")), "summary": "Sửa"}
    new = paper(("Tình hình", "mới"), ("Quá hạn", "mới"), ("Kết quả", "mới"))

    found = merged(printed(was), mine, new)

    assert words_of(found.fields["body"]) == [
        "I. Tình hình", "mới",
        "II. Quá hạn", "mới",
    ]  # fmt: skip
    assert found.fields["summary"] == "Sửa"
    assert found.kept == ("summary", "Kết quả")


def test_an_annex_that_was_changed_stays_whole() -> None:
    def annex(title: str, cell: str) -> dict[str, Any]:
        rows = [["TT", "Tên"], ["1", cell]]
        table = {"kind": "table", "text": "", "rows": rows}
        return {"title": title, "landscape": True, "body": [table]}

    was = {"body": [], "appendices": [annex("Biểu một", "a"), annex("Biểu hai", "a")]}
    mine = {
        "body": [],
        "appendices": [annex("Biểu một", "sửa"), annex("Biểu hai", "a")],
    }
    new = {"body": [], "appendices": [annex("Biểu hai", "b"), annex("Biểu một", "b")]}

    found = merged(printed(was), mine, new)

    cells = [one["body"][0]["rows"][1][1] for one in found.fields["appendices"]]
    assert cells == ["sửa", "b"]
    assert found.kept == ("Biểu một",)


def test_what_is_kept_of_the_composed_repeats_no_word_of_it() -> None:
    was = {**paper(("Tình hình", "zqkhoan")), "summary": "zqkhoan"}
    was["appendices"] = [{"title": "Biểu", "body": was["body"][1:]}]

    assert "zqkhoan" not in str(printed(was))
    assert merged(printed(was), was, was).kept == ()


def test_kinds_are_as_long_as_they_say() -> None:
    for kind in SpanKind:
        span = Span(date(2026, 1, 1), kind)
        assert len(span.months) == kind.months
