"""Which desk of the heir takes the work of a desk that is no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from congvu.lib.text import fold
from congvu.organisations.rules import Role, members_of


class Wanted(NamedTuple):
    """Work of a desk, for an agency. ``is_direct``: it waits for a leader's word."""

    old: UUID
    agency_id: UUID
    is_direct: bool
    is_interim: bool


class Found(NamedTuple):
    desk_id: UUID
    name: str
    unit_id: UUID


class Post(NamedTuple):
    agency_id: UUID
    id: UUID
    unit_id: UUID
    role: str
    name: str
    unit_name: str
    holder: str

    @property
    def as_desk(self) -> Found:
        name = f"{self.holder}, {self.name}" if self.holder else self.name
        return Found(self.id, name[:200], self.unit_id)


_POSTS = """
SELECT u.agency_id, p.id, p.unit_id, p.role, p.name, coalesce(v.name, ''),
       coalesce(holder.full_name, acting.full_name, '')
  FROM organisations_post p
  JOIN organisations_unit u ON u.id = p.unit_id
  LEFT JOIN LATERAL (SELECT name, position FROM organisations_unitversion v
       WHERE v.unit_id = u.id AND v.valid_from <= %(on)s
       ORDER BY v.valid_from DESC LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT n.full_name FROM organisations_appointment a
       JOIN organisations_person n ON n.id = a.person_id WHERE a.post_id = p.id
        AND a.valid_from <= %(on)s AND (a.valid_until IS NULL OR a.valid_until > %(on)s)
       LIMIT 1) holder ON true
  LEFT JOIN LATERAL (SELECT n.full_name FROM organisations_delegation d
       JOIN organisations_person n ON n.id = d.person_id WHERE d.post_id = p.id
        AND d.valid_from <= %(on)s AND (d.valid_until IS NULL OR d.valid_until > %(on)s)
        AND (d.revoked_on IS NULL OR d.revoked_on > %(on)s)
       ORDER BY d.valid_from, d.id LIMIT 1) acting ON true
 WHERE {which}
 ORDER BY v.position, p.position, p.name, p.id
"""
_OF_HEIRS = _POSTS.format(
    which="""u.agency_id = ANY(%(agencies)s) AND p.role <> 'administrator'
   AND p.valid_from <= %(on)s AND (p.valid_until IS NULL OR p.valid_until > %(on)s)
   AND (u.valid_until IS NULL OR u.valid_until > %(on)s)"""
)
_OF_OLD = _POSTS.format(which="p.id = ANY(%(posts)s)")
_UNITS = """
SELECT u.agency_id, u.id, coalesce(v.name, ''),
       u.valid_from <= %(on)s AND (u.valid_until IS NULL OR u.valid_until > %(on)s)
  FROM organisations_unit u
  LEFT JOIN LATERAL (SELECT name FROM organisations_unitversion v
       WHERE v.unit_id = u.id AND v.valid_from <= %(on)s
       ORDER BY v.valid_from DESC LIMIT 1) v ON true
 WHERE u.agency_id = ANY(%(both)s)
"""


@dataclass
class Matcher:
    """Everything needed to match, read in three questions."""

    explicit: Mapping[UUID, UUID]
    posts: dict[UUID, list[Post]] = field(default_factory=dict)
    units: dict[UUID, dict[UUID, str]] = field(default_factory=dict)
    old_posts: dict[UUID, Post] = field(default_factory=dict)
    old_units: dict[UUID, str] = field(default_factory=dict)
    members: dict[UUID, UUID] = field(default_factory=dict)

    def match(self, wanted: Wanted) -> Found | None:
        """An explicit heir; else the likest desk; else, for a post, what takes its
        unit's work; else the office chief or a leader.

        None when nobody at all sits in the heir: then the paper goes to its registry.
        What is kept only until a person has chosen goes to the chief's desk as it is.
        """
        posts = self.posts.get(wanted.agency_id, [])
        if not any(p.holder for p in posts):
            return None
        if wanted.is_interim:
            return self._above(posts)
        if wanted.old in self.old_posts:
            unit = wanted._replace(old=self.old_posts[wanted.old].unit_id)
            found = self._for_post(wanted, posts)
            if found is None and unit.old in self.explicit:
                found = self._for_unit(unit, posts)
        else:
            found = self._for_unit(wanted, posts)
        return found or self._above(posts)

    def _for_post(self, wanted: Wanted, posts: list[Post]) -> Found | None:
        old, given = self.old_posts[wanted.old], self.explicit.get(wanted.old)
        leads = (Role.LEADER, Role.OFFICE_CHIEF)
        able = [p for p in posts if not wanted.is_direct or p.role in leads]
        named = next((p for p in able if p.id == given), None)
        if named is not None:
            return named.as_desk
        name, unit = fold(old.name), fold(old.unit_name)
        alike = [
            (p.role == old.role and fold(p.name) == name, fold(p.unit_name) == unit, p)
            for p in able
            if p.role == old.role
            and (fold(p.name) == name or fold(p.unit_name) == unit)
        ]
        # Sorting keeps the order of the office among equals; who is there comes first.
        alike.sort(key=lambda a: (not a[0], not a[2].holder, not a[1]))
        return alike[0][2].as_desk if alike else None

    def _for_unit(self, wanted: Wanted, posts: list[Post]) -> Found | None:
        """A unit's desk is its head's; what its members were told goes to members."""
        if wanted.is_direct:
            return None
        old = self.members.get(wanted.old, wanted.old)
        units = self.units.get(wanted.agency_id, {})
        given, name = self.explicit.get(old), fold(self.old_units.get(old, ""))
        same = (u for u, n in units.items() if name and fold(n) == name and u != old)
        unit = given if given in units else next(same, None)
        if unit is None:
            named = next((p for p in posts if p.id == given), None)
            return named.as_desk if named else None
        desk = members_of(unit) if wanted.old in self.members else unit
        return Found(desk, units[unit], unit)

    def _above(self, posts: list[Post]) -> Found | None:
        order = [Role.OFFICE_CHIEF, Role.LEADER]
        able = [p for p in posts if p.role in order and p.holder]
        able = able or [p for p in posts if p.role in order]
        able.sort(key=lambda p: order.index(Role(p.role)))
        return able[0].as_desk if able else None


def match_desks(
    wanted: Iterable[Wanted], bodies: Mapping[UUID, UUID], on: date
) -> dict[Wanted, Found | None]:
    """A desk for each, or None; three questions, however many desks.

    ``bodies``: the agencies, units and posts that end, and who takes from each.
    """
    asked = set(wanted)
    matcher = Matcher(bodies)
    heirs = {w.agency_id for w in asked}
    given: dict[str, Any] = {
        "on": on,
        "agencies": list(heirs),
        "both": list(heirs | set(bodies)),
        "posts": list({w.old for w in asked}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OF_HEIRS, given)
        for row in cursor.fetchall():
            post = Post._make(row)
            matcher.posts.setdefault(post.agency_id, []).append(post)
        cursor.execute(_OF_OLD, given)
        matcher.old_posts = {row[1]: Post._make(row) for row in cursor.fetchall()}
        cursor.execute(_UNITS, given)
        for agency, unit, name, is_there in cursor.fetchall():
            if is_there:
                matcher.units.setdefault(agency, {})[unit] = name
            matcher.old_units[unit] = name
            matcher.members[members_of(unit)] = unit
    return {w: matcher.match(w) for w in asked}
