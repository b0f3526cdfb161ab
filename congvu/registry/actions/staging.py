"""Lines of a file on their way into the database, by COPY: while it takes some in, the
next ones are judged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, Self

from django.db import connection
from psycopg import Copy

from congvu.lib.text import fold
from congvu.registry.actions.reading import title_of
from congvu.registry.models import Database, RowLoad
from congvu.registry.rules import Folding, Judged, Table

AT_ONCE = 500
_COPY = """
COPY registry_loadline (load_id, number, is_same, is_wrong, valid_from, valid_until,
                        title, sort, folded, folded_personal, "values", faults)
FROM STDIN
"""
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
# Stands in no text that was cleaned, so it may stand between two of them.
_BETWEEN = "\x1f"


class Stage:
    """As lines were judged by themselves; the database has not been asked yet. All go
    in by one COPY, which `pause` ends where the database has to be asked something.
    """

    def __init__(self, load: RowLoad, database: Database, table: Table) -> None:
        self._load, self._table = str(load.pk), table
        self.rows = 0
        shown = table.without(database.personal)
        self._shown = Folding(shown)
        self._hidden = Folding([one for one in table.columns if one not in shown])
        self._going = ExitStack()
        self._copy: Copy | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: Any) -> None:
        self._copy = None
        self._going.__exit__(*why)

    def put(self, judged: Sequence[Judged]) -> None:
        if self._copy is None:
            cursor = self._going.enter_context(connection.cursor())
            self._copy = self._going.enter_context(cursor.copy(_COPY))
        self._copy.write(self.copied(judged))
        self.rows += len(judged)

    def pause(self) -> None:
        self._copy = None
        self._going.close()

    def copied(self, judged: Sequence[Judged]) -> str:
        """As COPY reads it."""
        return "".join(map(self._row, judged))

    def _row(self, one: Judged) -> str:
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
        begin = f"{self._load}\t{one.number}\tf\t{wrong}\t{one.since}\t{until}\t"
        return f"{begin}{_escaped(_BETWEEN.join(texts))}\n"


def _escaped(told: str) -> str:
    """Texts as COPY has them: what would end a text or a line is written as a sign."""
    told = told.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return told.replace("\t", "\\t").replace(_BETWEEN, "\t")
