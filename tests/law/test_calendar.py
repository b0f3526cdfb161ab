from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.law import queries
from congvu.law.actions import DayUnusual, remove_calendar_day, set_calendar_day
from congvu.law.models import CalendarDay

pytestmark = pytest.mark.usefixtures("law")
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2023, 1, 20), False),  # Tết Quý Mão
        (date(2023, 1, 27), True),
        (date(2024, 4, 29), False),  # exchanged …
        (date(2024, 5, 4), True),  # … for this Saturday
        (date(2024, 5, 11), False),  # an ordinary Saturday
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2025, 9, 1), False),
        (date(2026, 2, 16), False),  # Tết Bính Ngọ
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # in lieu of Sunday 26 April
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2025, 11, 24), True),
        (date(2026, 11, 24), False),
        (date(2027, 2, 8), False),  # Tết Đinh Mùi
    ],
)
def test_the_shipped_days(day: date, working: bool) -> None:
    assert queries.calendar().is_working(day) is working


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết and two weekends
        (date(2026, 2, 10), 5, date(2026, 2, 24)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 11, 23), 1, date(2026, 11, 25)),
        (date(2024, 12, 31), 1, date(2025, 1, 2)),
    ],
)
def test_deadlines_over_holidays(received: date, days: int, due: date) -> None:
    calendar = queries.calendar()
    assert calendar.add_working_days(received, days) == due
    assert calendar.working_days_between(received, due) == days


def test_a_year_not_yet_announced_is_said_to_be_unverified() -> None:
    sureness = set(
        CalendarDay.objects.filter(day__year=2027).values_list("sureness", flat=True)
    )
    assert sureness == {"unverified"}
    assert not CalendarDay.objects.filter(sureness="read").exists()


def test_the_office_sets_and_removes_a_day() -> None:
    day = date(2026, 12, 25)
    queries.calendar()
    set_calendar_day(
        day=day, kind="holiday", name="Nghỉ", source="CV 9", by=SYSTEM, at=AT
    )
    assert not queries.calendar().is_working(day)
    remove_calendar_day(day=day, by=SYSTEM, at=AT)
    assert queries.calendar().is_working(day)
    assert not CalendarDay.objects.filter(day=day).exists()
    events = AuditEvent.objects.filter(event__startswith="law.calendar")
    assert {e.event for e in events} == {
        "law.calendar-day-set",
        "law.calendar-day-removed",
    }


def test_what_was_rolled_back_is_not_remembered() -> None:
    day = date(2026, 12, 24)
    queries.calendar()
    with transaction.atomic():
        set_calendar_day(
            day=day, kind="holiday", name="Nghỉ", source="CV 9", by=SYSTEM, at=AT
        )
        assert not queries.calendar().is_working(day)
        transaction.set_rollback(True)
    assert queries.calendar().is_working(day)


def test_all_reasons_are_given_at_once() -> None:
    with pytest.raises(DayUnusual) as refused:
        set_calendar_day(
            day=date(2026, 12, 24),
            kind="working",
            name=" ",
            source="",
            by=SYSTEM,
            at=AT,
        )
    assert [r.field for r in refused.value.reasons] == ["day", "name", "source"]
    with pytest.raises(DayUnusual):
        remove_calendar_day(day=date(2026, 12, 24), by=SYSTEM, at=AT)
