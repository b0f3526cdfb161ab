"""Who acts from which post on a day: who holds it, and who stands in for them.

Asked at every request, so it is one question in SQL: to have it put together anew each
time took longer than to answer it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from congvu.organisations.rules import DelegationKind, Role
from congvu.sql import planned


class Holding(NamedTuple):
    """One person at one post; with a delegation it is somebody else's."""

    person_id: UUID
    person_name: str
    user_id: UUID | None
    post_id: UUID
    post_name: str
    role: Role
    position: int
    unit_id: UUID
    unit_name: str
    agency_id: UUID
    agency_name: str
    agency_kind: str
    delegation_id: UUID | None
    delegation_kind: DelegationKind | None
    delegation_basis: str
    withheld: frozenset[str]


# Post, unit, agency and person exist that day, and are called as on that day. Names are
# no joins: seven tables took longer to plan than to read, on every page.
# Both halves have the same types and no condition of their own: only then PostgreSQL
# looks either up by its person or post.
_HELD = """
SELECT person.id, person.full_name, person.user_id,
       post.id, post.name, post.role, post.position,
       unit.id, coalesce((
         SELECT name FROM organisations_unitversion
          WHERE unit_id = unit.id AND valid_from <= %(on)s
            AND (valid_until IS NULL OR valid_until > %(on)s)), ''),
       agency.id, coalesce((
         SELECT name FROM organisations_agencyversion
          WHERE agency_id = agency.id AND valid_from <= %(on)s
            AND (valid_until IS NULL OR valid_until > %(on)s)), ''), agency.kind,
       held.delegation_id, held.kind, held.legal_basis,
       ARRAY(SELECT jsonb_array_elements_text(held.withheld))
  FROM (
    SELECT id, person_id, post_id, valid_from, valid_until, NULL::date AS revoked_on,
           NULL::uuid AS delegation_id, NULL::text AS kind, ''::text AS legal_basis,
           '[]'::jsonb AS withheld
      FROM organisations_appointment
    UNION ALL
    SELECT id, person_id, post_id, valid_from, valid_until, revoked_on, id, kind::text,
           legal_basis::text, withheld
      FROM organisations_delegation
  ) AS held
  JOIN organisations_person person ON person.id = held.person_id
   AND person.valid_from <= %(on)s
   AND (person.valid_until IS NULL OR person.valid_until > %(on)s)
  JOIN organisations_post post ON post.id = held.post_id
   AND post.valid_from <= %(on)s
   AND (post.valid_until IS NULL OR post.valid_until > %(on)s)
  JOIN organisations_unit unit ON unit.id = post.unit_id
   AND unit.valid_from <= %(on)s
   AND (unit.valid_until IS NULL OR unit.valid_until > %(on)s)
  JOIN organisations_agency agency ON agency.id = unit.agency_id
   AND agency.valid_from <= %(on)s
   AND (agency.valid_until IS NULL OR agency.valid_until > %(on)s)
 WHERE held.valid_from <= %(on)s
   AND (held.valid_until IS NULL OR held.valid_until > %(on)s)
   AND (held.revoked_on IS NULL OR held.revoked_on > %(on)s)
"""
# Own posts first, then those stood in for; each in the order they were begun.
_ORDER = "ORDER BY held.delegation_id IS NOT NULL, held.valid_from, held.id"
_MAY_SIGN_IN = (
    "EXISTS (SELECT FROM accounts_user u WHERE u.id = person.user_id AND u.is_active)"
)


def held_by_login(user_id: UUID, on: date) -> list[Holding]:
    """What one person acts from; whether they may sign in is the caller's question."""
    return _holdings("person.user_id = %(user)s", on, user=user_id)


def administers(user_id: UUID, on: date) -> bool:
    """Whether somebody is an administrator that day, in their own post or another's."""
    return any(row.role == Role.ADMINISTRATOR for row in held_by_login(user_id, on))


def held_by_logins(users: Collection[UUID] | None, on: date) -> list[Holding]:
    """What these log-ins act from, or all that may sign in."""
    if users is None:
        return _holdings(_MAY_SIGN_IN, on)
    who = f"person.user_id = ANY(%(users)s::uuid[]) AND {_MAY_SIGN_IN}"
    return _holdings(who, on, users=list(users))


def held_at_post(post_id: UUID, on: date) -> list[Holding]:
    """Everybody who acts from a post, its holder first."""
    return _holdings("post.id = %(post)s", on, post=post_id)


def held_at(
    posts: Collection[UUID], units: Collection[UUID], on: date
) -> list[Holding]:
    """Whoever may sign in and acts from these posts, or from any in these units."""
    there = "(post.id = ANY(%(posts)s::uuid[]) OR unit.id = ANY(%(units)s::uuid[]))"
    where = f"{there} AND {_MAY_SIGN_IN}"
    return _holdings(where, on, posts=list(posts), units=list(units))


def held_by_person(person_id: UUID, post_id: UUID, on: date) -> list[Holding]:
    """A person's hold on a post, while they may sign in."""
    who = f"person.id = %(person)s AND post.id = %(post)s AND {_MAY_SIGN_IN}"
    return _holdings(who, on, person=person_id, post=post_id)


def held_as(role: Role, agency_id: UUID, on: date) -> list[Holding]:
    """Everybody who acts from a post of this kind in an agency."""
    where = "agency.id = %(agency)s AND post.role = %(role)s"
    return _holdings(where, on, agency=agency_id, role=role)


def _holdings(where: str, on: date, **given: Any) -> list[Holding]:
    with planned() as cursor:
        cursor.execute(f"{_HELD} AND {where} {_ORDER}", {"on": on, **given})
        return [_holding(row) for row in cursor.fetchall()]


def _holding(row: tuple[Any, ...]) -> Holding:
    held = Holding(*row)  # the columns of `_HELD`, in order
    kind = held.delegation_kind
    return held._replace(
        role=Role(held.role),
        delegation_kind=DelegationKind(kind) if kind else None,
        withheld=frozenset(held.withheld),
    )
