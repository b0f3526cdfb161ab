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
from typing import Any, NamedTuple

from congvu.files.formats.sheet_grid import NUMBER, TRUTH, Bounds, Sheet, Table
from congvu.lib.text import gettext_noop as _
from congvu.reporting.rules import LONGEST_ANSWER, NO, YES, Kind, Question, written

MARK = "CONGVU-BC"
ANSWER_AT = 3
BOUNDS = Bounds(
    bytes=5_000_000,
    unpacked=60_000_000,
    rows=5000,
    cells=20,
    letters=LONGEST_ANSWER + 1,  # so that one too long is told and not cut
    sheets=20,
)
_ONE = re.compile(r"q\d+")
_TABLE = re.compile(r"(q\d+)#(\d*)")
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_SERIAL = 80_000


class SheetRefused(ValueError):
    """No sheet of this round; a Vietnamese message id and its values."""

    def __init__(self, words: str, **named: object) -> None:
        self.words, self.named = words, named
        super().__init__(words)


class Cell(NamedTuple):
    """``number``: a spreadsheet's own number, written with a point."""

    text: str
    number: bool = False


@dataclass(frozen=True)
class Row:
    """``line`` counts as people see it, from 1."""

    line: int
    cells: tuple[Cell, ...]

    def text(self, at: int) -> str:
        return self.cells[at].text.strip() if at < len(self.cells) else ""


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
    table: Table, *, round_id: str, questions: Sequence[Question]
) -> Filled:
    """Raises `SheetRefused` for what is no sheet of this round."""
    if table.has_macros:
        raise SheetRefused(_("Tệp có macro: lưu lại dạng .xlsx không macro rồi nạp."))
    ours = [(sheet, mark) for sheet in table.sheets for mark in _marks(sheet)]
    if not ours:
        words = _("Tệp này không phải biểu mẫu tải từ trang báo cáo: tải mẫu rồi nhập.")
        raise SheetRefused(words)
    if len(ours) > 1:
        words = _("Tệp có %(n)s biểu mẫu; mỗi lần chỉ nạp một.")
        raise SheetRefused(words, n=len(ours))
    ((sheet, mark),) = ours
    if mark != round_id:
        raise SheetRefused(_("Tệp là biểu mẫu của một kỳ báo cáo khác."))
    if sheet.merged:
        words = _("Có ô gộp (%(cells)s): bỏ gộp ô rồi nạp lại.")
        raise SheetRefused(words, cells=", ".join(sheet.merged))
    by_key = {q.key: q for q in questions if q.is_typed and q.kind != Kind.EVIDENCE}
    first_day = _FIRST_DAY_1904 if table.counts_from_1904 else _FIRST_DAY
    return _sorted(rows_of(sheet, quoted=bool(table.encoding)), by_key, first_day)


def _marks(sheet: Sheet) -> list[str]:
    """Of which rounds it says to be."""
    return [
        (cells[1] if len(cells) > 1 else "").strip()
        for _line, cells in sheet.rows
        if cells[0].strip() == MARK
    ]


def rows_of(sheet: Sheet, *, quoted: bool) -> list[Row]:
    return [
        Row(
            line,
            tuple(
                _cell(text, kind, quoted=quoted)
                for text, kind in zip(cells, kinds, strict=True)
            ),
        )
        for (line, cells), kinds in zip(sheet.rows, sheet.kinds, strict=True)
    ]


def _cell(text: str, kind: str, *, quoted: bool) -> Cell:
    """``quoted``: without the apostrophe by which our own text file kept it from being
    a formula. What a formula did not give stands here as its text, so that it is told.
    """
    if kind == TRUTH:
        return Cell(YES if text == "1" else NO)
    if quoted and text[:1] == "'" and text[1:2] in "=+-@":
        return Cell(text[1:])
    return Cell(text, kind == NUMBER)


def address(line: int, at: int) -> str:
    """ "C7": where a person looks."""
    return f"{chr(ord('A') + at)}{line}"


def _sorted(
    rows: Sequence[Row], by_key: Mapping[str, Question], first_day: date
) -> Filled:
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
                found.answers[code] = typed(
                    cell, first_day if question.kind == Kind.DATE else None
                )
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


def typed(cell: Cell, first_day: date | None = None) -> str:
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
    if first_day is not None and 1 <= value < _MOST_SERIAL:
        return f"{first_day + timedelta(days=int(value)):%d/%m/%Y}"
    # What a spreadsheet adds up in binary ends in dust.
    return written(round(value, 9).normalize())
