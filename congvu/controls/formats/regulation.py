"""An agency's regulation on security as a decision with its text annexed. Pure.

The text is a template in data/quy-che.yaml; facts fill it in. Papers are in Vietnamese,
whoever composes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import (
    Block,
    clause,
    heading,
    line,
    table,
    told,
)

TYPE = "QĐ"
_TEMPLATE = Path(__file__).resolve().parents[1] / "data" / "quy-che.yaml"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")
_NAME = "Quy chế bảo đảm an ninh hệ thống thông tin"


@dataclass(frozen=True)
class RegulationFacts:
    """``systems``: name, code, level; ``periods``: requirement, months at the level."""

    agency: str
    officers: Sequence[str]
    systems: Sequence[tuple[str, str, str]]
    periods: Sequence[tuple[str, int]]
    training: str
    law: str
    replaces: str = ""


@cache
def template() -> dict[str, Any]:
    """As it is shipped; ``sure`` says how much it is worth."""
    with _TEMPLATE.open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.safe_load(file)
    return found


def regulation_fields(facts: RegulationFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    paper = {
        "summary": f"Ban hành {_NAME} của {facts.agency}"[:500],
        "bases": [line(f"Căn cứ {facts.law}")],
        "recipients": [],
        "addressees": [],
        "body": _decision(facts),
        "appendices": [
            {"title": f"{_NAME} của {facts.agency}", "body": _text(facts)},
            {"title": "Phụ lục I. Hệ thống thông tin, cấp độ", "body": _systems(facts)},
            {"title": "Phụ lục II. Chu kỳ phải làm", "body": _periods(facts)},
        ],
    }
    plain = from_json(paper).as_json()
    return {name: plain[name] for name in _FIELDS}


def _decision(facts: RegulationFacts) -> list[Block]:
    replaced = f", thay {facts.replaces}" if facts.replaces else ""
    return [
        clause(1, f"Ban hành kèm theo Quyết định này {_NAME} của {facts.agency}."),
        clause(2, f"Quyết định có hiệu lực từ ngày ký{replaced}."),
        clause(
            3,
            "Mọi cán bộ, công chức, người lao động của cơ quan chịu trách nhiệm thi "
            "hành Quyết định này và xác nhận đã đọc Quy chế.",
        ),
    ]


def _text(facts: RegulationFacts) -> list[Block]:
    words = {
        "agency": facts.agency,
        "officers": "; ".join(facts.officers) or "theo quyết định phân công",
        "training": facts.training,
    }
    body: list[Block] = []
    number = 0
    for part, chapter in enumerate(template()["chapters"], start=1):
        body.append(heading(f"Chương {part}. {chapter['title']}"))
        for text in chapter["clauses"]:
            number += 1
            body.append(clause(number, text.format(**words)))
    return body


def _systems(facts: RegulationFacts) -> list[Block]:
    if not facts.systems:
        return [told("Cơ quan chưa có hệ thống nào được ghi.")]
    return table("", [["Hệ thống", "Mã", "Cấp độ"], *map(list, facts.systems)])


def _periods(facts: RegulationFacts) -> list[Block]:
    if not facts.periods:
        return [told("Chưa có yêu cầu nào quy định chu kỳ.")]
    rows = [[name, f"{months} tháng một lần"] for name, months in facts.periods]
    return table("", [["Yêu cầu", "Chu kỳ"], *rows])


def training_words(basis: str) -> str:
    """Who learns how often, and by what text."""
    return f"Mọi người học nâng cao nhận thức ít nhất mỗi năm một lần ({basis})."


def decision_words(symbol: str) -> str:
    """The decision that is replaced, as a clause names it."""
    return f"Quyết định số {symbol}"
