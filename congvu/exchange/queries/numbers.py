"""Which number stands for a type of paper behind a channel: each has its own list."""

from __future__ import annotations

from datetime import date

from congvu.law.queries import rules

ANY = "any"


def type_numbers(channel: str, on: date) -> dict[str, int]:
    """By the codes of our types. A channel with rows of its own goes by them alone."""
    tables: dict[str, dict[str, int]] = {}
    for row in rules("wire_type", on):
        where, _slash, code = row.key.partition("/")
        number = row.number("number")
        if number is not None:
            tables.setdefault(where, {})[code] = number
    return tables.get(channel) or tables.get(ANY, {})


def type_numbered(channel: str, number: int | None, on: date) -> str:
    """The code of the type of ours that a number from there means; "" for an unknown
    one, and for one that stands for several."""
    meant = [code for code, own in type_numbers(channel, on).items() if own == number]
    return meant[0] if len(meant) == 1 else ""
