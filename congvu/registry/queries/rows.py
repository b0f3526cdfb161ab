"""Rows as of a day, page by page; one row in both times."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Func, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.lookups import GreaterThan

from congvu.lib.text import fold
from congvu.registry.models import Database, RowChange, RowVersion
from congvu.registry.rules import ChangeState, Table

PAGE = 50
NEAR = 5000
_ORDER = ("sort", "row")
After = tuple[str, UUID]


@dataclass(frozen=True)
class Asked:
    """Which rows: as of a day, by words, by values of columns."""

    on: date
    words: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    personal: bool = False


@dataclass(frozen=True)
class RowPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[RowVersion]
    after: After | None


def row_page(
    database: Database,
    table: Table,
    asked: Asked,
    after: After | None = None,
    limit: int = PAGE,
) -> RowPage:
    """By name, what is believed now about that day."""
    rows = _current(database, table.key, asked.on)
    if after is not None:
        rows = rows.filter(behind(*after))
    if _is_open(asked):
        page = list(rows.order_by(*_ORDER)[: limit + 1])
    else:
        page = _found(rows, asked, limit + 1)
    if len(page) <= limit:
        return RowPage(page, None)
    last = page[limit - 1]
    return RowPage(page[:limit], (last.sort, last.row))


def behind(sort: str, row: UUID) -> GreaterThan[Any]:
    """Both compared at once, as the index has them: it is entered at this place."""
    place = Func("sort", "row", function="ROW", output_field=TextField())
    told = (Value(sort), Value(row, output_field=UUIDField()))
    return GreaterThan(place, Func(*told, function="ROW", output_field=TextField()))


def _is_open(asked: Asked) -> bool:
    return not asked.values and not fold(asked.words)


def _found(rows: QuerySet[RowVersion], asked: Asked, limit: int) -> list[RowVersion]:
    """What many rows have stands among the next ones in order; what few have is found
    by the index of values or of words. No statistics tell beforehand which it is.
    """
    near = rows.order_by(*_ORDER).values("pk")[:NEAR]
    page = list(
        _asked(RowVersion.objects.filter(pk__in=near), asked).order_by(*_ORDER)[:limit]
    )
    if len(page) == limit:
        return page
    return list(_asked(rows, asked).order_by(*_ORDER)[:limit])


def _asked(rows: QuerySet[RowVersion], asked: Asked) -> QuerySet[RowVersion]:
    if words := fold(asked.words):
        found = Q(folded__contains=words)
        if asked.personal:
            found |= Q(folded_personal__contains=words)
        rows = rows.filter(found)
    if asked.values:
        rows = rows.filter(values__contains=dict(asked.values))
    return rows


def told_after(after: After | None) -> str | None:
    """Behind which row a page ended, as it is put into an address."""
    return f"{after[1].hex}~{after[0]}" if after is not None else None


def read_after(text: str) -> After | None:
    """What ``told_after`` said; from the beginning where it is anything else."""
    key, _sign, sort = text.replace("\x00", "").partition("~")
    try:
        return sort, UUID(key)
    except ValueError:
        return None


def _current(database: Database, table: str, on: date) -> QuerySet[RowVersion]:
    return RowVersion.objects.filter(
        database=database, table=table, valid__contains=on, recorded__upper_inf=True
    )


def believed(
    database: Database, row: UUID, about: date, at: datetime | None = None
) -> RowVersion | None:
    """What was believed at that moment (now, without one) about that day."""
    rows = RowVersion.objects.filter(database=database, row=row, valid__contains=about)
    if at is None:
        rows = rows.filter(recorded__upper_inf=True)
    else:
        rows = rows.filter(recorded__contains=at)
    return rows.first()


def versions_of(database: Database, row: UUID) -> Sequence[RowVersion]:
    """All that was ever believed of a row, what is believed now first."""
    rows = RowVersion.objects.filter(database=database, row=row)
    rows = rows.select_related("change", "closed_by")
    return sorted(
        rows,
        key=lambda one: (
            one.recorded.upper is None,
            one.recorded.lower,
            one.valid.lower,
        ),
        reverse=True,
    )


def last_change(database: Database, row: UUID) -> RowChange | None:
    """The change after which the row is as it is: one of its own, or a file's."""
    versions = RowVersion.objects.filter(database=database, row=row)
    made = Q(pk__in=versions.values("change"))
    ended = Q(pk__in=versions.filter(closed_by__isnull=False).values("closed_by"))
    return RowChange.objects.filter(made | ended).order_by("-decided_at").first()


def last_title(row: UUID) -> str:
    """What it was called the last time it was called anything."""
    rows = RowVersion.objects.filter(row=row).order_by("-recorded__startswith")
    return rows.values_list("title", flat=True).first() or ""


def titles_of(database: Database, rows: Collection[object], on: date) -> dict[str, str]:
    """What rows are called that day, by their key as it is kept in others; by any day
    where they are not there that day.
    """
    keys = [str(one) for one in rows]
    found = RowVersion.objects.filter(
        database=database, row__in=keys, recorded__upper_inf=True
    )
    listed = list(found.order_by("valid").values_list("row", "title", "valid"))
    names = {str(row): title for row, title, _valid in listed}
    return names | {str(row): title for row, title, valid in listed if on in valid}


@dataclass(frozen=True)
class ChangePage:
    rows: Sequence[RowChange]
    after: UUID | None


def change_page(
    database: Database, state: str, after: UUID | None = None, limit: int = PAGE
) -> ChangePage:
    """What was proposed, the last first."""
    rows = database.changes.filter(state=state)
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return ChangePage(found[:limit], found[limit - 1].pk if more else None)


def waiting_by(databases: Collection[UUID]) -> dict[UUID, int]:
    """How many proposals wait in each."""
    rows = RowChange.objects.filter(database__in=databases, state=ChangeState.OPEN)
    return dict(rows.order_by().values_list("database").annotate(n=Count("id")))
