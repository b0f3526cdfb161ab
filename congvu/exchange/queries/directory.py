"""Finding organisations outside, and what a closed code goes on as."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.exchange.models import DirectoryEntry
from congvu.exchange.rules import LONGEST_LINE, asked_words, prefix_query

SHOWN = 20

# Of a word that half the country has, the first found are put in order: whoever typed
# it types on. Walking all of them by name takes a second where few match.
_ORDERED = 1000
_FIND = """
WITH found AS MATERIALIZED (
    SELECT id, sort_name, code, closed_on FROM exchange_directoryentry
     WHERE search @@ %(words)s::tsquery LIMIT %(ordered)s
)
SELECT id FROM found
 ORDER BY closed_on IS NOT NULL, length(sort_name), sort_name, code LIMIT %(limit)s
"""


def find_in_directory(text: str, limit: int = SHOWN) -> list[DirectoryEntry]:
    """By any words in any order, each from its beginning, without accents; by a code,
    old or new. The living first, then the shortest name. Two queries.
    """
    words = asked_words(text)
    if not words:
        return []
    with connection.cursor() as cursor:
        given: dict[str, str | int] = {"ordered": _ORDERED, "limit": limit}
        given["words"] = prefix_query(words)
        cursor.execute(_FIND, given)
        ids = [row[0] for row in cursor.fetchall()]
    rows = DirectoryEntry.objects.in_bulk(ids)
    return [rows[one] for one in ids]


@dataclass(frozen=True)
class Reached:
    """The organisation a code reaches now; ``words`` where it is not the one asked.

    ``code`` "": it was closed and nobody goes on for it.
    """

    code: str
    name: str
    words: str = ""


def reached_by(codes: Collection[str], on: date) -> dict[str, Reached]:
    """For each code the directory knows, by any of its names; one query, and one a step
    for those that are closed."""
    asked = {code.strip().upper() for code in codes}
    found = _named(asked)
    reached: dict[str, Reached] = {}
    open_ends = dict(found)
    for _step in range(LONGEST_LINE):
        waiting = {c: e for c, e in open_ends.items() if _is_closed(e, on)}
        heirs = _named({e.successor_code for e in waiting.values()} - {""})
        goes_on = {
            code: heirs[entry.successor_code]
            for code, entry in waiting.items()
            if entry.successor_code in heirs
        }
        if not goes_on:
            break
        open_ends |= goes_on
    for code, entry in open_ends.items():
        first = found[code]
        if not _is_closed(entry, on):
            words = "" if entry is first else _moved(code, first, entry)
            reached[code] = Reached(entry.code, entry.name, words)
        else:
            words = _("Mã %(code)s đã đóng từ %(day)s và không có nơi kế thừa.")
            given = {"code": code, "day": f"{entry.closed_on:%d/%m/%Y}"}
            reached[code] = Reached("", entry.name, words % given)
    return reached


def _moved(code: str, first: DirectoryEntry, heir: DirectoryEntry) -> str:
    words = _("Mã %(code)s đã đóng từ %(day)s; gửi cho %(name)s (%(heir)s).")
    given = {"code": code, "name": heir.name, "heir": heir.code}
    return words % (given | {"day": f"{first.closed_on:%d/%m/%Y}"})


def _is_closed(entry: DirectoryEntry, on: date) -> bool:
    return entry.closed_on is not None and entry.closed_on <= on


def _named(codes: Collection[str]) -> dict[str, DirectoryEntry]:
    """By whichever of its codes; its own goes before an old one of another."""
    if not codes:
        return {}
    rows = DirectoryEntry.objects.filter(
        Q(code__in=codes) | Q(old_code__in=codes) | Q(code102__in=codes)
    )
    found: dict[str, DirectoryEntry] = {}
    for row in rows:
        for code in (row.old_code, row.code102):
            if code in codes:
                found.setdefault(code, row)
    return found | {row.code: row for row in rows if row.code in codes}


def directory_size() -> int:
    """How many organisations are listed, closed ones among them; one query."""
    return DirectoryEntry.objects.count()
