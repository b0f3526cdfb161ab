"""Reads the regulation's own YAML: rows with their period, source and sureness."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from congvu.exchange.rules import Channel, Limit, OnPaper, Row
from congvu.law.rules import SHEETS
from congvu.lib.yamltext import read_yaml

_LETTERS = SHEETS["platform"]


def read_regulation(text: str) -> list[Row]:
    """Every row; a KeyError or ValueError names what is wrong in the file we ship."""
    content = read_yaml(text)
    return [_row(row) for row in content["rows"]]


def _row(row: Mapping[str, Any]) -> Row:
    since, until = row["from"], row.get("until")
    if not isinstance(since, date):
        message = f"{row['key']}: from"
        raise TypeError(message)
    return Row(
        key=row["key"],
        label=row["label"],
        types=tuple(row.get("types") or ()),
        phrases=tuple(row.get("phrases") or ()),
        sender=row.get("sender", ""),
        recipient=row.get("recipient", ""),
        channels=frozenset(Channel(one) for one in row["channels"]),
        needs_signature=row["needs_signature"],
        limit=Limit(row["limit"]),
        urgent_limit=Limit(row["urgent_limit"]),
        on_paper=OnPaper(row["on_paper"]),
        valid_from=since,
        valid_until=until,
        source=row["source"],
        article=row.get("article", ""),
        sureness=_LETTERS[row["sure"]],
    )
