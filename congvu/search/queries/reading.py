"""Reading things out of the tables for the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.search.models import IndexNode
from congvu.search.rules.indexed import SOURCES, Adding, Indexed
from congvu.sql import planned

AT_ONCE = 500


def stream(
    rows: str, key: str, ids: Sequence[UUID] | None
) -> Iterator[tuple[Any, ...]]:
    """The rows of these things, or of all of them, read as they are asked for; the
    statement ends in its WHERE.
    """
    if ids is not None:
        with planned() as cursor:
            cursor.execute(f"{rows} AND {key} = ANY(%s)", [list(ids)])
            yield from cursor.fetchall()
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(rows)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found


def things(kind: str, ids: Sequence[UUID] | None) -> Iterator[Indexed]:
    """Things as they are to be indexed, with what other apps add to their facets."""
    adding = SOURCES.added.get(kind, {})
    found = SOURCES.kinds[kind].read(ids)
    if not adding:
        yield from found
    while some := list(islice(found, AT_ONCE)):
        yield from _with_added(some, adding)


def _with_added(
    some: Sequence[Indexed], adding: Mapping[str, Adding]
) -> Iterable[Indexed]:
    keys = [thing.id for thing in some]
    more = {name: look(keys) for name, look in adding.items()}
    return [
        replace(
            thing,
            facets={
                **thing.facets,
                **{name: found.get(thing.id, ()) for name, found in more.items()},
            },
        )
        for thing in some
    ]


_CHANGES = """
SELECT c.id, c.kind, c.thing_id FROM search_indexnode n
  LEFT JOIN LATERAL (SELECT id, kind, thing_id FROM search_indexchange
         WHERE node_id = n.id ORDER BY id LIMIT %(limit)s) AS c ON true
 WHERE n.id = %(node)s
"""


def changes_of(node: IndexNode, limit: int) -> list[tuple[int, str, UUID]] | None:
    """What a node has to read again, oldest first; None where it was forgotten, so
    that nothing is noted for it any more.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, {"node": node.id, "limit": limit})
        rows = cursor.fetchall()
    if not rows:
        return None
    return [row for row in rows if row[0] is not None]
