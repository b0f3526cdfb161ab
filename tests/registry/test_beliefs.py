"""What was believed on D about E: against a model that forgets nothing and is naive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.lib.periods import Period
from congvu.lib.refusals import Refused
from congvu.registry.actions import RowData, correct_row, withdraw_row
from congvu.registry.models import RowChange
from congvu.registry.queries import believed, last_change
from congvu.registry.rules import without
from tests.people import Province
from tests.registry.stories import COMMUNES, database, row
from tests.scale import examples

FIRST = date(2024, 1, 1)
_DAYS = st.integers(0, 12)


@dataclass(frozen=True)
class Told:
    """One thing said of the row: a value, or that nothing holds, for some days."""

    value: str | None
    since: int
    until: int | None

    def holds(self, day: int) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def _told() -> st.SearchStrategy[Told]:
    spans = st.tuples(_DAYS, st.none() | st.integers(1, 6)).map(
        lambda s: (s[0], None if s[1] is None else s[0] + s[1])
    )
    value = st.none() | st.sampled_from(["a", "b", "c"])
    return st.tuples(value, spans).map(lambda t: Told(t[0], *t[1]))


def naive(told: list[Told], day: int) -> str | None:
    """The last that was said of that day."""
    said = [one for one in told if one.holds(day)]
    return said[-1].value if said else None


def _day(number: int | None) -> date | None:
    return None if number is None else FIRST + timedelta(days=number)


def _say(people: Province, made: RowChange, one: Told, at: datetime) -> bool:
    last = last_change(made.database, made.row)
    assert last is not None
    asked: dict[str, Any] = {
        "database_id": made.database_id,
        "row_id": made.row,
        "by": people.seat("hoa"),
        "at": at,
        "approve": True,
    }
    values = {} if one.value is None else {"ten": one.value}
    data = RowData(values, _day(one.since), _day(one.until), "vì", 1, last.pk)
    try:
        (withdraw_row if one.value is None else correct_row)(data=data, **asked)
    except Refused:
        return False  # nothing held there to be withdrawn
    return True


@pytest.mark.django_db
@pytest.mark.repeats
@settings(max_examples=examples(60), deadline=None)
@given(st.lists(_told(), max_size=5))
def test_what_was_believed_on_any_day_about_any_day(
    province: Province, wishes: list[Told]
) -> None:
    found = database(province, (COMMUNES,))
    first = Told("a", 3, 9)
    made = row(
        province, found, "xa", since=_day(3) or FIRST, until=_day(9), ten="a", ma=""
    )
    told, moments = [first], [made.decided_at]
    for number, wish in enumerate(wishes, start=1):
        at = province.at + timedelta(minutes=number)
        if not _say(province, made, wish, at):
            assert all(naive(told, day) is None for day in range(30) if wish.holds(day))
            continue
        told.append(wish)
        moments.append(at)
    for known in range(len(told)):
        for day in range(20):
            held = believed(found, made.row, _day(day) or FIRST, moments[known])
            assert (held.values["ten"] if held else None) == naive(
                told[: known + 1], day
            )
    now = [believed(found, made.row, _day(day) or FIRST) for day in range(20)]
    assert [one.values["ten"] if one else None for one in now] == [
        naive(told, day) for day in range(20)
    ]


@given(_DAYS, _DAYS, st.none() | _DAYS, st.none() | _DAYS)
def test_what_is_left_of_a_period_and_what_was_taken_are_the_whole(
    a: int, b: int, c: int | None, d: int | None
) -> None:
    held = Period(FIRST + timedelta(a), (c and FIRST + timedelta(a + c)) or None)
    taken = Period(FIRST + timedelta(b), (d and FIRST + timedelta(b + d)) or None)
    left = without(held, taken)
    for day in (FIRST + timedelta(n) for n in range(40)):
        told = sum(one.contains(day) for one in left)
        assert told == (held.contains(day) and not taken.contains(day))
