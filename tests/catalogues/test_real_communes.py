"""The communes of the whole country before and after 01/7/2025, where they are at hand:
a code means two wards by the day, a name stands under two codes.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from congvu.catalogues.actions import ListData, begin_list, write_lines
from congvu.catalogues.queries import find_list, lines_on, periods_of, successors
from tests.catalogues.stories import Row, rows
from tests.people import Province

FACTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "units"
pytestmark = [
    pytest.mark.usefixtures("law"),
    pytest.mark.skipif(
        not FACTS.is_dir(), reason="not run: the communes of 2025 are not at hand"
    ),
]
SINCE, DAY = "2020-01-01", "2025-07-01"
BEFORE, AFTER = date(2024, 1, 1), date(2026, 1, 1)


def country() -> tuple[list[Row], set[str]]:
    """Old and new communes as rows; the new codes on the land of old Bắc Kạn (06)."""
    told = json.loads((FACTS / "units-2026-07-25.json").read_text("utf-8"))
    new = {w["Code"]: w["FullName"] for p in told for w in p["Wards"]}
    names: dict[str, str] = {}
    heirs: dict[str, set[str]] = {}
    of_bac_kan: set[str] = set()
    with (FACTS / "legacy-to-2025.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if not row["wardCode"]:
                continue
            code = f"{int(float(row['wardCode'])):05d}"
            names[code] = row["ward"]
            heirs.setdefault(code, set()).add(row["newWardCode"])
            if row["provinceCode"] == "6":
                of_bac_kan.add(row["newWardCode"])
    old: list[Row] = [
        (code, name, SINCE, DAY, ",".join(sorted(heirs[code] & new.keys())))
        for code, name in names.items()
    ]
    return old + [(code, name, DAY, "", "") for code, name in new.items()], of_bac_kan


def short(name: str) -> str:
    return name.removeprefix("Phường ").removeprefix("Xã ").removeprefix("Thị trấn ")


def test_codes_and_names_by_day(province: Province) -> None:
    """Of Bắc Kạn's 37 new codes 21 meant another ward before; five names moved."""
    told, of_bac_kan = country()
    quan = province.seat("quan")
    data = ListData("xa-phuong", "Xã, phường", "QĐ 19/2025/QĐ-TTg")
    begin_list(data=data, by=quan, at=province.at)
    made = write_lines(list_code="xa-phuong", rows=rows(told), by=quan, at=province.at)
    assert made.added == len(told)
    of = find_list("xa-phuong")
    assert of is not None
    assert len(lines_on(of, AFTER)) == 3321
    before = {one.code: one.name for one in lines_on(of, BEFORE)}
    after = {one.code: one.name for one in lines_on(of, AFTER)}
    assert len(of_bac_kan) == 37
    reused = {c for c in of_bac_kan if c in before and before[c] != after[c]}
    assert len(reused) == 21
    was = {code: short(name) for code, name in before.items()}
    now = {code: short(name) for code, name in after.items()}
    assert (was["01843"], now["01843"]) == ("Phùng Chí Kiên", "Bắc Kạn")
    for name, old, new in (
        ("Bằng Thành", "01858", "01864"),
        ("Thanh Thịnh", "02113", "02107"),
        ("Văn Lang", "02140", "02143"),
        ("Trần Phú", "02179", "02176"),
        ("Côn Minh", "02173", "02185"),
    ):
        assert (was[old], now[new]) == (name, name)
        assert was.get(new) != name
        assert new in {o.code for o in successors(of, old, BEFORE, AFTER)}
    assert len(periods_of(of, "01906", AFTER)) == 2
