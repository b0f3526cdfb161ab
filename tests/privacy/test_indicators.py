"""What is counted of requests equals what a person counts on this page."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.lib.dates import VIETNAM
from congvu.privacy.actions import answer_request
from tests.people import Province
from tests.privacy.stories import asked

pytestmark = pytest.mark.usefixtures("law")
CODE = "privacy.requests_in_time"


def test_requests_of_a_month_equal_the_hand_count(province: Province) -> None:
    """Due in the month that is over: one answered on its last day, one a day late, one
    never; of a later month one more. One of three.
    """
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    last = month.start + timedelta(days=12)
    began = last - timedelta(days=10)
    days = (province.today - began).days
    good, late = asked(province, days=days), asked(province, days=days)
    never = asked(province, days=days, person="Lý Văn Pao")
    asked(province)
    for one, day in ((good, last), (late, last + timedelta(days=1))):
        moment = datetime.combine(day, time(16), VIETNAM)
        answer_request(
            request_id=one.pk,
            outcome="Đã sửa",
            record="CV 1",
            told_at=moment,
            by=province.seat("quan"),
            at=max(moment, province.at),
        )
    span = (month.start, month.last)
    assert [o.error for o in measure(at=province.at, codes=[CODE], span=span)] == [""]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [CODE], [month], on=province.today)
    assert (figure.numerator, figure.records) == (1, 3)
    page = lineage(CODE, [province.committee.pk], month, counting=False)
    assert {row.record_id for row in page.lines} == {late.pk, never.pk}
