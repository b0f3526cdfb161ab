"""What stands in cells and titles, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.imports.rules import day_of, gaps, names_of, number_of

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/03/2019", date(2019, 3, 5)),
        ("5.3.19", date(2019, 3, 5)),
        ("5-3-98", date(1998, 3, 5)),
        ("05/3", date(2018, 3, 5)),
        ("2019-03-05", date(2019, 3, 5)),
        ("Ngày 5 tháng 3 năm 2019", date(2019, 3, 5)),
        ("05/03/2019 08:30", date(2019, 3, 5)),
        ("43529", date(2019, 3, 5)),
        ("43529.5", date(2019, 3, 5)),
        ("30/02/2019", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_days_however_written(text: str, day: date | None) -> None:
    assert day_of(text, today=TODAY, year=2018) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("15", 15), ("0015", 15), ("Số: 15", 15), ("0", None), ("15a", None), ("", None)],
)
def test_numbers(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_gaps_and_names() -> None:
    assert gaps([1, 2, 5, 9]) == ["3–4", "6–8"]
    assert names_of("C:\\quet\\a.pdf; b.pdf") == ["C:/quet/a.pdf", "b.pdf"]
