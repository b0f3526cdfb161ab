"""The public search: title before number before body, the same accents first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from congvu.portal.models import SearchRow
from congvu.portal.rules import (
    Piece,
    accented_words,
    asked_words,
    excerpt,
    is_accented,
    marked,
)

SHOWN_HITS = 10
MOST_PAGES = 30
# Of words that stand nearly everywhere not all places are weighed: those in titles, and
# the newest.
_WEIGHED = 500

_COUNT = """
SELECT count(*) FROM (
    SELECT 1 FROM portal_searchrow
     WHERE vector @@ to_tsquery('simple', %(asked)s) {more} LIMIT %(most)s
) places
"""
_FIND = """
WITH found AS MATERIALIZED (
    (SELECT id FROM portal_searchrow
      WHERE head @@ to_tsquery('simple', %(asked)s) {more} LIMIT %(most)s)
    UNION
    {others}
), weighed AS (
    SELECT r.id, r.day,
           (%(accented)s <> ''
            AND r.marked @@ to_tsquery('simple', %(accented)s)) AS same,
           r.head @@ to_tsquery('simple', %(asked)s) AS named,
           ts_rank('{{0.02, 0.1, 0.5, 1}}', r.vector, to_tsquery('simple', %(asked)s))
               AS weight
      FROM found JOIN portal_searchrow r USING (id)
)
SELECT id, count(*) OVER () FROM weighed
 ORDER BY named DESC, same DESC, round(weight::numeric, 1) DESC, day DESC, id DESC
OFFSET %(offset)s LIMIT %(limit)s
"""
_ALL = """
    (SELECT id FROM portal_searchrow
      WHERE vector @@ to_tsquery('simple', %(asked)s) {more})
"""
_NEWEST = """
    (SELECT id FROM (
        SELECT id, vector FROM portal_searchrow
         WHERE true {more} ORDER BY day DESC, id DESC LIMIT %(most)s
     ) newest WHERE vector @@ to_tsquery('simple', %(asked)s))
"""


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as it is shown."""

    kind: str
    url: str
    number: str
    note: str
    day: date
    title: list[Piece]
    text: list[Piece]


@dataclass(frozen=True)
class Hits:
    """``total`` is at most what is weighed; ``is_more`` says that there is more."""

    hits: list[Hit]
    total: int
    is_more: bool


def find_public(question: str, *, kind: str = "", page: int = 0) -> Hits:
    """Three queries, whatever is asked."""
    words = asked_words(question)
    if not words or not 0 <= page < MOST_PAGES:
        return Hits([], 0, is_more=False)
    accented = accented_words(question) if is_accented(question) else []
    values: dict[str, Any] = {
        "asked": " & ".join(words),
        "accented": " & ".join(f"'{word}'" for word in accented),
        "kind": kind,
        "most": _WEIGHED + 1,
        "offset": page * SHOWN_HITS,
        "limit": SHOWN_HITS,
    }
    more = "AND kind = %(kind)s" if kind else ""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(more=more), values)
        [count] = cursor.fetchone()
        is_more = count > _WEIGHED
        others = (_NEWEST if is_more else _ALL).format(more=more)
        cursor.execute(_FIND.format(more=more, others=others), values)
        rows = cursor.fetchall()
    ids = [key for key, _total in rows]
    total = rows[0][1] if rows else 0
    return Hits(_hits(ids, words), total, is_more=is_more)


def _hits(ids: Sequence[Any], words: Sequence[str]) -> list[Hit]:
    """In the order of ``ids``; what was taken down meanwhile is left out."""
    rows = SearchRow.objects.only(
        "kind", "url", "number", "note", "day", "title", "body"
    ).in_bulk(ids)
    return [
        Hit(
            kind=row.kind,
            url=row.url,
            number=row.number,
            note=row.note,
            day=row.day,
            title=marked(row.title, words),
            text=marked(excerpt(row.body, words), words),
        )
        for row in (rows[key] for key in ids if key in rows)
    ]
