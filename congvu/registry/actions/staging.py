"""Lines of a file on their way into the database: many at a time, by COPY."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from congvu.lib.ids import uuid7
from congvu.lib.text import fold
from congvu.registry.actions.reading import title_of
from congvu.registry.models import Database, RowLoad
from congvu.registry.rules import Folding, Judged, Table

AT_ONCE = 10_000
_COPY = """
COPY registry_loadline (load_id, number, "row", is_same, is_wrong, valid_from,
                        valid_until, title, sort, folded, folded_personal, "values",
                        faults)
FROM STDIN
"""
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
# Stands in no text that was cleaned, so it may stand between two of them.
_BETWEEN = "\x1f"


class Stage:
    """As lines were judged by themselves; the database has not been asked yet."""

    def __init__(self, load: RowLoad, database: Database, table: Table) -> None:
        self._load, self._table = str(load.pk), table
        self.rows = 0
        shown = table.without(database.personal)
        self._shown = Folding(shown)
        self._hidden = Folding([one for one in table.columns if one not in shown])

    def put(self, judged: Sequence[Judged]) -> None:
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write(self.copied(judged))
        self.rows += len(judged)

    def copied(self, judged: Sequence[Judged]) -> str:
        """As COPY reads it; rows are known by keys that come one after another."""
        key = uuid7().int
        return "".join(
            [self._row(one, f"{key + n:032x}") for n, one in enumerate(judged)]
        )

    def _row(self, one: Judged, key: str) -> str:
        title = title_of(self._table, one.values)
        faults = [[f.column, f.words, dict(f.given)] for f in one.faults]
        texts = (
            title,
            fold(title)[:200],
            self._shown.words(one.values),
            self._hidden.words(one.values),
            _AS_JSON(one.values),
            _AS_JSON(faults) if faults else "[]",
        )
        wrong = "t" if faults else "f"
        until = one.until or "\\N"
        begin = f"{self._load}\t{one.number}\t{key}\tf\t{wrong}\t{one.since}\t{until}\t"
        return f"{begin}{_escaped(_BETWEEN.join(texts))}\n"


def _escaped(told: str) -> str:
    """Texts as COPY has them: what would end a text or a line is written as a sign."""
    told = told.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return told.replace("\t", "\\t").replace(_BETWEEN, "\t")
