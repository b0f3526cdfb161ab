"""Answers of people outside: read of a letter to the registry, believed of who was
asked, and written on the list.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.calendar.actions.keeping import next_change
from congvu.calendar.actions.telling import tell_answer
from congvu.calendar.formats.itip import Message, Method, message_in, proposed_by
from congvu.calendar.formats.lines import BrokenCalendar
from congvu.calendar.models import Attendance, Entry, Meeting, OutsideReply
from congvu.calendar.queries import asked_so
from congvu.calendar.rules import (
    HEARD,
    LONGEST_ADDRESS,
    LONGEST_LINE,
    OUTCOME_NAMES,
    REPLY_NAMES,
    TO_COME,
    Answer,
    Known,
    Outcome,
    Reply,
    outcome_of,
)
from congvu.files import jail
from congvu.files.queries import file_as_path
from congvu.mailboxes.actions import put_away
from congvu.mailboxes.actions.keeping_letters import jailed_task
from congvu.mailboxes.models import BoxLetter
from congvu.mailboxes.rules.findings import Verdict
from congvu.mailboxes.rules.letters import CALENDARS

MOST_READ = 5
"""Calendar parts of one letter: programs put the same in twice."""


def take_answer(*, letter_id: UUID, by: Actor, at: datetime) -> OutsideReply | None:
    """The calendar part of a letter, once; None where the letter has none. May run any
    number of times."""
    letter = BoxLetter.objects.select_related("file").get(pk=letter_id)
    if letter.file is None or OutsideReply.objects.filter(letter=letter).exists():
        return None
    places = [n for n, p in enumerate(letter.parts) if p["media_type"] in CALENDARS]
    if not places:
        return None
    message = None
    for place in places[:MOST_READ]:
        message = _read(letter, place)
        if message is not None:
            break
    return _take(letter_id, message, by, at)


def _read(letter: BoxLetter, place: int) -> Message | None:
    """The letter is opened in the jail; its calendar text is bounded and read here, as
    what telephones send."""
    if letter.file is None:
        return None
    try:
        with file_as_path(letter.file) as path:
            _parts, data = jailed_task("files", path, only=place)
        return message_in(data)
    except (jail.JailFailed, BrokenCalendar):
        return None


@transaction.atomic
def _take(
    letter_id: UUID, message: Message | None, by: Actor, at: datetime
) -> OutsideReply | None:
    letter = BoxLetter.objects.select_for_update().get(pk=letter_id)
    if message is None:
        made = OutsideReply(outcome=Outcome.BROKEN, stamp=letter.arrived_at)
        return _written(made, letter)
    if message.method in (Method.REQUEST, Method.PUBLISH, Method.ADD, Method.CANCEL):
        return None  # somebody else's invitation: a letter for people
    meeting = _meeting(message, letter)
    row, said = _row(message, meeting), message.attendees[:1]
    stamp = min(message.edition.stamp, letter.arrived_at)
    made = OutsideReply(
        meeting=meeting,
        attendance=row,
        email=said[0].email[:LONGEST_ADDRESS] if said else "",
        reply=said[0].reply if said else Reply.NONE,
        words=message.comment[:LONGEST_LINE],
        proposed=_proposed(message),
        stamp=stamp,
    )
    made.outcome = _outcome(made, message, letter, at)
    if meeting is None or row is None or made.outcome not in HEARD:
        return _written(made, letter)
    if made.outcome == Outcome.TAKEN:
        _answered(meeting, row, made, by, at)
    with override("vi"):
        words = gettext(OUTCOME_NAMES[Outcome(made.outcome)])
        answer = gettext(REPLY_NAMES[Reply(made.reply)])
    put_away(
        letter=letter,
        words=f"{meeting.entry.summary}: {answer} ({words})",
        by=by,
        at=at,
    )
    way = str(made.reply) if made.outcome == Outcome.TAKEN else str(made.outcome)
    tell_answer(meeting.entry, meeting.called_by_post_id, row.name, way, at)
    return _written(made, letter)


def _proposed(message: Message) -> datetime | None:
    """A time that is none is not proposed."""
    try:
        return proposed_by(message)
    except BrokenCalendar:
        return None


def _written(made: OutsideReply, letter: BoxLetter) -> OutsideReply:
    made.letter, made.came_at = letter, letter.arrived_at
    made.save(force_insert=True)
    return made


def _meeting(message: Message, letter: BoxLetter) -> Meeting | None:
    """One of the body whose registry the letter came to; its entry's row locked."""
    rows = Meeting.objects.filter(entry__uid=message.uid, agency=letter.agency_id)
    found = rows.select_for_update(of=("self", "entry")).select_related("entry")
    return found.order_by("-pk").first()


def _row(message: Message, meeting: Meeting | None) -> Attendance | None:
    if meeting is None or not message.attendees or not message.attendees[0].email:
        return None
    rows = Attendance.objects.select_for_update().filter(entry=meeting.entry_id)
    return rows.filter(email=message.attendees[0].email).first()


def _outcome(
    made: OutsideReply, message: Message, letter: BoxLetter, at: datetime
) -> Outcome:
    meeting, known = made.meeting, None
    if meeting is not None:
        is_newest = not OutsideReply.objects.filter(
            meeting=meeting, email=made.email, outcome__in=HEARD, stamp__gt=made.stamp
        ).exists()
        known = Known(
            asked=set() if made.attendance is None else {made.attendance.email},
            is_current=is_newest
            and asked_so(meeting, made.email, message.edition.sequence),
            is_over=meeting.state not in TO_COME or meeting.entry.ends < at,
        )
    hands_on = made.reply == Reply.DELEGATED or any(
        one.delegated_to for one in message.attendees
    )
    said = Answer(
        method=message.method,
        email=made.email,
        sender=letter.from_address.lower(),
        is_false=letter.verdict == Verdict.FALSE,
        hands_on=hands_on,
    )
    return outcome_of(said, known)


def _answered(
    meeting: Meeting, row: Attendance, made: OutsideReply, by: Actor, at: datetime
) -> None:
    row.reply, row.reply_words = made.reply, made.words
    is_said = made.reply != Reply.NONE
    row.replied_at = at if is_said else None
    row.replied_by = row.name[:80] if is_said else ""
    row.save(update_fields=["reply", "reply_words", "replied_at", "replied_by"])
    entry: Entry = meeting.entry
    entry.change = next_change()
    entry.save(update_fields=["change"])
    record(
        "calendar.replied",
        by=by,
        at=at,
        on=entry,
        agency_id=meeting.agency_id,
        data={"reply": str(made.reply), "address": row.email},
    )
