"""How well mail works, by body and month: what the directive asks to be reviewed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from congvu.mailboxes.models import BoxLetter, BoxUse, Mailbox, MailboxMember
from congvu.organisations.queries import names_ever

UNUSED_DAYS = 30


@dataclass(frozen=True)
class Sent:
    """Letters that left a body in a month. ``median`` and ``p95`` are seconds, of those
    that arrived."""

    body_id: UUID | None
    name: str
    tries: int
    arrived: int
    failed: int
    deferred: int
    median: float | None
    p95: float | None


@dataclass(frozen=True)
class Unused:
    """A box that nobody has opened or written from for thirty days."""

    address: str
    title: str
    last_on: date | None
    unit: str = ""


@dataclass(frozen=True)
class Quality:
    whole: Sent
    bodies: list[Sent]
    received: int
    spam: int
    boxes: int
    unused: list[Unused]

    @property
    def used(self) -> int:
        return self.boxes - len(self.unused)


_SENT = """
SELECT %(body)s AS body, count(*),
       count(*) FILTER (WHERE d.state = 'sent'),
       count(*) FILTER (WHERE d.state IN ('bounced', 'expired')),
       count(*) FILTER (WHERE d.state = 'deferred'),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY d.delay)
         FILTER (WHERE d.state = 'sent'),
       percentile_disc(0.95) WITHIN GROUP (ORDER BY d.delay)
         FILTER (WHERE d.state = 'sent'),
       grouping(%(body)s)
  FROM mailboxes_maildelivery d
 WHERE d.queued_at >= %%(first)s AND d.queued_at < %%(after)s
   AND d.agency_id IS NOT NULL
   AND (%%(scope)s::uuid[] IS NULL OR d.agency_id = ANY(%%(scope)s::uuid[]))
 GROUP BY GROUPING SETS ((%(body)s), ())
"""


def quality_of(
    scope: Collection[UUID] | None, first: datetime, after: datetime, *, on: date
) -> Quality:
    """Of some agencies by unit, of all by agency; seven queries however many letters.

    ``on`` is the day for which boxes count as used or not: the month's last, or today.
    """
    whole, bodies = _sent(scope, first, after)
    letters = BoxLetter.objects.filter(kept_at__gte=first, kept_at__lt=after)
    if scope is not None:
        letters = letters.filter(agency__in=scope)
    counted = letters.aggregate(n=Count("id"), spam=Count("id", filter=Q(is_spam=True)))
    boxes, unused = _boxes(scope, on)
    return Quality(whole, bodies, counted["n"], counted["spam"], boxes, unused)


def _sent(
    scope: Collection[UUID] | None, first: datetime, after: datetime
) -> tuple[Sent, list[Sent]]:
    column = "d.agency_id" if scope is None else "d.unit_id"
    given = {
        "first": first,
        "after": after,
        "scope": None if scope is None else list(scope),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SENT % {"body": column}, given)
        rows = cursor.fetchall()
    known = [row[0] for row in rows if row[0] is not None]
    agencies = known if scope is None else []
    names = names_ever(agencies, [] if scope is None else known)
    whole = Sent(None, "", 0, 0, 0, 0, None, None)
    bodies = []
    for body, *counts, is_whole in rows:
        made = Sent(body, names.get(body, ""), *counts)
        if is_whole:
            whole = made
        else:
            bodies.append(made)
    return whole, sorted(bodies, key=lambda one: (-one.tries, one.name))


def _boxes(scope: Collection[UUID] | None, on: date) -> tuple[int, list[Unused]]:
    """Boxes open on a day, and those of them not used for thirty."""
    rows = Mailbox.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on
    )
    if scope is not None:
        posts = Q(
            person__appointments__post__unit__agency__in=scope,
            person__appointments__valid_from__lte=on,
        ) & (
            Q(person__appointments__valid_until=None)
            | Q(person__appointments__valid_until__gt=on)
        )
        rows = rows.filter(Q(agency__in=scope) | posts).distinct()
    since = on - timedelta(days=UNUSED_DAYS)
    used = BoxUse.objects.filter(last_on__gt=since, month__lte=on).values("mailbox")
    people = Mailbox.objects.filter(pk__in=used, person__isnull=False).values("person")
    # A seat's box is opened from its members' own: nobody signs in as a seat.
    holds = Q(
        post__appointments__valid_from__lte=on, post__appointments__person__in=people
    ) & (
        Q(post__appointments__valid_until=None)
        | Q(post__appointments__valid_until__gt=on)
    )
    opened = MailboxMember.objects.valid(on=on).filter(
        Q(person__in=people) | holds, mailbox=OuterRef("pk")
    )
    idle = rows.exclude(pk__in=used).exclude(Exists(opened))
    found = list(
        idle.order_by("title", "id").values_list("pk", "address", "title")[:500]
    )
    last = dict(
        BoxUse.objects.filter(mailbox__in=[pk for pk, _a, _t in found])
        .order_by("month")
        .values_list("mailbox", "last_on")
    )
    return rows.count(), [Unused(a, t, last.get(pk)) for pk, a, t in found]
