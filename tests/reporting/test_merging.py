"""The merged table equals a plain model; states are exclusive and add up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.dates import WorkCalendar
from congvu.reporting.rules import (
    OPEN,
    Answered,
    Column,
    Kind,
    Question,
    ReportPeriod,
    ReturnState,
    Rhythm,
    ShownState,
    counted,
    days_of,
    judge,
    merge,
    report_period,
    shown_state,
    written,
)

ASKED = (
    Question("q1", Kind.NUMBER, "Phần", decimals=1),
    Question("q2", Kind.NUMBER, "Toàn bộ", decimals=1),
    Question("q3", Kind.SHARE, "Tỷ lệ", part="q1", whole="q2"),
    Question("q4", Kind.YES_NO, "Có?"),
    Question("q5", Kind.TEXT, "Ý kiến"),
    Question("q6", Kind.ROWS, "Bảng", columns=(Column("A"), Column("B", True))),
)
amounts = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**6, places=1))
bodies = st.lists(
    st.tuples(amounts, amounts, st.sampled_from(["", "có", "không"]),
              st.sampled_from(["", "Thiếu người"]), st.lists(amounts, max_size=3)),
    max_size=12,
)  # fmt: skip


def _typed(row: Any) -> dict[str, Any]:
    part, whole, yes, words, table = row
    return {
        "q1": "" if part is None else written(part),
        "q2": "" if whole is None else written(whole),
        "q4": yes,
        "q5": words,
        "q6": [["x", "" if n is None else written(n)] for n in table],
    }


@given(bodies, st.integers(0, 5))
def test_merging_is_adding_up_by_hand(rows: list[Any], missing: int) -> None:
    answered = [
        Answered(n, f"xã {n}", judge(ASKED, _typed(row)).values)
        for n, row in enumerate(rows)
    ]
    table = merge(ASKED, answered, asked=len(rows) + missing)
    by_key = {line.question.key: line for line in table.lines}
    parts = [row[0] for row in rows if row[0] is not None]
    assert by_key["q1"].total == (sum(parts) if parts else None)
    assert by_key["q1"].answered == len(parts)
    both = [(r[0], r[1]) for r in rows if r[0] is not None and r[1] is not None]
    whole = sum(w for _p, w in both)
    share = Fraction(sum(p for p, _w in both)) / Fraction(whole) if whole else None
    assert by_key["q3"].share == share
    said = [row[2] for row in rows if row[2]]
    assert dict(by_key["q4"].counts) == {
        "có": said.count("có"),
        "không": said.count("không"),
    }
    assert len(by_key["q5"].listed) == sum(bool(row[3]) for row in rows)
    cells = [n for row in rows for n in row[4] if n is not None]
    assert by_key["q6"].sums == (None, sum(cells) if cells else None)
    assert all(line.asked == len(rows) + missing for line in table.lines)
    assert table.is_whole == (missing == 0)


def test_a_change_is_told_of_whole_sums_only() -> None:
    def one(n: int, value: str) -> Answered:
        return Answered(n, f"xã {n}", judge(ASKED, {"q1": value}).values)

    then = merge(ASKED, [one(1, "5"), one(2, "5")], asked=2)
    now = merge(ASKED, [one(1, "7"), one(2, "6")], asked=2, before=then)
    assert now.lines[0].moved == Decimal(3)
    part = merge(ASKED, [one(1, "7")], asked=2, before=then)
    assert (part.lines[0].total, part.lines[0].before) == (Decimal(7), Decimal(10))
    assert part.lines[0].moved is None


@given(
    st.lists(st.tuples(st.sampled_from(ReturnState), st.integers(-5, 5)), max_size=30)
)
def test_states_are_exclusive_and_add_up(rows: list[tuple[ReturnState, int]]) -> None:
    today = date(2026, 11, 27)
    returns = [(state, today + timedelta(days=n)) for state, n in rows]
    counts = counted(returns, on=today)
    assert set(counts) == set(ShownState)
    assert sum(counts.values()) == len(rows)
    late = sum(state in OPEN and due < today for state, due in returns)
    assert counts[ShownState.LATE] == late
    for state, due in returns:
        shown = shown_state(state, due_on=due, on=today)
        assert shown in (ShownState(state.value), ShownState.LATE)


@pytest.mark.parametrize(
    ("rhythm", "words", "closes", "counts_from"),
    [
        (Rhythm.MONTH, "tháng 11/2026", date(2026, 11, 14), date(2026, 10, 15)),
        (Rhythm.QUARTER, "quý IV/2026", date(2026, 12, 14), date(2026, 9, 15)),
        (Rhythm.HALF, "6 tháng cuối năm 2026", date(2026, 12, 14), date(2026, 6, 15)),
        (Rhythm.YEAR, "năm 2026", date(2026, 12, 14), date(2025, 12, 15)),
    ],
)
def test_periods_close_and_follow_on(
    rhythm: Rhythm, words: str, closes: date, counts_from: date
) -> None:
    period = report_period(rhythm, date(2026, 11, 27))
    said, named = period.words
    assert said % named == words
    assert period.closes_on(14) == closes
    assert period.counts_from(14) == counts_from
    assert period.closes_on(None) == period.last
    assert period.moved(1).counts_from(14) == closes + timedelta(days=1)
    with pytest.raises(ValueError, match="no "):
        ReportPeriod(date(2026, 11, 27), rhythm)


def test_days_are_counted_in_working_days() -> None:
    days = days_of(
        report_period(Rhythm.ONCE, date(2026, 11, 27)),
        closing_day=14,
        lead_days=2,
        due_days=3,
        calendar=WorkCalendar(frozenset(), frozenset()),
    )
    assert days.closes_on == date(2026, 11, 27), "asked once: its own day"
    assert (days.begins_on, days.due_on) == (date(2026, 11, 25), date(2026, 12, 2))
