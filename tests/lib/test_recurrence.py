"""Rules of repetition, beside the library everybody else reckons with."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.lib.dates import VIETNAM
from congvu.lib.recurrence import NotARule, Rule, times
from congvu.lib.recurrence import read_rule as read_in
from tests.scale import examples

FIRST = datetime(2026, 11, 27, 9, 30, tzinfo=VIETNAM)
FAR = datetime(2199, 1, 1, tzinfo=VIETNAM)
WEEK = "BYDAY=MO,TU,WE,TH,FR,SA,SU"
ALL = {count: ",".join(map(str, range(count))) for count in (24, 60)}


def read_rule(text: str) -> Rule:
    return read_in(text, zone=VIETNAM)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", ["2026-11-27", "2026-11-28", "2026-11-29"]),
        ("FREQ=WEEKLY;BYDAY=MO,FR", ["2026-11-27", "2026-11-30", "2026-12-04"]),
        ("FREQ=WEEKLY;INTERVAL=2", ["2026-11-27", "2026-12-11", "2026-12-25"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-11-27", "2026-12-25", "2027-01-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         ["2026-11-30", "2026-12-31", "2027-01-29"]),
        ("FREQ=YEARLY", ["2026-11-27", "2027-11-27", "2028-11-27"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29"]),
        ("FREQ=DAILY;COUNT=2", ["2026-11-27", "2026-11-28"]),
        ("FREQ=DAILY;UNTIL=20261128", ["2026-11-27", "2026-11-28"]),
        ("FREQ=DAILY;UNTIL=20261128T020000Z", ["2026-11-27"]),
    ],
)  # fmt: skip
def test_rules_as_they_are_meant(rule: str, days: list[str]) -> None:
    found = times(read_rule(rule), FIRST, before=FAR)

    assert [f"{one:%Y-%m-%d}" for one in islice(found, len(days))] == days
    if "COUNT" in rule or "UNTIL" in rule:
        assert len(list(times(read_rule(rule), FIRST, before=FAR))) == len(days)


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=", "FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY", "BYDAY=MO",
        "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;UNTIL=sometime",
        "FREQ=DAILY;UNTIL=20261332", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=--1", "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYWEEKNO=2", "FREQ=DAILY;X-OWN=1", "FREQ=DAILY;BYHOUR=²",
        "FREQ=DAILY;BYDAY=MO;" + "BYMONTH=1," * 100,
        f"FREQ=YEARLY;{WEEK};BYHOUR={ALL[24]};BYMINUTE={ALL[60]};BYSECOND={ALL[60]}",
        f"FREQ=DAILY;BYMINUTE={ALL[60]};BYSECOND=0,12,24,36,48",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(NotARule):
        read_rule(text)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=DAILY;BYSETPOS=5",
    ],
)
def test_a_rule_that_never_comes_true_costs_a_moment(rule: str) -> None:
    begun = time.perf_counter()

    assert list(times(read_rule(rule), FIRST, before=FAR)) == []
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize("more", ["", ";BYSETPOS=1,-1", ";COUNT=5000"])
def test_many_times_a_day_cost_a_moment(more: str) -> None:
    rule = f"FREQ=YEARLY;{WEEK};BYHOUR={ALL[24]};BYMINUTE=0,5,10,15,20,25,30,35,40,45"
    begun = time.perf_counter()

    found = list(times(read_rule(rule + more), FIRST, before=FAR))

    assert found == sorted(set(found))
    assert len(found) > 300
    assert time.perf_counter() - begun < 2


def test_a_time_that_is_said_twice_is_one() -> None:
    found = times(read_rule("FREQ=DAILY;BYHOUR=8,8;COUNT=2"), FIRST, before=FAR)

    assert [f"{one:%d/%m %H}" for one in found] == ["28/11 08", "29/11 08"]


@pytest.mark.parametrize("zone", [VIETNAM, UTC, ZoneInfo("America/New_York")])
@pytest.mark.parametrize(
    ("until", "how_many"),
    [
        ("99991231T235959Z", 5000),
        ("99991231T235959", 5000),
        ("99991231", 5000),
        ("00010101T000000Z", 0),
        ("00010101", 0),
    ],
)
def test_an_until_at_either_end_of_the_calendar_is_one(
    until: str, how_many: int, zone: tzinfo
) -> None:
    rule = read_in(f"FREQ=DAILY;UNTIL={until}", zone=zone)

    found = list(times(rule, FIRST.astimezone(zone), before=FAR))

    assert len(found) == how_many


def test_a_late_question_is_not_answered_from_the_beginning() -> None:
    rule = read_rule("FREQ=DAILY")
    begun = time.perf_counter()
    found = times(
        rule,
        datetime(1950, 1, 1, 8, tzinfo=VIETNAM),
        since=datetime(2126, 5, 1, tzinfo=VIETNAM),
        before=datetime(2126, 5, 3, tzinfo=VIETNAM),
    )

    assert [f"{one:%Y-%m-%d %H}" for one in found] == ["2126-05-01 08", "2126-05-02 08"]
    assert time.perf_counter() - begun < 0.1


def test_what_counts_is_counted_from_the_beginning() -> None:
    rule = read_rule("FREQ=DAILY;COUNT=3")
    found = times(rule, FIRST, since=FIRST + timedelta(days=2), before=FAR)

    assert list(found) == [FIRST + timedelta(days=2)]


numbers = {
    "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True),
    "BYMONTHDAY": st.lists(
        st.integers(-31, 31).filter(bool), min_size=1, max_size=3, unique=True
    ),
    "BYYEARDAY": st.lists(
        st.integers(-366, 366).filter(bool), min_size=1, max_size=3, unique=True
    ),
    "BYWEEKNO": st.lists(st.integers(2, 51), min_size=1, max_size=2, unique=True),
    "BYSETPOS": st.lists(
        st.sampled_from([1, 2, -1]), min_size=1, max_size=2, unique=True
    ),
    "BYHOUR": st.lists(st.integers(0, 23), min_size=1, max_size=2, unique=True),
}


moments = st.integers(0, 11 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=minutes)
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    allowed = {"BYMONTH", "BYHOUR"}
    if freq != "WEEKLY":
        allowed.add("BYMONTHDAY")
    if freq == "YEARLY":
        allowed |= {"BYYEARDAY", "BYWEEKNO"}
    chosen = draw(st.sets(st.sampled_from(sorted(allowed)), max_size=2))
    if draw(st.booleans()):
        days = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
        picked = draw(st.lists(days, min_size=1, max_size=3, unique=True))
        # The library takes "MO,1TU" for both at once: only one kind a rule.
        nth = freq in ("MONTHLY", "YEARLY") and not chosen & {"BYWEEKNO", "BYYEARDAY"}
        which = draw(st.sampled_from(["", "1", "2", "-1"])) if nth else ""
        parts.append("BYDAY=" + ",".join(which + day for day in picked))
    if len(chosen) and draw(st.booleans()):
        chosen.add("BYSETPOS")
    parts += [
        f"{name}=" + ",".join(map(str, draw(numbers[name]))) for name in sorted(chosen)
    ]
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(['MO', 'SU']))}")
    return ";".join(parts)


@settings(max_examples=examples(150), deadline=None)
@given(rules(), moments)
def test_the_same_days_as_the_library(text: str, first: datetime) -> None:
    before = first + timedelta(days=900)
    until = f"{(before - timedelta(seconds=1)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    theirs = rrulestr(f"{text};UNTIL={until}", dtstart=first).between(
        first, before, inc=True
    )

    ours = list(times(read_rule(text), first, before=before))

    assert ours == [one for one in theirs if one < before]


@settings(max_examples=examples(100), deadline=None)
@given(
    rules(),
    moments,
    st.integers(0, 1500),
)
def test_a_window_shows_what_the_whole_shows(
    text: str, first: datetime, days: int
) -> None:
    since, before = first + timedelta(days=days), first + timedelta(days=days + 200)
    rule = read_rule(text)

    whole = [one for one in times(rule, first, before=before) if one >= since]

    assert list(times(rule, first, since=since, before=before)) == whole


def test_an_until_without_a_zone_is_by_the_clock_here() -> None:
    said = read_rule("FREQ=DAILY;UNTIL=20261127T180000").until
    utc = read_rule("FREQ=DAILY;UNTIL=20261127T110000Z").until

    assert said == utc == datetime(2026, 11, 27, 18, tzinfo=VIETNAM)


def test_the_clock_is_kept_where_it_is_moved_in_summer() -> None:
    paris = ZoneInfo("Europe/Paris")
    first = datetime(2026, 3, 27, 9, tzinfo=paris)
    found = list(times(read_rule("FREQ=DAILY;COUNT=4"), first, before=FAR))

    assert [one.hour for one in found] == [9, 9, 9, 9]
    assert found[3].astimezone(UTC).hour == 7
