"""How well mail works, by body and month: what the directive asks to be reviewed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from congvu.mailboxes.models import BoxLetter, BoxUse, Mailbox
from congvu.mailboxes.queries.deliveries import moment_of
from congvu.organisations.models import Appointment
from congvu.organisations.queries import names_ever

UNUSED_DAYS = 30
MOST_SHOWN = 500


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
    body: str


@dataclass(frozen=True)
class Boxes:
    """Open boxes, how many are used, how many are not; ``unused`` lists the first of
    these. One that was opened within the thirty days may be neither.
    """

    boxes: int
    used: int
    idle: int
    unused: list[Unused]


@dataclass(frozen=True)
class Quality(Boxes):
    """``spam``: letters that bear a mark of it, of our own filter or of whoever had
    them before.
    """

    whole: Sent
    bodies: list[Sent]
    received: int
    spam: int


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
    """Of some agencies by unit, of all by agency; as many queries for any number.

    ``on`` is the day for which boxes count as used or not: the month's last, or today.
    """
    whole, bodies = _sent(scope, first, after)
    letters = BoxLetter.objects.filter(kept_at__gte=first, kept_at__lt=after)
    if scope is not None:
        letters = letters.filter(agency__in=scope)
    counted = letters.aggregate(n=Count("id"), spam=Count("id", filter=Q(is_spam=True)))
    boxes = _boxes(scope, on)
    return Quality(
        boxes=boxes.boxes,
        used=boxes.used,
        idle=boxes.idle,
        unused=boxes.unused,
        whole=whole,
        bodies=bodies,
        received=counted["n"],
        spam=counted["spam"],
    )


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


def _boxes(scope: Collection[UUID] | None, on: date) -> Boxes:
    """Boxes open on a day; of those as old as that, which were not used for thirty."""
    rows = Mailbox.objects.valid(on=on)
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
    uses = BoxUse.objects.filter(
        mailbox=OuterRef("pk"), last_on__gt=since, month__lte=on
    )
    # Who opens a seat's box signs in as themselves, and not always for the seat: what
    # shows that it is used is a letter sent from it, or one that was decided on here.
    decided = BoxLetter.objects.filter(
        box=OuterRef("pk"),
        decided_at__gte=moment_of(since + timedelta(days=1)),
        decided_at__lt=moment_of(on + timedelta(days=1)),
    )
    is_used = Exists(uses) | Exists(decided)
    idle = rows.filter(~is_used, valid_from__lte=since)
    return Boxes(
        boxes=rows.count(),
        used=rows.filter(is_used).count(),
        idle=idle.count(),
        unused=_unused(idle, scope, on),
    )


def _unused(
    idle: QuerySet[Mailbox], scope: Collection[UUID] | None, on: date
) -> list[Unused]:
    """The first of them, each with its last day and its body; five queries at most."""
    found = list(idle.order_by("title", "id")[:MOST_SHOWN])
    uses = BoxUse.objects.filter(mailbox__in=found).order_by("month")
    last = dict(uses.values_list("mailbox", "last_on"))
    held = Appointment.objects.valid(on=on).filter(
        person__in=[box.person_id for box in found if box.person_id]
    )
    if scope is not None:
        held = held.filter(post__unit__agency__in=scope)
    posts = {
        person: (agency, unit)
        for person, agency, unit in held.order_by("-valid_from", "-id").values_list(
            "person", "post__unit__agency", "post__unit"
        )
    }
    bodies = {
        box.pk: posts.get(box.person_id, (box.agency_id, box.unit_id)) for box in found
    }
    names = names_ever(
        [agency for agency, _unit in bodies.values() if agency],
        [unit for _agency, unit in bodies.values() if unit and scope is not None],
    )

    def body_of(box: Mailbox) -> str:
        agency, unit = bodies[box.pk]
        body = agency if scope is None else unit or agency
        return names.get(body, "") if body else ""

    return [
        Unused(box.address, box.title, last.get(box.pk), body_of(box)) for box in found
    ]
