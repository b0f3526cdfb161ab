"""Who opens which seat's box, by what right and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from congvu.mailboxes.models import Mailbox, MailboxMember
from congvu.organisations.models import Appointment, Delegation
from congvu.organisations.queries import post_names_on


@dataclass(frozen=True)
class Opened:
    """A seat's box that somebody may open: from which post, until when (None: open)."""

    box: Mailbox
    why: str
    is_delegated: bool
    until: date | None
    can_read: bool
    can_send_as: bool
    can_send_on_behalf: bool


def _sooner(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def opened_by(person_id: UUID, on: date) -> list[Opened]:
    """By address; three queries."""
    posts: dict[UUID, tuple[str, bool, date | None]] = {}
    for told in (
        Delegation.objects.valid(on=on).filter(person=person_id).select_related("post")
    ):
        posts[told.post_id] = (told.post.name, True, told.valid_until)
    for held in (
        Appointment.objects.valid(on=on).filter(person=person_id).select_related("post")
    ):
        posts[held.post_id] = (held.post.name, False, held.valid_until)
    rows = (
        MailboxMember.objects.valid(on=on)
        .filter(Q(post__in=list(posts)) | Q(person=person_id))
        .select_related("mailbox")
        .order_by("mailbox__address", "id")
    )
    found: dict[UUID, Opened] = {}
    for row in rows:
        why, delegated, until = posts.get(row.post_id, ("", False, None))
        one = Opened(
            box=row.mailbox,
            why=why,
            is_delegated=delegated,
            until=_sooner(until, row.valid_until),
            can_read=row.can_read,
            can_send_as=row.can_send_as,
            can_send_on_behalf=row.can_send_on_behalf,
        )
        found.setdefault(row.mailbox_id, one)
    return list(found.values())


@dataclass(frozen=True)
class Holder:
    """One line of who opens a box: the membership and who that is today."""

    member: MailboxMember
    name: str


def holders_of(box: Mailbox, on: date) -> list[Holder]:
    """Today's and later memberships, with who holds the posts; two queries."""
    rows = list(
        MailboxMember.objects.filter(mailbox=box)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        .select_related("post__unit", "person")
        .order_by("valid_from", "id")
    )
    by_agency: dict[UUID, list[UUID]] = {}
    for row in rows:
        if row.post is not None:
            by_agency.setdefault(row.post.unit.agency_id, []).append(row.post_id)
    names: dict[UUID, str] = {}
    for agency, posts in by_agency.items():
        names |= post_names_on(posts, on, agency_id=agency)
    return [Holder(row, _named(row, names)) for row in rows]


def _named(row: MailboxMember, names: dict[UUID, str]) -> str:
    if row.post is not None:
        return names.get(row.post.pk, row.post.name)
    return row.person.full_name if row.person is not None else ""


_WITHOUT = """
SELECT DISTINCT ON (person.id) person.id, person.full_name, unit.agency_id,
       was.id AS closed_box
  FROM organisations_appointment held
  JOIN organisations_person person ON person.id = held.person_id
   AND person.valid_from <= %(on)s
   AND (person.valid_until IS NULL OR person.valid_until > %(on)s)
  JOIN organisations_post post ON post.id = held.post_id
  JOIN organisations_unit unit ON unit.id = post.unit_id
  LEFT JOIN LATERAL (
    SELECT box.id FROM mailboxes_mailbox box
     WHERE box.person_id = person.id AND box.is_closed_by_rule
     ORDER BY box.valid_until DESC LIMIT 1
  ) AS was ON true
 WHERE held.valid_from <= %(on)s
   AND (held.valid_until IS NULL OR held.valid_until > %(on)s)
   AND (%(agencies)s::uuid[] IS NULL OR unit.agency_id = ANY(%(agencies)s::uuid[]))
   AND NOT EXISTS (
     SELECT FROM mailboxes_mailbox box
      WHERE box.person_id = person.id
        AND (box.valid_until IS NULL OR box.valid_until > %(on)s
             OR NOT box.is_closed_by_rule))
 ORDER BY person.id, held.valid_from, held.id
"""


def people_without_box(
    on: date, *, agencies: Sequence[UUID] | None = None
) -> list[tuple[UUID, str, UUID, UUID | None]]:
    """(person, name, agency of their first post, a box they had before they left); one
    query. Whose box a keeper closed is not among them.
    """
    with connection.cursor() as cursor:
        asked = list(agencies) if agencies is not None else None
        cursor.execute(_WITHOUT, {"on": on, "agencies": asked})
        return list(cursor.fetchall())


_LEFT = """
SELECT box.id, box.address, box.valid_from, left_.ended, left_.agency_id,
       coalesce(nullif(box.forward_to, ''), registry.address, '')
  FROM mailboxes_mailbox box
  CROSS JOIN LATERAL (
    SELECT held.valid_until AS ended, unit.agency_id
      FROM organisations_appointment held
      JOIN organisations_post post ON post.id = held.post_id
      JOIN organisations_unit unit ON unit.id = post.unit_id
     WHERE held.person_id = box.person_id AND held.valid_until <= %(on)s
     ORDER BY held.valid_until DESC, held.id DESC LIMIT 1
  ) AS left_
  LEFT JOIN mailboxes_mailbox registry ON registry.agency_id = left_.agency_id
   AND registry.seat = 'registry' AND registry.valid_from <= %(on)s
   AND (registry.valid_until IS NULL OR registry.valid_until > %(on)s)
 WHERE box.kind = 'person' AND box.valid_until IS NULL AND box.valid_from < %(on)s
   AND NOT EXISTS (
     SELECT FROM organisations_appointment held
      WHERE held.person_id = box.person_id
        AND (held.valid_until IS NULL OR held.valid_until > %(on)s))
   AND NOT EXISTS (
     SELECT FROM organisations_delegation told
      WHERE told.person_id = box.person_id AND told.valid_from <= %(on)s
        AND (told.valid_until IS NULL OR told.valid_until > %(on)s)
        AND (told.revoked_on IS NULL OR told.revoked_on > %(on)s))
 ORDER BY box.address
"""


@dataclass(frozen=True)
class Leaver:
    """A box whose owner holds no post any more, and where its letters are to go."""

    box_id: UUID
    address: str
    valid_from: date
    left_on: date
    agency_id: UUID
    forward_to: str


def leavers(on: date) -> list[Leaver]:
    """Not yet closed; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, {"on": on})
        return [Leaver(*row) for row in cursor.fetchall()]
