"""Which clocks run until when, through nights and rest days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.incidents.queries.law import clock_rules
from congvu.incidents.rules import (
    Concern,
    Gravity,
    clocks,
    left,
    reminder_step,
)
from congvu.lib.dates import VIETNAM

OPEN, SERIOUS, ORDINARY = Gravity.OPEN, Gravity.SERIOUS, Gravity.ORDINARY
PLAIN = Concern(OPEN, is_urgent=False, personal_data=False)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


TABLE = [
    # detected (a weekday), what is known → key and hour of each clock
    (
        "27/11/2026 22:30",  # Friday night: the 24 hours end on Saturday
        PLAIN,
        {"notice": "28/11/2026 22:30", "report": "30/11/2026 22:30"},
    ),
    (
        "31/12/2026 23:59",  # across a year and a holiday
        Concern(SERIOUS, is_urgent=False, personal_data=False),
        {"notice": "01/01/2027 23:59", "report": "03/01/2027 23:59"},
    ),
    (
        "28/11/2026 00:00",  # a person decided that it is not serious
        Concern(ORDINARY, is_urgent=False, personal_data=False),
        {"report": "01/12/2026 00:00"},
    ),
    (
        "28/11/2026 10:00",  # personal data: a second 72 hours, to somebody else
        Concern(OPEN, is_urgent=False, personal_data=True),
        {
            "notice": "29/11/2026 10:00",
            "report": "01/12/2026 10:00",
            "personal": "01/12/2026 10:00",
        },
    ),
    (
        "28/11/2026 10:00",  # at once
        Concern(SERIOUS, is_urgent=True, personal_data=False),
        {
            "urgent": "28/11/2026 10:00",
            "notice": "29/11/2026 10:00",
            "report": "01/12/2026 10:00",
        },
    ),
    ("18/08/2026 23:59", PLAIN, {"old-notice": "23/08/2026 23:59"}),
    (
        "19/08/2026 00:00",  # the first minute of the new decree
        PLAIN,
        {"notice": "20/08/2026 00:00", "report": "22/08/2026 00:00"},
    ),
    (
        "02/01/2026 08:00",  # the law on personal data is older than the decree
        Concern(OPEN, is_urgent=True, personal_data=True),
        {"old-notice": "07/01/2026 08:00", "personal": "05/01/2026 08:00"},
    ),
    (
        "31/12/2025 08:00",
        Concern(OPEN, is_urgent=True, personal_data=True),
        {"old-notice": "05/01/2026 08:00"},
    ),
    ("01/01/2016 08:00", PLAIN, {}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("detected", "concern", "due"), TABLE)
def test_clocks_of_the_day_of_detection(
    law: None, detected: str, concern: Concern, due: dict[str, str]
) -> None:
    at = moment(detected)
    rules = [rule for rule, _cited in clock_rules(at.date())]
    found = clocks(at, concern, rules)
    assert found == {key: moment(text) for key, text in due.items()}


@pytest.mark.django_db
def test_each_clock_says_whom_to_tell_and_how_sure_it_is(law: None) -> None:
    told = {rule.key: (rule, cited) for rule, cited in clock_rules(date(2026, 11, 28))}
    assert {key: str(cited.sureness) for key, (_rule, cited) in told.items()} == {
        "urgent": "read",
        "notice": "read",
        "report": "read",
        "personal": "secondary",
    }
    assert told["notice"][0].to != told["personal"][0].to
    assert "331/2026" in told["report"][0].basis


DUE = moment("28/11/2026 12:00")
STEPS = [
    ("28/11/2026 11:59", "27/11/2026 00:00", "before-1"),
    ("28/11/2026 11:00", "27/11/2026 00:00", "before-1"),
    ("28/11/2026 10:59", "27/11/2026 00:00", "before-4"),
    ("28/11/2026 07:59", "27/11/2026 00:00", "before-24"),
    ("27/11/2026 11:59", "27/11/2026 00:00", ""),
    # entered two hours before its end: only what was not over yet
    ("28/11/2026 10:30", "28/11/2026 10:00", ""),
    ("28/11/2026 11:00", "28/11/2026 10:00", "before-1"),
    ("28/11/2026 12:00", "28/11/2026 10:00", "late"),
    ("30/11/2026 12:00", "30/11/2026 11:00", "late"),
]


@pytest.mark.parametrize(("at", "since", "step"), STEPS)
def test_steps_of_reminding(at: str, since: str, step: str) -> None:
    assert reminder_step(DUE, moment(since), moment(at)) == step


@given(st.integers(-(10**6), 10**6))
def test_what_is_left_adds_up(seconds: int) -> None:
    gap = left(DUE, DUE - timedelta(seconds=seconds))
    assert gap.is_late == (seconds < 0)
    assert gap.hours * 60 + gap.minutes == abs(seconds) // 60
    assert 0 <= gap.minutes < 60
