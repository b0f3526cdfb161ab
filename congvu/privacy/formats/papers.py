"""The answer to a data subject, as a version of a draft keeps it. Pure.

In Vietnamese, whoever composes it. No form of it is in what we read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import told

TYPE = "CV"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


@dataclass(frozen=True)
class AnswerFacts:
    agency: str
    person: str
    wish: str
    asked_on: date
    text: str
    answer: str
    processing: str


def paper_fields(facts: AnswerFacts) -> dict[str, Any]:
    where = f" trong hoạt động {facts.processing}" if facts.processing else ""
    body = [
        told(
            f"{facts.agency} nhận được yêu cầu ngày {facts.asked_on:%d/%m/%Y} của "
            f"ông/bà {facts.person} về dữ liệu cá nhân{where}: {facts.wish}."
        ),
        told(f"Nội dung yêu cầu: {facts.text}"),
        told(f"{facts.agency} trả lời như sau:"),
        told(facts.answer or "(nội dung trả lời)"),
    ]
    paper = {
        "summary": f"Trả lời yêu cầu về dữ liệu cá nhân: {facts.wish}"[:500],
        "bases": [],
        "recipients": [],
        "addressees": [f"Ông/bà {facts.person}"],
        "body": body,
        "appendices": [],
    }
    plain = from_json(paper).as_json()
    return {name: plain[name] for name in _FIELDS}
