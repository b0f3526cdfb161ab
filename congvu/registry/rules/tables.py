"""A table of a stranger's: which of its columns are ours, what each line says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.structure import Column, Fault, Table
from congvu.registry.rules.values import Unread, Value, day_typed, read_value
from congvu.registry.rules.words import LONGEST_TEXT, Kind

LOOKED_AT = 30
# Days of a sheet are counted from here; from 1927 to 2173 they look like days.
_ORIGIN, _ORIGIN_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FEWEST, _MOST = 10_000, 100_000
SINCE, UNTIL = "valid_from", "valid_until"
_SINCE_TITLES = {"co hieu luc tu ngay", "co hieu luc tu", "tu ngay"}
_UNTIL_TITLES = {"den truoc ngay", "het hieu luc", "den ngay"}
MOST_KNOWN = 100_000
TEXT, NUMBER, _GAVE = "t", "n", "fe"
"""Kinds of cells; of a formula only what it gave is there, and these gave nothing."""
_NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DECIMAL})

Line = tuple[int, Sequence[str], str]
"""The number of a line as people see it, its cells, a letter for the kind of each."""


@dataclass(frozen=True)
class Heads:
    """``after``: how many lines stand before the first that says something; ``places``
    by key where a column stands; ``unknown`` the titles that are none of ours; where
    no title stands: in ``blank`` places, and from ``width`` on.
    """

    after: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    blank: tuple[int, ...] = ()
    width: int = 0


def find_heads(
    lines: Sequence[Line], table: Table, called: Mapping[str, str] | None = None
) -> Heads | None:
    """The line with most of the table's titles among the first ones; it has to name
    the first column, which names a row. ``called``: what the file calls a column.
    """
    best: Heads | None = None
    for place, (_number, cells, _kinds) in enumerate(lines[:LOOKED_AT]):
        found = _heads(place + 1, cells, table, called or {})
        if table.columns[0].key not in found.places:
            continue
        if best is None or len(found.places) > len(best.places):
            best = found
    return best


def _heads(
    after: int, cells: Sequence[str], table: Table, called: Mapping[str, str]
) -> Heads:
    known = {fold(one.label): one.key for one in table.columns}
    known |= {one.key: one.key for one in table.columns}
    known = dict.fromkeys(_SINCE_TITLES, SINCE) | known
    known = dict.fromkeys(_UNTIL_TITLES, UNTIL) | known
    known |= {fold(title): key for title, key in called.items()}
    places: dict[str, int] = {}
    unknown, blank = [], []
    for place, cell in enumerate(cells):
        key = known.get(fold(cell))
        if key is not None and key not in places:
            places[key] = place
        elif cell.strip():
            unknown.append(cell[:60])
        else:
            blank.append(place)
    return Heads(after, places, tuple(unknown), tuple(blank), len(cells))


@dataclass(slots=True)
class Judged:
    """What a line says, and everything that is wrong with it."""

    number: int
    values: dict[str, Value]
    since: date
    until: date | None
    faults: list[Fault]


_Told = tuple[Value | None, Fault | None]
_Known = dict[tuple[str, str, date], _Told]


class Judge:
    """``since``: from when a line holds that does not say. What a column has often is
    read once: of two million lines most have the same few codes, days, numbers.
    """

    def __init__(
        self, table: Table, heads: Heads, since: date, *, from_1904: bool = False
    ) -> None:
        self._since = since
        self._origin = _ORIGIN_1904 if from_1904 else _ORIGIN
        self._since_place = heads.places.get(SINCE)
        self._until_place = heads.places.get(UNTIL)
        self._columns: list[tuple[Column, int | None, _Known]] = [
            (one, heads.places.get(one.key), {}) for one in table.columns
        ]

    def line(self, line: Line) -> Judged:
        """What it says by itself."""
        number, cells, kinds = line
        faults: list[Fault] = []
        began, ended = self._since, None
        if self._since_place is not None:
            began = self._day(SINCE, self._since_place, cells, kinds, faults) or began
        if self._until_place is not None:
            ended = self._day(UNTIL, self._until_place, cells, kinds, faults)
        if ended is not None and ended <= began:
            faults.append(Fault(_("Ngày hết phải sau ngày bắt đầu."), {}, UNTIL))
            ended = None
        values: dict[str, Value] = {}
        for column, place, known in self._columns:
            text, kind = "", TEXT
            if place is not None and place < len(cells):
                text, kind = cells[place], kinds[place]
            if kind in _GAVE:
                given = {"text": text[:80] or "–"}
                faults.append(
                    Fault(_("Ô này không cho giá trị: %(text)s."), given, column.key)
                )
                continue
            asked = (text, kind, began)
            told = known.get(asked)
            if told is None:
                told = self._read(column, text, kind, began)
                if not column.unique and len(known) < MOST_KNOWN:
                    known[asked] = told
            value, fault = told
            if fault is not None:
                faults.append(fault)
            elif value is not None:
                values[column.key] = value
        return Judged(number, values, began, ended, faults)

    def _read(self, column: Column, text: str, kind: str, on: date) -> _Told:
        if len(text) > LONGEST_TEXT:  # it may have been cut off there
            given = {"most": column.longest or LONGEST_TEXT}
            return None, Fault(_("Dài quá %(most)s chữ."), given, column.key)
        typed = self._typed(column, text) if kind == NUMBER else text
        try:
            return read_value(column, typed, on), None
        except Unread as why:
            return None, Fault(why.words, why.given, column.key)

    def _typed(self, column: Column, text: str) -> str:
        """A cell that is a number in the sheet: days are counted, and a number has a
        point, never groups of thousands.
        """
        if column.kind == Kind.DAY:
            return _written(text, self._origin)
        if column.kind not in _NUMBERS:
            return text
        whole, _point, part = text.partition(".")
        return whole if not part.strip("0") else f"{whole},{part}"

    def _day(
        self,
        key: str,
        place: int,
        cells: Sequence[str],
        kinds: str,
        faults: list[Fault],
    ) -> date | None:
        if place >= len(cells) or not cells[place].strip():
            return None
        text = cells[place].strip()
        if kinds[place] == NUMBER:
            text = _written(text, self._origin)
        found = day_typed(text)
        if found is None:
            faults.append(Fault(_("Ngày chưa đúng. Ví dụ: 14/11/2024."), {}, key))
        return found


def _written(text: str, origin: date) -> str:
    """A day that the sheet keeps as a number, as it is written."""
    whole = text.partition(".")[0]
    if not whole.isdecimal() or not _FEWEST <= int(whole[:8]) <= _MOST:
        return text
    return (origin + timedelta(days=int(whole))).isoformat()


_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|\ufffd")
_MANY = 3


class Looks:
    """What of a file is good to know beside what is wrong with its lines."""

    def __init__(self, heads: Heads) -> None:
        self._blank, self._width = heads.blank, heads.width
        self._lost, self._example = 0, ""
        self._beside, self._number, self._text = 0, 0, ""

    def line(self, line: Line, joined: str) -> None:
        number, cells, _kinds = line
        if self._blank or len(cells) > self._width:
            self._untitled(number, cells)
        self._letters(cells, joined)

    def _untitled(self, number: int, cells: Sequence[str]) -> None:
        """What stands under no title is read by nobody."""
        beside = [cells[place] for place in self._blank if place < len(cells)]
        text = next(filter(None, [*beside, *cells[self._width :]]), "")
        if not text:
            return
        self._beside += 1
        if self._beside == 1:
            self._number, self._text = number, text[:60]

    def _letters(self, cells: Sequence[str], joined: str) -> None:
        """Letters that some program could not keep became question marks."""
        if "?" not in joined and "\ufffd" not in joined:
            return
        for cell in cells:
            if _LOST.search(cell):
                self._lost += 1
                self._example = self._example or cell[:60]

    def told(
        self, name: str, sheets: int, merged: Sequence[str], *, has_macros: bool
    ) -> list[Fault]:
        found = []
        if sheets > 1:
            words = _("Chỉ đọc trang tính “%(name)s”; tệp có %(n)s trang.")
            found.append(Fault(words, {"name": name[:60], "n": sheets}))
        if merged:
            words = _("Có ô gộp (%(cells)s): giá trị chỉ ở ô đầu.")
            found.append(Fault(words, {"cells": ", ".join(merged[:_MANY])}))
        if has_macros:
            found.append(Fault(_("Tệp có macro: chỉ đọc các ô, không chạy gì.")))
        if self._beside:
            words = _(
                "%(n)s dòng có ô không đọc vì trên ô không có tiêu đề, ví dụ "
                "“%(text)s” ở dòng số %(number)s."
            )
            given = {
                "n": self._beside,
                "text": self._text,
                "number": self._number,
            }
            found.append(Fault(words, given))
        if self._lost:
            words = _(
                "%(n)s ô như đã mất dấu, ví dụ “%(text)s”: xem lại bảng mã khi lưu tệp."
            )
            given = {"n": self._lost, "text": self._example}
            found.append(Fault(words, given))
        return found
