"""Sets as young as was promised equal what a person counts on this page."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.lib.dates import VIETNAM
from congvu.registry.models import DataQuality, DataSet
from tests.people import Province
from tests.registry.sharing import data_set
from tests.registry.stories import database

pytestmark = pytest.mark.usefixtures("law")
CODE = "registry.sets_fresh"


def _measured(of: DataSet, at: datetime, *, is_fresh: bool | None) -> None:
    DataQuality.objects.create(
        data_set=of,
        at=at,
        on=at.date(),
        rows=1,
        cells=1,
        filled=1,
        unique=1,
        valid=1,
        is_fresh=is_fresh,
    )


def test_sets_of_a_month_equal_the_hand_count(province: Province) -> None:
    """One was old and is young at the end, one was young and is old, one promised
    nothing; a fourth was measured in another month. One of two.
    """
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    early = datetime.combine(month.start + timedelta(days=2), time(4), VIETNAM)
    late = early + timedelta(days=20)
    found = database(province)
    better, worse, free, other = (
        data_set(province, found, title=f"Bộ {n}") for n in range(4)
    )
    for of, was, became in ((better, False, True), (worse, True, False)):
        _measured(of, early, is_fresh=was)
        _measured(of, late, is_fresh=became)
    _measured(free, early, is_fresh=None)
    _measured(other, early - timedelta(days=10), is_fresh=True)
    span = (month.start, month.last)
    assert [o.error for o in measure(at=province.at, codes=[CODE], span=span)] == [""]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [CODE], [month], on=province.today)
    assert (figure.numerator, figure.records) == (1, 2)
    page = lineage(CODE, [province.committee.pk], month, counting=False)
    assert {row.record_id for row in page.lines} == {worse.pk}
