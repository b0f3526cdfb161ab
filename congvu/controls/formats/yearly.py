"""The owner's yearly report as a paper: its twelve contents with tables. Pure.

The language of papers is Vietnamese, whoever composes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.controls.rules import (
    CONTENT_NAMES,
    DEGREE_NAMES,
    NOW_NAMES,
    OWES_NAMES,
    Content,
    Degree,
    Missing,
    Now,
    SystemFacts,
    YearlyWindow,
)
from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import (
    Block,
    clause,
    dash,
    heading,
    line,
    table,
    told,
)
from congvu.reviews.formats.numbers import short_day

NONE = "–"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


@dataclass(frozen=True)
class UnitFacts:
    name: str
    confirmed_on: date | None
    other: str
    systems: Sequence[SystemFacts]
    missing: Sequence[Missing]


@dataclass(frozen=True)
class ReportFacts:
    """What the owner tells: each unit with its systems, as it confirmed them."""

    owner: str
    window: YearlyWindow
    units: Sequence[UnitFacts]
    law: str
    on: date

    @property
    def systems(self) -> list[tuple[str, SystemFacts]]:
        return [(unit.name, one) for unit in self.units for one in unit.systems]


def report_fields(facts: ReportFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    window = facts.window
    span = f"từ {short_day(window.first)} đến {short_day(window.last)}"
    body = [
        told(
            f"{facts.owner} báo cáo tình hình bảo đảm an ninh hệ thống thông tin năm "
            f"{window.year}, số liệu {span}, như sau:"
        )
    ]
    for content in Content:
        body.append(heading(f"{content}. {CONTENT_NAMES[content]}"))
        body += _CONTENTS[content](facts)
    body += _lacking(facts)
    whole_paper = {
        "summary": f"Bảo đảm an ninh hệ thống thông tin năm {window.year}",
        "bases": [line(f"Căn cứ {facts.law}")],
        "recipients": [],
        "addressees": [],
        "appendices": [{"title": "Kết quả theo từng yêu cầu", "body": _unmet(facts)}],
        "body": body,
    }
    plain = from_json(whole_paper).as_json()
    return {name: plain[name] for name in _FIELDS}


def _day(given: date | None) -> str:
    return short_day(given) if given else NONE


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Block]:
    numbered = [[str(n), *row] for n, row in enumerate(rows, start=1)]
    empty = [["", "không có", *[""] * (len(head) - 1)]]
    return table("", [["TT", *head], *(numbered or empty)])


def _who(facts: ReportFacts) -> list[Block]:
    rows = [
        [
            unit.name,
            str(len(unit.systems)),
            _day(unit.confirmed_on) if unit.confirmed_on else "chưa xác nhận",
        ]
        for unit in facts.units
    ]
    told_owner = dash(f"Chủ quản: {facts.owner}.")
    head = ["Đơn vị vận hành", "Số hệ thống", "Xác nhận số liệu ngày"]
    return [told_owner, *_grid(head, rows)]


def _level(level: int | None) -> str:
    return str(level) if level else "chưa xác định"


def _systems(facts: ReportFacts) -> list[Block]:
    rows = [[one.name, unit, _level(one.proposed)] for unit, one in facts.systems]
    return _grid(["Hệ thống", "Đơn vị vận hành", "Cấp độ đề xuất"], rows)


def _national(facts: ReportFacts) -> list[Block]:
    rows = [[one.name, unit] for unit, one in facts.systems if one.national]
    return _grid(["Hệ thống", "Đơn vị vận hành"], rows)


def _approved(facts: ReportFacts) -> list[Block]:
    rows = [
        [one.name, str(one.approved), _day(one.approved_on), one.basis]
        for _unit, one in facts.systems
        if one.approved
    ]
    return _grid(["Hệ thống", "Cấp độ", "Ngày", "Quyết định"], rows)


def _counted(facts: ReportFacts, name: str) -> list[Block]:
    """How many to which degree, and of how many nobody has said it."""
    given = [str(getattr(one, name)) for _unit, one in facts.systems]
    found = [
        dash(f"{DEGREE_NAMES[degree].capitalize()}: {given.count(degree)} hệ thống;")
        for degree in Degree
    ]
    return [*found, dash(f"Chưa có số liệu: {given.count('')} hệ thống.")]


def _plan(facts: ReportFacts) -> list[Block]:
    return _counted(facts, "plan")


def _regulation(facts: ReportFacts) -> list[Block]:
    have = sum(bool(one.regulation) for _unit, one in facts.systems)
    return [told(f"{have}/{len(facts.systems)} hệ thống có quy chế.")]


def _obeyed(facts: ReportFacts) -> list[Block]:
    return _counted(facts, "obeyed")


def _tested(facts: ReportFacts) -> list[Block]:
    rows = [
        [one.name, DEGREE_NAMES[Degree(one.tested)], _day(one.tested_on)]
        for _unit, one in facts.systems
        if one.tested
    ]
    head = ["Hệ thống", "Kiểm tra, đánh giá", "Ngày"]
    return [*_counted(facts, "tested"), *_grid(head, rows)]


def _requirements(facts: ReportFacts) -> list[Block]:
    rows = [
        [one.name, f"{one.met}/{one.asked}" if one.asked else NONE]
        for _unit, one in facts.systems
    ]
    return [
        *_grid(["Hệ thống", "Yêu cầu đáp ứng"], rows),
        told("Yêu cầu chưa đạt: theo phụ lục."),
    ]


def _roadmap(facts: ReportFacts) -> list[Block]:
    rows = [
        [one.name, f"{each.code}. {each.name}", _day(each.planned_on)]
        for _unit, one in facts.systems
        for each in one.unmet
        if each.planned_on
    ]
    approved = sum(one.approved is not None for _unit, one in facts.systems)
    total = len(facts.systems)
    return [
        told(f"{approved}/{total} hệ thống có quyết định phê duyệt cấp độ."),
        *_grid(["Hệ thống", "Yêu cầu chưa đạt", "Đáp ứng trước ngày"], rows),
    ]


def _decisions(facts: ReportFacts) -> list[Block]:
    rows = [
        [one.name, one.regulation, _day(one.regulation_on)]
        for _unit, one in facts.systems
        if one.regulation
    ]
    return _grid(["Hệ thống", "Quyết định", "Ngày"], rows)


def _other(facts: ReportFacts) -> list[Block]:
    found = [dash(f"{unit.name}: {unit.other}") for unit in facts.units if unit.other]
    return found or [told("Không có.")]


def _unmet(facts: ReportFacts) -> list[Block]:
    rows = [
        [one.name, f"{each.code}. {each.name}", NOW_NAMES[Now(each.now)]]
        for _unit, one in facts.systems
        for each in one.unmet
    ]
    return _grid(["Hệ thống", "Yêu cầu", "Kết quả"], rows)


def _lacking(facts: ReportFacts) -> list[Block]:
    """What is not there yet, said at the end, so that nobody signs it unseen."""
    lines = [
        clause(
            number,
            f"{unit.name}, {lack.system}: {lack.words % {'count': lack.count}} "
            f"(nội dung {int(lack.content)}, {OWES_NAMES[lack.owes]})",
        )
        for number, (unit, lack) in enumerate(
            ((unit, lack) for unit in facts.units for lack in unit.missing), start=1
        )
    ]
    if not lines:
        return []
    title = f"Số liệu còn thiếu đến ngày {short_day(facts.on)}"
    return [heading(title), *lines]


_CONTENTS = {
    Content.WHO: _who,
    Content.SYSTEMS: _systems,
    Content.NATIONAL: _national,
    Content.APPROVED: _approved,
    Content.PLAN: _plan,
    Content.REGULATION: _regulation,
    Content.OBEYED: _obeyed,
    Content.TESTED: _tested,
    Content.REQUIREMENTS: _requirements,
    Content.ROADMAP: _roadmap,
    Content.REGULATION_DECISION: _decisions,
    Content.OTHER: _other,
}
