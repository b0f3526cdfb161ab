"""When others are free, asked through the outbox (RFC 6638, 5): only times."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.calendar.formats.dav import C, Precondition, schedule_response
from congvu.calendar.formats.itip import Question, freebusy, read_question
from congvu.calendar.formats.lines import BrokenCalendar
from congvu.calendar.queries.dav import busy_of_people
from congvu.calendar.queries.programs import users_addressed
from congvu.calendar.rules import Span
from congvu.calendar.views.dav.door import Caller
from congvu.organisations.access import seats_of_many

LONGEST = 62
"""Days that may be asked about at once."""
_FOUND, _UNKNOWN = "2.0;Success", "3.7;Invalid calendar user"


def free_times(caller: Caller, body: bytes, at: datetime) -> HttpResponse:
    try:
        asked = read_question(body)
    except BrokenCalendar as broken:
        tag = f"{C}valid-scheduling-message"
        raise Precondition(tag, 400, broken.message) from None
    if f"mailto:{asked.organiser}" not in {one.lower() for one in caller.addresses}:
        raise Precondition(f"{C}organizer-allowed")
    if (asked.until - asked.since).days > LONGEST:
        words = _("Hỏi giờ rảnh trong nhiều nhất hai tháng.")
        raise Precondition(f"{C}valid-scheduling-message", 403, words)
    busy = _busy(caller, asked, at)
    rows = [_of(asked, email, busy.get(email), at) for email in asked.attendees]
    return HttpResponse(
        schedule_response(rows), content_type="application/xml; charset=utf-8"
    )


def _busy(caller: Caller, asked: Question, at: datetime) -> dict[str, list[Span]]:
    """By address, in as few queries for many as for one; who is not of the asker's
    agency is not told of.
    """
    users = users_addressed(asked.attendees, at=at)
    known = {seat.agency_id for seat in caller.seats}
    seats = {
        user: rows
        for user, rows in seats_of_many(
            set(users.values()), timezone.localdate(at)
        ).items()
        if any(seat.agency_id in known for seat in rows)
    }
    people = {
        rows[0].person_id: {desk for seat in rows for desk in seat.desks}
        for rows in seats.values()
    }
    busy = busy_of_people(people, asked.since, asked.until)
    return {
        email: busy[seats[user][0].person_id]
        for email, user in users.items()
        if user in seats
    }


def _of(
    asked: Question, email: str, busy: list[Span] | None, at: datetime
) -> tuple[str, str, str]:
    if busy is None:
        return f"mailto:{email}", _UNKNOWN, ""
    text = freebusy(
        busy,
        since=asked.since,
        until=asked.until,
        stamp=at,
        question=asked,
        attendee=email,
    )
    return f"mailto:{email}", _FOUND, text
