"""Results as Moodle exports them: a table whose columns are known by their names.

English and Vietnamese heads of Moodle's grade export; of a table with several sheets
the first that has them. Nothing is matched to people here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from congvu.files.formats.sheet_grid import NUMBER, Sheet, Table
from congvu.lib.text import fold, gettext_noop, nfc
from congvu.training.rules.grades import GradeRow

_MAIL = {
    "email address",
    "email",
    "dia chi email",
    "thu dien tu",
    "dia chi thu dien tu",
}
_CODE = {"id number", "ma so", "so id", "ma so id", "ma can bo", "ma"}
_GIVEN = {"first name", "ten"}
_FAMILY = {"last name", "surname", "ho", "ho va ten dem", "ho va dem"}
_WHOLE = {"ho va ten", "ho ten", "full name"}
_TOTAL = (
    "course total",
    "tong khoa hoc",
    "tong cong khoa hoc",
    "ket qua",
    "diem tong ket",
)
_NUMBER = re.compile(r"^-?[0-9]{1,6}([.,][0-9]{1,30})?$")
_NOTHING = {"", "-", "–"}


class NotGrades(Exception):
    """No sheet with a column of people and one of results; said in words."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def read_grades(table: Table, most: int) -> list[GradeRow]:
    """``most`` is what the course gives for everything right."""
    for sheet in table.sheets:
        if sheet.rows and (columns := _columns(sheet.rows[0][1])):
            if columns.is_percent:
                most = 1 if _is_share(sheet, columns.score) else 100
            return [
                row
                for line, cells in sheet.rows[1:]
                if (row := _row(line, cells, columns, most)) is not None
            ]
    raise NotGrades(
        gettext_noop(
            "Không thấy cột địa chỉ thư hoặc mã số, và cột tổng điểm của khóa học, ở "
            "dòng đầu."
        )
    )


@dataclass(frozen=True)
class _Columns:
    mail: int | None
    code: int | None
    names: tuple[int, ...]
    score: int
    is_percent: bool


def _columns(head: Sequence[str]) -> _Columns | None:
    names = [fold(one) for one in head]
    score = next((at for at, one in enumerate(names) if one.startswith(_TOTAL)), None)
    mail, code = _first(names, _MAIL), _first(names, _CODE)
    if score is None or (mail is None and code is None):
        return None
    whole = _first(names, _WHOLE)
    parts = (_first(names, _FAMILY), _first(names, _GIVEN))
    shown = (whole,) if whole is not None else parts
    percent = "percentage" in names[score] or "phan tram" in names[score]
    return _Columns(
        mail, code, tuple(at for at in shown if at is not None), score, percent
    )


def _is_share(sheet: Sheet, at: int) -> bool:
    """A sheet that shows 83 % may hold 0,83: so it does where none is more than 1."""
    found = [
        (cells[at], kinds[at : at + 1])
        for (_line, cells), kinds in zip(sheet.rows[1:], sheet.kinds[1:], strict=False)
        if at < len(cells) and _NUMBER.match(_bare(cells[at]))
    ]
    return bool(found) and all(
        kind == NUMBER and Decimal(text) <= 1 for text, kind in found
    )


def _bare(text: str) -> str:
    return nfc(text).removesuffix("%").strip()


def _first(names: Sequence[str], wanted: set[str]) -> int | None:
    return next((at for at, one in enumerate(names) if one in wanted), None)


def _row(
    line: int, cells: Sequence[str], columns: _Columns, most: int
) -> GradeRow | None:
    def cell(at: int | None) -> str:
        return nfc(cells[at]) if at is not None and at < len(cells) else ""

    name = " ".join(filter(None, (cell(at) for at in columns.names)))
    mail, code = cell(columns.mail).lower(), cell(columns.code)
    if not (name or mail or code):
        return None
    score, why = _score(cell(columns.score), most)
    return GradeRow(line, name, mail, code, score, why)


def _score(text: str, most: int) -> tuple[int | None, str]:
    plain = _bare(text)
    if plain in _NOTHING:
        return None, ""
    if not _NUMBER.match(plain):
        return None, gettext_noop("Điểm không phải là số.")
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None, gettext_noop("Điểm không phải là số.")
    if not 0 <= value <= most:
        return None, gettext_noop("Điểm nằm ngoài thang điểm.")
    return int(value * 1000 / most), ""
