"""What is counted, when, and what becomes of a figure whose query fails."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.indicators.actions import Outcome, measure, measuring
from congvu.indicators.models import Indicator, Measurement, MeasuringRun
from congvu.indicators.queries import failing, figures
from congvu.indicators.rules import (
    Better,
    Declared,
    Figure,
    Period,
    PeriodKind,
    Unit,
    one_body,
)
from tests.indicators.book import SQL, Book, at, body, by_hand, counted, month

pytestmark = pytest.mark.django_db

MAY = month(2026, 5)
JUNE = date(2026, 6, 10)
TAY, DONG = "Xã Tây", "Xã Đông"


def run(day: date = JUNE, **asked: Any) -> list[Outcome]:
    return list(measure(at=at(day), **({"span": (MAY.start, MAY.last)} | asked)))


def figure(
    name: str, period: Period = MAY, on: date = JUNE, code: str = "tests.share"
) -> Figure:
    (found,) = figures([one_body(body(name))], [code], [period], on=on)
    return found


def write_may(book: Book) -> None:
    """Tây: three of four. Đông: none of one. April and June are not May."""
    for day, counts in ((1, 1), (15, 0), (15, 1), (31, 1)):
        book.write(TAY, date(2026, 5, day), counts)
    book.write(DONG, date(2026, 5, 7), 0)
    book.write(DONG, date(2026, 4, 30), 1)
    book.write(DONG, date(2026, 6, 1), 1)


def test_a_figure_is_the_count_of_its_period_and_body(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)

    (outcome,) = run()

    assert (outcome.bodies, outcome.records, outcome.reason) == (2, 5, "")
    tay, dong, nobody = figure(TAY), figure(DONG), figure("Xã Nam")
    assert (tay.state, tay.value, tay.numerator, tay.records) == ("known", 75, 3, 4)
    assert (dong.state, dong.value, dong.records) == ("known", 0, 1)
    # Nothing to count is not nought per cent.
    assert (nobody.state, nobody.value) == ("nothing", None)
    assert tay.known_at == at(JUNE)
    assert tay.until == date(2026, 6, 1)


def test_sums_and_means_are_of_their_unit(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.count"] = counted(book, "tests.count", unit=Unit.COUNT)
    declared["tests.days"] = counted(
        book, "tests.days", unit=Unit.DAYS, better=Better.LOWER
    )
    for days in (2, 3, 5):
        book.write(TAY, date(2026, 5, 4), days)
    run()

    assert figure(TAY, code="tests.count").value == 10
    assert str(figure(TAY, code="tests.days").value) == "3.33"
    # None came: that is a number. How long they took: that is none.
    assert figure(DONG, code="tests.count").value == 0
    assert figure(DONG, code="tests.days").state == "nothing"


def test_counting_twice_changes_nothing(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    run()
    before = list(Measurement.objects.order_by("id").values())

    run(JUNE + timedelta(days=3))

    assert list(Measurement.objects.order_by("id").values()) == before
    assert figure(TAY).known_at == at(JUNE + timedelta(days=3))


def test_what_is_not_there_any_more_is_nothing_to_count(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    run()
    book.lines = [line for line in book.lines if line[0] != DONG]

    run()

    assert figure(DONG).state == "nothing"
    assert figure(TAY).value == 75


def test_days_count_when_they_are_over(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    declared["tests.today"] = counted(book, "tests.today", counts_today=True)
    for day in (9, 10, 11):
        book.write(TAY, date(2026, 6, day), 1)

    list(measure(at=at(JUNE), only_open=True))

    june = month(2026, 6)
    over, today = figure(TAY, june), figure(TAY, june, code="tests.today")
    assert (over.records, over.until) == (1, date(2026, 6, 10))
    assert (today.records, today.until) == (2, date(2026, 6, 11))


def test_on_the_first_day_of_a_month_there_is_nothing_yet(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    book.write(TAY, date(2026, 6, 1), 1)

    list(measure(at=at(date(2026, 6, 1)), only_open=True))

    assert figure(TAY, month(2026, 6), date(2026, 6, 1)).state == "nothing"


def test_the_night_counts_what_still_moves_and_a_past_once(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)

    first = [o.period.start for o in measure(at=at(JUNE))]
    second = [o.period.start for o in measure(at=at(JUNE))]
    hourly = [o.period.start for o in measure(at=at(JUNE), only_open=True)]

    # April ended 40 days before 9 June: on the tenth it is as it was published.
    assert second == [date(2026, 6, 1), date(2026, 5, 1)]
    assert sorted(first) == [
        *(date(2025, n, 1) for n in range(6, 13)),
        *(date(2026, n, 1) for n in range(1, 7)),
    ]
    assert hourly == [date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT no_such_column FROM indicators_indicator", "no_such_column"),
        ("SELECT %(bodies)s::uuid[] / 0", "operator does not exist"),
        ("SELECT 1", "1 columns available but 5 columns specified"),
        ("slow", "quá"),
    ],
)
def test_a_query_that_fails_is_named_and_its_figure_unknown(
    declared: dict[str, Declared],
    book: Book,
    monkeypatch: pytest.MonkeyPatch,
    sql: str,
    said: str,
) -> None:
    if sql == "slow":
        monkeypatch.setattr(measuring, "MOST_SECONDS", 1)
        sql = f"SELECT q.* FROM ({SQL}) q WHERE pg_sleep(9 + 0 * q.counts) IS NULL"
    declared["tests.share"] = counted(book)
    declared["tests.other"] = counted(Book(book.lines), "tests.other")
    write_may(book)
    book.sql = sql

    broken, other = sorted(run(), key=lambda o: o.code, reverse=True)

    assert (broken.code, other.code) == ("tests.share", "tests.other")
    assert broken.reason
    assert not other.reason
    unknown = figure(TAY)
    assert (unknown.state, unknown.value) == ("unknown", None)
    assert said in unknown.why
    assert figure(TAY, code="tests.other").value == 75
    (named,) = failing()
    assert named.indicator.name == "Việc đúng hạn"
    assert not Measurement.objects.filter(indicator="tests.share").exists()


@pytest.mark.parametrize("line", [("", 1), (TAY, None)])
def test_a_record_without_an_answer_makes_the_figure_unknown(
    declared: dict[str, Declared], book: Book, line: tuple[str, int | None]
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    book.write(line[0], date(2026, 5, 20), line[1])

    (outcome,) = run()

    assert "không cho biết" in outcome.reason
    assert figure(TAY).state == "unknown"


def test_the_last_good_figure_stays_and_says_from_when(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    run(JUNE)
    book.sql = f"SELECT q.* FROM ({SQL}) q WHERE 1 / (q.counts * 0) = 1"
    run(JUNE + timedelta(days=1))

    old = figure(TAY)
    assert (old.state, old.value, old.known_at) == ("old", 75, at(JUNE))
    assert "division by zero" in old.why

    book.sql = ""
    run(JUNE + timedelta(days=2))
    assert figure(TAY).state == "known"
    assert failing() == []


def test_code_that_fails_is_kept_like_a_query_that_fails(
    declared: dict[str, Declared], book: Book
) -> None:
    def broken(_since: date, _until: date) -> Any:
        raise KeyError("hạn")

    declared["tests.share"] = counted(book, records=broken)

    (outcome,) = run()

    assert "KeyError" in outcome.error
    assert figure(TAY).state == "unknown"


def test_another_period_needs_another_code(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    run()
    declared["tests.share"] = counted(book, period=PeriodKind.QUARTER)

    (outcome,) = run()

    assert "đổi kỳ" in outcome.reason
    assert Measurement.objects.filter(period_start=MAY.start).count() == 2


def test_its_words_are_those_declared_last(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    run()
    declared["tests.share"] = counted(book, name="Việc xong trước hạn")
    run()

    assert Indicator.objects.get().name == "Việc xong trước hạn"


def test_what_an_app_left_behind_is_told_as_old(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    run()
    del declared["tests.share"]

    left = figure(TAY)
    assert (left.state, left.value) == ("old", 75)
    assert "Không còn" in left.why


def test_what_nobody_counts_says_so(declared: dict[str, Declared]) -> None:
    declared["tests.told"] = by_hand()
    quarter = Period(date(2026, 4, 1), PeriodKind.QUARTER)

    assert run() == []
    assert figure(TAY, quarter, code="tests.told").state == "reported-only"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (month(2026, 4), "Chưa đo"),
        (month(2026, 7), "chưa bắt đầu"),
        (Period(date(2026, 4, 1), PeriodKind.QUARTER), "Chưa đo"),
    ],
)
def test_what_was_not_counted_is_unknown(
    declared: dict[str, Declared], book: Book, period: Period, words: str
) -> None:
    declared["tests.share"] = counted(book)
    write_may(book)
    run()

    unknown = figure(TAY, period)
    assert (unknown.state, unknown.value) == ("unknown", None)
    assert words in unknown.why


def test_a_month_of_what_is_counted_by_quarter_is_unknown(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book, period=PeriodKind.QUARTER)
    book.write(TAY, date(2026, 4, 2), 1)
    run()

    assert "kỳ dài hơn" in figure(TAY, month(2026, 4)).why
    assert figure(TAY, Period(date(2026, 4, 1), PeriodKind.QUARTER)).value == 100


def test_what_waited_longest_comes_first(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    span = (date(2026, 1, 1), date(2026, 6, 30))
    list(measure(at=at(JUNE), span=(date(2026, 1, 1), date(2026, 3, 31))))

    after = [o.period.start.month for o in measure(at=at(JUNE, 10), span=span)]
    none_left = list(measure(at=at(JUNE, 11), span=span, seconds=-1))

    assert after == [4, 5, 6, 1, 2, 3]
    assert none_left == []


def test_as_many_statements_for_one_body_as_for_three_hundred(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    book.write("Xã 0", MAY.start, 1)
    run()
    numbers = []
    for size in (1, 300):
        for n in range(size):
            book.write(f"Xã {n}", MAY.start, n % 2)
        with CaptureQueriesContext(connection) as asked:
            run()
        numbers.append(len(asked))
        groups = [one_body(body(f"Xã {n}")) for n in range(size)]
        with CaptureQueriesContext(connection) as asked:
            figures(groups, ["tests.share"], MAY.up_to_here(12), on=JUNE)
        numbers.append(len(asked))

    assert numbers[0] == numbers[2]
    assert (numbers[1], numbers[3]) == (1, 1)
    assert MeasuringRun.objects.get().records == 302
