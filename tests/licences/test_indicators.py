"""Each figure of licences equals a hand count, and its list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, tell
from congvu.indicators.rules import PeriodKind, one_body, period_of
from tests.licences.test_open_source import machine, replacing, rollout_of, wave_of
from tests.licences.world import LIBRE, OFFICE_2016, OFFICE_2019, catalogue, product
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def counted(people: Province, code: str) -> tuple[Any, Any, list[Any]]:
    """Of the month that runs: what counts, of how many, and which count."""
    month, body = period_of(PeriodKind.MONTH, people.today), people.committee.pk
    told = measure(
        at=people.at + timedelta(hours=12),
        codes=[code],
        span=(month.start, month.last),
    )
    assert [one.error for one in told] == [""]
    (figure,) = figures([one_body(body)], [code], [month], on=people.today)
    lines = list(lineage(code, [body], month, counting=True).lines)
    return figure.numerator, figure.records, lines


def test_replaced_is_what_inventories_show(province: Province) -> None:
    """The table of ``replacing``: seven machines in use; A and H done, then C, too."""
    replacing(province)
    machine(province, "C", [LIBRE], province.today)

    done, planned, lines = counted(province, "licences.replaced")

    assert (done, planned) == (3, 7)
    shown = tell(province.seat("quan"), lines)
    assert {one.words.split(":")[0] for one in shown.values()} == {"A", "C", "H"}
    assert not tell(province.seat("minh"), lines)


def test_rolled_out_is_of_that_edition(province: Province) -> None:
    """Three desks: one with the edition handed over, one with an older, one without."""
    catalogue()
    day = province.today - timedelta(days=2)
    machine(province, "BÀN-1", [OFFICE_2019], day)
    machine(province, "BÀN-2", [OFFICE_2016], day)
    machine(province, "BÀN-3", [LIBRE], day)
    wave_of(province, rollout_of(province, product_id=product("office-2019").pk))

    done, planned, lines = counted(province, "licences.rolled-out")

    assert (done, planned) == (1, 3)
    (only,) = tell(province.seat("quan"), lines).values()
    assert only.words.startswith("BÀN-1:")


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


def test_violations_never_stand_without_what_was_inventoried(
    province: Province, agency: dict[str, UUID]
) -> None:
    """On the list, on its own page, beside other agencies, under it, and by the API."""
    month = period_of(PeriodKind.MONTH, province.today)
    ask = {"ky": f"{month.start:%Y-%m}"}
    address = "/chi-so/licences.violations/"
    dung = province.client("dung")
    before = dung.get(address, ask).content.decode()
    assert "Máy đã kiểm kê: chưa biết" in before

    done = measure(
        at=province.at + timedelta(hours=12),
        codes=["licences.violations", "inventory.coverage"],
        span=(month.start, month.last),
    )
    assert {one.error for one in done} == {""}
    (covered,) = figures(
        [one_body(province.committee.pk)],
        ["inventory.coverage"],
        [month],
        on=province.today,
    )
    assert covered.records
    for where in ("/chi-so/", address, f"{address}co-quan/", f"{address}ban-ghi/"):
        assert "Máy đã kiểm kê: " in dung.get(where, ask).content.decode(), where
    told = dung.get(
        "/api/v1/indicators/licences.violations", {"period": f"{month.start:%Y-%m}"}
    ).json()
    assert told["figure"]["beside"] == "inventory.coverage"
    assert told["figure"]["beside_value"] is not None
