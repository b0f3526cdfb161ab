"""What is counted of standards equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.standards.actions import claim_standard, waive_standard
from congvu.standards.queries import mandatory
from congvu.systems.actions import ConnectionData, add_connection
from tests.people import Province
from tests.systems.stories import system

pytestmark = pytest.mark.usefixtures("law")


def count(people: Province, code: str) -> tuple[int | None, int, set[UUID]]:
    """Numerator and records; lineage says which records are behind it."""
    period = period_of(PeriodKind.MONTH, people.today)
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    who = people.committee.pk
    (figure,) = figures([one_body(who)], [code], [period], on=people.today)
    listed = lineage(code, [who], period, counting=True)
    return figure.numerator, figure.records, {o.record_id for o in listed.lines}


def test_connected(province: Province) -> None:
    """Of four one is excused, one planned; of the two left one is connected."""
    joined, excused = system(province, "NOI"), system(province, "MIEN")
    system(province, "LE")
    system(province, "SAU", state="planned")
    quan = province.seat("quan")
    data = ConnectionData("Trục tỉnh", "axis", "both", "Văn bản")
    add_connection(system_id=joined.pk, data=data, by=quan, at=province.at)
    waive_standard(
        system_id=excused.pk,
        standard="ket-noi",
        reason="Chạy riêng",
        until=province.today + timedelta(days=9),
        agreed="Bà Mẩy",
        by=quan,
        at=province.at,
    )
    assert count(province, "standards.connected") == (1, 2, {joined.pk})


def test_answered(province: Province) -> None:
    """One says all that is mandatory, the other all but one."""
    whole, part = system(province, "DU"), system(province, "THIEU")
    codes = mandatory(province.today)
    for one, said in ((whole, codes), (part, codes[1:])):
        for code in said:
            claim_standard(
                system_id=one.pk,
                standard=code,
                kind="declared",
                reason="",
                by=province.seat("quan"),
                at=province.at,
            )
    assert count(province, "standards.answered") == (1, 2, {whole.pk})
