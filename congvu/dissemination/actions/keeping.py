"""Who is meant stays equal to the rules: newcomers are told, who left is let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.dissemination import queries
from congvu.dissemination.models import Addressee, Telling
from congvu.dissemination.rules import Changes, Place, changes, due_for
from congvu.documents.models import Reading
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.notices.actions import notify


def join(
    telling: Telling,
    places: Sequence[Place],
    *,
    due_on: date,
    at: datetime,
) -> None:
    """A row for each, and word to whoever can sign in; two statements."""
    today = local_date(at)
    Addressee.objects.bulk_create(
        Addressee(
            telling=telling,
            person_id=place.person_id,
            person_name=place.person_name,
            post_id=place.post_id,
            post_name=place.post_name,
            unit_id=place.unit_id,
            unit_name=place.unit_name,
            agency_id=place.agency_id,
            due_agency_id=place.agency_id,
            joined_on=today,
            due_on=due_on,
            told_at=at if place.user_id is not None else None,
        )
        for place in places
    )
    tell(telling, places, at)


def tell(telling: Telling, places: Sequence[Place], at: datetime) -> None:
    """To the person's own log-in: a person who holds two posts hears once."""
    notify(
        "dissemination.told",
        to=[place.user_id for place in places if place.user_id is not None],
        target_id=telling.pk,
        at=at,
        actor=telling.sent_by,
    )


@transaction.atomic
def keep_audience(*, telling_id: UUID, by: Actor, at: datetime) -> Changes | None:
    """Look at the rules again; None where the telling ended meanwhile.

    A few statements for any number; nothing is written where nothing changed.
    """
    telling = (
        Telling.objects.select_for_update()
        .filter(pk=telling_id, ended_at__isnull=True)
        .first()
    )
    if telling is None:
        return None
    today = local_date(at)
    meant = queries.meant_by(queries.rules_of(telling_id), today)
    found = changes(meant, queries.known_of(telling_id))
    due_on = due_for(telling.confirm_by, today, calendar())
    join(telling, found.joined, due_on=due_on, at=at)
    Addressee.objects.filter(pk__in=found.left).update(left_on=today)
    _put(found.moved | found.back, today)
    _give_back(list(found.back), due_on)
    told = list(found.told)
    Addressee.objects.filter(pk__in=told, told_at=None).update(told_at=at)
    tell(telling, list(found.told.values()), at)
    _take_readings(telling)
    Telling.objects.filter(pk=telling.pk).update(kept_at=at)
    if found:
        record(
            "dissemination.people-changed",
            by=by,
            at=at,
            on=telling,
            agency_id=telling.agency_id,
            data={
                "joined": len(found.joined) + len(found.back),
                "left": len(found.left),
                "moved": len(found.moved),
            },
        )
    return found


# Figures count somebody where they were on their day, whatever becomes of them.
_PUT = """
UPDATE dissemination_addressee a
   SET post_id = n.post_id, post_name = n.post_name, unit_id = n.unit_id,
       unit_name = n.unit_name, agency_id = n.agency_id,
       due_agency_id = CASE WHEN a.due_on >= %(on)s THEN n.agency_id
                            ELSE a.due_agency_id END
  FROM unnest(%(ids)s::uuid[], %(posts)s::uuid[], %(post_names)s::text[],
              %(units)s::uuid[], %(unit_names)s::text[], %(agencies)s::uuid[])
       AS n(id, post_id, post_name, unit_id, unit_name, agency_id)
 WHERE a.id = n.id
"""


def _put(places: Mapping[UUID, Place], on: date) -> None:
    """Where these people are now."""
    if not places:
        return
    posts, post_names, units, unit_names, agencies = zip(
        *(place.where for place in places.values()), strict=True
    )
    given: dict[str, Any] = {
        "on": on,
        "ids": list(places),
        "posts": list(posts),
        "post_names": list(post_names),
        "units": list(units),
        "unit_names": list(unit_names),
        "agencies": list(agencies),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PUT, given)


def _give_back(rows: list[UUID], due_on: date) -> None:
    """Who comes back has a day ahead of them again, unless they had confirmed."""
    there = Addressee.objects.filter(pk__in=rows)
    there.filter(confirmed_at__isnull=True, due_on__lt=due_on).update(
        due_on=due_on, due_agency=F("agency")
    )
    there.update(left_on=None)


def _take_readings(telling: Telling) -> None:
    """Who opened the paper in the agency's own register has opened it."""
    if telling.incoming_id is None:
        return
    read = Reading.objects.filter(entry=telling.incoming_id)
    theirs = read.filter(person_id=OuterRef("person_id"))
    unopened = telling.addressees.filter(opened_at__isnull=True)
    unopened.filter(person_id__in=read.values("person_id")).update(
        opened_at=Subquery(theirs.values("first_at")[:1])
    )
