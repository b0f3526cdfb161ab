"""Papers released in time equal the hand count, and the list behind it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Period, PeriodKind, one_body
from congvu.lib.dates import VIETNAM
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue, reserve
from tests.people import Province

IN_TIME, ISSUED = "outgoing.released_in_time", "outgoing.issued"
MAY = Period(date(2026, 5, 1), PeriodKind.MONTH)
DUE = datetime(2026, 5, 7, 12, tzinfo=VIETNAM)


@pytest.mark.usefixtures("law", "home")
def test_released_in_time_equals_the_hand_count(province: Province) -> None:
    """Due on 7 May at noon. Released

    the 6th   yes          at noon sharp   yes         a second later   no
    the 8th   no           no day was ever set         nothing; it was issued
    on 1 June at midnight  not of May      numbered only                nothing
    """
    moments = [
        DUE - timedelta(days=1),
        DUE,
        DUE + timedelta(seconds=1),
        DUE + timedelta(days=1),
        DUE,
        datetime(2026, 6, 1, tzinfo=VIETNAM),
    ]
    lines = [issue(province, subject=f"Việc {n}") for n, _at in enumerate(moments)]
    for number, (line, released) in enumerate(zip(lines, moments, strict=True)):
        OutgoingEntry.objects.filter(pk=line.pk).update(
            released_at=released, release_due_at=None if number == 4 else DUE
        )
    reserve(province)

    at = datetime(2026, 6, 2, 8, tzinfo=VIETNAM)
    list(measure(at=at, codes=[IN_TIME, ISSUED], span=(MAY.start, MAY.last)))

    body = province.committee.id
    asked = figures([one_body(body)], [IN_TIME, ISSUED], [MAY], on=at.date())
    assert [(f.numerator, f.records) for f in asked] == [(2, 4), (5, 5)]
    assert [str(f.value) for f in asked] == ["50.00", "5.00"]
    for code, ids in ((IN_TIME, lines[:4]), (ISSUED, lines[:5])):
        page = lineage(code, [body], MAY)
        assert {one.record_id for one in page.lines} == {line.id for line in ids}
    late = lineage(IN_TIME, [body], MAY, counting=False)
    assert [one.record_id for one in late.lines] == [lines[3].id, lines[2].id]
