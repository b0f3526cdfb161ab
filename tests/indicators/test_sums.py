"""Whatever is in the book: sums add up, and the list is what the figure counts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.indicators.actions import measure
from congvu.indicators.models import Measurement
from congvu.indicators.queries import figures, lineage, recount
from congvu.indicators.rules import (
    REGISTER,
    Period,
    PeriodKind,
    Unit,
    one_body,
    rolled_up,
    worth,
)
from tests.indicators.book import Book, at, body, counted
from tests.scale import examples

pytestmark = pytest.mark.django_db

NAMES = ("Bằng Thành", "Nghiên Loan", "Cao Minh", "Ba Bể")
NOW = date(2026, 7, 1)
HALF = (date(2026, 1, 1), date(2026, 6, 30))
LINES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.dates(HALF[0] - timedelta(days=9), HALF[1] + timedelta(days=9)),
        st.integers(0, 1),
    ),
    max_size=40,
)
MONTHS = Period(date(2026, 6, 1), PeriodKind.MONTH).up_to_here(6)
QUARTERS = [Period(date(2026, n, 1), PeriodKind.QUARTER) for n in (1, 4)]


@settings(max_examples=examples(25))
@given(lines=LINES, again=st.booleans())
def test_sums_add_up_and_lists_are_what_is_counted(
    lines: list[tuple[str, date, int]], again: bool
) -> None:
    book = Book(list(lines))
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(REGISTER, "indicators", {"tests.share": counted(book)})
        for _n in range(2 if again else 1):
            list(measure(at=at(NOW), span=HALF))
        _holds(lines)
        transaction.set_rollback(True)


def _holds(lines: list[tuple[str, date, int]]) -> None:
    groups = [one_body(body(name)) for name in NAMES]
    groups.append(rolled_up("tỉnh", [body(name) for name in NAMES]))
    # Cao Minh took over from Ba Bể.
    groups.append(one_body(body("Cao Minh"), [body("Ba Bể")]))
    long = [
        Period(date(2026, 1, 1), kind) for kind in (PeriodKind.HALF, PeriodKind.YEAR)
    ]
    found = figures(groups, ["tests.share"], [*MONTHS, *QUARTERS, *long], on=NOW)

    for figure in found:
        group = groups[found.index(figure) // 10]
        mine = [
            counts
            for name, day, counts in lines
            if body(name) in group.bodies
            and day <= HALF[1]
            and figure.period.start <= day < figure.period.end
        ]
        assert (figure.numerator, figure.records) == (sum(mine), len(mine))
        assert figure.exact == worth(Unit.PERCENT, sum(mine), len(mine))
        assert (figure.state == "nothing") == (not mine)
    _shares_are_of_sums([f.numerator for f in found], [f.records for f in found])
    _lists_are_what_is_counted()


def _shares_are_of_sums(numerators: list[int], records: list[int]) -> None:
    """Ten columns: months, quarters, the half, the year; the fifth row is the whole."""
    for counts in (numerators, records):
        rows = [counts[n : n + 10] for n in range(0, 60, 10)]
        for row in rows:
            assert sum(row[:3]) == row[6]
            assert sum(row[3:6]) == row[7]
            assert row[6] + row[7] == row[8] == row[9]
        for column in range(10):
            assert sum(row[column] for row in rows[:4]) == rows[4][column]
            assert rows[2][column] + rows[3][column] == rows[5][column]


def _lists_are_what_is_counted() -> None:
    for row in Measurement.objects.all():
        period = Period(row.period_start, PeriodKind.MONTH)
        page = lineage("tests.share", [row.body_id], period)
        assert len(page.lines) == row.denominator
        assert sum(line.counts for line in page.lines) == row.numerator
        assert len({line.record_id for line in page.lines}) == row.denominator
        found = recount("tests.share", [row.body_id], period)
        assert found == (row.numerator, row.denominator)


def test_a_mean_of_shares_would_say_something_else() -> None:
    """One of one and one of nine are two of ten, not the half of 111 %."""
    book = Book()
    book.write("Ba Bể", HALF[0], 1)
    for n in range(9):
        book.write("Cao Minh", HALF[0], int(n == 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(REGISTER, "indicators", {"tests.share": counted(book)})
        list(measure(at=at(NOW), span=HALF))
        whole = rolled_up("tỉnh", [body("Ba Bể"), body("Cao Minh")])
        (figure,) = figures([whole], ["tests.share"], MONTHS[:1], on=NOW)

    assert figure.exact == Fraction(20)
    assert connection.in_atomic_block
