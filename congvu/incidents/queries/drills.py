"""Drills of a year; how long telling took; whose letter it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.incidents.models import Clock, DrillPlan, Incident
from congvu.incidents.rules import median_hours
from congvu.lib.text import fold
from congvu.mailboxes.models import Mailbox
from congvu.organisations.queries import posts_on

MOST_SHOWN = 500


@dataclass(frozen=True)
class Measured:
    """One incident that was told of: how many minutes after its detection."""

    incident: Incident
    minutes: int


@dataclass(frozen=True)
class Times:
    """The median of a year, and every incident it is made of."""

    label: str
    hours: float | None
    rows: Sequence[Measured]


# Which clocks are a first notice, which a report.
_ASKED = (("notice", ("notice", "old-notice")), ("report", ("report",)))


def drills_of_year(rows: QuerySet[DrillPlan], year: int) -> list[DrillPlan]:
    """By the day that was planned."""
    found = rows.filter(planned_on__year=year).annotate(
        sent=Count("letters"),
        taken=Count("letters", filter=Q(letters__clicked=True)),
    )
    return list(found.order_by("planned_on", "pk")[:MOST_SHOWN])


def times_of_year(
    incidents: QuerySet[Incident], year: int, *, is_drill: bool
) -> Mapping[str, Times]:
    """Of incidents detected in a year that were told of; one query."""
    clocks = Clock.objects.filter(
        incident__in=incidents.filter(is_drill=is_drill),
        incident__detected_at__year=year,
        done_at__isnull=False,
    ).select_related("incident")
    found: dict[str, list[Measured]] = {key: [] for key, _keys in _ASKED}
    for one in clocks.order_by("-incident__detected_at", "pk"):
        took = one.done_at - one.incident.detected_at if one.done_at else None
        for key, keys in _ASKED:
            if took is not None and one.key in keys:
                minutes = int(took.total_seconds() // 60)
                found[key].append(Measured(one.incident, minutes))
    return {
        key: Times(key, median_hours([o.minutes for o in rows]), rows)
        for key, rows in found.items()
    }


def owners_of(addressees: Sequence[str], agency_id: UUID, on: date) -> dict[str, UUID]:
    """Addressee → the person of that agency: by the box of that address, or by a name
    that only one there has. Two queries.
    """
    posts = posts_on(on, agency_id=agency_id)
    names: dict[str, set[UUID]] = {}
    for post in posts:
        if post.person_id:
            names.setdefault(fold(post.person_name), set()).add(post.person_id)
    here = {one for people in names.values() for one in people}
    wanted = [one.lower() for one in addressees if "@" in one]
    boxes = dict(
        Mailbox.objects.filter(address__in=wanted, person__in=here).values_list(
            "address", "person"
        )
    )
    found = {}
    for one in addressees:
        people = names.get(fold(one), set())
        person = boxes.get(one.lower()) or (
            next(iter(people)) if len(people) == 1 else None
        )
        if person:
            found[one] = person
    return found
