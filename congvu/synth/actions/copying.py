"""COPY into a model's table, with the model's own defaults for what is not given.

Rows are spelled out as COPY's text while they are made, so that what loads them only
has to hand the bytes over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import NOT_PROVIDED

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Load:
    """Rows of one table, ready to be handed over."""

    table: str
    statement: str
    data: bytes
    rows: int

    def copy(self) -> None:
        with connection.cursor() as cursor, cursor.copy(self.statement) as copy:
            copy.write(self.data)


class Table:
    """Rows waiting to be loaded into one table."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [
            f for f in model._meta.concrete_fields if not getattr(f, "generated", False)
        ]
        self.name = model._meta.db_table
        self.columns = [f.column for f in fields]
        self._places = {name: place for place, name in enumerate(self.columns)}
        self._json = {f.column for f in fields if isinstance(f, models.JSONField)}
        self._defaults = [
            "" if f.primary_key else self._spelled(f.column, _default(f))
            for f in fields
        ]
        self._rows: list[str] = []

    def add(self, **values: Any) -> None:
        row, places = self._defaults.copy(), self._places
        for name, value in values.items():
            row[places[name]] = self._spelled(name, value)
        self._rows.append("\t".join(row))

    def _spelled(self, column: str, value: Any) -> str:
        if column in self._json and value is not None:
            return _text(_ENCODE(value))
        return spelled(value)

    def take(self) -> Load:
        """What waits, which waits no longer."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        statement = f"COPY {self.name} ({columns}) FROM STDIN"
        data = "".join([f"{row}\n" for row in self._rows]).encode()
        load = Load(self.name, statement, data, len(self._rows))
        self._rows.clear()
        return load

    def load(self) -> int:
        load = self.take()
        load.copy()
        return load.rows


def _default(field: models.Field[Any, Any]) -> Any:
    """COPY names every column, so a default of the database is written out, too."""
    if field.null:
        return None
    given: Any = getattr(field, "db_default", NOT_PROVIDED)
    return field.get_default() if given is NOT_PROVIDED else given


def _text(value: str) -> str:
    if "\\" in value or "\n" in value or "\t" in value or "\r" in value:
        value = value.replace("\\", "\\\\").replace("\n", "\\n")
        return value.replace("\t", "\\t").replace("\r", "\\r")
    return value


def _list(value: list[Any]) -> str:
    return _text("{" + ",".join(_ENCODE(str(item)) for item in value) + "}")


_SPELLED: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    bool: lambda value: "t" if value else "f",
    UUID: lambda value: f"{value.int:032x}",
    datetime: datetime.isoformat,
    date: date.isoformat,
    type(None): lambda _value: "\\N",
    list: _list,
    bytes: lambda value: f"\\\\x{value.hex()}",
}


def spelled(value: Any) -> str:
    """A value as COPY's text has it; a list is an array."""
    found = _SPELLED.get(type(value))
    return found(value) if found is not None else _text(str(value))
