"""Dossiers in the index of words, and in which dossiers a paper lies.

A dossier is found by its own words and its own files; the papers in it are found by
themselves, by their own readers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db import connection

from congvu.archives.rules import ItemKind
from congvu.search.queries import stream
from congvu.search.rules.indexed import SOURCES, Adding, Indexed, Source

DOSSIER = "dossier"

_ROWS = f"""
SELECT d.id, d.agency_id, d.symbol, d.title, d.keywords, d.description, d.maker_name,
       d.unit_name, d.state, d.opened_on,
       ARRAY(SELECT g.principal_id FROM archives_dossiergrant g
              WHERE g.dossier_id = d.id),
       (SELECT string_agg(concat_ws(E'\\n', i.symbol, i.subject, i.author, s.text),
                          E'\\n' ORDER BY i.happened_on, i.id)
          FROM archives_dossieritem i JOIN files_storedfile s ON s.id = i.file_id
         WHERE i.dossier_id = d.id AND i.kind = '{ItemKind.FILE}')
  FROM archives_dossier d
 WHERE true
"""  # noqa: S608 - our own constant


def read(ids: Sequence[UUID] | None) -> Iterator[Indexed]:
    for row in stream(_ROWS, "d.id", ids):
        yield _dossier(*row)


def _dossier(
    key: UUID, agency: UUID, symbol: str, title: str, keywords: str, description: str,
    maker: str, unit: str, state: str, opened_on: date, may: list[UUID],
    text: str | None,
) -> Indexed:  # fmt: skip
    return Indexed(
        id=key,
        agency=agency,
        may=may,
        head=f"{symbol}\n{title}\n{keywords}\n{unit} {maker}",
        text="\n".join((description, text or "")),
        at=datetime.combine(opened_on, time(), UTC),
        symbols=(symbol,),
        facets={"dossier": [str(key)], "state": [state]},
        issued_on=opened_on,
    )


def _lying_in(column: str) -> Adding:
    def look(ids: Sequence[UUID]) -> Mapping[UUID, Collection[str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column}, array_agg(dossier_id::text)"  # noqa: S608 - ours
                f"  FROM archives_dossieritem WHERE {column} = ANY(%s) GROUP BY 1",
                [list(ids)],
            )
            return dict(cursor.fetchall())

    return look


SOURCES.found(Source(DOSSIER, read, heirs_read=False))
SOURCES.facet("incoming", "dossier", _lying_in("incoming_id"))
SOURCES.facet("outgoing", "dossier", _lying_in("outgoing_id"))
