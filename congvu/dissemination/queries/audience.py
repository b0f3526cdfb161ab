"""Who is meant by the rules of a telling on a day; one question for any number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from congvu.dissemination.models import Addressee, Audience
from congvu.dissemination.rules import Known, Place, RuleData, Scope
from congvu.organisations.queries import (
    agencies_on,
    agency_names_on,
    unit_names_on,
)
from congvu.organisations.rules import ROLE_NAMES, Role

# The first of somebody's own posts that a rule means; who stands in for another has
# been told at a post of their own. An administrator's seat reads no paper.
_MEANT = """
WITH RECURSIVE rule AS (
    SELECT * FROM unnest(%(scopes)s::text[], %(agencies)s::uuid[], %(units)s::uuid[],
                         %(roles)s::text[]) AS r(scope, agency_id, unit_id, role)
), beneath(role, agency_id) AS (
    SELECT r.role, v.agency_id FROM rule r JOIN organisations_agencyversion v
        ON v.parent_id = r.agency_id AND r.scope = 'below'
     WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
  UNION
    SELECT b.role, v.agency_id FROM organisations_agencyversion v
      JOIN beneath b ON v.parent_id = b.agency_id
     WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
), agency(role, agency_id) AS (
    SELECT role, agency_id FROM rule WHERE scope = 'agency'
  UNION SELECT role, agency_id FROM beneath
), within(role, unit_id) AS (
    SELECT role, unit_id FROM rule WHERE scope = 'unit'
  UNION
    SELECT w.role, v.unit_id FROM organisations_unitversion v
      JOIN within w ON v.parent_id = w.unit_id
     WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
)
SELECT DISTINCT ON (person.id)
       person.id, person.full_name, post.id, post.name, unit.id,
       coalesce((SELECT name FROM organisations_unitversion
          WHERE unit_id = unit.id AND valid_from <= %(on)s
            AND (valid_until IS NULL OR valid_until > %(on)s)), ''),
       unit.agency_id,
       (SELECT u.id FROM accounts_user u WHERE u.id = person.user_id AND u.is_active)
  FROM organisations_appointment held
  JOIN organisations_person person ON person.id = held.person_id
   AND person.valid_from <= %(on)s
   AND (person.valid_until IS NULL OR person.valid_until > %(on)s)
  JOIN organisations_post post ON post.id = held.post_id AND post.role <> %(nobody)s
   AND post.valid_from <= %(on)s
   AND (post.valid_until IS NULL OR post.valid_until > %(on)s)
  JOIN organisations_unit unit ON unit.id = post.unit_id
   AND unit.valid_from <= %(on)s
   AND (unit.valid_until IS NULL OR unit.valid_until > %(on)s)
  JOIN organisations_agency body ON body.id = unit.agency_id
   AND body.valid_from <= %(on)s
   AND (body.valid_until IS NULL OR body.valid_until > %(on)s)
 WHERE held.valid_from <= %(on)s
   AND (held.valid_until IS NULL OR held.valid_until > %(on)s)
   AND (EXISTS (SELECT FROM agency a WHERE a.agency_id = unit.agency_id
                   AND a.role IN ('', post.role))
     OR EXISTS (SELECT FROM within w WHERE w.unit_id = unit.id
                   AND w.role IN ('', post.role)))
 ORDER BY person.id, held.valid_from, held.id
"""


def meant_by(rules: Sequence[RuleData], on: date) -> dict[UUID, Place]:
    """Person → where the rules find them that day, unit by unit; one query."""
    if not rules:
        return {}
    asked: dict[str, Any] = {
        "scopes": [r.scope.value for r in rules],
        "agencies": [r.agency_id for r in rules],
        "units": [r.unit_id for r in rules],
        "roles": [r.role for r in rules],
        "on": on,
        "nobody": Role.ADMINISTRATOR.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MEANT, asked)
        places = [Place(*row) for row in cursor.fetchall()]
    places.sort(key=lambda p: (p.agency_id, p.unit_name, p.person_name, p.person_id))
    return {place.person_id: place for place in places}


def rules_of(telling_id: UUID) -> list[RuleData]:
    rows = Audience.objects.filter(telling=telling_id).order_by("id")
    return [
        RuleData(Scope(row.scope), row.agency_id, row.unit_id, row.role) for row in rows
    ]


def known_of(telling_id: UUID) -> dict[UUID, Known]:
    """Person → what is on record of them; one query."""
    rows = Addressee.objects.filter(telling=telling_id)
    return {
        row.person_id: Known(
            id=row.pk,
            where=(
                row.post_id,
                row.post_name,
                row.unit_id,
                row.unit_name,
                row.agency_id,
            ),
            has_left=row.left_on is not None,
            is_told=row.told_at is not None,
        )
        for row in rows.iterator()
    }


_BELOW = """
WITH RECURSIVE beneath(agency_id) AS (
    SELECT agency_id FROM organisations_agencyversion
     WHERE parent_id = %(agency)s AND valid_from <= %(on)s
       AND (valid_until IS NULL OR valid_until > %(on)s)
  UNION
    SELECT v.agency_id FROM organisations_agencyversion v
      JOIN beneath b ON v.parent_id = b.agency_id
     WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
)
SELECT agency_id FROM beneath WHERE agency_id <> %(agency)s
"""


def agencies_below(agency_id: UUID, on: date) -> list[tuple[UUID, str]]:
    """What stands under an agency that day, by name; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"agency": agency_id, "on": on})
        found = [row[0] for row in cursor.fetchall()]
    return [(a.id, a.name) for a in agencies_on(on, among=found)]


def audience_words(telling_id: UUID, on: date) -> list[str]:
    """The rules of a telling in words, bodies as they are called that day."""
    rules = rules_of(telling_id)
    agencies = {rule.agency_id for rule in rules}
    names = unit_names_on(agencies, on) | agency_names_on(agencies, on)
    return [_words(rule, names) for rule in rules]


def _words(rule: RuleData, names: Mapping[UUID, str]) -> str:
    body = names.get(rule.unit_id or rule.agency_id, "")
    if rule.scope == Scope.BELOW:
        body = _("mọi cơ quan thuộc %(name)s") % {"name": body}
    if not rule.role:
        return _("%(where)s: mọi người") % {"where": body}
    role = _(ROLE_NAMES[Role(rule.role)])
    return _("%(where)s: %(role)s") % {"where": body, "role": role.lower()}
