"""Random histories: the report of any evening says what a plain model counted then."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from congvu.duties.access import reach_of
from congvu.duties.actions.standing import stand, standing_now
from congvu.duties.models import Share
from congvu.duties.queries import ScoreAsked, scorecard
from congvu.duties.rules import DUTY_STATE_NAMES, Course, DutyState
from congvu.reviews.formats.paper import report_fields
from congvu.reviews.queries import About, gather
from tests.people import Province
from tests.reviews.stories import Quarter, last_quarter, morning, ordered

pytestmark = pytest.mark.usefixtures("law")

# When, to which of the tasks, what.
STEPS = some.lists(
    some.tuples(
        some.integers(0, 95),
        some.integers(0, 5),
        some.sampled_from(["done", "extend", "suspend", "resume", "revoke"]),
    ),
    max_size=16,
)


def _step(share: Share, kind: str, day: date) -> None:
    facts = standing_now(share).facts
    changed = {
        "done": replace(facts, course=Course.DONE, done_on=day),
        "extend": replace(
            facts,
            course=Course.UNDER_WAY,
            done_on=None,
            extended=True,
            deadline=(facts.deadline or day) + timedelta(days=20),
        ),
        "suspend": replace(facts, course=Course.SUSPENDED, done_on=None),
        "resume": replace(facts, course=Course.UNDER_WAY, done_on=None),
        "revoke": replace(facts, course=Course.REVOKED, done_on=None),
    }[kind]
    stand(share=share, facts=changed, on=day, at=morning(day))


def _about(people: Province, quarter: Quarter, closing: date) -> About:
    seat = people.seat("dung")
    return About(
        seat.agency_id, reach_of(seat).agencies, quarter.span, closing, None, True
    )


def _table(body: list[Any], head: str) -> list[list[str]]:
    return next(
        block["rows"]
        for block in body
        if block["kind"] == "table" and block["rows"][0][0] == head
    )


@settings(max_examples=12)
@given(history=STEPS, closes=some.integers(40, 80))
def test_the_numbers_are_those_of_the_replay(
    province: Province, history: list[tuple[int, int, str]], closes: int
) -> None:
    quarter = last_quarter(province)
    bodies = (province.commune.id, province.division.id)
    with transaction.atomic():
        shares = [
            share
            for n, due in enumerate((30, 50, 70))
            for share in ordered(province, quarter.day(n), quarter.day(due), *bodies)
        ]
        for when, which, kind in sorted(history):
            if quarter.day(when) <= province.today:
                _step(shares[which], kind, quarter.day(max(when, 3)))
        closing = quarter.day(closes)

        facts = gather(_about(province, quarter, closing), today=province.today)
        fields = report_fields(facts)

        asked = ScoreAsked(closing)
        reach = reach_of(province.seat("dung"))
        told = scorecard(reach, asked, today=province.today)
        printed = _printed(fields)
        assert printed == {s: n for s, n in told.whole.counts.items() if n}
        rows = fields["appendices"][0]["body"][0]["rows"]
        for column in range(2, 11):
            sums = sum(int(row[column]) for row in rows[1:-1])
            assert sums == int(rows[-1][column])
        late = Counter(one.body for one in facts.late)
        lines = {line.name: line.counts for line in told.lines}
        assert late == Counter(
            {n: c[DutyState.LATE] for n, c in lines.items() if c.get(DutyState.LATE)}
        )
        # The same facts, the same paper, letter by letter.
        again = gather(_about(province, quarter, closing), today=province.today)
        assert (again.digest, report_fields(again)) == (facts.digest, fields)
        transaction.set_rollback(True)


def _printed(fields: dict[str, Any]) -> dict[DutyState, int]:
    """The states as the table of the report says them."""
    names = {str(n).capitalize(): state for state, n in DUTY_STATE_NAMES.items()}
    rows = _table(fields["body"], "Trạng thái")
    assert sum(int(row[1]) for row in rows[1:-1]) == int(rows[-1][1])
    return {names[row[0]]: int(row[1]) for row in rows[1:-1] if int(row[1])}
