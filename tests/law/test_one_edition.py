"""A page speaks by one edition of the rules; whoever changes it sees the change."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.law.actions import set_calendar_day
from congvu.law.models import CalendarDay
from congvu.law.queries import calendar, document_types, one_edition

DAY = date(2027, 5, 4)
NOON = datetime(2027, 1, 4, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_the_stamps_are_read_once_and_again_after_a_change() -> None:
    call_command("load_law", verbosity=0)
    calendar()
    document_types(DAY)

    with one_edition():
        with CaptureQueriesContext(connection) as asked:
            calendar()
            document_types(DAY)
            calendar()
        assert len([q for q in asked if "law_edition" in q["sql"]]) == 1
        assert calendar().is_working(DAY)
        set_calendar_day(
            day=DAY,
            kind=CalendarDay.Kind.HOLIDAY,
            name="Nghỉ bù",
            source="Thông báo 1/TB",
            by=SYSTEM,
            at=NOON,
        )
        assert not calendar().is_working(DAY)

    assert not calendar().is_working(DAY)
