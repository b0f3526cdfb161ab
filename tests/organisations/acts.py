"""Acts for stories: a sheet as people write it, decided at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from congvu.audit.rules import SYSTEM, Actor
from congvu.organisations.actions import decide_reform, prepare_reform
from congvu.organisations.formats.reform_sheet import Line, read_sheet
from congvu.organisations.models import Reform

TITLES = ("việc", "từ", "thành", "mã", "tên", "loại", "cấp trên", "cơ cấu", "kế thừa")
BASIS = "Nghị quyết 1683/NQ-UBTVQH15"


def lines(*rows: str, titles: Iterable[str] = TITLES) -> list[Line]:
    """Rows with | between the cells, below the usual titles."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    sheet = read_sheet([list(titles), *cells])
    assert not sheet.wrong, sheet.wrong
    return sheet.lines


def prepare(
    on: date, at: datetime, *rows: str, by: Actor = SYSTEM, title: str = "Sắp xếp"
) -> Reform:
    return prepare_reform(
        title=title, legal_basis=BASIS, on=on, lines=lines(*rows), by=by, at=at
    )


def decide(on: date, at: datetime, *rows: str, title: str = "Sắp xếp") -> Reform:
    reform = prepare(on, at, *rows, title=title)
    return decide_reform(reform_id=reform.id, by=SYSTEM, at=at)
