"""What is counted of the network equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Figure, Period, PeriodKind, one_body, period_of
from congvu.network.rules import Carriage
from tests.documents import reforms
from tests.network.stories import commune_keeper, hub, link, place
from tests.people import Province

pytestmark = pytest.mark.django_db
JOINED = "network.on_state_network"


def count(people: Province, period: Period, who: UUID) -> Figure:
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[JOINED], span=span)] == [""]
    (figure,) = figures([one_body(who)], [JOINED], [period], on=people.today)
    return figure


def test_agencies_on_the_state_network_equal_the_hand_count(
    province: Province,
) -> None:
    """Of last month, when its last day ended.

    The committee   by the state network since that very day         counts
    The commune     by Internet; by the state network from the 1st   not yet
    The hub is of a third body, that begins today.
    """
    month = period_of(PeriodKind.MONTH, province.today).moved(-1)
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    centre, site = (
        hub(province, agency_id=new.agency.id),
        place(province, "Trụ sở Ủy ban"),
    )
    commune = place(province, "Trụ sở xã", by=commune_keeper(province))
    link(province, site, centre, valid_from=month.last)
    link(province, commune, centre, carriage=Carriage.INTERNET)
    later = month.last + timedelta(days=1)
    link(province, commune, site, valid_from=later)
    place_of = {"committee": province.committee.id, "commune": province.commune.id}

    committee = count(province, month, place_of["committee"])

    assert (committee.numerator, committee.records) == (1, 1)
    page = lineage(JOINED, [place_of["committee"]], month)
    assert [line.record_id for line in page.lines] == [place_of["committee"]]
    told = count(province, month, place_of["commune"])
    assert (told.numerator, told.records) == (0, 1)
    now = period_of(PeriodKind.MONTH, province.today)
    assert count(province, now, place_of["commune"]).numerator == 1
