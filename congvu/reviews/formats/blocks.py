"""Blocks of a paper, in the few shapes a report needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from congvu.lib.text import nfc
from congvu.outgoing.rules.charts import ChartKind

Block = dict[str, Any]
Rows = Sequence[Sequence[str]]


def told(text: str) -> Block:
    return {"kind": "paragraph", "text": line(text)}


def heading(text: str) -> Block:
    """Numbered when all are put together."""
    return {"kind": "heading", "text": line(text), "level": 6}


def dash(text: str) -> Block:
    return {"kind": "item", "text": f"- {line(text)}", "level": 3}


def clause(number: int, text: str) -> Block:
    return {"kind": "item", "text": f"{number}. {line(text)}", "level": 1}


def table(caption: str, rows: Rows) -> list[Block]:
    """Its caption stands above it as a line of its own, so that it is not lost where
    the paper is edited as plain lines.
    """
    named = [{"kind": "centred", "text": line(caption), "level": 0}] if caption else []
    return [*named, {"kind": "table", "text": "", "rows": _cells(rows)}]


def chart(kind: ChartKind, title: str, rows: Rows) -> Block:
    return {
        "kind": "chart",
        "text": line(title),
        "level": int(kind),
        "rows": _cells(rows),
    }


def line(text: str) -> str:
    """One line; a bar would part cells where the paper is edited as plain lines."""
    return nfc(text).replace("|", "/")


def _cells(rows: Rows) -> list[list[str]]:
    return [[line(cell) for cell in row] for row in rows]
