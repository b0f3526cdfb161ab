"""What is counted of weaknesses equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Figure, PeriodKind, one_body, period_of
from congvu.vulnerabilities.models import Finding
from tests.people import Province
from tests.vulnerabilities.stories import MEDIUM, Watch, before, osv

pytestmark = pytest.mark.django_db
GRAVE, IN_TIME = "vulnerabilities.grave_open", "vulnerabilities.mended_in_time"


@pytest.fixture
def watch(province: Province, law: None) -> Watch:
    """The twelve days before this one, all in one month."""
    made = Watch(province)
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    made.at = made.at.replace(year=month.start.year, month=month.start.month, day=3)
    return made


def count(watch: Watch, code: str) -> Figure:
    period = period_of(PeriodKind.MONTH, watch.at.date())
    span = (period.start, period.last)
    assert [o.error for o in measure(at=watch.at, codes=[code], span=span)] == [""]
    body = one_body(watch.people.committee.pk)
    (figure,) = figures([body], [code], [period], on=watch.at.date())
    return figure


def test_weaknesses_of_a_month_equal_the_hand_count(watch: Watch) -> None:
    """Of the committee:

    mau-lib   critical, mended by the third inventory, in time      1 of 2 in time
    cham-lib  critical, mended as well, its day was before that     not in time
    con-lib   critical, stands still                                1 grave
    nhe-lib   middling, stands still                                not grave
    The commune's con-lib is the commune's.
    """
    there = [(f"{name}-lib", "1.0-1", "") for name in ("mau", "cham", "con", "nhe")]
    watch.report(*there)
    watch.report(there[2], commune=True, name="may-xa-01")
    for number, name in enumerate(("mau", "cham", "con")):
        watch.load(osv(f"CV-{number}", f"{name}-lib", *before("1.0-2")))
    watch.load(osv("CV-9", "nhe-lib", *before("1.0-2"), vector=MEDIUM))
    assert watch.match().found.new == 5
    late = watch.at.date() - timedelta(days=1)
    Finding.objects.filter(name="cham-lib").update(due_on=late)
    watch.report(
        ("mau-lib", "1.0-2", ""), ("cham-lib", "1.0-2", ""), there[2], there[3]
    )
    assert watch.match().found.mended == 2

    figure = count(watch, IN_TIME)
    assert (figure.numerator, figure.records) == (1, 2)
    told = count(watch, GRAVE)
    own = Finding.objects.get(name="con-lib", agency=watch.people.committee)
    assert (told.numerator, told.records) == (1, 1)
    period = period_of(PeriodKind.MONTH, watch.at.date())
    page = lineage(GRAVE, [watch.people.committee.pk], period, counting=True)
    assert [row.record_id for row in page.lines] == [own.pk]
