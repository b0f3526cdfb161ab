"""How long a dossier is kept: proposed from tables, decided by a person."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.archives.actions import approve_plan, issue_plan, open_dossier, write_plan
from congvu.archives.formats.plan_text import read_plan
from congvu.archives.models import Dossier, PlanLine
from congvu.archives.queries import retention_table
from congvu.archives.rules import (
    KeptFor,
    Numbering,
    Retention,
    kept_until,
    rows_for,
)
from tests.archives.making import PLAN, data, finished, make_dossier, put
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")

_TABLE = [
    KeptFor("a", "Quy chế", Retention.Y20, ("quy chế làm việc",), frozenset(), "X"),
    KeptFor("b", "Tố cáo", Retention.Y50, ("tố cáo",), frozenset({"BC"}), "Y"),
    KeptFor("c", "Báo cáo năm", Retention.PERMANENT, (), frozenset({"BC"}), "Z"),
]


@pytest.mark.parametrize(
    ("title", "types", "keys"),
    [
        ("Hồ sơ QUY CHẾ làm việc năm 2026", set(), ["a"]),
        ("Hồ sơ quy che lam viec", set(), ["a"]),
        ("Giải quyết tố cáo", {"BC"}, ["b", "c"]),
        ("Việc khác", {"BC"}, ["c", "b"]),
        ("Việc khác", set(), []),
    ],
)
def test_the_rows_a_dossier_falls_under(
    title: str, types: set[str], keys: list[str]
) -> None:
    assert [p.key for p in rows_for([title], types, _TABLE)] == keys


@pytest.mark.parametrize(
    ("ended", "retention", "until"),
    [
        (date(2026, 1, 1), Retention.Y20, date(2046, 12, 31)),
        (date(2026, 12, 31), Retention.Y5, date(2031, 12, 31)),
        (date(2026, 3, 3), Retention.PERMANENT, None),
    ],
)
def test_a_period_runs_from_the_end_of_the_year(
    ended: date, retention: Retention, until: date | None
) -> None:
    assert kept_until(ended, retention) == until


def test_the_shipped_table_says_how_sure_it_is() -> None:
    rows = retention_table(date(2026, 11, 1))
    assert [r.basis for r in rows] == ["10/2022/TT-BNV (nguồn thứ cấp)"]
    assert retention_table(date(2020, 1, 1)) == []


def test_minh_takes_what_the_plan_says_and_why_is_kept(province: Province) -> None:
    lan, dung, year = province.seat("lan"), province.seat("dung"), province.today.year
    headings, _faults = read_plan(PLAN)
    write_plan(
        year=year, numbering=Numbering.WHOLE, headings=headings, by=lan, at=province.at
    )
    approve_plan(year=year, by=dung, at=province.at)
    issue_plan(year=year, basis="Quyết định số 05/QĐ-UBND", by=lan, at=province.at)
    dossier = open_dossier(
        data=data(province, retention="", title="Quy chế làm việc của trường"),
        plan_line_id=PlanLine.objects.get(number=1).id,
        by=province.seat("minh"),
        at=province.at,
    )
    minh = province.client("minh")

    page = minh.get(f"/ho-so/{dossier.id}/thoi-han/").content.decode()
    assert "20 năm · Danh mục hồ sơ năm" in page
    assert "20 năm · Quy chế, quy định" in page
    minh.post(f"/ho-so/{dossier.id}/thoi-han/", {"proposal": "plan"})

    dossier.refresh_from_db()
    assert (dossier.retention, dossier.retention_basis) == (
        "20",
        "Quyết định số 05/QĐ-UBND",
    )
    shown = minh.get(f"/ho-so/{dossier.id}/").content.decode()
    assert "Quyết định số 05/QĐ-UBND" in shown


def test_another_period_needs_a_reason_and_all_is_told_at_once(
    province: Province,
) -> None:
    dossier, minh = make_dossier(province), province.client("minh")
    put(province, dossier, finished(province, type_code="QC"))
    address = f"/ho-so/{dossier.id}/thoi-han/"

    page = minh.post(address, {"proposal": "", "retention": "", "reason": ""})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Chọn một đề xuất, hoặc một thời hạn khác." in text
    assert "Ghi lý do." in text
    assert "20 năm · Quy chế, quy định" in text
    assert minh.post(address, {"proposal": "khong-co"}).status_code == 422

    minh.post(address, {"retention": "permanent", "reason": "Có ý nghĩa lịch sử"})
    assert Dossier.objects.get().retention == "permanent"
    assert Dossier.objects.get().retention_basis == "Có ý nghĩa lịch sử"
