"""The months before: a trend, a quarter, a week have something true to tell."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.documents.models import Assignment, DocumentFile, RegisterEntry
from congvu.documents.rules import AssignmentState
from congvu.duties.models import Duty
from congvu.indicators.actions import week_of
from congvu.indicators.queries import changes, trends
from congvu.indicators.rules import (
    Figure,
    Period,
    PeriodKind,
    State,
    period_of,
    rolled_up,
)
from congvu.organisations.queries import agencies_on
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db

RECEIVED, IN_TIME, SENT = "documents.received", "documents.in_time", "outgoing.issued"
DUTIES = "duties.in_time"


def last_month(demo: Demo) -> Period:
    return period_of(PeriodKind.MONTH, demo.today).moved(-1)


def told(demo: Demo, code: str, count: int) -> list[Figure]:
    """Of the whole province, up to the last month that is over."""
    whole = rolled_up("tỉnh", [agency.id for agency in agencies_on(demo.today)])
    found = trends([whole], [code], last_month(demo), on=demo.today, count=count)
    return found[whole.key, code]


def test_six_months_have_their_papers_and_not_all_in_time(demo: Demo) -> None:
    received, in_time = told(demo, RECEIVED, 6), told(demo, IN_TIME, 6)

    assert all(figure.numerator > 10 for figure in received)
    assert all(figure.state == State.KNOWN for figure in in_time)
    shares = [figure.value for figure in in_time if figure.value is not None]
    assert len(set(shares)) > 3
    assert all(50 < share <= 100 for share in shares)
    assert sum(figure.numerator for figure in told(demo, SENT, 6)) > 20


def test_duties_were_due_in_every_quarter_and_some_were_late(demo: Demo) -> None:
    half = told(demo, DUTIES, 6)

    for months in (half[:3], half[3:]):
        assert sum(figure.records for figure in months) > 2
    assert sum(f.numerator for f in half) < sum(f.records for f in half)
    assert Duty.objects.filter(paper=None).count() >= 9


def test_nothing_of_them_is_left_to_do(demo: Demo) -> None:
    drawn = DocumentFile.objects.filter(name__endswith=".txt").values("document")
    past = RegisterEntry.objects.filter(document__in=drawn)

    assert past.count() > 300
    assert set(past.values_list("state", flat=True)) == {"done"}
    open_parts = Assignment.objects.filter(entry__in=past).exclude(
        state__in=[
            *(AssignmentState.DONE, AssignmentState.SEEN),
            *(AssignmentState.HANDED_ON, AssignmentState.WITHDRAWN),
        ]
    )
    assert not open_parts.exists()


def test_what_changed_since_the_week_began_is_known(demo: Demo) -> None:
    bodies = [agency.id for agency in agencies_on(demo.today)]
    this = period_of(PeriodKind.MONTH, demo.today)
    since = week_of(timezone.now())
    found = [
        moved
        for period in (last_month(demo), this)
        for moved in changes(
            [rolled_up("tỉnh", bodies)], [RECEIVED], period, since=since, on=demo.today
        )
    ]

    assert found[0].before is not None
