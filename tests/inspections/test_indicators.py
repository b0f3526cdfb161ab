"""Recommendations carried out in time: the figure equals a hand count, and its list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from congvu.duties.actions import (
    accept_done,
    ask_extension,
    decide_extension,
    report_done,
    revoke,
    suspend,
)
from congvu.duties.models import Share
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, tell
from congvu.indicators.rules import Period, PeriodKind, one_body
from congvu.inspections.models import Inspection, Recommendation
from congvu.lib.dates import VIETNAM
from tests.inspections.stories import followed, planned
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

CODE = "inspections.in_time"


def share(row: Recommendation) -> UUID:
    found: UUID = Share.objects.get(duty=row.duty_id).id
    return found


def test_it_equals_the_hand_count(province: Province) -> None:
    """Six recommendations of the commune, due 10 to 15 days from today.

    A  done on its day: counts
    B  done a day late: does not
    C  nothing done: does not
    D  withdrawn: is no record
    E  suspended: is no record
    F  put off by five days and done then: counts
    """
    people = province
    found = followed(people, n=6)
    a, b, _c, d, e, f = found.recommendations.order_by("number")
    days = {row.number: row.deadline for row in found.recommendations.all()}
    later = people.today + timedelta(days=20)
    asked: dict[str, Any] = {
        "reason": "Chờ.",
        "by": people.seat("phuc"),
        "at": people.at,
    }
    ask_extension(share_id=share(f), until=later, **asked)
    given: dict[str, Any] = {"by": people.seat("dung"), "at": people.at}
    decide_extension(share_id=share(f), grant=True, **given)
    revoke(share_id=share(d), reason="Không còn cần.", **given)
    suspend(share_id=share(e), reason="Chờ kinh phí.", **given)
    end = datetime.combine(later, datetime.min.time(), VIETNAM) + timedelta(days=1)
    for row, on in ((a, days[1]), (b, days[2] + timedelta(days=1)), (f, later)):
        report_done(
            share_id=share(row),
            done_on=on,
            text="Xong.",
            by=people.seat("phuc", on=end.date()),
            at=end,
        )
        accept_done(share_id=share(row), by=people.seat("dung", on=end.date()), at=end)

    hand = {row.id for row in Recommendation.objects.exclude(number__in=[4, 5])}
    assert counted(people, end) == (2, 4)
    assert listed(people, end) == hand
    good = {a.id, f.id}
    assert listed(people, end, counting=True) == good
    lines = lines_of(people, end)
    told = tell(people.seat("dung", on=end.date()), lines)
    assert set(told) == hand
    assert told[a.id].url == reverse("duties:duty", args=[a.duty_id])
    assert set(tell(people.seat("thu", on=end.date()), lines)) == hand
    assert not tell(people.seat("minh", on=end.date()), lines)


def periods(people: Province, end: datetime) -> list[Period]:
    """The months from today to the last deadline."""
    first = people.today.replace(day=1)
    last = end.date().replace(day=1)
    return [
        Period(day, PeriodKind.MONTH)
        for day in dict.fromkeys([first, next_month(first), last])
        if day <= last
    ]


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=7)).replace(day=1)


def counted(people: Province, end: datetime) -> tuple[int, int]:
    asked = periods(people, end)
    span = (asked[0].start, asked[-1].last)
    at = end + timedelta(hours=31)
    assert [o.reason for o in measure(at=at, codes=[CODE], span=span) if o.reason] == []
    group = one_body(people.commune.id)
    rows = figures([group], [CODE], asked, on=at.date())
    return (
        sum(int(row.numerator or 0) for row in rows),
        sum(row.records or 0 for row in rows),
    )


def lines_of(
    people: Province, end: datetime, *, counting: bool | None = None
) -> list[Any]:
    found: list[Any] = []
    for period in periods(people, end):
        page = lineage(CODE, [people.commune.id], period, counting=counting)
        found += page.lines
    return found


def listed(
    people: Province, end: datetime, *, counting: bool | None = None
) -> set[UUID]:
    return {line.record_id for line in lines_of(people, end, counting=counting)}


def test_an_inspection_without_recommendations_is_nothing_to_count(
    province: Province,
) -> None:
    found = planned(province)

    assert counted(province, province.at) == (0, 0)
    assert Inspection.objects.get() == found
