"""A structure: tables of typed columns, as data; how one comes after another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.words import LONGEST_KEY, Kind

# What a row's form asks besides its columns.
RESERVED = frozenset(
    {"valid_from", "valid_until", "reason", "structure", "seen", "approve"}
) | {"csrfmiddlewaretoken"}
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, as a message with what goes into it."""

    words: str
    given: Mapping[str, object] = field(default_factory=dict)
    column: str = ""


@dataclass(frozen=True)
class Code:
    """One line of a code list; ``until`` is the first day on which it is none."""

    code: str
    label: str
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        begun = self.since is None or self.since <= on
        return begun and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Column:
    """``least`` and ``most`` are written as a value of the column is typed."""

    key: str
    label: str
    kind: Kind
    required: bool = False
    unique: bool = False
    personal: bool = False
    least: str = ""
    most: str = ""
    longest: int | None = None
    pattern: str = ""
    codes: tuple[Code, ...] = ()
    table: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """The first column names a row."""

    key: str
    label: str
    columns: tuple[Column, ...] = ()

    def column(self, key: str) -> Column | None:
        return next((one for one in self.columns if one.key == key), None)

    def without(self, hidden: Collection[str]) -> list[Column]:
        """The columns of which none of these names speaks (``personal_names``)."""
        return [c for c in self.columns if f"{self.key}.{c.key}" not in hidden]


Tables = tuple[Table, ...]


def find_table(tables: Tables, key: str) -> Table | None:
    return next((one for one in tables if one.key == key), None)


def key_of(label: str, taken: Iterable[str]) -> str:
    """``Tên hợp tác xã`` → ``ten_hop_tac_xa``; numbered where it is taken."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")
    plain = (words if words[:1].isalpha() else f"c_{words}")[: LONGEST_KEY - 4]
    plain, used = plain.strip("_") or "c", RESERVED | set(taken)
    if plain not in used:
        return plain
    return next(k for n in range(2, 1000) if (k := f"{plain}_{n}") not in used)


def is_key(text: str) -> bool:
    short = len(text) <= LONGEST_KEY and text not in RESERVED
    return short and _KEY.fullmatch(text) is not None


# -- as data


def as_data(tables: Tables) -> list[dict[str, Any]]:
    """What is kept; days as they are written in JSON, nothing that says nothing."""
    return [
        {
            "key": table.key,
            "label": table.label,
            "columns": [_column_data(one) for one in table.columns],
        }
        for table in tables
    ]


def _column_data(column: Column) -> dict[str, Any]:
    told = {name: v for name, v in asdict(column).items() if v not in ("", (), None)}
    if column.codes:
        told["codes"] = [
            {name: str(v) for name, v in asdict(code).items() if v is not None}
            for code in column.codes
        ]
    return told


def read_tables(data: Sequence[Mapping[str, Any]]) -> Tables:
    """What ``as_data`` wrote."""
    return tuple(
        Table(
            key=table["key"],
            label=table["label"],
            columns=tuple(_read_column(one) for one in table["columns"]),
        )
        for table in data
    )


def _read_column(data: Mapping[str, Any]) -> Column:
    codes = tuple(
        Code(
            one["code"],
            one["label"],
            *(
                date.fromisoformat(one[end]) if one.get(end) else None
                for end in ("since", "until")
            ),
        )
        for one in data.get("codes", ())
    )
    return Column(**{**data, "kind": Kind(data["kind"]), "codes": codes})


# -- edited piece by piece


def with_table(tables: Tables, table: Table) -> Tables:
    """In the place of the one with its key, or last."""
    if find_table(tables, table.key) is None:
        return (*tables, table)
    return tuple(table if one.key == table.key else one for one in tables)


def without_table(tables: Tables, key: str) -> Tables:
    return tuple(one for one in tables if one.key != key)


def with_column(tables: Tables, table_key: str, column: Column) -> Tables:
    def put(table: Table) -> Table:
        if table.column(column.key) is None:
            return replace(table, columns=(*table.columns, column))
        columns = (column if one.key == column.key else one for one in table.columns)
        return replace(table, columns=tuple(columns))

    return tuple(put(one) if one.key == table_key else one for one in tables)


def without_column(tables: Tables, table_key: str, key: str) -> Tables:
    return tuple(
        replace(one, columns=tuple(c for c in one.columns if c.key != key))
        if one.key == table_key
        else one
        for one in tables
    )


# -- from one structure to the next

Known = Mapping[tuple[str, str], Column]
"""By table and column: the last column that had this key."""


def personal_names(tables: Tables) -> set[str]:
    """``table.column`` of each that is personal."""
    return {f"{t.key}.{c.key}" for t in tables for c in t.columns if c.personal}


def known_of(structures: Iterable[Tables]) -> Known:
    """Of those that were in force, the first one first."""
    return {
        (table.key, column.key): column
        for tables in structures
        for table in tables
        for column in table.columns
    }


def kept_kinds(tables: Tables, known: Known) -> Iterator[Fault]:
    """A key means one thing for ever: old rows are read and asked by it. What was
    personal stays so: who may not see it would read it in the rows of before.
    """
    for table in tables:
        for one in table.columns:
            was = known.get((table.key, one.key))
            if was is None:
                continue
            given = {"label": one.label}
            if (was.kind, was.table) != (one.kind, one.table):
                words = _(
                    "Trường “%(label)s” đã có dữ liệu loại khác; bỏ trường cũ, "
                    "thêm trường mới."
                )
                yield Fault(words, given, one.key)
            if was.personal and not one.personal:
                words = _(
                    "Trường “%(label)s” đã là dữ liệu cá nhân; cần trường mọi người "
                    "thấy thì thêm trường mới."
                )
                yield Fault(words, given, one.key)


@dataclass(frozen=True)
class Difference:
    """What a structure has that the one before it had not, or had otherwise."""

    words: str
    label: str


def differences(before: Tables, after: Tables) -> list[Difference]:
    found: list[Difference] = []
    for table in after:
        old = find_table(before, table.key)
        if old is None:
            found.append(Difference(_("thêm bảng"), table.label))
            continue
        if old.label != table.label:
            found.append(Difference(_("đổi tên bảng"), table.label))
        for one in table.columns:
            was = old.column(one.key)
            if was is None:
                found.append(Difference(_("thêm trường"), one.label))
            elif was != one:
                found.append(Difference(_("sửa trường"), one.label))
        gone = [one for one in old.columns if table.column(one.key) is None]
        found += [Difference(_("bỏ trường"), one.label) for one in gone]
    left = [one for one in before if find_table(after, one.key) is None]
    return found + [Difference(_("bỏ bảng"), one.label) for one in left]
