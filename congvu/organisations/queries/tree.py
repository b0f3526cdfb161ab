"""The organisation as it was on a day: trees, names, holders, codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from congvu.lib.text import fold, nfc
from congvu.organisations.models import (
    Absence,
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Identifier,
    IdentifierScheme,
    Person,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import DelegationKind
from congvu.sql import Compiled, planned


@dataclass(frozen=True)
class AgencyOnDay:
    """An agency with the name, place in the tree and code it had that day."""

    id: UUID
    kind: str
    name: str
    short_name: str
    issuer_symbol: str
    place: str
    parent_id: UUID | None
    code: str


@dataclass(frozen=True)
class UnitOnDay:
    id: UUID
    agency_id: UUID
    parent_id: UUID | None
    name: str
    symbol: str


@dataclass(frozen=True)
class PostOnDay:
    """A post and who holds it that day (empty name: nobody).

    ``back_on`` is the day an absent holder returns; ``stand_in`` who acts meanwhile.
    """

    id: UUID
    unit_id: UUID
    unit_name: str
    name: str
    role: str
    person_id: UUID | None
    person_name: str
    back_on: date | None = None
    route: str = ""
    stand_in: str = ""


@dataclass(frozen=True)
class AgencyHistory:
    names: list[AgencyVersion]
    codes: list[Identifier]


def agencies_on(on: date, *, among: Sequence[UUID] | None = None) -> list[AgencyOnDay]:
    """The province as it was on a day, by name; one query."""
    codes = Identifier.objects.valid(on=on).filter(
        agency=OuterRef("agency"), scheme=IdentifierScheme.CODE_35
    )
    versions = (
        AgencyVersion.objects.valid(on=on)
        .filter(
            Q(agency__valid_until__isnull=True) | Q(agency__valid_until__gt=on),
            agency__valid_from__lte=on,
        )
        .annotate(kind=F("agency__kind"), code=Subquery(codes.values("value")[:1]))
        .order_by("folded_name", "agency_id")
    )
    if among is not None:
        versions = versions.filter(agency__in=among)
    return [
        AgencyOnDay(
            id=v.agency_id,
            kind=v.kind,
            name=v.name,
            short_name=v.short_name,
            issuer_symbol=v.issuer_symbol,
            place=v.place,
            parent_id=v.parent_id,
            code=v.code or "",
        )
        for v in versions
    ]


def agency_on(agency_id: UUID, on: date) -> AgencyOnDay | None:
    return next(iter(agencies_on(on, among=[agency_id])), None)


def agencies_above(agency_id: UUID, on: date) -> list[AgencyOnDay]:
    """Those above it in the tree that day, the nearest first; a query a level."""
    found: list[AgencyOnDay] = []
    now, seen = agency_on(agency_id, on), {agency_id}
    while now is not None and now.parent_id is not None and now.parent_id not in seen:
        seen.add(now.parent_id)
        now = agency_on(now.parent_id, on)
        if now is not None:
            found.append(now)
    return found


def agency_by_code(code: str, on: date) -> Agency | None:
    """The agency a code of any scheme meant on a day."""
    found = (
        Identifier.objects.valid(on=on)
        .filter(value=code.strip().upper())
        .select_related("agency")
        .first()
    )
    return found.agency if found else None


def agencies_by_code(codes: Iterable[str], on: date) -> dict[str, UUID]:
    """The agencies that these codes mean that day, by code; one query."""
    rows = Identifier.objects.valid(on=on).filter(value__in=list(codes))
    return dict(rows.values_list("value", "agency_id"))


def agency_by_name(name: str, on: date) -> Agency | None:
    """The one agency with this name that day, accents aside; None when unsure.

    Where accents alone tell two apart (Văn Lang, Văn Lăng), they do.
    """
    rows = list(
        AgencyVersion.objects.valid(on=on)
        .filter(folded_name=fold(name))
        .select_related("agency")[:5]
    )
    exact = [r for r in rows if nfc(r.name).casefold() == nfc(name).casefold()]
    found = exact or rows
    return found[0].agency if len(found) == 1 else None


def names_of_their_day(
    wanted: Collection[tuple[str, date]],
) -> dict[tuple[str, date], UUID]:
    """The one agency each name meant on its day; without those that are none or two.

    As `agency_by_name` for one; one query for any number.
    """
    folded = {fold(name) for name, _on in wanted}
    versions: dict[str, list[AgencyVersion]] = defaultdict(list)
    for row in AgencyVersion.objects.filter(folded_name__in=folded):
        versions[row.folded_name].append(row)
    found = {}
    for name, on in wanted:
        rows = [
            r
            for r in versions.get(fold(name), ())
            if r.valid_from <= on and (r.valid_until is None or r.valid_until > on)
        ]
        exact = [r for r in rows if nfc(r.name).casefold() == nfc(name).casefold()]
        rows = exact or rows
        if len(rows) == 1:
            found[name, on] = rows[0].agency_id
    return found


def units_on(agency_id: UUID, on: date) -> list[UnitOnDay]:
    """An agency's units that day, in the order of the office."""
    return [
        UnitOnDay(unit, agency_id, parent, name, symbol)
        for unit, parent, name, symbol in _units.rows(agency=agency_id, on=on)
    ]


_units: Compiled[UnitVersion] = Compiled(
    lambda agency, on: (
        UnitVersion.objects.valid(on=on)
        .filter(
            Q(unit__valid_until__isnull=True) | Q(unit__valid_until__gt=on),
            unit__valid_from__lte=on,
            unit__agency=agency,
        )
        .order_by("position", "name")
        .values_list("unit_id", "parent_id", "name", "symbol")
    ),
    by_key=True,
)


def unit_names_on(agencies: Iterable[UUID], on: date) -> dict[UUID, str]:
    """What each unit these agencies ever had was called that day; its last name before,
    or its first one after, where it did not exist then. Also every other agency, which
    may lead work as a unit does. Two queries.
    """
    others = AgencyVersion.objects.filter(valid_from__lte=on).order_by("valid_from")
    bodies = dict(others.values_list("agency_id", "name"))
    rows = UnitVersion.objects.filter(unit__agency__in=list(agencies))
    rows = rows.order_by("-valid_from")
    found: dict[UUID, str] = {}
    later: dict[UUID, str] = {}
    for row in rows:
        if row.valid_from <= on:
            found.setdefault(row.unit_id, row.name)
        else:
            later[row.unit_id] = row.name
    return bodies | later | found


# Whoever holds a post that day, else the first to act from it; who stands in while the
# person is away. One question in SQL: forms and actions ask it again and again, and
# nine subqueries took longer to be put together than to be answered.
_POSTS = """
SELECT post.id, post.unit_id, coalesce(unit_then.name, '') AS unit_name, post.name,
       post.role, coalesce(holder.id, acting.id) AS person_id,
       coalesce(holder.full_name, acting.full_name, '') AS person_name,
       away.valid_until AS back_on, coalesce(away.route, '') AS route,
       CASE WHEN away.valid_until IS NULL THEN ''
            ELSE coalesce(stand_in.full_name, '') END AS stand_in
  FROM organisations_post post
  JOIN organisations_unit unit ON unit.id = post.unit_id
  LEFT JOIN organisations_unitversion unit_then ON unit_then.unit_id = post.unit_id
   AND unit_then.valid_from <= %(on)s
   AND (unit_then.valid_until IS NULL OR unit_then.valid_until > %(on)s)
  LEFT JOIN LATERAL (
    SELECT person.id, person.full_name FROM organisations_appointment held
      JOIN organisations_person person ON person.id = held.person_id
     WHERE held.post_id = post.id AND held.valid_from <= %(on)s
       AND (held.valid_until IS NULL OR held.valid_until > %(on)s) LIMIT 1
  ) AS holder ON true
  LEFT JOIN LATERAL (
    SELECT person.id, person.full_name FROM organisations_delegation told
      JOIN organisations_person person ON person.id = told.person_id
     WHERE told.post_id = post.id AND told.valid_from <= %(on)s
       AND (told.valid_until IS NULL OR told.valid_until > %(on)s)
       AND (told.revoked_on IS NULL OR told.revoked_on > %(on)s)
     ORDER BY told.valid_from, told.id LIMIT 1
  ) AS acting ON true
  LEFT JOIN LATERAL (
    SELECT person.full_name FROM organisations_delegation told
      JOIN organisations_person person ON person.id = told.person_id
     WHERE told.post_id = post.id AND told.kind = %(stand_in)s
       AND told.valid_from <= %(on)s
       AND (told.valid_until IS NULL OR told.valid_until > %(on)s)
       AND (told.revoked_on IS NULL OR told.revoked_on > %(on)s)
     ORDER BY told.valid_from, told.id LIMIT 1
  ) AS stand_in ON true
  LEFT JOIN LATERAL (
    SELECT gone.valid_until, gone.route FROM organisations_absence gone
     WHERE gone.person_id = coalesce(holder.id, acting.id)
       AND gone.valid_from <= %(on)s AND gone.ended_at IS NULL
       AND (gone.valid_until IS NULL OR gone.valid_until > %(on)s) LIMIT 1
  ) AS away ON true
 WHERE post.valid_from <= %(on)s
   AND (post.valid_until IS NULL OR post.valid_until > %(on)s)
   AND (%(agency)s::uuid IS NULL OR unit.agency_id = %(agency)s)
   AND (%(unit)s::uuid IS NULL OR unit.id = %(unit)s)
 ORDER BY unit_then.position, unit_then.name, post.position, post.name, post.id
"""


def posts_on(
    on: date, *, agency_id: UUID | None = None, unit_id: UUID | None = None
) -> list[PostOnDay]:
    """Posts that exist that day with their holders, by unit and rank; one query.

    Where nobody is appointed, whoever acts from the post that day holds it.
    """
    asked = {
        "on": on,
        "agency": agency_id,
        "unit": unit_id,
        "stand_in": DelegationKind.STAND_IN.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, asked)
        return [PostOnDay(*row) for row in cursor.fetchall()]


_POST_NAMES = """
SELECT post.id, post.name, coalesce((
         SELECT person.full_name FROM organisations_appointment held
           JOIN organisations_person person ON person.id = held.person_id
          WHERE held.post_id = post.id AND held.valid_from <= %(on)s
            AND (held.valid_until IS NULL OR held.valid_until > %(on)s) LIMIT 1), (
         SELECT person.full_name FROM organisations_delegation told
           JOIN organisations_person person ON person.id = told.person_id
          WHERE told.post_id = post.id AND told.valid_from <= %(on)s
            AND (told.valid_until IS NULL OR told.valid_until > %(on)s)
            AND (told.revoked_on IS NULL OR told.revoked_on > %(on)s)
          ORDER BY told.valid_from, told.id LIMIT 1))
  FROM organisations_post post
  JOIN organisations_unit unit ON unit.id = post.unit_id
  LEFT JOIN organisations_unitversion unit_then ON unit_then.unit_id = post.unit_id
   AND unit_then.valid_from <= %(on)s
   AND (unit_then.valid_until IS NULL OR unit_then.valid_until > %(on)s)
 WHERE post.id = ANY(%(posts)s::uuid[]) AND unit.agency_id = %(agency)s
   AND post.valid_from <= %(on)s
   AND (post.valid_until IS NULL OR post.valid_until > %(on)s)
 ORDER BY unit_then.position, unit_then.name, post.position, post.name, post.id
"""


def post_names_on(
    posts: Iterable[UUID], on: date, *, agency_id: UUID
) -> dict[UUID, str]:
    """Those of these posts that the agency has that day, each with who holds it, in the
    order of `posts_on`; one query, if any are asked."""
    asked = list(posts)
    if not asked:
        return {}
    with planned() as cursor:
        given: dict[str, Any] = {"posts": asked, "on": on, "agency": agency_id}
        cursor.execute(_POST_NAMES, given)
        return {
            post: f"{holder}, {name}" if holder else name
            for post, name, holder in cursor.fetchall()
        }


def agencies_with_role(role: str, on: date) -> set[UUID]:
    """Agencies in which somebody acts from a post of this role that day; one query."""
    held = Appointment.objects.valid(on=on).filter(post=OuterRef("pk"))
    acting = Delegation.objects.valid(on=on).filter(post=OuterRef("pk"))
    posts: QuerySet[Post] = Post.objects.valid(on=on).filter(role=role)
    found = posts.filter(Exists(held) | Exists(acting))
    return set(found.values_list("unit__agency", flat=True))


def posts_of_role(
    role: str, agency_ids: Iterable[UUID], on: date
) -> dict[UUID, set[UUID]]:
    """The posts of this role in each of these agencies, held or not; one query."""
    posts: QuerySet[Post] = Post.objects.valid(on=on).filter(role=role)
    rows = posts.filter(unit__agency__in=set(agency_ids))
    found: dict[UUID, set[UUID]] = {}
    for agency_id, post_id in rows.values_list("unit__agency", "id"):
        found.setdefault(agency_id, set()).add(post_id)
    return found


def agency_history(agency_id: UUID) -> AgencyHistory:
    """Every name and code an agency has had, oldest first; two queries."""
    return AgencyHistory(
        names=list(
            AgencyVersion.objects.filter(agency=agency_id).order_by("valid_from")
        ),
        codes=list(
            Identifier.objects.filter(agency=agency_id).order_by("scheme", "valid_from")
        ),
    )


_DESCENDANTS = """
WITH RECURSIVE below(root, unit_id) AS (
    SELECT u, u FROM unnest(%(units)s::uuid[]) AS u
  UNION
    SELECT b.root, v.unit_id FROM organisations_unitversion v JOIN below b
        ON v.parent_id = b.unit_id
     WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
)
SELECT root, unit_id FROM below
"""


def units_below_each(unit_ids: Sequence[UUID], on: date) -> dict[UUID, list[UUID]]:
    """For each given unit: itself and all units under it that day; one query."""
    found: dict[UUID, list[UUID]] = {unit: [] for unit in unit_ids}
    with connection.cursor() as cursor:
        cursor.execute(_DESCENDANTS, {"units": list(found), "on": on})
        for root, unit in cursor.fetchall():
            found[root].append(unit)
    return found


def units_below(unit_ids: Sequence[UUID], on: date) -> list[UUID]:
    """The given units and all units under them that day."""
    return list({u for units in units_below_each(unit_ids, on).values() for u in units})


# -- what may be changed: what has not ended yet, begun or not


def _not_ended(on: date) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gt=on)


def units_from(agency_id: UUID, on: date) -> list[tuple[UUID, str]]:
    """Units of an agency that day and later, by their last name."""
    names = UnitVersion.objects.filter(unit=OuterRef("pk")).order_by("-valid_from")
    rows = (
        Unit.objects.filter(_not_ended(on), agency=agency_id)
        .annotate(
            name=Subquery(names.values("name")[:1]),
            position=Subquery(names.values("position")[:1]),
        )
        .order_by("position", "name", "id")
    )
    return [(row.id, row.name) for row in rows]


def posts_from(agency_id: UUID, on: date) -> list[tuple[Post, str]]:
    """Posts that day and later, each with its unit's name, unit by unit."""
    units = units_from(agency_id, on)
    rows: dict[UUID, list[Post]] = {}
    posts = Post.objects.filter(_not_ended(on), unit__agency=agency_id)
    for post in posts.order_by("position", "name", "id"):
        rows.setdefault(post.unit_id, []).append(post)
    return [(post, name) for unit, name in units for post in rows.get(unit, [])]


def appointments_from(agency_id: UUID, on: date) -> list[Appointment]:
    """Who holds a post of the agency that day or will."""
    return list(
        Appointment.objects.filter(_not_ended(on), post__unit__agency=agency_id)
        .select_related("person", "post")
        .order_by("person__folded_name", "valid_from", "id")
    )


def delegations_from(
    on: date, *, agency_id: UUID | None = None, post_ids: Sequence[UUID] = ()
) -> list[Delegation]:
    """Who acts from a post of the agency, or from these posts, that day or will."""
    rows = Delegation.objects.filter(_not_ended(on), revoked_on__isnull=True)
    rows = rows.filter(post__in=post_ids) if post_ids else rows
    if agency_id is not None:
        rows = rows.filter(post__unit__agency=agency_id)
    return list(
        rows.select_related("person", "post").order_by("valid_from", "post", "id")
    )


def absences_of(person_id: UUID, on: date) -> list[Absence]:
    """A person's absences that day and later, with who stands in; two queries."""
    return list(
        Absence.objects.filter(_not_ended(on), person=person_id, ended_at__isnull=True)
        .prefetch_related("stand_ins__person", "stand_ins__post")
        .order_by("valid_from")
    )


def posts_held_by(person_id: UUID, on: date) -> list[Appointment]:
    """The posts somebody holds by appointment that day or will."""
    return list(
        Appointment.objects.filter(_not_ended(on), person=person_id)
        .select_related("post__unit")
        .order_by("valid_from", "id")
    )


def colleagues_of(agency_id: UUID, on: date, *, but: UUID) -> list[tuple[UUID, str]]:
    """Who else holds a post in the agency that day, with what post."""
    held = [
        p for p in posts_on(on, agency_id=agency_id) if p.person_id not in (None, but)
    ]
    return [(p.person_id, f"{p.person_name}, {p.name}") for p in held if p.person_id]


def people_called(text: str, on: date) -> list[Person]:
    """Who is meant by a log-in, a mail address or a whole name; several when unsure."""
    typed = text.strip()
    there = Person.objects.filter(_not_ended(on)).select_related("user")
    by_login = list(
        there.filter(Q(user__username__iexact=typed) | Q(user__email__iexact=typed))
        if typed
        else []
    )
    return by_login or list(there.filter(folded_name=fold(typed)).order_by("id")[:10])
