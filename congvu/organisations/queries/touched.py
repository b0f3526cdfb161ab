"""What an act will touch: for each declared field, how many rows of each body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from congvu.organisations.rules import SUCCESSION, Fate

_VALID = """{0}.valid_from <= %(on)s
   AND ({0}.valid_until IS NULL OR {0}.valid_until > %(on)s)"""
_UNITS = f"""
SELECT u.agency_id, count(*) FROM organisations_unit u
 WHERE u.agency_id = ANY(%(bodies)s) AND {_VALID.format("u")} GROUP BY 1
"""  # noqa: S608 - our own text
_POSTS = f"""
SELECT k.body, count(*) FROM organisations_post p
  JOIN organisations_unit u ON u.id = p.unit_id
 CROSS JOIN LATERAL (VALUES (u.agency_id), (u.id)) k(body)
 WHERE k.body = ANY(%(bodies)s) AND {_VALID.format("p")} GROUP BY 1
"""  # noqa: S608 - our own text
_SITTING = f"""
SELECT k.body, count(*) FROM organisations_{{table}} a
  JOIN organisations_post p ON p.id = a.post_id
  JOIN organisations_unit u ON u.id = p.unit_id
 CROSS JOIN LATERAL (VALUES (u.agency_id), (u.id), (p.id)) k(body)
 WHERE k.body = ANY(%(bodies)s) AND {_VALID.format("a")} GROUP BY 1
"""  # noqa: S608 - our own text

_SEATS = f"""
SELECT k.body, v.name, p.name, coalesce(h.full_name, '')
  FROM organisations_post p
  JOIN organisations_unit u ON u.id = p.unit_id
  JOIN organisations_unitversion v ON v.unit_id = u.id AND {_VALID.format("v")}
  LEFT JOIN organisations_appointment a ON a.post_id = p.id AND {_VALID.format("a")}
  LEFT JOIN organisations_person h ON h.id = a.person_id
 CROSS JOIN LATERAL (VALUES (u.agency_id), (u.id)) k(body)
 WHERE k.body = ANY(%(bodies)s) AND {_VALID.format("p")}
 ORDER BY v.position, v.name, p.position, p.name, p.id
"""  # noqa: S608 - our own text


@dataclass(frozen=True)
class SeatTouched:
    """A post of a body that ends, and who holds it; empty where nobody does."""

    unit: str
    post: str
    person: str


@dataclass(frozen=True)
class Touched:
    """One line of a preview: what it is, what happens to it, how many of which body."""

    field: str
    label: str
    fate: Fate
    counts: Mapping[UUID, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def touched(bodies: Iterable[UUID], on: date) -> list[Touched]:
    """What lies with these bodies the day before, if they end; one query a label.

    ``bodies`` are what an act ends; those of an agency that ends as a whole need not be
    named one by one.
    """
    ids = list(bodies)
    return [
        Touched(d.field, _(d.label), d.fate, d.count(ids, on))
        for d in SUCCESSION.values()
        if d.count is not None
    ]


def _count(statement: str, bodies: Sequence[UUID], on: date) -> dict[UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"bodies": list(bodies), "on": on})
        return dict(cursor.fetchall())


def count_units(bodies: Sequence[UUID], on: date) -> Mapping[UUID, int]:
    return _count(_UNITS, bodies, on)


def count_posts(bodies: Sequence[UUID], on: date) -> Mapping[UUID, int]:
    return _count(_POSTS, bodies, on)


def count_holders(bodies: Sequence[UUID], on: date) -> Mapping[UUID, int]:
    return _count(_SITTING.format(table="appointment"), bodies, on)


def count_stand_ins(bodies: Sequence[UUID], on: date) -> Mapping[UUID, int]:
    return _count(_SITTING.format(table="delegation"), bodies, on)


def seats_touched(bodies: Iterable[UUID], on: date) -> dict[UUID, list[SeatTouched]]:
    """Every post of these bodies that day with its holder, unit by unit; one query."""
    found: dict[UUID, list[SeatTouched]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, {"bodies": list(bodies), "on": on})
        for body, unit, post, person in cursor.fetchall():
            found.setdefault(body, []).append(SeatTouched(unit, post, person))
    return found
