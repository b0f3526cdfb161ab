"""What the end of an agency does to its calendar, within the act's transaction.

Rooms and cars, what is still to come and meetings that were not called off, each with
its entry, go to the heir from that day; published weeks, who was asked and what was
concluded stay as they were.
"""

from __future__ import annotations

from itertools import count

from django.db.models import Exists, OuterRef, Q

from congvu.audit.actions import event_row, record_many
from congvu.calendar.models import Conclusion, Entry, Meeting, Resource
from congvu.calendar.rules import LONGEST_LINE, MeetingState
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing

_OVER = (MeetingState.CANCELLED,)
_HELD_MEETING = Q(meeting__isnull=False) & ~Q(meeting__state__in=_OVER)


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
    _pass_rooms(body, passing)
    to_come = Entry.objects.filter(_left(body), dropped_at__isnull=True).filter(
        Q(occurrences__ends__gt=passing.at) | _HELD_MEETING
    )
    own = Entry.objects.filter(
        agency=body.to_id, uid=OuterRef("uid"), dropped_at__isnull=True
    )
    wanted = list(to_come.filter(~Exists(own)).values_list("pk", flat=True).distinct())
    Entry.objects.filter(pk__in=wanted).update(**moved)
    meetings = Meeting.objects.filter(_left(body)).exclude(state__in=_OVER)
    meetings = meetings.filter(Q(entry__in=wanted) | Q(entry__agency=None))
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


def _pass_rooms(body: Passed, passing: Passing) -> None:
    """With what is booked of them. Where the heir lends one of the same name, the old
    agency's name tells them apart.
    """
    moved = {"agency": body.to_id, "came_from": body.body_id}
    lent = Resource.objects.filter(agency=body.to_id, ended_at__isnull=True)
    names = set(lent.values_list("name", flat=True))
    rooms = Resource.objects.filter(_left(body), ended_at__isnull=True)
    same = list(rooms.filter(name__in=names).select_for_update().order_by("name", "pk"))
    names |= set(rooms.values_list("name", flat=True))
    whose = agency_names_on([body.body_id], passing.on).get(body.body_id, "")
    for one in same:
        tails = (f" ({whose}{f' {n}' if n > 1 else ''})" for n in count(1))
        told = (f"{one.name[: LONGEST_LINE - len(tail)]}{tail}" for tail in tails)
        one.name = next(name for name in told if name not in names)
        names.add(one.name)
        one.save(update_fields=["name"])
    rooms.update(**moved)


def _pass_unit(body: Passed, passing: Passing) -> None:
    """A unit's own calendar goes on with the unit that takes over from it."""
    own = Entry.objects.filter(
        unit=body.to_id, uid=OuterRef("uid"), dropped_at__isnull=True
    )
    rows = Entry.objects.filter(unit=body.from_id, dropped_at__isnull=True).filter(
        Q(occurrences__ends__gt=passing.at) | _HELD_MEETING
    )
    wanted = list(rows.filter(~Exists(own)).values_list("pk", flat=True).distinct())
    Entry.objects.filter(pk__in=wanted).update(unit=body.to_id, came_from=body.body_id)
