"""The whole report as the fields of a draft, numbered and pointing at its annexes."""

from __future__ import annotations

from typing import Any

from congvu.lib.text import roman
from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.symbols import date_words
from congvu.reviews.formats.annexes import annexes, names_of
from congvu.reviews.formats.blocks import Block, line
from congvu.reviews.formats.sections import sections
from congvu.reviews.rules import Facts, PaperNamed

REPORT = "BC"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


def summary_of(facts: Facts) -> str:
    by = f" theo {facts.paper.name}" if facts.paper is not None else ""
    return line(f"Kết quả thực hiện nhiệm vụ{by} {facts.span.said}")[:500]


def report_fields(facts: Facts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    added = annexes(facts)
    body = _numbered(sections(facts, annexes=names_of(added)))
    fields = {
        "summary": summary_of(facts),
        "bases": [_basis(facts.paper)] if facts.paper is not None else [],
        "recipients": ["Các cơ quan, đơn vị tại Phụ lục"] if facts.bodies else [],
        "addressees": [],
        "body": body,
        "appendices": added,
    }
    plain = from_json(fields).as_json()
    return {name: plain[name] for name in _FIELDS}


def _basis(paper: PaperNamed) -> str:
    issued = f" {date_words(paper.issued_on)}" if paper.issued_on else ""
    issuer = f" của {paper.issuer}" if paper.issuer else ""
    about = f" {paper.subject}" if paper.subject else ""
    return line(f"Căn cứ {paper.name}{issued}{issuer}{about}")


def _numbered(blocks: list[Block]) -> list[Block]:
    found, number = [], 0
    for block in blocks:
        if block["kind"] == "heading":
            number += 1
            found.append({**block, "text": f"{roman(number)}. {block['text']}"})
        else:
            found.append(block)
    return found
