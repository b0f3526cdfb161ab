"""Meetings: called, changed, cancelled; papers of the room; who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import compare_digest, token_urlsafe
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.calendar.access import (
    calls,
    invitable,
    keeps,
    may_open_papers,
    reach_of,
    readable_paper,
)
from congvu.calendar.actions.asking import (
    fault_reasons,
    locked_meeting,
    note,
    refuse_marked,
    state_reasons,
)
from congvu.calendar.actions.booking import clash_in_words, move_bookings
from congvu.calendar.actions.keeping import (
    data_faults,
    drop,
    invited_reasons,
    write_entry,
)
from congvu.calendar.actions.outside import (
    outside_reasons,
    owe,
    people_outside,
    write_outside,
)
from congvu.calendar.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingNote,
    MeetingPaper,
    Occupation,
)
from congvu.calendar.queries import attended_meetings
from congvu.calendar.rules import (
    HELD,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_PAPERS,
    NOT_OFF,
    TO_COME,
    BookingState,
    EntryData,
    Invited,
    ItemData,
    MeetingState,
    Outsider,
    Owner,
    OwnerKind,
    Says,
    item_faults,
    outside_faults,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class MeetingData:
    """A meeting as typed: its entry, whom it asks, what is discussed, where online.
    Without a list who is asked from ``outside`` stays."""

    entry: EntryData
    invited: Sequence[Invited]
    agenda: Sequence[ItemData] = ()
    link: str = ""
    outside: Sequence[Outsider] | None = None

    @property
    def texts(self) -> list[str]:
        items = [text for one in self.agenda for text in (one.text, one.presenter)]
        names = [one.name for one in self.outside or ()]
        return [*self.entry.texts, self.link, *items, *names]


def call_meeting(*, data: MeetingData, by: Seat, at: datetime) -> Meeting:
    """Lập cuộc họp; it stands in the agency's calendar, or in the unit's of a head."""
    refuse_marked(texts=data.texts, by=by, at=at)
    return _call(data, by, at)


@transaction.atomic
def _call(data: MeetingData, by: Seat, at: datetime) -> Meeting:
    entry_data, known = data.entry.tidied(), invitable(by, local_date(at))
    reasons = _reasons(data, entry_data)
    reasons += invited_reasons(data.invited, known)
    reasons += outside_reasons(data.outside, by.agency_id, at)
    if not calls(by):
        words = _("Chức vụ đang chọn không lập cuộc họp.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    owner = Owner(OwnerKind.UNIT, by.unit_id)
    if keeps(by):
        owner = Owner(OwnerKind.AGENCY, by.agency_id)
    entry = write_entry(None, owner, entry_data, data.invited, known, by, at)
    made = Meeting.objects.create(
        agency_id=by.agency_id,
        entry=entry,
        code=token_urlsafe(24),
        link=data.link.strip(),
        called_by=by.person_name,
        called_by_post_id=by.post_id,
        called_at=at,
    )
    _write_agenda(made, data.agenda)
    write_outside(made, data.outside, at)
    told = _told(made, data)
    note("calendar.meeting-called", on=made, by=by, at=at, data=told)
    return made


def _told(meeting: Meeting, data: MeetingData) -> dict[str, int]:
    outside = people_outside(meeting).count()
    told = {"invited": len(data.invited), "items": len(data.agenda)}
    return told | ({"outside": outside} if outside else {})


def _reasons(data: MeetingData, entry: EntryData) -> list[Reason]:
    reasons = fault_reasons(data_faults(entry, data.invited))
    reasons += fault_reasons(item_faults(data.agenda))
    reasons += fault_reasons(outside_faults(data.outside or ()))
    link = data.link.strip()
    if link and (not link.startswith("https://") or len(link) > LONGEST_LINE):
        words = _("Địa chỉ phòng trực tuyến bắt đầu bằng https.")
        reasons.append(Reason(words, "link"))
    if entry.rrule:
        words = _("Cuộc họp diễn ra một lần; lần sau lập cuộc họp khác.")
        reasons.append(Reason(words, "rrule"))
    return reasons


def _write_agenda(meeting: Meeting, items: Sequence[ItemData]) -> None:
    meeting.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            number=number,
            text=item.text,
            presenter=item.presenter,
            minutes=item.minutes,
        )
        for number, item in enumerate(items, 1)
    )


def change_meeting(
    *, meeting_id: UUID, data: MeetingData, by: Seat, at: datetime
) -> Meeting:
    """As long as it has not been held; who is asked hears where it moved to, and its
    rooms and cars move with it: where one is taken then, nothing moves.
    """
    refuse_marked(texts=data.texts, by=by, at=at)
    with clash_in_words():
        return _change(meeting_id, data, by, at)


@transaction.atomic
def _change(meeting_id: UUID, data: MeetingData, by: Seat, at: datetime) -> Meeting:
    found, known = locked_meeting(meeting_id, by), invitable(by, local_date(at))
    entry_data = data.entry.tidied()
    kept = {row.desk_id for row in found.entry.attending.all()}
    reasons = state_reasons(found, TO_COME) + _reasons(data, entry_data)
    reasons += invited_reasons(
        [one for one in data.invited if one.desk_id not in kept], known
    )
    reasons += outside_reasons(data.outside, found.agency_id, at)
    if reasons:
        raise Refused(reasons)
    was = (found.entry.starts, found.entry.ends)
    write_entry(found.entry, found.entry.owner, entry_data, data.invited, known, by, at)
    move_bookings(found, was, by, at)
    found.link = data.link.strip()
    found.save(update_fields=["link"])
    _write_agenda(found, data.agenda)
    moved = (found.entry.starts, found.entry.ends) != was
    write_outside(found, data.outside, at, moved=moved)
    told = _told(found, data)
    note("calendar.meeting-changed", on=found, by=by, at=at, data=told)
    return found


def cancel_meeting(
    *, meeting_id: UUID, because: str, by: Seat, at: datetime
) -> Meeting:
    """It is off: everybody's time is free again, and its rooms and cars."""
    refuse_marked(texts=[because], by=by, at=at)
    return _cancel(meeting_id, because, by, at)


@transaction.atomic
def _cancel(meeting_id: UUID, because: str, by: Seat, at: datetime) -> Meeting:
    found = locked_meeting(meeting_id, by)
    reasons = state_reasons(found, TO_COME)
    if not nfc(because):
        reasons.append(Reason(_("Ghi lý do hủy."), "because"))
    if reasons:
        raise Refused(reasons)
    found.state, found.because = MeetingState.CANCELLED, nfc(because)[:LONGEST_LINE]
    found.save(update_fields=["state", "because"])
    drop(found.entry, by, at)
    owe(found, people_outside(found), Says.CANCEL, at, because=found.because)
    held = found.bookings.filter(state__in=HELD)
    Occupation.objects.filter(booking__in=held).update(is_held=False)
    held.update(state=BookingState.CANCELLED)
    note("calendar.meeting-cancelled", on=found, by=by, at=at)
    return found


@transaction.atomic
def add_paper(
    *, meeting_id: UUID, document_id: UUID, by: Seat, at: datetime
) -> MeetingPaper:
    """A paper the actor reads is read in the room by whom the meeting asks."""
    found = locked_meeting(meeting_id, by)
    reasons = state_reasons(found, NOT_OFF)
    if not may_open_papers(by):
        words = _("Văn thư, lãnh đạo và chánh văn phòng đưa văn bản vào cuộc họp.")
        reasons.append(Reason(words))
    paper = readable_paper(by, document_id)
    if paper is None:
        reasons.append(Reason(_("Không tìm thấy văn bản này."), "document"))
    if found.papers.filter(document=document_id).exists():
        reasons.append(Reason(_("Văn bản này đã có trong cuộc họp."), "document"))
    if found.papers.count() >= MOST_PAPERS:
        words = _("Cuộc họp có quá %(most)s tài liệu.") % {"most": MOST_PAPERS}
        reasons.append(Reason(words, "document"))
    if reasons or paper is None:
        raise Refused(reasons)
    last = found.papers.aggregate(last=Max("number"))["last"] or 0
    made = MeetingPaper.objects.create(
        meeting=found,
        document=paper,
        number=last + 1,
        added_at=at,
        added_by=by.person_name,
    )
    told = {"symbol": paper.symbol}
    note("calendar.paper-added", on=found, by=by, at=at, data=told)
    return made


@transaction.atomic
def remove_paper(*, meeting_id: UUID, paper_id: UUID, by: Seat, at: datetime) -> None:
    found = locked_meeting(meeting_id, by)
    paper = found.papers.select_related("document").filter(pk=paper_id).first()
    if paper is None:
        raise Refused([_("Tài liệu này không còn trong cuộc họp.")])
    paper.delete()
    told = {"symbol": paper.document.symbol}
    note("calendar.paper-removed", on=found, by=by, at=at, data=told)


@transaction.atomic
def record_attendance(
    *,
    meeting_id: UUID,
    present: Sequence[UUID],
    by: Seat,
    at: datetime,
    shown: Sequence[UUID] = (),
) -> Meeting:
    """Điểm danh: who of those asked is there, all at once; from then it was held.

    ``shown`` were there as the list was looked at: of these alone it is taken back. Who
    signed in by phone since then stays.
    """
    found = locked_meeting(meeting_id, by)
    reasons = state_reasons(found, NOT_OFF)
    if at < found.entry.starts and local_date(at) < local_date(found.entry.starts):
        reasons.append(Reason(_("Chưa đến ngày họp.")))
    if reasons:
        raise Refused(reasons)
    rows = found.entry.attending.select_for_update()
    there = rows.filter(pk__in=list(present))
    there.filter(came_at__isnull=True).update(came_at=at, came_by=by.person_name)
    gone = set(shown) - set(present)
    rows.filter(pk__in=gone).update(came_at=None, came_by="")
    _held(found)
    told = {"present": there.count()}
    note("calendar.attended", on=found, by=by, at=at, data=told)
    return found


def _held(found: Meeting) -> None:
    if found.state in TO_COME:
        found.state = MeetingState.HELD
        found.save(update_fields=["state"])


@transaction.atomic
def sign_in(*, meeting_id: UUID, code: str, by: Seat, at: datetime) -> Attendance:
    """The picture at the door read by a phone: the actor was there."""
    rows = attended_meetings(reach_of(by)).filter(pk=meeting_id)
    meeting = rows.select_related("entry").first()
    if meeting is None or not compare_digest(meeting.code.encode(), code.encode()):
        raise Refused([_("Mã điểm danh không đúng.")])
    reasons = state_reasons(meeting, NOT_OFF)
    if local_date(at) != local_date(meeting.entry.starts):
        reasons.append(Reason(_("Chỉ điểm danh trong ngày họp.")))
    if reasons:
        raise Refused(reasons)
    asked = meeting.entry.attending.select_for_update()
    mine = asked.filter(desk_id__in=reach_of(by).desks)
    # The own post before the unit it heads, that before the agency it speaks for.
    found = mine.filter(desk_id=by.post_id).first() or mine.first()
    if found is None:
        raise Refused([_("Không tìm thấy lời mời này.")])
    if found.came_at is None:
        found.came_at, found.came_by = at, by.person_name
        found.save(update_fields=["came_at", "came_by"])
        told = {"present": 1}
        note("calendar.attended", on=meeting, by=by, at=at, data=told)
    return found


def keep_note(*, meeting_id: UUID, text: str, by: Seat, at: datetime) -> MeetingNote:
    """What one writes for oneself in the room."""
    refuse_marked(texts=[text], by=by, at=at)
    return _keep_note(meeting_id, text, by, at)


@transaction.atomic
def _keep_note(meeting_id: UUID, text: str, by: Seat, at: datetime) -> MeetingNote:
    meeting = attended_meetings(reach_of(by)).filter(pk=meeting_id).first()
    if meeting is None:
        raise Refused([_("Không tìm thấy cuộc họp này.")])
    if len(clean(text)) > LONGEST_NOTE:
        words = _("Nội dung dài quá %(most)s ký tự.") % {"most": LONGEST_NOTE}
        raise Refused([Reason(words, "text")])
    row, _new = MeetingNote.objects.update_or_create(
        meeting=meeting,
        person_id=by.person_id,
        defaults={"text": clean(text), "kept_at": at},
    )
    note("calendar.note-kept", on=meeting, by=by, at=at)
    return row
