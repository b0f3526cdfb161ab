"""Eight states, exclusive; the database and the rule say the same of any standing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as some

from congvu.duties.models import Standing
from congvu.duties.queries import deadline_shown, state_case
from congvu.duties.rules import (
    DUTY_STATE_NAMES,
    Course,
    DutyState,
    Facts,
    recurring_words,
    state_of,
)
from congvu.lib.dates import WorkCalendar
from tests.scale import examples

D = date(2026, 3, 10)
DAY = timedelta(days=1)


def open_(**more: object) -> Facts:
    return Facts(Course.UNDER_WAY, **more)  # type: ignore[arg-type]  # a table of facts


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (open_(), DutyState.IN_TIME),
        (open_(deadline=D), DutyState.IN_TIME),
        (open_(deadline=D - DAY), DutyState.LATE),
        (open_(deadline=D, extended=True), DutyState.EXTENDED),
        (open_(deadline=D - DAY, extended=True), DutyState.LATE),
        (open_(begins_on=D + DAY), DutyState.NOT_YET),
        (open_(begins_on=D), DutyState.IN_TIME),
        (open_(begins_on=D + DAY, deadline=D + DAY, extended=True), DutyState.NOT_YET),
        (Facts(Course.SUSPENDED, D - DAY), DutyState.SUSPENDED),
        (Facts(Course.REVOKED, D - DAY), DutyState.REVOKED),
        (Facts(Course.DONE, None, done_on=D), DutyState.DONE_IN_TIME),
        (Facts(Course.DONE, D, done_on=D), DutyState.DONE_IN_TIME),
        (Facts(Course.DONE, D - DAY, done_on=D), DutyState.DONE_LATE),
        (Facts(Course.DONE, D, True, done_on=D + DAY), DutyState.DONE_LATE),
    ],
)
def test_each_state_is_what_its_sentence_says(facts: Facts, state: DutyState) -> None:
    assert state_of(facts, D) == state


def test_every_state_has_a_name_and_no_two_the_same() -> None:
    assert set(DUTY_STATE_NAMES) == set(DutyState)
    assert len(set(DUTY_STATE_NAMES.values())) == len(DutyState)


days = some.dates(D - 30 * DAY, D + 30 * DAY)
facts = some.builds(
    Facts,
    some.sampled_from([Course.UNDER_WAY, Course.SUSPENDED, Course.REVOKED]),
    some.none() | days,
    some.booleans(),
    some.none() | days,
) | some.builds(
    lambda due, extended, done: Facts(Course.DONE, due, extended, None, done),
    some.none() | days,
    some.booleans(),
    days,
)


@pytest.mark.django_db
@settings(max_examples=examples(60))
@given(rows=some.lists(facts, min_size=1, max_size=40), on=days)
def test_the_database_says_what_the_rule_says(rows: list[Facts], on: date) -> None:
    """The rows are values of one question: no table is needed to compare two rules."""
    compiled, parameters = (
        Standing.objects.annotate(state=state_case(on))
        .values_list("state")
        .query.sql_with_params()
    )
    columns = "(VALUES " + ", ".join(
        ["(%s, %s::date, %s::boolean, %s::date, %s::date)"] * len(rows)
    )
    columns += ") AS duties_standing (course, deadline, extended, begins_on, done_on)"
    question = compiled.replace('"duties_standing"."', 'duties_standing."')
    question = question.replace('FROM "duties_standing"', f"FROM {columns}")
    values = [
        v
        for f in rows
        for v in (str(f.course), f.deadline, f.extended, f.begins_on, f.done_on)
    ]
    with connection.cursor() as cursor:
        cursor.execute(question, [*parameters, *values])
        said = [state for (state,) in cursor.fetchall()]

    assert said == [state_of(f, on) for f in rows]


def test_a_rest_day_ahead_is_not_today() -> None:
    """Friday the 13th; Saturday is tomorrow, Sunday is one working day away."""
    friday, days = date(2026, 3, 13), WorkCalendar()

    left = [
        deadline_shown(friday + n * DAY, on=friday, days=days).days_left
        for n in range(-1, 4)
    ]
    assert left == [-1, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P6M", "6 tháng một lần"),
        ("P1M", "hằng tháng"),
        ("P3M", "hằng quý"),
        ("P1Y", "hằng năm"),
        ("P2W", "2 tuần một lần"),
        ("", ""),
    ],
)
def test_how_often_it_comes_again(duration: str, words: str) -> None:
    said, named = recurring_words(duration)

    assert said % named == words
