"""When others are free, asked through the outbox (RFC 6638, 5): only times."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.calendar.formats.dav import C, Precondition, schedule_response
from congvu.calendar.formats.itip import Question, freebusy, read_question
from congvu.calendar.formats.lines import BrokenCalendar
from congvu.calendar.queries.dav import busy_of_person
from congvu.calendar.queries.programs import user_addressed
from congvu.calendar.views.dav.door import Caller
from congvu.organisations.access import seats_of

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
    rows = [_of(caller, asked, email, at) for email in asked.attendees]
    return HttpResponse(
        schedule_response(rows), content_type="application/xml; charset=utf-8"
    )


def _of(
    caller: Caller, asked: Question, email: str, at: datetime
) -> tuple[str, str, str]:
    """Of one person; who is not of the asker's agency is not told of."""
    user = user_addressed(email, at=at) if email else None
    seats = seats_of(user, timezone.localdate(at)) if user is not None else []
    known = {seat.agency_id for seat in caller.seats}
    if not any(seat.agency_id in known for seat in seats):
        return f"mailto:{email}", _UNKNOWN, ""
    desks = {desk for seat in seats for desk in seat.desks}
    busy = busy_of_person(seats[0].person_id, desks, asked.since, asked.until)
    text = freebusy(
        busy,
        since=asked.since,
        until=asked.until,
        stamp=at,
        question=asked,
        attendee=email,
    )
    return f"mailto:{email}", _FOUND, text
