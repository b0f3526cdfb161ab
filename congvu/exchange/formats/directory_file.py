"""Reads a directory from .csv: one organisation a line, columns named in the first."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from congvu.exchange.rules import Listed
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

COLUMNS = (
    "code",
    "name",
    "old_code",
    "code102",
    "mailbox",
    "kind",
    "closed_on",
    "successor_code",
)
LIMITS = {"code": 35, "old_code": 35, "code102": 35, "successor_code": 35}
LIMITS |= {"name": 300, "mailbox": 254, "kind": 60}


class BadLine(Refused):
    """A line says something that cannot be kept; its number is in the words."""


def read_directory(lines: Iterable[str]) -> Iterator[Listed]:
    """One at a time, however long the file; the first bad line ends it, by number."""
    rows = csv.DictReader(lines)
    missing = {"code", "name"} - set(rows.fieldnames or ())
    if missing:
        raise BadLine([Reason(_("Dòng đầu thiếu cột code hoặc name."))])
    for number, row in enumerate(rows, start=2):
        yield _listed(row, number)


def _listed(row: Mapping[str, str | None], number: int) -> Listed:
    told = {name: nfc(row.get(name) or "") for name in COLUMNS}
    wrong = [name for name, most in LIMITS.items() if len(told[name]) > most]
    if not told["code"] or not told["name"]:
        wrong.append("code, name")
    closed = _day(told["closed_on"])
    if told["closed_on"] and closed is None:
        wrong.append("closed_on")
    if told["successor_code"] and closed is None:
        wrong.append("successor_code")
    if wrong:
        raise BadLine([Reason(f"Dòng {number}: {', '.join(wrong)}")])
    return Listed(
        code=told["code"].upper(),
        name=told["name"],
        old_code=told["old_code"].upper(),
        code102=told["code102"].upper(),
        mailbox=told["mailbox"],
        kind=told["kind"],
        closed_on=closed,
        successor_code=told["successor_code"].upper(),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
