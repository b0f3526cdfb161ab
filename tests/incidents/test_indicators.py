"""What is counted of incidents equals what a person counts on this page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from congvu.incidents.actions import prove_action, record_telling
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from tests.incidents.stories import incident, warning
from tests.people import Province

pytestmark = pytest.mark.django_db
IN_TIME, ACTED = "incidents.in_time", "incidents.warnings_acted"


def count(people: Province, code: str, at: datetime) -> tuple[int, int]:
    period = period_of(PeriodKind.MONTH, at.date())
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    body = one_body(people.committee.pk)
    (figure,) = figures([body], [code], [period], on=people.today)
    return figure.numerator, figure.records


def test_incidents_and_warnings_of_a_month_equal_the_hand_count(
    province: Province, law: None
) -> None:
    """Of the committee, all in one month that is over:

    first   notice and report (or the old notice) told in time      1 of 2
    second  nothing told                                            not in time
    drill   nothing told                                            does not count
    one warning acted upon, one not                                 1 of 2
    """
    quan = province.seat("quan")
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    at = province.at.replace(year=month.start.year, month=month.start.month, day=8)
    first = incident(province, at=at)
    second = incident(province, at=at, name="Mất trang")
    incident(province, at=at, is_drill=True)
    for clock in first.clocks.all():
        record_telling(
            incident_id=first.pk, key=clock.key, told_at=at, how="CV", by=quan, at=at
        )
    done = warning(province, [province.committee.pk], at=at)
    warning(province, [province.committee.pk], at=at, title="Khác")
    later = at + timedelta(hours=2)
    prove_action(warning_id=done.pk, proof="BB 1", by=quan, at=later)

    assert count(province, IN_TIME, at) == (1, 2)
    assert count(province, ACTED, at) == (1, 2)
    for code, first_named in ((IN_TIME, "Mất trang"), (ACTED, "")):
        page = lineage(code, [province.committee.pk], month, counting=False)
        ids = [row.record_id for row in page.lines]
        assert len(ids) == 1, code
        if first_named:
            assert ids == [second.pk]
