"""Statements that PostgreSQL plans once a connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import _queries

# Each shape of a question is one statement; psycopg would keep a hundred of them. For
# each PostgreSQL holds some 60 KB, in each connection that asked it.
KEPT = 500
# Where values stand in a statement psycopg remembers of short ones only. The counts of
# the navigation are one of 8,000 letters, and looking through it cost a page 3 % of it.
_queries.MAX_CACHED_STATEMENT_LENGTH = 1 << 15
_queries.MAX_CACHED_STATEMENT_PARAMS = 1 << 9


class _Keyed(psycopg.Cursor[Any]):
    """Remembers its statement, prepared or not, for whoever logs what was asked."""

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        self._query = super()._convert_query(query, params)
        return self._query


@contextmanager
def planned() -> Iterator[CursorWrapper]:
    """A cursor for what every page asks by a key: from the second time on it is not
    parsed and planned again, which took longer than the answer.

    Not for lists, unless their form leaves one way: their best plan hangs on whose they
    are. Behind a pooler, which may give each transaction another connection, the
    settings turn it off.
    """
    connection.ensure_connection()
    connection.connection.prepared_max = KEPT
    # Django's own cursors write the values into the text, which cannot be prepared.
    bare = _Keyed(connection.connection)
    prepared = connection._prepare_cursor(bare)  # type: ignore[attr-defined]  # not in the stubs
    with prepared as cursor:
        yield cursor
