"""What is counted of alerts equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.logs.actions import close_alert, take_alert
from congvu.logs.models import Alert
from congvu.logs.rules import Severity
from congvu.organisations.models import Agency
from tests.people import Province

pytestmark = pytest.mark.django_db
LOOKED_AT = "logs.alerts_looked_at"


def test_alerts_of_a_month_equal_the_hand_count(province: Province, law: None) -> None:
    """Of the committee: one taken after an hour and closed after three days; one taken
    after two days; one nobody took: 1 of 3. The commune's is the commune's.
    """
    period = period_of(PeriodKind.MONTH, province.today).moved(-1)
    began = province.at.replace(
        year=period.start.year, month=period.start.month, day=3, hour=5
    )
    seat, hour = province.seat("quan"), timedelta(hours=1)

    def alert(name: str, agency: Agency) -> Alert:
        return Alert.objects.create(
            agency=agency,
            rule=agency.pk,
            title=name,
            level=Severity.ERROR,
            cause=name.rjust(64, "0"),
            count=1,
            first_at=began,
            last_at=began,
        )

    soon, late, never = (alert(name, province.committee) for name in "abc")
    alert("d", province.commune)
    take_alert(alert_id=soon.pk, by=seat, at=began + hour)
    close_alert(alert_id=soon.pk, reason="Đã chặn", by=seat, at=began + 72 * hour)
    take_alert(alert_id=late.pk, by=seat, at=began + 48 * hour)

    span = (period.start, period.last)
    outcome = measure(at=began + 100 * hour, codes=[LOOKED_AT], span=span)
    assert [one.error for one in outcome] == [""]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [LOOKED_AT], [period], on=began.date())
    assert (figure.numerator, figure.records) == (1, 3)
    page = lineage(LOOKED_AT, [province.committee.pk], period, counting=True)
    assert {row.record_id for row in page.lines} <= {soon.pk, late.pk, never.pk}
