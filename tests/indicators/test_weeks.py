"""What changed since last week, by what was known then and not by what is known now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.indicators.actions import measure, week_of
from congvu.indicators.models import Measurement, MeasuringRun, PastMeasurement
from congvu.indicators.queries import changes, trends
from congvu.indicators.rules import REGISTER, Declared, Moved, one_body, rolled_up
from tests.indicators.book import Book, at, body, counted, month
from tests.scale import examples

pytestmark = pytest.mark.django_db

MAY = month(2026, 5)
TAY, DONG = body("Xã Tây"), body("Xã Đông")
MONDAYS = [datetime.fromisoformat(f"2026-05-{d:02}T00:00+07:00") for d in (4, 11, 18)]


def count_on(day: int) -> None:
    list(measure(at=at(date(2026, 5, day)), only_open=True))


def moved(since: datetime, on: int, *, whole: bool = False) -> list[Moved]:
    groups = [one_body(TAY), one_body(DONG)]
    if whole:
        groups = [rolled_up("tỉnh", [TAY, DONG])]
    asked = date(2026, 5, on)
    return changes(groups, ["tests.share"], MAY, since=since, on=asked)


def test_a_figure_is_held_against_what_was_known_when_the_week_began(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    book.write("Xã Tây", date(2026, 5, 4), 0)
    count_on(6)
    book.write("Xã Tây", date(2026, 5, 6), 1)
    count_on(8)  # by Monday the 11th: one of two
    book.write("Xã Tây", date(2026, 5, 11), 1)
    book.write("Xã Đông", date(2026, 5, 11), 1)
    count_on(12)
    book.write("Xã Tây", date(2026, 5, 12), 1)
    count_on(13)

    tay, dong = moved(MONDAYS[1], 13)
    assert (tay.before, tay.figure.value) == (50, 75)
    assert str(tay.change) == "25.00"
    # Đông had nothing to count by then, and that is no nought.
    assert (dong.before, dong.change, dong.figure.value) == (None, None, 100)
    (whole,) = moved(MONDAYS[1], 13, whole=True)
    assert (whole.before, whole.figure.value) == (50, 80)
    # Before the first time it was counted nothing was known.
    assert moved(MONDAYS[0], 13)[0].before is None
    # Of what came and went within a week nothing is kept.
    assert PastMeasurement.objects.count() == 1
    assert Measurement.objects.count() == 2


def test_the_week_begins_on_monday_here(declared: dict[str, Declared]) -> None:
    sunday = datetime.fromisoformat("2026-05-10T16:59:00+00:00")

    assert week_of(sunday) == datetime.fromisoformat("2026-05-04T00:00+07:00")
    assert week_of(sunday + timedelta(minutes=1)) == MONDAYS[1]


def test_a_trend_is_in_the_order_of_time(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    for number in (3, 4, 5):
        for n in range(number):
            book.write("Xã Tây", date(2026, number, 2), int(n == 0))
    list(measure(at=at(date(2026, 6, 1)), span=(date(2026, 3, 1), MAY.last)))

    told = trends([one_body(TAY)], ["tests.share"], MAY, on=MAY.last, count=4)

    (line,) = told.values()
    assert [figure.period.start.month for figure in line] == [2, 3, 4, 5]
    assert [str(figure.value) for figure in line] == ["None", "33.33", "25.00", "20.00"]
    assert [figure.state for figure in line][:2] == ["unknown", "known"]


@settings(max_examples=examples(20))
@given(
    counts=st.lists(
        st.tuples(st.integers(2, 30), st.integers(0, 3)), min_size=1, max_size=12
    )
)
def test_every_monday_is_remembered(counts: list[tuple[int, int]]) -> None:
    """What is told of a past Monday is what was counted last before it."""
    counts.sort(key=lambda one: one[0])
    book, last = Book(), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(REGISTER, "indicators", {"tests.share": counted(book)})
        for day, good in counts:
            book.lines = [("Xã Tây", MAY.start, int(n < good)) for n in range(3)]
            count_on(day)
            for monday in MONDAYS:
                if at(date(2026, 5, day)) < monday:
                    last[monday] = good
        for monday in MONDAYS:
            tay, _dong = moved(monday, 31)
            good = last.get(monday)
            known = None if good is None else 100 * good / 3
            assert tay.before == (None if known is None else pytest.approx(known))
        for kept in (Measurement, PastMeasurement, MeasuringRun):
            kept.objects.all().delete()
