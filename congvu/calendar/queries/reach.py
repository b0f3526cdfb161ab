"""What a seat reaches of the work calendar, said to the database."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.calendar.models import Attendance, Entry, Meeting
from congvu.calendar.rules import Visibility


@dataclass(frozen=True)
class Reach:
    """``desks`` is what it may be asked by: its post, the unit it heads; its agency for
    who ``keeps`` the agency's calendar.
    """

    person_id: UUID
    agency_id: UUID
    unit_id: UUID
    post_id: UUID
    desks: frozenset[UUID]
    keeps: bool = False


def visible_entries(reach: Reach) -> QuerySet[Entry]:
    """Whose words the seat may read; of all others it learns that somebody is busy."""
    asked = Attendance.objects.filter(entry=OuterRef("pk"), desk_id__in=reach.desks)
    seen = Q(person=reach.person_id) | Q(Exists(asked)) | _of_the_office(reach)
    return Entry.objects.filter(seen, dropped_at__isnull=True)


def _of_the_office(reach: Reach) -> Q:
    own = Q(agency=reach.agency_id) | Q(unit__agency=reach.agency_id)
    if reach.keeps:
        return own
    open_ = ~Q(visibility=Visibility.PRIVATE) | Q(unit_id__in=reach.desks)
    return own & open_


def kept_entries(reach: Reach) -> QuerySet[Entry]:
    """What the seat may write: its own, its unit's as head, its agency's as keeper."""
    own = Q(person=reach.person_id) | Q(unit_id__in=reach.desks)
    if reach.keeps:
        own |= Q(agency=reach.agency_id) | Q(unit__agency=reach.agency_id)
    return Entry.objects.filter(own, dropped_at__isnull=True)


def run_meetings(reach: Reach) -> QuerySet[Meeting]:
    """Those the seat prepares: as keeper of the agency's calendar, or who called it."""
    own = Q(agency=reach.agency_id)
    if not reach.keeps:
        own &= Q(called_by_post_id=reach.post_id)
    return Meeting.objects.filter(own)


def attended_meetings(reach: Reach) -> QuerySet[Meeting]:
    """Those the seat is asked to, as itself or for whom it speaks."""
    asked = Attendance.objects.filter(entry=OuterRef("entry"), desk_id__in=reach.desks)
    return Meeting.objects.filter(Exists(asked))


def visible_meetings(reach: Reach) -> QuerySet[Meeting]:
    runs, attends = run_meetings(reach), attended_meetings(reach)
    seen = Q(pk__in=runs.values("pk")) | Q(pk__in=attends.values("pk"))
    return Meeting.objects.filter(seen)
