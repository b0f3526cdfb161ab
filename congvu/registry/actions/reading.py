"""What was typed for a row, read: values, rows of other tables, what must be alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from congvu.lib.periods import Period
from congvu.lib.refusals import Reason
from congvu.lib.text import fold
from congvu.registry.actions.saying import fault_reasons
from congvu.registry.models import Database, RowVersion, Structure
from congvu.registry.rules import (
    MOST_COLUMNS,
    Column,
    Folding,
    Kind,
    Table,
    Value,
    find_table,
    read_values,
    shown,
)


def read_row(
    database: Database,
    structure: Structure,
    table: Table,
    typed: Mapping[str, object],
    on: date,
) -> tuple[dict[str, Value], list[Reason]]:
    """Everything that is wrong at once; on: the first day on which it holds."""
    values, faults = read_values(table.columns, typed, on)
    reasons = fault_reasons(faults)
    for column in table.columns:
        if column.kind != Kind.ROW or column.key not in values:
            continue
        target = find_table(structure.tables, column.table)
        if target is None:
            continue
        found, why = _row_named(database, target, str(values[column.key]), on)
        if found is None:
            reasons.append(Reason(why, column.key))
        else:
            values[column.key] = str(found)
    return values, reasons


def _row_named(
    database: Database, target: Table, text: str, on: date
) -> tuple[UUID | None, str]:
    """By its key, or by its name where one row alone is called so that day."""
    rows = RowVersion.objects.filter(
        database=database,
        table=target.key,
        valid__contains=on,
        recorded__upper_inf=True,
    )
    key = key_typed(text)
    rows = rows.filter(row=key) if key else rows.filter(sort=fold(text)[:200])
    found = list(rows.values_list("row", "title")[:3])
    same = [row for row, title in found if title == text] or [row for row, _t in found]
    if len(same) == 1:
        return same[0], ""
    given = {"text": text[:80], "table": target.label, "day": f"{on:%d/%m/%Y}"}
    if not same:
        words = _("Bảng “%(table)s” không có dòng “%(text)s” ngày %(day)s.")
    else:
        words = _("Bảng “%(table)s” có nhiều dòng “%(text)s”: ghi mã của dòng.")
    return None, words % given


def key_typed(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def unlisted(
    table: Table, before: Table | None, typed: Mapping[str, object]
) -> Iterable[Reason]:
    """What was typed into columns that are there no more is told, so it is not lost."""
    for key, value in islice(typed.items(), MOST_COLUMNS * 2):
        if table.column(key) is not None or value in ("", None):
            continue
        was = before.column(key) if before is not None else None
        label = was.label if was is not None else key
        words = _("Trường “%(label)s” không còn trong cấu trúc; đã ghi: %(value)s")
        yield Reason(words % {"label": label[:80], "value": str(value)[:500]})


def alone_reasons(
    database: Database,
    table: Table,
    row: UUID,
    values: Mapping[str, Value],
    span: Period,
) -> list[Reason]:
    """Of two rows that hold on the same day none has the other's value."""
    reasons = []
    for column in table.columns:
        if not column.unique or column.key not in values:
            continue
        other = _other(database, table, column, row, values, span)
        if other is not None:
            words = _("Trùng với dòng “%(title)s”.") % {"title": other.title}
            reasons.append(Reason(words, column.key))
    return reasons


def _other(
    database: Database,
    table: Table,
    column: Column,
    row: UUID,
    values: Mapping[str, Value],
    span: Period,
) -> RowVersion | None:
    rows = RowVersion.objects.filter(
        database=database,
        table=table.key,
        values__contains={column.key: values[column.key]},
        valid__overlap=DateRange(span.valid_from, span.valid_until),
        recorded__upper_inf=True,
    )
    return rows.exclude(row=row).first()


def words_of(
    database: Database, table: Table, values: Mapping[str, object]
) -> tuple[str, str]:
    """By which words everybody finds a row, and by which those who keep it."""
    shown = table.without(database.personal)
    hidden = [one for one in table.columns if one not in shown]
    return Folding(shown).words(values), Folding(hidden).words(values)


def title_of(table: Table, values: Mapping[str, Value]) -> str:
    first = table.columns[0]
    return shown(first, values.get(first.key))[:200]
