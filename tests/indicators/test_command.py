"""The operator counts, the clock counts; every shipped indicator can be counted."""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from congvu.indicators.jobs import measure_moving_periods, measure_open_periods
from congvu.indicators.models import MeasuringRun
from congvu.indicators.rules import (
    REGISTER,
    SURE_WORDS,
    Declared,
    Measured,
    PeriodKind,
)
from tests.indicators.book import Book, counted

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-06-10T09:00+07:00")


@pytest.fixture(autouse=True)
def _june(freeze: Any) -> None:
    freeze(NOW)


def measured(*words: str) -> str:
    out = StringIO()
    call_command("measure", *words, stdout=out)
    return out.getvalue()


def test_it_counts_the_months_asked_for_and_tells_of_each(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    declared["tests.other"] = counted(book, "tests.other")
    book.write("Xã Tây", NOW.date().replace(day=2), 1)

    said = measured("--since", "2026-05", "--until", "2026-06", "--code", "tests.share")

    assert "tests.share  tháng 06/2026  1 cơ quan, 1 bản ghi" in said
    assert "tests.share  tháng 05/2026  0 cơ quan, 0 bản ghi" in said
    assert "tests.other" not in said
    assert said.endswith("2 số đo, 0 không đo được\n")


def test_without_months_it_counts_what_the_night_would(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)

    assert measured().endswith("13 số đo, 0 không đo được\n")
    assert measured().endswith("2 số đo, 0 không đo được\n")


def test_what_fails_is_named_and_the_command_says_so(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)
    declared["tests.other"] = counted(Book(), "tests.other")
    book.sql = "SELECT nothing"
    out = StringIO()

    with pytest.raises(CommandError, match="vẫn giữ"):
        call_command("measure", "--since", "2026-06", stdout=out)

    assert 'bị lỗi: column "nothing" does not exist' in out.getvalue()
    assert "2 số đo, 1 không đo được" in out.getvalue()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2026-13"), "tháng viết như"),
        (("--since", "2026-06", "--until", "2026-05"), "phải trước"),
        (("--code", "nothing.there"), "invalid choice"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        measured(*words)


def test_the_clock_counts_the_open_period_and_at_night_the_others(
    declared: dict[str, Declared], book: Book
) -> None:
    declared["tests.share"] = counted(book)

    measure_open_periods()
    assert MeasuringRun.objects.count() == 1
    measure_moving_periods()
    assert MeasuringRun.objects.count() == 13


@pytest.mark.usefixtures("law")
def test_every_shipped_indicator_can_be_counted_where_nothing_is() -> None:
    said = measured("--since", "2026-04")

    shipped = REGISTER.measured()
    assert {one.code for one in shipped} >= {
        "documents.in_time",
        "documents.registered_in_time",
        "documents.received",
        "outgoing.issued",
        "outgoing.released_in_time",
        "exchange.electronic_share",
    }
    periods = sum(1 if one.period is PeriodKind.YEAR else 3 for one in shipped)
    assert said.endswith(f"{periods} số đo, 0 không đo được\n")


@pytest.mark.parametrize("code", list(REGISTER.indicators))
def test_each_says_whole_sentences_and_where_it_comes_from(code: str) -> None:
    one = REGISTER.indicators[code]

    assert isinstance(one, Measured)
    assert one.definition.endswith(".")
    assert len(one.definition) > 40
    assert one.source
    assert one.sure in SURE_WORDS
    app = code.split(".")[0]
    assert one.records.__module__ == f"congvu.{app}.indicators"
