"""What ended, on the map of a day: whose work it is now, and what came before us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Subquery

from congvu.organisations.models import Agency, AgencyVersion, Heir
from congvu.organisations.rules import BodyKind
from congvu.sql import planned

# UNION, not UNION ALL: even heirs in a circle, which every act refuses, would end.
_ON_MAP = """
WITH RECURSIVE now_at(root, body, waits) AS (
    SELECT b, b, false FROM unnest(%(bodies)s::uuid[]) AS b
  UNION
    SELECT n.root, h.heir_id, n.waits OR h.is_interim FROM organisations_heir h
      JOIN now_at n ON h.predecessor_id = n.body
     WHERE h.valid_from <= %(on)s AND (h.valid_until IS NULL OR h.valid_until > %(on)s)
)
SELECT n.root, n.body, n.waits FROM now_at n
 WHERE NOT EXISTS (SELECT FROM organisations_heir h
    WHERE h.predecessor_id = n.body AND h.valid_from <= %(on)s
      AND (h.valid_until IS NULL OR h.valid_until > %(on)s))
"""
_BEFORE = """
WITH RECURSIVE before(root, body) AS (
    SELECT b, b FROM unnest(%(bodies)s::uuid[]) AS b
  UNION
    SELECT b.root, h.predecessor_id FROM organisations_heir h
      JOIN before b ON h.heir_id = b.body
     WHERE h.valid_from <= %(on)s AND (h.valid_until IS NULL OR h.valid_until > %(on)s)
)
SELECT root, body FROM before WHERE body <> root
"""
_SUCCESSORS = """
WITH RECURSIVE now_at(root, body) AS (
    SELECT b, b FROM unnest(%(bodies)s::uuid[]) AS b
  UNION
    SELECT n.root, s.successor_id FROM organisations_succession s
      JOIN now_at n ON s.predecessor_id = n.body
     WHERE s."on" <= %(on)s
)
SELECT n.root, n.body FROM now_at n
 WHERE n.body <> n.root AND NOT EXISTS (SELECT FROM organisations_succession s
    WHERE s.predecessor_id = n.body AND s."on" <= %(on)s)
"""
_HEIRS_FROM = """
WITH RECURSIVE line(body, heir) AS (
    SELECT predecessor_id, heir_id FROM organisations_heir
     WHERE predecessor_id = ANY(%(bodies)s) AND valid_until IS NULL
  UNION
    SELECT h.predecessor_id, h.heir_id FROM organisations_heir h
      JOIN line l ON h.predecessor_id = l.heir
     WHERE h.valid_until IS NULL
)
SELECT body, heir FROM line
"""
_AGENCY_OF = """
SELECT id, agency_id FROM organisations_unit WHERE id = ANY(%(bodies)s)
 UNION ALL
SELECT p.id, u.agency_id FROM organisations_post p
  JOIN organisations_unit u ON u.id = p.unit_id WHERE p.id = ANY(%(bodies)s)
"""


@dataclass(frozen=True)
class Ended:
    """An agency that ended, with the last name it had and its first day without."""

    id: UUID
    name: str
    short_name: str
    ended_on: date


@dataclass(frozen=True)
class Answering:
    """Who answers for a body on a day; ``waits``: until a person has chosen an heir."""

    id: UUID
    waits: bool


def answering_on(bodies: Iterable[UUID], on: date) -> dict[UUID, Answering]:
    """For agencies, units, posts of any day: who answers for them on this one.

    A body that has not ended stands for itself; one whose heir has ended goes up the
    line of heirs. One query.
    """
    found = {body: Answering(body, waits=False) for body in bodies}
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_ON_MAP, {"bodies": list(found), "on": on})
            for root, body, waits in cursor.fetchall():
                found[root] = Answering(body, waits)
    return found


def on_map(bodies: Iterable[UUID], on: date) -> dict[UUID, UUID]:
    """The same, only who: for reports "on today's map" and for who is responsible on
    a past day.
    """
    return {body: now.id for body, now in answering_on(bodies, on).items()}


def successors_on(bodies: Iterable[UUID], on: date) -> dict[UUID, frozenset[UUID]]:
    """For bodies that ended: the one heir, or where nobody has chosen one yet all
    among which a person has to choose; empty without any. Two queries.
    """
    answering = answering_on(bodies, on)
    found = {
        body: frozenset() if now.id == body else frozenset([now.id])
        for body, now in answering.items()
    }
    waiting = [body for body, now in answering.items() if now.waits]
    if waiting:
        several: dict[UUID, set[UUID]] = {body: set() for body in waiting}
        with connection.cursor() as cursor:
            cursor.execute(_SUCCESSORS, {"bodies": waiting, "on": on})
            for root, body in cursor.fetchall():
                several[root].add(body)
        found |= {body: frozenset(heirs) for body, heirs in several.items()}
    return found


def heirs_from(bodies: Iterable[UUID]) -> dict[UUID, UUID]:
    """Who is the last heir of whom, by everything decided for any day: all along the
    line from these bodies, as far as they and their heirs end at all; one query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEIRS_FROM, {"bodies": list(bodies)})
        return dict(cursor.fetchall())


def unit_heirs(on: date) -> dict[UUID, UUID]:
    """Every unit that ended by an act, and which one stands for it; two queries."""
    ended = Heir.objects.filter(kind=BodyKind.UNIT, valid_from__lte=on)
    return on_map(ended.values_list("predecessor_id", flat=True).distinct(), on)


def predecessors_of(bodies: Iterable[UUID], on: date) -> dict[UUID, set[UUID]]:
    """For each body what ended in favour of it, however long ago; one query."""
    found: dict[UUID, set[UUID]] = {body: set() for body in bodies}
    with planned() as cursor:
        cursor.execute(_BEFORE, {"bodies": list(found), "on": on})
        for root, body in cursor.fetchall():
            found[root].add(body)
    return found


def agencies_of(bodies: Iterable[UUID]) -> dict[UUID, UUID]:
    """The agency that each unit or post belongs to; one query, if any are asked."""
    asked = list(bodies)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_AGENCY_OF, {"bodies": asked})
        return dict(cursor.fetchall())


def agency_names_on(ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """What each was called that day; what had ended by then, the last name it had."""
    rows = AgencyVersion.objects.filter(agency__in=list(ids), valid_from__lte=on)
    return dict(rows.order_by("valid_from").values_list("agency_id", "name"))


def ended_on(agency_id: UUID, by: date) -> date | None:
    """The first day an agency was no more; None where it still lives on ``by``."""
    ended = Agency.objects.filter(pk=agency_id, valid_until__lte=by)
    return ended.values_list("valid_until", flat=True).first()


def ended_agencies(ids: Iterable[UUID]) -> list[Ended]:
    """Those of these agencies that have an end, by their last name; one query."""
    last = AgencyVersion.objects.filter(agency=OuterRef("pk")).order_by("-valid_from")
    rows = (
        Agency.objects.filter(pk__in=list(ids), valid_until__isnull=False)
        .annotate(
            name=Subquery(last.values("name")[:1]),
            short_name=Subquery(last.values("short_name")[:1]),
        )
        .order_by("name", "valid_until", "id")
    )
    return [
        Ended(row.id, row.name or "", row.short_name or "", row.valid_until)
        for row in rows
    ]
