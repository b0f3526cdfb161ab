"""The demo can be loaded at any hour of any day: nothing is of tomorrow."""

from __future__ import annotations

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from congvu.audit.rules import SYSTEM
from congvu.demo.actions import load
from congvu.documents.models import Assignment, RegisterEntry
from congvu.lib.dates import VIETNAM, local_date


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 0, 3, tzinfo=VIETNAM),  # a Sunday, just begun
        datetime(2026, 1, 2, 7, 0, tzinfo=VIETNAM),  # the new year's second register
        datetime(2026, 9, 7, 11, 0, tzinfo=VIETNAM),  # the first day after holidays
    ],
)
def test_the_demo_loads_on_any_day(db: None, now: datetime) -> None:
    call_command("load_law", stdout=StringIO())

    load(password="mua-xuan-bien-gioi", today=local_date(now), by=SYSTEM, at=now)

    assert RegisterEntry.objects.count() > 40
    assert not RegisterEntry.objects.filter(registered_at__gt=now).exists()
    assert not Assignment.objects.filter(given_at__gt=now).exists()
    for entry in RegisterEntry.objects.select_related("register"):
        assert entry.arrived_on.year == entry.register.year
