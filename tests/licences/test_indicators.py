"""Each figure of licences, counted by hand, with the list it leads to."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, tell
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.licences.actions import count_positions
from tests.licences.test_open_source import replacing, rollout_of, wave_of
from tests.licences.world import (
    OFFICE_2016,
    OFFICE_2019,
    catalogue,
    machine,
    product,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_figures_are_the_same_number_and_lead_to_machines(
    province: Province, agency: dict[str, UUID]
) -> None:
    today = province.today
    codes = ["licences.violations", "licences.office", "licences.seats_used"]
    told = measure(
        at=province.at, codes=[*codes, "licences.seats"], span=(today, today)
    )
    assert {one.error for one in told} == {""}
    period, body = period_of(PeriodKind.MONTH, today), one_body(province.committee.pk)

    def figure(code: str) -> tuple[int | None, int | None]:
        (one,) = figures([body], [code], [period], on=today)
        return one.numerator, one.records

    assert figure("licences.violations") == (6, 12)
    # A, B, C legal; D over, F unlicensed, but E has LibreOffice beside.
    assert figure("licences.office") == (4, 6)
    # OEM 1, volume 2, one person, WinRAR's contract 1; the ended right has none.
    assert figure("licences.seats_used")[0] == 5
    assert figure("licences.seats")[0] == 5

    page = lineage(
        "licences.violations", [province.committee.pk], period, counting=True
    )
    shown = tell(province.seat("quan"), page.lines)
    assert sorted(one.words for one in shown.values()) == [
        "A · WinRAR",
        "C · Adobe Photoshop",
        "D · Kaspersky",
        "D · Microsoft Office 2016",
        "E · Microsoft Office 2016",
        "F · Microsoft Office 2019",
    ]
    assert {one.url for one in shown.values()} >= {
        f"/phan-mem/may/{agency['D']}/",
    }
    assert not tell(province.seat("minh"), page.lines)


def test_replaced_are_the_machines_whose_inventory_says_so(province: Province) -> None:
    """Of eight with Microsoft Office two show the other alone; one was disposed of."""
    replacing(province)

    assert month_of(province, "licences.replaced") == ((2, 7), {"A", "H"})


def test_every_machine_of_the_list_counts_till_its_inventory_says_so(
    province: Province,
) -> None:
    """Three of five desks have what was handed over."""
    catalogue()
    early = province.today - timedelta(days=5)
    for name in ("BÀN-1", "BÀN-2", "BÀN-3"):
        machine(province, name, [OFFICE_2019], early)
    for name in ("BÀN-4", "BÀN-5"):
        machine(province, name, [OFFICE_2016], early)
    made = rollout_of(province, product_id=product("office-2019").pk)
    assert wave_of(province, made) == 5
    count_positions(at=province.at)  # which names are what

    assert month_of(province, "licences.rolled-out") == (
        (3, 5),
        {"BÀN-1", "BÀN-2", "BÀN-3"},
    )


def month_of(
    province: Province, code: str
) -> tuple[tuple[int | None, int | None], set[str]]:
    """The committee's figure of this month, and the machines its list names."""
    month = period_of(PeriodKind.MONTH, province.today)
    told = measure(at=province.at, codes=[code], span=(month.start, month.last))
    assert [one.error for one in told] == [""]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [code], [month], on=province.today)
    page = lineage(code, [province.committee.pk], month, counting=True)
    shown = tell(province.seat("quan"), page.lines)
    assert not tell(province.seat("minh"), page.lines)
    named = {one.words.split(":")[0] for one in shown.values()}
    return (figure.numerator, figure.records), named
