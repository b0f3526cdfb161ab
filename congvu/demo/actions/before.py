"""The bodies as they were until 2025, from data/bac_kan.yaml and thai_nguyen.yaml."""

from __future__ import annotations

from typing import Any

from congvu.demo.actions.plan import Plan, read
from congvu.demo.actions.rows import Rows
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme

# In one commune of seven a specialist works in the registry too.
_EVERY_SEVENTH = 7


def draw_before(plan: Plan) -> None:
    """Bắc Kạn as a whole, and what the demo needs of its neighbour."""
    facts = read("bac_kan.yaml")
    committee = _committee(plan.rows, "committee", facts["province"], facts)
    plan.committee(committee)
    for line in facts["departments"]:
        _department(plan, committee, line, facts)
    for line in facts["districts"]:
        _district(plan, committee, line, facts, "H03")
    neighbour = read("thai_nguyen.yaml")
    above = _committee(plan.rows, "thai-nguyen", neighbour["province"], facts)
    leaders = plan.rows.unit(above, "thai-nguyen/leaders", "Lãnh đạo Ủy ban nhân dân")
    office = plan.rows.unit(
        above, "thai-nguyen/office", "Văn phòng Ủy ban nhân dân tỉnh", symbol="VP"
    )
    plan.desks(
        "thai-nguyen",
        {"leader": leaders, "clerk": office},
        leader="Chủ tịch",
        cast_key="",
    )
    for line in neighbour["districts"]:
        _district(plan, above, line, facts, "H55")


def _codes(
    rows: Rows, agency: Agency, facts: dict[str, Any], code_35: str, code_13: str
) -> None:
    for scheme, code, since in (
        (IdentifierScheme.CODE_13, code_13, facts["codes_13_from"]),
        (IdentifierScheme.CODE_35, code_35, facts["codes_35_from"]),
    ):
        rows.identifier(agency, scheme, code, since)


def _committee(
    rows: Rows, key: str, line: dict[str, Any], facts: dict[str, Any]
) -> Agency:
    agency = rows.agency(
        key,
        kind=AgencyKind.PROVINCE,
        names=[(line["from"], None, line["name"], line["short"])],
        symbol="UBND",
        place=line["place"],
        parent=None,
    )
    _codes(rows, agency, facts, line["code_35"], line["code_13"])
    return agency


def _department(
    plan: Plan, committee: Agency, line: dict[str, Any], facts: dict[str, Any]
) -> None:
    key, code = line["symbol"], line["demo_code"]
    agency = plan.rows.agency(
        key,
        kind=AgencyKind.DEPARTMENT,
        names=[(line["from"], None, line["name"], line.get("short", line["name"]))],
        symbol=key,
        place="Bắc Kạn",
        parent=committee,
    )
    _codes(plan.rows, agency, facts, f"H03.{code}", f"000.00.{code}.H03")
    plan.five_desks(
        agency,
        key,
        leaders="Lãnh đạo sở" if line["name"].startswith("Sở") else "Lãnh đạo",
        office="Văn phòng",
        division=line["division"],
        leader=line.get("leader", "Giám đốc"),
        cast_key=key,
    )


def _district(
    plan: Plan,
    committee: Agency,
    line: dict[str, Any],
    facts: dict[str, Any],
    province: str,
) -> None:
    key, code, was = f"district/{line['code']}", line["demo_code"], line.get("was")
    spans = [(line["from"], was["until"], was["name"], was["short"])] if was else []
    spans.append(
        (was["until"] if was else line["from"], None, line["name"], line["short"])
    )
    agency = plan.rows.agency(
        key,
        kind=AgencyKind.DISTRICT,
        names=[
            (first, until, _committee_of(name), f"UBND {short}")
            for first, until, name, short in spans
        ],
        symbol="UBND",
        place=line["place"],
        parent=committee,
    )
    _codes(plan.rows, agency, facts, f"{province}.{code}", f"000.00.{code}.{province}")
    plan.five_desks(
        agency,
        key,
        leaders="Lãnh đạo Ủy ban nhân dân",
        office="Văn phòng HĐND và UBND",
        division={"name": "Phòng Văn hóa và Thông tin", "symbol": "VHTT"},
        leader="Chủ tịch",
        cast_key=line["place"],
    )
    for place, (number, name) in enumerate(line["communes"].items(), start=1):
        commune = _commune(plan, agency, number, name, facts)
        _codes(
            plan.rows,
            commune,
            facts,
            f"{province}.{code}.{place:02d}",
            f"000.{place:02d}.{code}.{province}",
        )


def _commune(
    plan: Plan, district: Agency, number: str, name: str, facts: dict[str, Any]
) -> Agency:
    rows, key = plan.rows, f"commune/{number}"
    kind = next(k for k in ("Phường", "Thị trấn", "Xã") if name.startswith(k))
    place = name.removeprefix(kind).strip()
    agency = rows.agency(
        key,
        kind=AgencyKind.COMMUNE,
        names=[
            (
                facts["communes_from"],
                None,
                _committee_of(name),
                f"UBND {kind.lower()} {place}",
            )
        ],
        symbol="UBND",
        place=place,
        parent=district,
    )
    rows.identifier(agency, IdentifierScheme.COMMUNE_5, number, facts["communes_from"])
    leaders = rows.unit(agency, f"{key}/leaders", "Lãnh đạo Ủy ban nhân dân")
    office = rows.unit(
        agency, f"{key}/office", "Văn phòng - Thống kê", symbol="VP", position=1
    )
    desks = {"leader": leaders, "clerk": office}
    if int(number) % _EVERY_SEVENTH == 0:
        desks["specialist"] = office
    plan.desks(key, desks, leader="Chủ tịch", cast_key=place)
    return agency


def _committee_of(name: str) -> str:
    """``Huyện Ba Bể`` → ``Ủy ban nhân dân huyện Ba Bể``."""
    return f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"
