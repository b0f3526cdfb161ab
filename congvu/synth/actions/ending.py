"""What is written once everything else is: last numbers, and what ended by the act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from congvu.synth.rules import Body

_LAST_NUMBERS = """
UPDATE documents_register r SET last_number = n.number
  FROM unnest(%(ids)s::uuid[], %(numbers)s::int[]) AS n(id, number) WHERE r.id = n.id
"""
_LAST_LINES = """
UPDATE outgoing_outgoingbook b SET last_line = n.line
  FROM unnest(%(ids)s::uuid[], %(numbers)s::int[]) AS n(id, line) WHERE b.id = n.id
"""
_LAST_OF_SEQUENCES = """
UPDATE outgoing_numbersequence q SET last_number = b.last_line
  FROM outgoing_outgoingbook b WHERE b.id = q.book_id AND b.id = ANY(%(ids)s)
   AND q.kind = 'administrative'
"""
_UNITS = "SELECT id FROM organisations_unit WHERE agency_id = ANY(%(agencies)s)"
_POSTS = f"""
SELECT id FROM organisations_post WHERE unit_id IN ({_UNITS})
"""  # noqa: S608 - our own constant
_ENDED = {
    "organisations_agency": "id = ANY(%(agencies)s)",
    "organisations_agencyversion": "agency_id = ANY(%(agencies)s)",
    "organisations_identifier": "agency_id = ANY(%(agencies)s)",
    "organisations_unit": "agency_id = ANY(%(agencies)s)",
    "organisations_unitversion": f"unit_id IN ({_UNITS})",
    "organisations_post": f"unit_id IN ({_UNITS})",
    "organisations_appointment": f"post_id IN ({_POSTS})",
}
_CLOSED = """
UPDATE {table} b SET closed_at = r.carried_out_at, closed_by = r.title,
       closed_by_reform_id = r.id
  FROM organisations_succession s JOIN organisations_reform r ON r.id = s.reform_id
 WHERE s.predecessor_id = b.agency_id AND b.agency_id = ANY(%(agencies)s)
"""


@dataclass(frozen=True)
class Statement:
    """A change of rows that are loaded; nothing to hand over but words."""

    sql: str
    given: dict[str, Any]

    def copy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.given)


def last_words(bodies: Iterable[Body]) -> list[Statement]:
    known = list(bodies)
    registers = [
        (key, body.last_numbers[year])
        for body in known
        for year, key in body.registers.items()
    ]
    books = [
        (book, body.lines[year])
        for body in known
        for year, (book, _sequence) in body.books.items()
    ]
    said = [
        Statement(_LAST_NUMBERS, _columns(registers)),
        Statement(_LAST_LINES, _columns(books)),
        Statement(_LAST_OF_SEQUENCES, {"ids": [key for key, _number in books]}),
    ]
    ended = [body for body in known if body.heir is not None]
    if ended:
        given = {"agencies": [b.agency_id for b in ended], "on": ended[0].until}
        said += [
            Statement(
                f"UPDATE {table} SET valid_until = %(on)s"  # noqa: S608 - our own names
                f" WHERE valid_until IS NULL AND {which}",
                given,
            )
            for table, which in _ENDED.items()
        ]
        said += [
            Statement(_CLOSED.format(table=table), given)
            for table in ("documents_register", "outgoing_outgoingbook")
        ]
    return said


def _columns(pairs: list[tuple[Any, int]]) -> dict[str, Any]:
    return {"ids": [key for key, _n in pairs], "numbers": [n for _key, n in pairs]}
