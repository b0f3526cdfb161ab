"""What is counted of links equals what a person counts on this page."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Figure, Period, PeriodKind, one_body, period_of
from congvu.lib.dates import VIETNAM
from congvu.watching.models import Outage, PlannedWork, TargetSpell, WatchTarget
from congvu.watching.rules import Subject, TargetState
from tests.network.stories import link
from tests.people import Province
from tests.watching.stories import Country

pytestmark = pytest.mark.django_db
REACHED, LOST = "watching.links_reached", "watching.link_minutes_lost"
HOUR = timedelta(hours=1)


def count(people: Province, code: str, period: Period, who: object) -> Figure:
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    (figure,) = figures([one_body(who)], [code], [period], on=people.today)
    return figure


def test_links_of_a_month_equal_the_hand_count(province: Province) -> None:
    """Of last month, over 100 hours that are known of each link.

    committee's  lost 2 h, 1 h 30 of them planned: 30 minutes of 98 h 30   reached
    commune's    lost 5 h before the month's end and on: 3 h of it in it   97 %: not
    a spare      lost all the while, and for longer than it was watched    not
    The rest of the month nobody knows; the commune's house is no link.
    """
    country = Country(province)
    spare = link(province, country.house, country.centre, carrier="Nhà mạng B")
    gone = country.collector.watch(
        "Đường dự phòng", country.house, Subject.LINK, of=spare.pk
    )
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    ends = datetime.combine(month.last + timedelta(days=1), time(), tzinfo=VIETNAM)
    begun = ends - 100 * HOUR
    spells = {
        country.line_target: [(10, 12)],
        country.far_target: [(97, 102)],
        country.commune_target: [(20, 90)],
        gone: [(0, 100)],
    }
    outages = {}
    for target, lost in spells.items():
        at = begun
        for since, until in lost:
            fell, back = begun + since * HOUR, begun + until * HOUR
            if fell > at:
                _spell(target, TargetState.UP, at, fell)
            _spell(target, TargetState.DOWN, fell, back)
            outages[target] = Outage.objects.create(
                target=target, since=fell, until=back, settled_at=back
            )
            at = back
        last = max(at, ends)
        if last > at:
            _spell(target, TargetState.UP, at, last)
        WatchTarget.objects.filter(pk=target.pk).update(last_at=last)
    PlannedWork.objects.create(
        site=country.house,
        link=country.line,
        since=begun + 9 * HOUR,
        until=begun + 11.5 * HOUR,
        reason="Thay cáp",
        made_at=begun,
        made_by="Quân",
    )

    watched_for = timedelta(hours=10)
    WatchTarget.objects.filter(pk=gone.pk).update(made_at=ends - watched_for)
    own = count(province, REACHED, month, province.committee.id)
    commune = count(province, REACHED, month, province.commune.id)
    minutes = count(province, LOST, month, province.committee.id)
    theirs = count(province, LOST, month, province.commune.id)

    assert (own.numerator, own.records) == (1, 2)
    assert (commune.numerator, commune.records) == (0, 1)
    assert minutes.numerator == 30 + 600
    assert theirs.numerator == 180
    page = lineage(LOST, [province.commune.id], month)
    assert [one.record_id for one in page.lines] == [outages[country.far_target].pk]


def _spell(
    target: WatchTarget, state: TargetState, since: object, until: object
) -> None:
    TargetSpell.objects.create(target=target, state=state, since=since, until=until)
