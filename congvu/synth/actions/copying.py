"""COPY into a model's table, with the model's own defaults for what is not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED
from psycopg.types.json import Jsonb


class Table:
    """Rows waiting to be loaded into one table."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [
            f for f in model._meta.concrete_fields if not getattr(f, "generated", False)
        ]
        self.name = model._meta.db_table
        self.columns = [f.column for f in fields]
        self._json = {f.column for f in fields if isinstance(f, models.JSONField)}
        self._defaults = {
            f.column: None if f.null else _default(f)
            for f in fields
            if not f.primary_key
        }
        self._rows: list[list[Any]] = []

    def add(self, **values: Any) -> None:
        given: Mapping[str, Any] = {**self._defaults, **values}
        self._rows.append(
            [Jsonb(given[c]) if c in self._json else given[c] for c in self.columns]
        )

    def load(self) -> int:
        """COPY what waits; how many rows it was."""
        statement = f"COPY {self.name} ({', '.join(self.columns)}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in self._rows:
                copy.write_row(row)
        loaded = len(self._rows)
        self._rows.clear()
        return loaded


def _default(field: models.Field[Any, Any]) -> Any:
    """COPY names every column, so a default of the database is written out, too."""
    given: Any = getattr(field, "db_default", NOT_PROVIDED)
    return field.get_default() if given is NOT_PROVIDED else given
