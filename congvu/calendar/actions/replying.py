"""What an invited desk answers, and whom it sends instead."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.calendar.access import invitable, reach_of
from congvu.calendar.actions.asking import refuse_marked
from congvu.calendar.actions.keeping import holders_of, next_change
from congvu.calendar.actions.telling import tell_asked, tell_caller
from congvu.calendar.models import Attendance, Entry
from congvu.calendar.rules import LONGEST_LINE, Reply
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


def reply(
    *,
    attendance_id: UUID,
    answer: Reply,
    by: Seat,
    at: datetime,
    words: str = "",
) -> Attendance:
    """Comes, may come, does not; may be said again otherwise until it is over."""
    refuse_marked(texts=[words], by=by, at=at)
    return _reply(attendance_id, answer, words, by, at)


@transaction.atomic
def _reply(
    attendance_id: UUID, answer: Reply, words: str, by: Seat, at: datetime
) -> Attendance:
    found = _locked(attendance_id, by)
    reasons = _reasons(found, words, at)
    if answer in (Reply.NONE, Reply.DELEGATED):
        reasons.append(Reason(_("Chọn câu trả lời."), "answer"))
    if reasons:
        raise Refused(reasons)
    # Whoever was to come instead is not asked any more.
    found.stands.all().delete()
    _write(found, answer, words, by, at)
    return found


def send_instead(
    *, attendance_id: UUID, post_id: UUID, by: Seat, at: datetime, words: str = ""
) -> Attendance:
    """Cử người đi thay: another post of the own agency is asked in this one's place."""
    refuse_marked(texts=[words], by=by, at=at)
    return _send_instead(attendance_id, post_id, words, by, at)


@transaction.atomic
def _send_instead(
    attendance_id: UUID, post_id: UUID, words: str, by: Seat, at: datetime
) -> Attendance:
    found = _locked(attendance_id, by)
    reasons = _reasons(found, words, at)
    body = invitable(by, local_date(at)).get(post_id)
    held = holders_of([post_id], at).get(post_id)
    if body is None or body.agency_id != by.agency_id or held is None:
        reasons.append(Reason(_("Chọn một người của cơ quan."), "post"))
    if post_id == found.desk_id:
        reasons.append(Reason(_("Đã mời chính người này."), "post"))
    taken = Attendance.objects.filter(entry=found.entry_id, desk_id=post_id)
    if taken.exclude(stands_for=found).exists():
        reasons.append(Reason(_("Người này đã được mời."), "post"))
    if reasons or body is None or held is None:
        raise Refused(reasons)
    found.stands.exclude(desk_id=post_id).delete()
    made, _new = Attendance.objects.get_or_create(
        entry_id=found.entry_id,
        desk_id=post_id,
        defaults={"name": body.name[:300], "person_id": held.person_id},
        stands_for=found,
    )
    _write(found, Reply.DELEGATED, words, by, at)
    tell_asked(found.entry, [made], by, at, way="instead")
    return made


def _locked(attendance_id: UUID, by: Seat) -> Attendance:
    """The entry's row first, as whoever writes the entry does."""
    asked = Attendance.objects.filter(pk=attendance_id, desk_id__in=reach_of(by).desks)
    rows = Entry.objects.select_for_update(of=("self",))
    entry = rows.filter(pk__in=asked.values("entry"), dropped_at__isnull=True).first()
    found = asked.select_for_update().first() if entry is not None else None
    if entry is None or found is None:
        raise Refused([_("Không tìm thấy lời mời này.")])
    found.entry = entry
    return found


def _reasons(found: Attendance, words: str, at: datetime) -> list[Reason]:
    reasons = []
    if not found.entry.rrule and found.entry.ends < at:
        reasons.append(Reason(_("Việc này đã diễn ra xong.")))
    if len(nfc(words)) > LONGEST_LINE:
        told = _("Nội dung dài quá %(most)s ký tự.") % {"most": LONGEST_LINE}
        reasons.append(Reason(told, "words"))
    return reasons


def _write(
    found: Attendance, answer: Reply, words: str, by: Seat, at: datetime
) -> None:
    found.reply, found.reply_words = answer, nfc(words)
    found.replied_at, found.replied_by = at, by.person_name
    found.save()
    entry: Entry = found.entry
    entry.change = next_change()
    entry.save(update_fields=["change"])
    meeting = getattr(entry, "meeting", None)
    if meeting is not None:
        tell_caller(entry, meeting.called_by_post_id, by, at, str(answer))
    event = "calendar.replied"
    if answer == Reply.DELEGATED:
        event = "calendar.delegated"
    data = {"reply": str(answer)}
    record(event, by=by.actor, at=at, on=entry, agency_id=by.agency_id, data=data)
