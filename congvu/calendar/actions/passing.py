"""What the end of an agency does to its calendar, within the act's transaction.

Rooms and cars, what is still to come and meetings that are not over go to the heir from
that day; published weeks, who was asked and what was concluded stay as they were.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from congvu.audit.actions import event_row, record_many
from congvu.calendar.models import Conclusion, Entry, Meeting, Resource
from congvu.calendar.rules import MeetingState
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing

_OVER = (MeetingState.CANCELLED,)


def pass_calendar(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _pass(body, passing)
        elif body.kind == BodyKind.UNIT:
            _pass_unit(body, passing)


def _left(body: Passed) -> Q:
    """All of the body's, or what it kept only until this heir was chosen."""
    if body.from_id != body.body_id:
        return Q(agency=body.from_id, came_from=body.body_id)
    return Q(agency=body.from_id)


def _pass(body: Passed, passing: Passing) -> None:
    moved = {"agency": body.to_id, "came_from": body.body_id}
    # Where the heir lends one of the same name, the old one is not lent any more.
    same = Resource.objects.filter(
        agency=body.to_id, name=OuterRef("name"), ended_at__isnull=True
    )
    rooms = Resource.objects.filter(_left(body), ended_at__isnull=True)
    rooms.filter(~Exists(same)).update(**moved)
    rooms.filter(agency=body.from_id).update(ended_at=passing.at)
    to_come = Entry.objects.filter(
        _left(body), dropped_at__isnull=True, occurrences__ends__gt=passing.at
    )
    own = Entry.objects.filter(
        agency=body.to_id, uid=OuterRef("uid"), dropped_at__isnull=True
    )
    wanted = list(to_come.filter(~Exists(own)).values_list("pk", flat=True).distinct())
    Entry.objects.filter(pk__in=wanted).update(**moved)
    meetings = Meeting.objects.filter(_left(body)).exclude(state__in=_OVER)
    left = list(meetings.select_for_update().order_by("pk"))
    meetings.filter(pk__in=[m.pk for m in left]).update(**moved)
    names = agency_names_on([body.to_id], passing.on)
    open_ones = Conclusion.objects.filter(agency=body.from_id, duty=None)
    open_ones.filter(desk_id=body.from_id).update(
        agency=body.to_id,
        desk_id=body.to_id,
        desk_name=names.get(body.to_id, "")[:200],
    )
    record_many(
        event_row(
            "calendar.passed",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=body.to_id,
            data={},
        )
        for one in left
    )


def _pass_unit(body: Passed, passing: Passing) -> None:
    """A unit's own calendar goes on with the unit that takes over from it."""
    own = Entry.objects.filter(
        unit=body.to_id, uid=OuterRef("uid"), dropped_at__isnull=True
    )
    rows = Entry.objects.filter(
        unit=body.from_id, dropped_at__isnull=True, occurrences__ends__gt=passing.at
    )
    wanted = list(rows.filter(~Exists(own)).values_list("pk", flat=True).distinct())
    Entry.objects.filter(pk__in=wanted).update(unit=body.to_id, came_from=body.body_id)
