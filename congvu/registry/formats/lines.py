"""Rows as CSV: UTF-8 with its mark, none of its cells a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence

from congvu.registry.rules import Column, Kind

# The days of a row stand beside its columns, so no column is called so.
ROW_KEYS = ("_row", "_valid_from", "_valid_until")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WORDS = frozenset({Kind.TEXT, Kind.CODE})


class _Line:
    """What a CSV writer writes into: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def plain_cell(text: str) -> str:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ")[:1] in _FORMULAS else text


def _cell(column: Column, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return plain_cell(str(value)) if column.kind in _WORDS else str(value)


def csv_lines(
    columns: Sequence[Column], rows: Iterable[Mapping[str, object]]
) -> Iterator[str]:
    """Each row has the keys of ``ROW_KEYS`` and those of columns that are filled."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow([*ROW_KEYS, *(one.key for one in columns)])
    for row in rows:
        days = [str(row[key] or "") for key in ROW_KEYS]
        cells = [_cell(one, row.get(one.key)) for one in columns]
        yield writer.writerow([*days, *cells])
