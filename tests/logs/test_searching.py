"""A word is found however often and whenever it came, and never by reading the day."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.lib.dates import VIETNAM
from congvu.logs.actions import ensure_days
from congvu.logs.models import LogEvent
from congvu.logs.queries import Search, events_page, searching
from congvu.logs.rules import Severity, number_of

# Far from the days that stand already, and begun in the middle of a part of a day.
NOON = datetime(2031, 5, 14, 12, 34, 56, tzinfo=VIETNAM)
DAY = timedelta(days=1)


def came(moments: list[datetime], words: list[set[str]], severity: int = 6) -> None:
    """Events with these words, as the loader keeps them."""
    for day in sorted({moment.date() for moment in moments}):
        ensure_days(at=datetime.combine(day, NOON.timetz()))
    rows: list[tuple[Any, ...]] = [
        (
            *(moment, "192.0.2.1", "may-1", "sshd", severity, "sshd"),
            *(" ".join(sorted(said)), "{}", [], 10),
            sorted({number_of(one) for one in {*said, f"severity={severity}"}}),
        )
        for moment, said in zip(moments, words, strict=True)
    ]
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY logs_logevent (received_at, address, host, program, severity,"
            " decoder, message, fields, doubts, length, terms) FROM STDIN"
        ) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def pages(asked: Search, limit: int) -> Iterator[LogEvent]:
    after = ""
    while True:
        page = events_page(asked, after, limit)
        yield from page.rows
        if not (after := page.after):
            return


@pytest.mark.django_db
@pytest.mark.parametrize("near", [0, 7, 20_000])
def test_pages_hold_all_that_came_in_its_order(
    monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    """At the ends of parts and of days, and many at one moment."""
    monkeypatch.setattr(searching, "NEAR", near)
    chance = random.Random(11)
    ends = [
        NOON.replace(hour=hour, minute=0, second=0) - n * datetime.resolution
        for hour in (0, 3, 21)
        for n in (0, 1)
    ]
    moments = ends + [
        NOON - DAY + timedelta(minutes=chance.choice([*range(0, 2000, 50), 7, 7, 7]))
        for _n in range(60)
    ]
    words = [
        {"all"}
        | ({"seldom"} if n % 20 == 0 else set())
        | ({"early"} if moment < NOON - DAY / 2 else {"late"})
        for n, moment in enumerate(moments)
    ]
    came(moments, words)
    kept = list(LogEvent.objects.order_by("-received_at", "-id"))
    assert len(kept) == 66
    since, until = NOON - DAY + timedelta(minutes=50), NOON + timedelta(minutes=900)
    for word in ("", "all", "seldom", "early", "early seldom", "absent"):
        asked = Search(since, until, word)
        expected = [
            one.pk
            for one in kept
            if since <= one.received_at < until
            and set(word.split()) <= set(one.message.split())
        ]
        assert [one.pk for one in pages(asked, 13)] == expected, word
    assert events_page(Search(since, until, worst=Severity.ERROR)).rows == []
    assert events_page(Search(until, since, "all")).rows == []


def looked_at(node: dict[str, Any]) -> int:
    """Rows that were fetched and were not what was asked."""
    here: int = sum(
        node.get(name, 0) * node["Actual Loops"]
        for name in ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    )
    return here + sum(looked_at(one) for one in node.get("Plans", []))


@pytest.mark.django_db
def test_the_day_is_not_read_for_a_word_of_the_morning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor for one of nowhere, one of anywhere, or one of all: what is fetched and is
    not it fits into what is near and one part.
    """
    monkeypatch.setattr(searching, "NEAR", 500)
    many = 16_000
    begins = NOON.replace(hour=0, minute=0, second=0)
    moments = [begins + n * DAY / many for n in range(many)]
    words = [
        {"all", f"u{n % 997}"} | ({"morning"} if n < 1500 and n % 3 else set())
        for n in range(many)
    ]
    came(moments, words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE logs_logevent")
    for word, least in {"morning": 50, "absent": 0, "u17": 17, "all": 50}.items():
        with CaptureQueriesContext(
            connection,
        ) as said:
            page = events_page(Search(begins, begins + DAY, word))
        assert len(page.rows) == min(least, 50)
        assert len(said) <= 12
        removed = 0
        with connection.cursor() as cursor:
            for one in said.captured_queries:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {one['sql']}")
                (told,) = cursor.fetchone()
                plan = told if isinstance(told, list) else json.loads(told)
                removed += looked_at(plan[0]["Plan"])
        assert removed <= 500 + many / 8, (word, removed)
