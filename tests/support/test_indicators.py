"""What is counted of help equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.support.actions import answer_request, close_request
from tests.people import Province
from tests.support.test_story import ask

pytestmark = pytest.mark.usefixtures("law")
CODE = "support.answered_in_time"


def test_answers_in_time_equal_the_hand_count(province: Province) -> None:
    """Of last month, asked on its tenth day; a fault is owed an answer in one.

    Answered at once          counts, in time
    Answered ten days later   counts, late
    Never answered            counts, late
    Closed without an answer  does not count
    """
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    asked = province.at.replace(year=month.start.year, month=month.start.month, day=10)
    quick, slow, never, gone = (ask(province, at=asked) for _n in range(4))
    quan, minh = province.seat("quan"), province.seat("minh")
    for one, days in ((quick, 0), (slow, 10)):
        at = asked + timedelta(days=days, hours=1)
        answer_request(support_request_id=one.id, text="Có.", by=quan, at=at)
    close_request(support_request_id=gone.id, by=minh, at=asked)
    who, span = province.committee.id, (month.start, month.last)

    assert [o.error for o in measure(at=province.at, codes=[CODE], span=span)] == [""]
    (figure,) = figures([one_body(who)], [CODE], [month], on=province.today)

    assert (figure.numerator, figure.records) == (1, 3)
    found = {line.record_id for line in lineage(CODE, [who], month).lines}
    assert found == {quick.id, slow.id, never.id}
