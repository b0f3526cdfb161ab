"""How a section stands: one state, the worst that holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.law.rules import Sureness
from congvu.lib.dates import WorkCalendar
from congvu.portal.rules import (
    BY_CODE,
    NOTHING,
    Found,
    Late,
    Owed,
    Said,
    SectionState,
    due_on,
    judge,
    tally,
)

TODAY = date(2026, 11, 27)
PLANS = Owed(
    section=BY_CODE[7],
    label="Kế hoạch",
    fields=frozenset({"number", "period"}),
    least=1,
    english=False,
    citation="Điều 17",
    symbol="",
    sureness=Sureness.READ,
    scope_citation="",
    scope_sureness=Sureness.READ,
    fresh=Said(90, "", Sureness.UNVERIFIED),
    deadline=Said(10, "", Sureness.READ),
)
GOOD = Found(count=2, changed_on=TODAY - timedelta(days=3), has_english=True)
LATE = Late("Kế hoạch 214/KH-UBND", date(2026, 11, 2), date(2026, 11, 16))


@pytest.mark.parametrize(
    ("owed", "found", "state"),
    [
        (PLANS, GOOD, SectionState.FINE),
        (PLANS, NOTHING, SectionState.MISSING),
        (replace(PLANS, least=0), NOTHING, SectionState.FINE),
        (replace(PLANS, least=3), GOOD, SectionState.MISSING),
        (PLANS, replace(GOOD, late=(LATE,)), SectionState.LATE),
        (PLANS, replace(GOOD, lacking={"period": 1}), SectionState.INCOMPLETE),
        (PLANS, replace(GOOD, lacking={"cost": 1}), SectionState.FINE),
        (PLANS, replace(GOOD, lacking={"period": 0}), SectionState.FINE),
        (replace(PLANS, english=True), GOOD, SectionState.FINE),
        (
            replace(PLANS, english=True),
            replace(GOOD, has_english=False),
            SectionState.INCOMPLETE,
        ),
        (PLANS, replace(GOOD, past_review=1), SectionState.STALE),
        # an empty section says so, whatever else is wrong with it
        (PLANS, replace(NOTHING, late=(LATE,)), SectionState.MISSING),
    ],
)
def test_a_section_says_the_worst_that_is_wrong(
    owed: Owed, found: Found, state: SectionState
) -> None:
    assert judge(owed, found, TODAY).state == state


@pytest.mark.parametrize(
    ("days_ago", "stale"), [(0, False), (89, False), (90, False), (91, True)]
)
def test_the_last_fresh_day_is_fresh_until_it_is_over(
    days_ago: int, stale: bool
) -> None:
    found = replace(GOOD, changed_on=TODAY - timedelta(days=days_ago))
    verdict = judge(PLANS, found, TODAY)
    assert (verdict.state == SectionState.STALE) is stale
    assert verdict.stale_since == (TODAY if stale else None)


def test_a_thing_is_in_time_on_its_last_day() -> None:
    days = WorkCalendar(holidays=frozenset({date(2026, 11, 20)}))
    approved = date(2026, 11, 13)
    last = due_on(approved, 10, days)
    # ten working days after Friday the 13th, one of them a holiday
    assert last == date(2026, 11, 30)
    found = replace(GOOD, late=(Late("Dự án", approved, last),))
    assert judge(PLANS, found, last).state == SectionState.FINE
    assert judge(PLANS, found, last + timedelta(days=1)).state == SectionState.LATE


@pytest.mark.parametrize("day", [date.max, date.max - timedelta(days=3)])
def test_a_day_beyond_all_calendars_is_never_late(day: date) -> None:
    assert due_on(day, 10, WorkCalendar()) == date.max


found_things = st.builds(
    Found,
    count=st.integers(0, 5),
    changed_on=st.none() | st.dates(date(2026, 1, 1), TODAY),
    past_review=st.integers(0, 2),
    lacking=st.dictionaries(
        st.sampled_from(["number", "period", "cost"]), st.integers(0, 3)
    ),
    has_english=st.booleans(),
    late=st.lists(
        st.builds(Late, st.just("x"), st.dates(), st.dates(date(2026, 1, 1), TODAY)),
        max_size=2,
    ).map(tuple),
)


@given(found_things, st.booleans(), st.integers(0, 3))
def test_more_content_never_makes_it_worse_and_time_never_makes_it_better(
    found: Found, english: bool, least: int
) -> None:
    worst = list(SectionState)
    owed = replace(PLANS, english=english, least=least)
    today = judge(owed, found, TODAY)
    later = judge(owed, found, TODAY + timedelta(days=400))
    assert worst.index(later.state) <= worst.index(today.state)
    mended = replace(
        found,
        count=9,
        changed_on=TODAY,
        past_review=0,
        lacking={},
        has_english=True,
        late=(),
    )
    assert judge(owed, mended, TODAY).is_fine


@given(st.lists(st.sampled_from(SectionState)))
def test_a_tally_is_whole_and_a_hundred_means_all(states: list[SectionState]) -> None:
    counted = tally(states)
    assert sum(counted.states.values()) == counted.owed == len(states)
    if not states:
        assert counted.percent is None
    else:
        all_fine = set(states) == {SectionState.FINE}
        assert (counted.percent == 100) is all_fine
