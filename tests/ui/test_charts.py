"""Charts: parts that add up, a round scale, labels that do not meet."""

from __future__ import annotations

import pytest

from congvu.ui.formats.charts import Column, Part, bar, column_chart, scale_step, spread


@pytest.mark.parametrize(
    ("most", "step"),
    [(0, 1), (3, 1), (4, 1), (5, 2), (69, 20), (290, 100), (1900, 500)],
)
def test_a_round_step_lays_at_most_four_lines(most: float, step: int) -> None:
    assert scale_step(most) == step


def test_the_parts_of_a_bar_stand_on_one_another() -> None:
    parts = [Part("in-time", 30, "a"), Part("late", 0, "b"), Part("open", 10, "c")]
    chart = column_chart([Column("23/11", parts)])

    low, high = chart.columns[0].parts
    assert low.y + low.height == pytest.approx(chart.floor)
    assert high.y + high.height == pytest.approx(low.y)
    assert low.height == pytest.approx(3 * high.height)


def test_an_empty_chart_is_drawn_too() -> None:
    chart = column_chart([Column("1/1", [Part("in-time", 0, "")])] * 13)

    assert not any(column.parts for column in chart.columns)
    assert len(chart.gridlines) == 2


def test_days_off_lie_below_their_week_where_they_lie_in_it() -> None:
    off = (False, False, True, True, False)
    chart = column_chart([Column("31/8", []), Column("7/9", [], off=off)])

    first, second = chart.columns
    assert list(first.off) == []
    assert [(day.x, day.width) for day in second.off] == [
        (pytest.approx(second.x + second.width * 0.4), pytest.approx(6)),
        (pytest.approx(second.x + second.width * 0.6), pytest.approx(6)),
    ]
    assert chart.has_off
    assert not column_chart([Column("31/8", [])]).has_off


def test_the_last_column_of_many_keeps_its_label() -> None:
    chart = column_chart([Column(str(n), []) for n in range(53)])

    shown = [c.column.label for c in chart.columns if c.shows_label]
    assert shown[-1] == "52"
    assert len(shown) <= 14
    assert not chart.columns[-1].wide_only


def test_a_lying_bar_fills_its_share() -> None:
    parts = bar([Part("in-time", 3, ""), Part("late", 1, "")], of=8)

    assert [(p.x, p.width) for p in parts] == [(0.0, 37.5), (37.5, 12.5)]


def test_half_and_nine_tenths_share_one_scale() -> None:
    drawn = spread(1, 4, of=8, longest=False)

    assert (drawn.half, drawn.nine_tenths, drawn.form) == (12.5, 50, "in-time")
