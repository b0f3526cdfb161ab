"""People outside who are asked by letter: written on the list, owed a letter, and the
letter sent, once each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from congvu.calendar.formats import itip
from congvu.calendar.formats.entries import Asked
from congvu.calendar.formats.outside import letter_words
from congvu.calendar.formats.papers import MeetingFacts
from congvu.calendar.models import Attendance, Meeting, OutsideLetter
from congvu.calendar.queries.dav import data_of
from congvu.calendar.rules import (
    LONGEST_LINE,
    Outsider,
    Part,
    PostState,
    Reply,
    Says,
    desk_of,
)
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason
from congvu.mailboxes.queries.letters import registry_box
from congvu.notices.rules import LEASE, MOST_TRIES, next_try
from congvu.organisations.queries import agency_names_on


def outside_reasons(
    outside: Sequence[Outsider] | None, agency_id: UUID, at: datetime
) -> list[Reason]:
    """An invitation is from the registry's box: there the answers come to."""
    if not outside or registry_box(agency_id, local_date(at)) is not None:
        return []
    words = _("Cơ quan chưa có hộp thư văn thư nên chưa mời được người ngoài.")
    return [Reason(words, "outside")]


def write_outside(
    meeting: Meeting,
    outside: Sequence[Outsider] | None,
    at: datetime,
    *,
    moved: bool = False,
) -> None:
    """Who is asked from now on; without a list those who are stay. Each is owed a
    letter about how the meeting now stands, who is asked no more one that says so.

    ``moved``: what they answered was about another time.
    """
    rows = {row.email: row for row in people_outside(meeting)}
    if outside is not None:
        wanted = {one.email: one for one in outside}
        gone = [row for email, row in rows.items() if email not in wanted]
        owe(meeting, gone, Says.CANCEL, at)
        meeting.entry.attending.filter(pk__in=[row.pk for row in gone]).delete()
        new = [one for email, one in wanted.items() if email not in rows]
        Attendance.objects.bulk_create(
            Attendance(
                entry=meeting.entry,
                desk_id=desk_of(one.email),
                name=one.shown,
                email=one.email,
            )
            for one in new
        )
    if moved:
        people_outside(meeting).update(
            reply=Reply.NONE, reply_words="", replied_at=None, replied_by=""
        )
    owe(meeting, people_outside(meeting), Says.REQUEST, at)


def people_outside(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(entry=meeting.entry_id).exclude(email="")


def owe(
    meeting: Meeting,
    rows: Iterable[Attendance],
    says: Says,
    at: datetime,
    *,
    because: str = "",
) -> None:
    """A letter to each, as the meeting stands; what was still to go to them does not.

    Who never got a letter need not hear that it is off.
    """
    asked = list(rows)
    box = registry_box(meeting.agency_id, local_date(at)) if asked else None
    if box is None:
        return
    named = [row.email for row in asked]
    letters = meeting.outside_letters.filter(email__in=named)
    told = set(
        letters.exclude(state__in=[PostState.WAITING, PostState.DROPPED]).values_list(
            "email", flat=True
        )
    )
    letters.filter(state=PostState.WAITING).update(state=PostState.DROPPED, ended_at=at)
    agency = agency_names_on([meeting.agency_id], local_date(at))[meeting.agency_id]
    said = _Said(says, Asked(agency, box.address), _facts(meeting), because)
    OutsideLetter.objects.bulk_create(
        [
            _letter(meeting, row, said, at, again=row.email in told)
            for row in asked
            if says == Says.REQUEST or row.email in told
        ]
    )


@dataclass(frozen=True)
class _Said:
    """What is the same in all letters of one writing."""

    says: Says
    organiser: Asked
    facts: MeetingFacts
    because: str


def _facts(meeting: Meeting) -> MeetingFacts:
    entry = meeting.entry
    chairs = entry.attending.filter(part=Part.CHAIR).values_list("name", flat=True)
    return MeetingFacts(
        title=entry.summary,
        starts=entry.starts,
        ends=entry.ends,
        place=entry.place,
        link=meeting.link,
        chair=chairs.first() or entry.chair,
    )


def _letter(
    meeting: Meeting, row: Attendance, said: _Said, at: datetime, *, again: bool
) -> OutsideLetter:
    id, entry = uuid7(), meeting.entry
    words = letter_words(
        said.says,
        said.facts,
        to=row.name,
        agency=said.organiser.name,
        again=again,
        because=said.because,
    )
    tell = itip.request if said.says == Says.REQUEST else itip.cancel
    text = tell(
        data_of(entry, ()),
        organiser=said.organiser,
        asked=[Asked(row.name, row.email)],
        stamp=at,
    )
    return OutsideLetter(
        id=id,
        meeting=meeting,
        email=row.email,
        name=row.name,
        says=said.says,
        sequence=entry.sequence,
        starts=entry.starts,
        ends=entry.ends,
        organiser=said.organiser.name[:LONGEST_LINE],
        sender=said.organiser.email,
        subject=words.subject,
        body=words.body,
        text=text,
        message_id=f"<{id}@{settings.MAIL_DOMAIN}>",
        made_at=at,
        not_before=at,
    )


# -- sending


def claim_letter(*, at: datetime) -> OutsideLetter | None:
    """The next one to send, taken for a while; None when none is due. One that was
    taken and never closed goes out again under the same Message-ID."""
    lost = Q(state=PostState.SENDING, claimed_at__lt=at - LEASE)
    with transaction.atomic():
        letter = (
            OutsideLetter.objects.select_for_update(skip_locked=True)
            .filter(Q(state=PostState.WAITING) | lost, not_before__lte=at)
            .order_by("not_before", "id")
            .first()
        )
        if letter is None:
            return None
        letter.state, letter.claimed_at = PostState.SENDING, at
        letter.tries += 1
        letter.save(update_fields=["state", "claimed_at", "tries"])
    return letter


def note_sent(*, letter: OutsideLetter, at: datetime) -> None:
    letter.state, letter.ended_at, letter.error = PostState.SENT, at, ""
    letter.save(update_fields=["state", "ended_at", "error"])


def note_not_sent(
    *, letter: OutsideLetter, words: str, for_good: bool, at: datetime
) -> None:
    """Again later; at last, or where the server says so for good, given up."""
    letter.error = words[:500]
    if for_good or letter.tries >= MOST_TRIES:
        letter.state, letter.ended_at = PostState.FAILED, at
    else:
        letter.state = PostState.WAITING
        letter.not_before = next_try(letter.tries, at)
    letter.save(update_fields=["state", "ended_at", "error", "not_before"])
