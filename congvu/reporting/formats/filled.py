"""A filled-in sheet as answers: which cell says what. Pure.

Column A holds a code: ``q7`` for a question, its answer in D; ``q9#3`` for a row of a
small table, its cells from B on. Rows added below a table's own count as its rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.reporting.formats.cells import Cell, Row, SheetRefused, address, read_cells
from congvu.reporting.rules import Kind, Question, written

MARK = "CONGVU-BC"
ANSWER_AT = 3
_ONE = re.compile(r"q\d+")
_TABLE = re.compile(r"(q\d+)#(\d*)")
_FIRST_DAY = date(1899, 12, 30)
_MOST_SERIAL = 80_000


@dataclass
class Filled:
    """Answers as typed, by key; where each stands, by (key, row, column)."""

    answers: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str, int | None, int | None], str] = field(default_factory=dict)

    def place(self, key: str, row: int | None, column: int | None) -> str:
        return self.places.get((key, row, column)) or self.places.get(
            (key, None, None), ""
        )


def read_filled(
    content: bytes, *, round_id: str, questions: Sequence[Question]
) -> Filled:
    """Raises `SheetRefused` for what is no sheet of this round."""
    rows = read_cells(content)
    marks = [row.text(1) for row in rows if row.text(0) == MARK]
    if not marks:
        words = _("Tệp này không phải biểu mẫu tải từ trang báo cáo: tải mẫu rồi nhập.")
        raise SheetRefused(words)
    if marks[0] != round_id:
        raise SheetRefused(_("Tệp là biểu mẫu của một kỳ báo cáo khác."))
    by_key = {q.key: q for q in questions if q.is_typed and q.kind != Kind.EVIDENCE}
    return _sorted(rows, by_key)


def _sorted(rows: Sequence[Row], by_key: Mapping[str, Question]) -> Filled:
    found, table = Filled(), ""
    for row in rows:
        code = row.text(0)
        at = _TABLE.fullmatch(code)
        if _ONE.fullmatch(code):
            table = ""
            question = by_key.get(code)
            if question is not None and question.kind == Kind.ROWS:
                found.answers.setdefault(code, [])
                found.places[code, None, None] = address(row.line, 1)
            elif question is not None:
                cell = row.cells[ANSWER_AT] if len(row.cells) > ANSWER_AT else Cell("")
                found.answers[code] = typed(cell, is_day=question.kind == Kind.DATE)
                found.places[code, None, None] = address(row.line, ANSWER_AT)
            continue
        if at is not None:
            table = at[1] if at[1] in by_key else ""
            if not at[2]:  # the titles of its columns
                continue
        if table and (at is not None or not code):
            _add_row(found, by_key[table], row)
    return found


def _add_row(found: Filled, question: Question, row: Row) -> None:
    cells = [
        typed(row.cells[at]) if at < len(row.cells) else ""
        for at in range(1, len(question.columns) + 1)
    ]
    if not any(cells):
        return
    rows = found.answers.setdefault(question.key, [])
    for column in range(len(cells)):
        place = address(row.line, column + 1)
        found.places[question.key, len(rows), column] = place
    rows.append(cells)


def typed(cell: Cell, *, is_day: bool = False) -> str:
    """As a person here would have typed it: 1234.5 of a machine is 1.234,5."""
    text = cell.text.strip()
    if not cell.number:
        return text
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        return text
    if is_day and 1 <= value < _MOST_SERIAL:
        return f"{_FIRST_DAY + timedelta(days=int(value)):%d/%m/%Y}"
    # What a spreadsheet adds up in binary ends in dust.
    return written(round(value, 9).normalize())
