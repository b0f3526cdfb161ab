"""Lines of a file against one another and against the rows that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from uuid import UUID

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.registry.actions.reading import key_typed
from congvu.registry.models import Database, RowChange, RowLoad, Structure
from congvu.registry.queries import (
    Held,
    fault_lines,
    lines_met,
    lines_twice,
    named_rows,
    same_lines,
)
from congvu.registry.rules import (
    Column,
    Fault,
    Judged,
    Kind,
    Spans,
    Table,
    find_table,
)


class Namer:
    """Rows of other tables, by the words typed; what was asked is not asked again."""

    def __init__(
        self,
        database: Database,
        structure: Structure,
        table: Table,
        before_asking: Callable[[], None],
    ) -> None:
        self._database, self._before_asking = database, before_asking
        self._columns = [
            (column, target)
            for column in table.columns
            if column.kind == Kind.ROW
            and (target := find_table(structure.tables, column.table)) is not None
        ]
        self._known: dict[tuple[str, str], list[Held]] = {}

    def name(self, lines: Sequence[Judged]) -> None:
        for column, target in self._columns:
            having = [one for one in lines if column.key in one.values]
            self._ask(target, {str(one.values[column.key]) for one in having})
            for one in having:
                self._name(one, column, target)

    def _ask(self, target: Table, texts: set[str]) -> None:
        new = {
            name for t in texts if (target.key, name := _named(t)) not in self._known
        }
        if not new:
            return
        keys = [key for name in new if (key := key_typed(name)) is not None]
        self._before_asking()
        found = named_rows(self._database, target.key, sorted(new), keys)
        for name in new:
            self._known[target.key, name] = found.get(name, [])

    def _name(self, one: Judged, column: Column, target: Table) -> None:
        text = str(one.values[column.key])
        known = self._known[target.key, _named(text)]
        held = [h for h in known if h.holds(one.since)]
        exact = [h for h in held if h.title == text] or held
        if len(exact) == 1:
            one.values[column.key] = str(exact[0].row)
            return
        words = _("Bảng “%(table)s” không có dòng “%(text)s” ngày %(day)s.")
        if exact:
            words = _("Bảng “%(table)s” có nhiều dòng “%(text)s”: ghi mã của dòng.")
        given = {"text": text[:80], "table": target.label}
        day = f"{one.since:%d/%m/%Y}"
        one.faults.append(Fault(words, {**given, "day": day}, column.key))
        del one.values[column.key]


def _named(text: str) -> str:
    """By what a row is known: its key, or its name as names are sorted."""
    key = key_typed(text)
    return str(key) if key else fold(text)[:200]


def mark_lines(load: RowLoad, change: RowChange, table: Table) -> None:
    """What is there twice, what is a row that is there, what has another's value."""
    if load.keys:
        _twice(load, load.keys, "")
        same = _same(load, change)
        same_lines(load, same)
    for column in table.columns:
        if not column.unique:
            continue
        _twice(load, [column.key], column.key)
        words = _("Trùng với dòng “%(title)s”.")
        met = lines_met(load, change, [column.key])
        others = (
            (one.number, Fault(words, {"title": one.title}, column.key))
            for one in met
            if one.row != one.is_row
        )
        fault_lines(load, _first_of_each(others))


def _twice(load: RowLoad, keys: Sequence[str], column: str) -> None:
    """Of lines that hold on the same day only the first one counts."""
    words = _("Trùng với dòng số %(number)s của tệp.")
    found = []
    alike = lines_twice(load, keys)
    for _value, lines in groupby(alike, key=lambda one: one.value):
        kept = Spans()
        for one in lines:
            before = kept.put(one.since, one.until, one.number)
            if before is not None:
                found.append((one.number, Fault(words, {"number": before}, column)))
    fault_lines(load, found)


def _same(load: RowLoad, change: RowChange) -> dict[int, UUID]:
    """By its number the row that a line is; two lines are never one row."""
    several = _("Có nhiều dòng cùng giá trị ở các trường đã chọn.")
    again = _("Trùng với dòng số %(number)s của tệp.")
    rows: dict[int, UUID] = {}
    by_row: dict[UUID, int] = {}
    faults: dict[int, Fault] = {}
    for one in lines_met(load, change, load.keys):
        if rows.setdefault(one.number, one.row) != one.row:
            faults[one.number] = Fault(several)
        elif by_row.setdefault(one.row, one.number) != one.number:
            faults[one.number] = Fault(again, {"number": by_row[one.row]})
    fault_lines(load, faults.items())
    return rows


def _first_of_each(
    found: Iterable[tuple[int, Fault]],
) -> list[tuple[int, Fault]]:
    first: dict[int, Fault] = {}
    for number, fault in found:
        first.setdefault(number, fault)
    return list(first.items())
