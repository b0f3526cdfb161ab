"""An estimate as finance departments exchange it: lines, then sums by part. Pure.

Two sheets: the lines under their titles with the whole at the end; parts down and
sources by year across, with margins. What a file says of sums is held against them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from congvu.files.formats.sheet_grid import FAULT, FORMULA, NUMBER, Bounds, Sheet, Table
from congvu.investment.formats.rows import (
    COLUMNS,
    Names,
    RowFault,
    read_row,
    whole_or_none,
)
from congvu.investment.rules.estimates import MOST_LINES, Cell, Item
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _

BOUNDS = Bounds(
    bytes=5_000_000,
    unpacked=60_000_000,
    rows=2000,
    cells=60,
    letters=4000,
    sheets=50,
)
TOTAL, SUMS = _("Tổng cộng"), _("Tổng hợp")
_WHOLE = {"price", "money", "year"}
_NEEDED = ("part", "name", "money")
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_SERIAL = 80_000
_NO_RESULT = _("“%(said)s” không phải giá trị; công thức chưa có kết quả hoặc lỗi.")
_ODD_SUM = _("“%(said)s” không phải số nguyên đồng.")
_TWO_SUMS = _("“%(said)s” khác tổng ghi ở chỗ khác trong tệp.")
_ODD_YEAR = _("“%(said)s” không phải số.")
_ODD_HEAD = _("“%(said)s” không phải nguồn vốn của một năm.")


class NoEstimate(ValueError):
    """No sheet of lines in it; a Vietnamese message id."""


@dataclass
class Filled:
    """Lines as they stand in the file, and the sums it says itself."""

    items: list[Item] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    stated: dict[tuple[str, Cell | None], int] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)


def read_estimate(table: Table, titles: Mapping[str, str], names: Names) -> Filled:
    """``titles``: what the columns may be called, folded, by whatever language."""
    if table.has_macros:
        raise NoEstimate(_("Tệp có macro: lưu lại dạng .xlsx không macro rồi nạp."))
    ours = [(one, head) for one in table.sheets if (head := _head(one, titles))]
    if not ours:
        raise NoEstimate(
            _("Không thấy bảng có cột “Thành phần”, “Nội dung”, “Thành tiền, đồng”.")
        )
    if len(ours) > 1:
        raise NoEstimate(_("Tệp có nhiều bảng dự toán; mỗi lần chỉ nạp một."))
    ((sheet, (first, columns)),) = ours
    if sheet.merged:
        raise NoEstimate(_("Bảng dự toán có ô gộp: bỏ gộp ô rồi nạp lại."))
    found, begins = Filled(), _FIRST_DAY_1904 if table.counts_from_1904 else _FIRST_DAY
    _read_lines(sheet, first, columns, found, names, begins)
    for other in table.sheets:
        if other is not sheet:
            _read_sums(other, found, names)
    return found


def _head(sheet: Sheet, titles: Mapping[str, str]) -> tuple[int, dict[int, str]] | None:
    """Behind which row the lines begin, and what each column says."""
    for place, (_line, cells) in enumerate(sheet.rows[:30]):
        named = {n: titles[fold(c)] for n, c in enumerate(cells) if fold(c) in titles}
        if set(_NEEDED) <= set(named.values()):
            return place + 1, named
    return None


def _read_lines(
    sheet: Sheet,
    first: int,
    columns: Mapping[int, str],
    found: Filled,
    names: Names,
    begins: date,
) -> None:
    rows = zip(sheet.rows[first:], sheet.kinds[first:], strict=True)
    money_at = next(n for n, key in columns.items() if key == "money")
    for (line, cells), kinds in rows:
        if _is_total(cells):
            if money_at < len(cells):
                kind = kinds[money_at : money_at + 1]
                _state(found, line, ("", None), cells[money_at], kind)
            return
        if len(found.items) > MOST_LINES:
            return
        texts = {}
        for n, key in columns.items():
            if n >= len(cells):
                continue
            kind = kinds[n] if n < len(kinds) else ""
            if kind in (FORMULA, FAULT):
                found.faults.append(RowFault(line, key, _NO_RESULT, cells[n][:60]))
                continue
            if key in _WHOLE and _is_broken(cells[n], kind):
                words = _ODD_YEAR if key == "year" else _ODD_SUM
                found.faults.append(RowFault(line, key, words, cells[n][:60]))
                continue
            texts[key] = _as_written(cells[n], kind, key, begins)
        if any(texts.values()):
            item, faults = read_row(line, texts, names)
            found.items.append(item)
            found.places.append(line)
            found.faults += faults


def _as_written(text: str, kind: str, key: str, begins: date) -> str:
    """A spreadsheet's own number has a point; its days are numbers."""
    if kind != NUMBER:
        return text
    is_serial = text.isascii() and text.isdigit() and len(text) < 6
    if key == "priced_on" and is_serial and int(text) <= _MOST_SERIAL:
        return f"{begins + timedelta(days=int(text)):%d/%m/%Y}"
    return text.replace(".", ",")


def _is_broken(text: str, kind: str) -> bool:
    """As a spreadsheet's own number 12.345 is not twelve thousand."""
    return kind == NUMBER and "." in text


def _is_total(cells: Sequence[str]) -> bool:
    first = next((one for one in cells if one.strip()), "")
    return fold(first) in {fold(TOTAL), "total"}


def _state(
    found: Filled, line: int, key: tuple[str, Cell | None], text: str, kind: str
) -> None:
    text = text.strip()
    if not text:
        return
    money = None if _is_broken(text, kind) else whole_or_none(text)
    if money is None:
        found.faults.append(RowFault(line, "money", _ODD_SUM, text[:60]))
    elif found.stated.setdefault(key, money) != money:
        found.faults.append(RowFault(line, "money", _TWO_SUMS, text[:60]))


def _read_sums(sheet: Sheet, found: Filled, names: Names) -> None:
    """A sheet of sums; any other sheet says nothing of an estimate."""
    titles = {fold(COLUMNS["part"]), "part"}
    for place, (line, cells) in enumerate(sheet.rows[:30]):
        if not cells or fold(cells[0]) not in titles or len(cells) < 2:
            continue
        across: dict[int, Cell | None] = {}
        for n, text in enumerate(cells[1:], start=1):
            cell = _cell_of(text, names)
            if cell is None and not _is_total([text]):
                found.faults.append(RowFault(line, "source", _ODD_HEAD, text[:60]))
            else:
                across[n] = cell
        below = zip(sheet.rows[place + 1 :], sheet.kinds[place + 1 :], strict=True)
        for (number, row), kinds in below:
            _sum_row(number, row, kinds, across, found, names)
        return


def _sum_row(
    line: int,
    row: Sequence[str],
    kinds: str,
    across: Mapping[int, Cell | None],
    found: Filled,
    names: Names,
) -> None:
    whole = _is_total(row)
    part = "" if whole else names.parts.get(fold(row[0]), "")
    if not whole and not part:
        words = _("“%(said)s” không có trong danh mục.")
        found.faults.append(RowFault(line, "part", words, row[0][:60]))
        return
    for n, cell in across.items():
        if n < len(row):
            _state(found, line, (part, cell), row[n], kinds[n : n + 1])


_CELL = re.compile(r"(.+?)[,;]?\s*(?:nam|year)?\s*(\d{4})")


def _cell_of(text: str, names: Names) -> Cell | None:
    found = _CELL.fullmatch(fold(text))
    source = names.sources.get(found[1].strip(" ,;"), "") if found else ""
    return Cell(source, int(found[2])) if found and source else None
