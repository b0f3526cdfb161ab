"""Tables without their indexes and foreign keys, while very much is loaded into them.

All in the transaction of the load: whoever is killed leaves the tables as they were.
The keys are checked when they come back, as a set and not row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

_FOREIGN_KEYS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
  FROM pg_constraint c
 WHERE c.contype = 'f' AND c.conrelid::regclass::text = ANY(%(tables)s)
   AND c.conparentid = 0
 ORDER BY 1, 2
"""
# Of a table in parts PostgreSQL writes an index of the whole "only", of no part.
_INDEXES = """
SELECT i.indexrelid::regclass::text,
       replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
  FROM pg_index i
 WHERE i.indrelid::regclass::text = ANY(%(tables)s)
   AND NOT i.indisunique AND NOT i.indisexclusion
 ORDER BY 1
"""


@contextmanager
def bare(tables: Iterable[str]) -> Iterator[None]:
    """Without them inside the block; unique ones stay, they find mistakes at once."""
    named = {"tables": sorted(tables)}
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS, named)
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, named)
        indexes = cursor.fetchall()
        for table, name, _made in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _made in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _name, made in indexes:
            cursor.execute(made)
        for table, name, made in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {made}')
