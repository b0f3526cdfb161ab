"""Who hears that they are asked to come, that it moved, that it is off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congvu.calendar.models import Attendance, Entry
from congvu.calendar.rules import COMING
from congvu.duties.queries import told_desks
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency


def tell_asked(
    entry: Entry,
    rows: Iterable[Attendance],
    by: Seat,
    at: datetime,
    *,
    way: str = "invited",
    when: datetime | None = None,
) -> None:
    """At each desk asked; of an agency, its leaders and the chief of its office. Who is
    asked from outside gets a letter (``outside.py``).

    ``when`` is said to whom may not read of it any more.
    """
    asked = {row.desk_id for row in rows if row.reply in COMING and not row.email}
    if not asked:
        return
    whole = set(Agency.objects.filter(pk__in=asked).values_list("pk", flat=True))
    given = {desk: desk if desk in whole else by.agency_id for desk in asked}
    told = told_desks(given, local_date(at))
    notify(
        "calendar.asked",
        to={desk for desks in told.values() for desk in desks} - by.desks,
        target_id=entry.pk,
        at=at,
        actor=by.person_name,
        detail={"way": way} | ({"starts": when.isoformat()} if when else {}),
    )


def tell_caller(entry: Entry, desk: UUID, by: Seat, at: datetime, reply: str) -> None:
    """Who called it hears what was replied."""
    if desk not in by.desks:
        notify(
            "calendar.replied",
            to=[desk],
            target_id=entry.pk,
            at=at,
            actor=by.person_name,
            detail={"way": reply},
        )


def tell_answer(entry: Entry, desk: UUID, who: str, way: str, at: datetime) -> None:
    """Who called it hears what somebody outside answered by letter."""
    notify(
        "calendar.replied",
        to=[desk],
        target_id=entry.pk,
        at=at,
        actor=who[:80],
        detail={"way": way},
    )
