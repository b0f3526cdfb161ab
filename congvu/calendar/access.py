"""One policy: whose calendar a seat reads and writes, and what it may do there.

Everybody has their own. What an agency or a unit has stands open to whoever works in
the agency, unless it is private; of anything else one learns at most that somebody is
busy. Registry, leaders and chief of office keep the agency's calendar, its rooms and
cars; a head keeps the unit's. A meeting is seen by who prepares it and by whom it asks;
who is asked reads its papers. An administrator's seat has no calendar.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from congvu.calendar.models import (
    Attendance,
    BlockedTime,
    Booking,
    CalendarFeed,
    Entry,
    EntryOccurrence,
    Meeting,
    MeetingPaper,
    Resource,
)
from congvu.calendar.queries import (
    Reach,
    attended_meetings,
    files_in_room,
    kept_entries,
    run_meetings,
    visible_entries,
    visible_meetings,
)
from congvu.calendar.rules import (
    HELD,
    STEP_BEFORE,
    MeetingState,
    Owner,
    OwnerKind,
    Reply,
    WeekState,
    WeekStep,
)
from congvu.documents.access import scope_of
from congvu.documents.models import Document, DocumentFile
from congvu.documents.queries import readable_entries
from congvu.duties.queries import Body, bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seats_of
from congvu.organisations.models import Agency, Unit
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import readable_lines, signers
from congvu.outgoing.rules import OutgoingState

_KEEPS = frozenset({Role.RECORDS_CLERK, Role.LEADER, Role.OFFICE_CHIEF})


def has_calendar(seat: Seat) -> bool:
    """An administrator's seat runs the office and has no calendar."""
    return seat.role != Role.ADMINISTRATOR


def keeps(seat: Seat) -> bool:
    """Who writes the agency's calendar and lends its rooms and cars."""
    return seat.role in _KEEPS


def heads(seat: Seat) -> bool:
    """Who writes the calendar of the unit they head."""
    return has_calendar(seat) and seat.unit_id in seat.desks


def calls(seat: Seat) -> bool:
    """Who may call a meeting in the agency's name."""
    return keeps(seat) or heads(seat)


def reach_of(seat: Seat) -> Reach:
    whole = frozenset({seat.agency_id}) if keeps(seat) else frozenset()
    return Reach(
        person_id=seat.person_id,
        agency_id=seat.agency_id,
        unit_id=seat.unit_id,
        post_id=seat.post_id,
        desks=seat.desks | whole,
        keeps=keeps(seat),
    )


def own(seat: Seat) -> Owner:
    return Owner(OwnerKind.PERSON, seat.person_id)


def calendars_of(seat: Seat) -> list[Owner]:
    """Those the seat may write in: own, the unit's it heads, the agency's it keeps."""
    if not has_calendar(seat):
        return []
    found = [own(seat)]
    if heads(seat):
        found.append(Owner(OwnerKind.UNIT, seat.unit_id))
    if keeps(seat):
        found.append(Owner(OwnerKind.AGENCY, seat.agency_id))
    return found


def calendars_read(seat: Seat) -> list[Owner]:
    """Those it may open: own, the own unit's, the own agency's."""
    if not has_calendar(seat):
        return []
    return [
        own(seat),
        Owner(OwnerKind.UNIT, seat.unit_id),
        Owner(OwnerKind.AGENCY, seat.agency_id),
    ]


def feeds_offered(seat: Seat) -> list[tuple[Owner, str]]:
    """Those it may open, by the names they have on pages."""
    names = {
        OwnerKind.PERSON: _("Lịch của tôi"),
        OwnerKind.UNIT: seat.unit_name,
        OwnerKind.AGENCY: seat.agency_name,
    }
    return [(owner, names[owner.kind]) for owner in calendars_read(seat)]


def get_feed_for(seat: Seat, feed_id: UUID) -> CalendarFeed:
    """One's own, as long as it answers."""
    rows = CalendarFeed.objects.filter(maker=seat.person_id, revoked_at__isnull=True)
    found = rows.filter(pk=feed_id).first() if has_calendar(seat) else None
    if found is None:
        raise Http404
    return found


def may_read_feed(feed: CalendarFeed, at: datetime) -> bool:
    """Whether who made it may still open that calendar, from any seat of that day."""
    user = feed.maker.user
    if user is None or not user.is_active:
        return False
    seats = seats_of(user, local_date(at))
    return any(feed.owner in calendars_read(seat) for seat in seats)


def may_keep(seat: Seat, owner: Owner) -> bool:
    if owner.kind == OwnerKind.UNIT and keeps(seat):
        return Unit.objects.filter(pk=owner.id, agency=seat.agency_id).exists()
    return owner in calendars_of(seat)


def get_entry_for(seat: Seat, entry_id: UUID) -> Entry:
    rows = visible_entries(reach_of(seat)).select_related("unit", "agency", "meeting")
    return _or_404(rows if has_calendar(seat) else rows.none(), entry_id)


def get_entry_to_keep(seat: Seat, entry_id: UUID) -> Entry:
    return _or_404(entries_kept(seat), entry_id)


def entries_kept(seat: Seat) -> QuerySet[Entry]:
    rows = kept_entries(reach_of(seat))
    return rows if has_calendar(seat) else rows.none()


def get_time_for(seat: Seat, occurrence_id: UUID) -> EntryOccurrence:
    """One time of an entry the seat writes."""
    rows = EntryOccurrence.objects.select_related("entry").filter(
        entry__in=entries_kept(seat).values("pk")
    )
    found = rows.filter(pk=occurrence_id).first()
    if found is None:
        raise Http404
    return found


def get_attendance_for(seat: Seat, attendance_id: UUID) -> Attendance:
    """One asked of the seat, as itself or for whom it speaks."""
    rows = Attendance.objects.select_related("entry").filter(
        desk_id__in=reach_of(seat).desks, entry__dropped_at__isnull=True
    )
    found = rows.filter(pk=attendance_id).first() if has_calendar(seat) else None
    if found is None:
        raise Http404
    return found


def may_reply(row: Attendance) -> bool:
    return row.reply != Reply.DELEGATED


# -- rooms and cars


def get_resource_for(seat: Seat, resource_id: UUID) -> Resource:
    """One that the seat's own agency lends."""
    rows = Resource.objects.filter(agency=seat.agency_id, ended_at__isnull=True)
    found = rows.filter(pk=resource_id).first() if has_calendar(seat) else None
    if found is None:
        raise Http404
    return found


def get_resource_to_keep(seat: Seat, resource_id: UUID) -> Resource:
    if not keeps(seat):
        raise Http404
    return get_resource_for(seat, resource_id)


def get_booking_for(seat: Seat, booking_id: UUID) -> Booking:
    rows = Booking.objects.select_related("resource", "meeting")
    found = (
        rows.filter(pk=booking_id, resource__agency=seat.agency_id).first()
        if has_calendar(seat)
        else None
    )
    if found is None:
        raise Http404
    return found


def get_booking_to_give_up(seat: Seat, booking_id: UUID) -> Booking:
    """One's own, or one of what the seat lends."""
    found = get_booking_for(seat, booking_id)
    if found.person_id != seat.person_id and not keeps(seat):
        raise Http404
    return found


def get_blocked_to_lift(seat: Seat, blocked_id: UUID) -> BlockedTime:
    rows = BlockedTime.objects.select_related("resource")
    found = rows.filter(pk=blocked_id, resource__agency=seat.agency_id).first()
    if found is None or not keeps(seat):
        raise Http404
    return found


def may_give_up(seat: Seat, booking: Booking) -> bool:
    """Who booked it, and who lends the thing."""
    is_own = booking.person_id == seat.person_id or keeps(seat)
    return is_own and booking.state in HELD


# -- the week's sheet


def sheets_unit(seat: Seat, unit_id: UUID | None) -> UUID | None:
    """The unit whose sheet is asked for: any of one's own agency; else not found."""
    if unit_id is None:
        return None
    own_units = Unit.objects.filter(agency=seat.agency_id)
    if not has_calendar(seat) or not own_units.filter(pk=unit_id).exists():
        raise Http404
    return unit_id


def week_steps(
    seat: Seat, unit_id: UUID | None, state: WeekState | None
) -> list[WeekStep]:
    return [
        step
        for step, before in STEP_BEFORE.items()
        if state in before and may_step(seat, unit_id, step)
    ]


def may_step(seat: Seat, unit_id: UUID | None, step: WeekStep) -> bool:
    """The office hands the agency's week in and publishes it, a leader approves; of a
    unit's its head hands it in, and head, chief or a leader approves. No clerk decides.
    """
    decides = step in (WeekStep.APPROVE, WeekStep.RETURN)
    if unit_id is None:
        return seat.role == Role.LEADER if decides else keeps(seat)
    in_unit = heads(seat) and seat.unit_id == unit_id
    lent = keeps(seat) and not (decides and seat.role == Role.RECORDS_CLERK)
    return in_unit or lent


# -- meetings


def get_meeting_for(seat: Seat, meeting_id: UUID) -> Meeting:
    return _meeting(seat, visible_meetings(reach_of(seat)), meeting_id)


def get_meeting_to_run(seat: Seat, meeting_id: UUID) -> Meeting:
    """One that the seat prepares; who is only asked to it finds no such door."""
    return _meeting(seat, meetings_run(seat), meeting_id)


def get_meeting_to_attend(seat: Seat, meeting_id: UUID) -> Meeting:
    return _meeting(seat, attended_meetings(reach_of(seat)), meeting_id)


def meetings_run(seat: Seat) -> QuerySet[Meeting]:
    rows = run_meetings(reach_of(seat))
    return rows if has_calendar(seat) else rows.none()


def sees_meeting(seat: Seat, meeting: Meeting) -> bool:
    """Whether it opens for the seat; its entry may, where it does not."""
    return visible_meetings(reach_of(seat)).filter(pk=meeting.pk).exists()


def runs(seat: Seat, meeting: Meeting) -> bool:
    return meetings_run(seat).filter(pk=meeting.pk).exists()


def _meeting(seat: Seat, rows: QuerySet[Meeting], meeting_id: UUID) -> Meeting:
    rows = rows.select_related(
        "entry", "invitation", "notice", "invitation_draft", "notice_draft"
    )
    found = rows.filter(pk=meeting_id).first() if has_calendar(seat) else None
    if found is None:
        raise Http404
    return found


def get_room_file_for(seat: Seat, meeting: Meeting, file_id: UUID) -> DocumentFile:
    """A file of a paper of the room, for whoever found the meeting."""
    rows = files_in_room(meeting)
    if meeting.state == MeetingState.CANCELLED:
        rows = rows.none()
    found = rows.filter(pk=file_id).first()
    if found is None or not has_calendar(seat):
        raise Http404
    return found


def get_paper_to_remove(meeting: Meeting, paper_id: UUID) -> MeetingPaper:
    found = meeting.papers.filter(pk=paper_id).first()
    if found is None:
        raise Http404
    return found


def may_open_papers(seat: Seat) -> bool:
    """Putting a paper into the room opens it to whom the meeting asks."""
    return seat.can(Permission.OPEN_PAPERS)


# -- what a form offers


def invitable(seat: Seat, on: date) -> dict[UUID, Body]:
    """Agencies, units and posts that can be asked; four queries."""
    return bodies(seat.agency_id, on)


def posts_offered(seat: Seat, on: date) -> list[tuple[UUID, str]]:
    """The posts of one's own agency that somebody holds; its machine's keeper's not."""
    return [
        (post.id, f"{post.person_name}, {post.name}")
        for post in posts_on(on, agency_id=seat.agency_id)
        if post.person_id and post.role != Role.ADMINISTRATOR
    ]


def leaders_of(seat: Seat, on: date) -> list[tuple[UUID, UUID | None, str]]:
    """The posts of one's own agency's leaders: post, who holds it, in words."""
    return [
        (post.id, post.person_id, f"{post.person_name}, {post.name}")
        for post in posts_on(on, agency_id=seat.agency_id)
        if post.role == Role.LEADER and post.person_id
    ]


def signers_offered(seat: Seat, on: date) -> list[tuple[UUID, str]]:
    return [
        (post.id, f"{post.person_name}, {post.name}")
        for post in signers(seat.agency_id, on)
    ]


def issued_lines(seat: Seat) -> QuerySet[OutgoingEntry]:
    """What the seat's own agency issued and the seat reads."""
    return readable_lines(scope_of(seat)).filter(
        agency=seat.agency_id, state=OutgoingState.ISSUED, document__isnull=False
    )


def lines_offered(
    seat: Seat, types: Collection[str], *, limit: int = 40
) -> list[tuple[UUID, str]]:
    """The newest issued papers of these types."""
    rows = issued_lines(seat).filter(type_code__in=list(types))
    return [
        (row.pk, f"{row.symbol} · {row.issued_on:%d/%m/%Y} · {row.subject}")
        for row in rows.order_by("-order_key")[:limit]
    ]


def papers_offered(seat: Seat, *, limit: int = 40) -> list[tuple[UUID, str]]:
    """The newest papers of either register that the seat reads, by document."""
    scope = scope_of(seat)
    came = readable_entries(scope).select_related("document").order_by("-order_key")
    sent = issued_lines(seat).select_related("document").order_by("-order_key")
    found: dict[UUID, str] = {}
    for rows in (came[:limit], sent[:limit]):
        for row in rows:
            if row.document is not None:
                paper = row.document
                found[paper.pk] = f"{paper.symbol} · {paper.subject}"
    return list(found.items())


def readable_paper(seat: Seat, document_id: UUID) -> Document | None:
    """A paper that the seat reads in either register of its own agency."""
    scope = scope_of(seat)
    is_read = (
        readable_entries(scope).filter(document=document_id).exists()
        or readable_lines(scope).filter(document=document_id).exists()
    )
    return Document.objects.filter(pk=document_id).first() if is_read else None


def agency_shown(agency_id: UUID) -> Agency:
    """An agency whose published week anybody may ask for."""
    found: Agency | None = Agency.objects.filter(pk=agency_id).first()
    if found is None:
        raise Http404
    return found


def _or_404(rows: QuerySet[Entry], entry_id: UUID) -> Entry:
    found = rows.filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found
