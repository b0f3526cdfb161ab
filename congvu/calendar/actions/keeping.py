"""Entries kept and dropped; pages, the API and CalDAV all come here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.calendar.access import entries_kept, invitable, may_keep
from congvu.calendar.actions.asking import fault_reasons, refuse_marked
from congvu.calendar.actions.telling import tell_asked
from congvu.calendar.formats.entries import sent_of
from congvu.calendar.models import Attendance, Entry, EntryOccurrence
from congvu.calendar.queries import owned_by
from congvu.calendar.queries.dav import data_of
from congvu.calendar.rules import (
    HORIZON,
    Change,
    EntryData,
    Invited,
    Owner,
    Part,
    Status,
    entry_faults,
    rule_faults,
    times_of,
)
from congvu.duties.queries import Body
from congvu.duties.rules import Fault
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import Appointment

_LOCK = 0x63616C
"""One after another, so that a phone that asks what came since misses nothing. Taken
after the entry's row, which comes first wherever an entry or its answers are written.
"""
_PAST = timedelta(days=366)
"""So far back the times of a repeated entry are laid out anew."""
_FIELDS = (
    "summary",
    "description",
    "place",
    "chair",
    "prepares",
    "starts",
    "ends",
    "all_day",
    "rrule",
    "visibility",
    "status",
)


def keep_entry(
    *,
    owner: Owner,
    data: EntryData,
    by: Seat,
    at: datetime,
    entry_id: UUID | None = None,
    invited: Sequence[Invited] | None = None,
    unsaid: Collection[str] = (),
) -> Entry:
    """Write an entry of a calendar the actor keeps, or write one again.

    It is found by ``entry_id``, or in this calendar by its ``uid``. ``invited`` are all
    the desks asked to it from now on; without it they stay as they were. ``unsaid``
    names what of the data the door did not ask for: it stays as it is kept.
    """
    data = data.tidied()
    refuse_marked(texts=data.texts, by=by, at=at)
    try:
        return _keep(owner, data, entry_id, invited, unsaid, by, at)
    except IntegrityError as why:
        if "entry_uid_once_a_calendar" not in str(why):
            raise
    # Another wrote the same new entry at this moment: this is the later writing of it.
    return _keep(owner, data, entry_id, invited, unsaid, by, at)


@transaction.atomic
def _keep(
    owner: Owner,
    data: EntryData,
    entry_id: UUID | None,
    invited: Sequence[Invited] | None,
    unsaid: Collection[str],
    by: Seat,
    at: datetime,
) -> Entry:
    found = _locked(owner, data.uid, entry_id)
    if found is not None and unsaid:
        stored = data_of(found, ())
        data = replace(data, **{name: getattr(stored, name) for name in unsaid})
    reasons = fault_reasons(data_faults(data, invited))
    if not may_keep(by, owner):
        words = _("Chức vụ đang chọn không ghi được vào lịch này.")
        reasons.append(Reason(words))
    if found is None and entry_id is not None:
        reasons.append(Reason(_("Không tìm thấy mục lịch này.")))
    if found is not None and hasattr(found, "meeting"):
        words = _("Đây là cuộc họp; sửa ở trang của cuộc họp.")
        reasons.append(Reason(words))
    asked = set(found.attending.values_list("desk_id", flat=True)) if found else set()
    new = [one for one in invited or () if one.desk_id not in asked]
    known = invitable(by, local_date(at)) if new else {}
    reasons += invited_reasons(new, known)
    if reasons:
        raise Refused(reasons)
    return write_entry(found, owner, data, invited, known, by, at)


def data_faults(data: EntryData, invited: Sequence[Invited] | None) -> list[Fault]:
    zone = sent_of(data.raw, data.rrule).zone
    found = entry_faults(data, invited or ())
    return found + rule_faults(data.rrule, data.starts, zone=zone)


def invited_reasons(
    invited: Sequence[Invited], known: dict[UUID, Body]
) -> list[Reason]:
    if all(one.desk_id in known for one in invited):
        return []
    words = _("Có nơi được mời không còn trong danh sách.")
    return [Reason(words, "invited")]


def write_entry(
    found: Entry | None,
    owner: Owner,
    data: EntryData,
    invited: Sequence[Invited] | None,
    known: dict[UUID, Body],
    by: Seat,
    at: datetime,
) -> Entry:
    """The rows of it, in the caller's transaction, asked for and checked by then."""
    change = next_change()
    entry = found or Entry(**{f"{owner.kind}_id": owner.id})
    moved = found is not None and (found.starts, found.ends) != (data.starts, data.ends)
    known_at = data.starts if found is None else found.starts
    for name in _FIELDS:
        setattr(entry, name, getattr(data, name))
    entry.uid = data.uid or entry.uid or f"{uuid7()}@congvu"
    again = 0 if found is None else found.sequence + 1
    entry.sequence = again if data.sequence is None else data.sequence
    entry.left_out = list(data.left_out)
    # What a phone sent that we do not know outlives what is typed here.
    entry.raw = data.raw or entry.raw
    entry.change, entry.kept_at, entry.kept_by = change, at, by.person_name
    entry.known_until = max(at, data.starts) + HORIZON
    entry.save()
    write_times(entry, data, at)
    rows: list[Attendance] = []
    if invited is not None:
        rows, gone = _write_invited(entry, invited, known, at)
        tell_asked(entry, gone, by, at, way="removed", when=known_at)
        tell_asked(entry, rows, by, at)
    if moved:
        before = entry.attending.exclude(pk__in=[row.pk for row in rows])
        tell_asked(entry, before, by, at, way="moved")
    record(
        "calendar.entry-kept",
        by=by.actor,
        at=at,
        on=entry,
        agency_id=by.agency_id,
        data={
            "owner": str(owner.kind),
            "sequence": entry.sequence,
            "day": local_date(entry.starts).isoformat(),
            "invited": len(invited or ()),
        },
    )
    return entry


def next_change() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return (Entry.objects.aggregate(last=Max("change"))["last"] or 0) + 1


def _locked(owner: Owner, uid: str, entry_id: UUID | None) -> Entry | None:
    rows = Entry.objects.select_for_update(of=("self",)).filter(
        owned_by(owner), dropped_at__isnull=True
    )
    if entry_id is not None:
        return rows.filter(pk=entry_id).first()
    return rows.filter(uid=uid).first() if uid else None


def write_times(entry: Entry, data: EntryData | None, at: datetime) -> None:
    """A row for each time within the horizon. What was changed alone stays, unless the
    data says how each stands: then that holds. What a phone said of a time that comes
    within the horizon only now holds, too; long past times stay as they were.
    """
    length = entry.ends - entry.starts
    entry.known_until = max(at, entry.starts) + HORIZON
    sent, since = sent_of(entry.raw, entry.rrule), at - _PAST
    found = times_of(
        entry.rrule,
        entry.starts,
        entry.known_until,
        since=since,
        zone=sent.zone,
        left_out=entry.left_out,
    )
    wanted = set(found)
    said = {c.at: c for c in data.changes} if data is not None else {}
    is_told = data is not None and bool(said or data.raw)
    rows = {row.at: row for row in entry.occurrences.all()}
    busy = entry.status != Status.CANCELLED and entry.dropped_at is None
    _forget_times(entry, rows.keys() - wanted, since)
    made = []
    for moment in sorted(wanted):
        row = rows.get(moment)
        if row is None:
            row = EntryOccurrence(entry=entry, at=moment)
            known = said if is_told else sent.changes
            _set_time(row, known.get(moment), length)
        elif is_told or not row.is_changed:
            _set_time(row, said.get(moment), length)
        row.is_busy = busy and not row.is_cancelled and sent.takes_time(moment)
        made.append(row)
    EntryOccurrence.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["entry", "at"],
        update_fields=[
            "starts",
            "ends",
            "place",
            "is_changed",
            "is_cancelled",
            "is_busy",
        ],
    )


def _forget_times(entry: Entry, moments: Collection[datetime], since: datetime) -> None:
    """Those that the rule says no more; of a repeated entry's long past nobody asks."""
    gone = [
        moment
        for moment in moments
        if not (entry.rrule and entry.starts <= moment < since)
    ]
    entry.occurrences.filter(at__in=gone).delete()


def _set_time(row: EntryOccurrence, change: Change | None, length: timedelta) -> None:
    row.starts, row.ends = row.at, row.at + length
    row.place, row.is_changed, row.is_cancelled = "", False, False
    if change is not None:
        row.is_changed, row.is_cancelled = True, change.is_cancelled
        row.starts = change.starts or row.at
        row.ends = change.ends or row.starts + length
        row.place = change.place


def _write_invited(
    entry: Entry,
    invited: Sequence[Invited],
    known: dict[UUID, Body],
    at: datetime,
) -> tuple[list[Attendance], list[Attendance]]:
    """Who of the office is asked from now on; who answered keeps the answer. The new
    ones, and who is not asked any more.
    """
    inside = entry.attending.filter(email="")
    rows = {row.desk_id: row for row in inside.select_for_update()}
    names = {desk: row.name for desk, row in rows.items()}
    wanted = {one.desk_id: _part(one, rows.get(one.desk_id)) for one in invited}
    gone = [
        row
        for desk, row in rows.items()
        if desk not in wanted and not row.stands_for_id
    ]
    # With whom they sent instead.
    left = {row.pk for row in gone}
    sent = [row for row in rows.values() if row.stands_for_id in left]
    gone += [row for row in sent if row.desk_id not in wanted]
    entry.attending.filter(pk__in=left).delete()
    for one in sent:
        del rows[one.desk_id]
    # One chair at a time, also between two statements.
    entry.attending.filter(part="chair").exclude(
        desk_id__in=[d for d, part in wanted.items() if part == "chair"]
    ).update(part="attends")
    people = holders_of(list(wanted), at)
    made = []
    for desk, part in wanted.items():
        row = rows.get(desk)
        if row is not None:
            entry.attending.filter(pk=row.pk).update(part=part)
            continue
        held = people.get(desk)
        name = known[desk].name if desk in known else names[desk]
        made.append(
            Attendance(
                entry=entry,
                desk_id=desk,
                person_id=held.person_id if held else None,
                name=name[:300],
                part=part,
            )
        )
    return Attendance.objects.bulk_create(made), gone


def _part(one: Invited, row: Attendance | None) -> Part:
    """As said; unsaid, who prepares goes on preparing."""
    if one.part is not None:
        return one.part
    prepares = row is not None and row.part == Part.PREPARES
    return Part.PREPARES if prepares else Part.ATTENDS


def holders_of(desks: Sequence[UUID], at: datetime) -> dict[UUID, Appointment]:
    """Post → who holds it; one query."""
    rows = Appointment.objects.valid(on=local_date(at)).filter(post__in=list(desks))
    return {row.post_id: row for row in rows.select_related("person")}


@transaction.atomic
def drop_entry(*, entry_id: UUID, by: Seat, at: datetime) -> Entry:
    """It is gone from every calendar; its row stays to tell phones so."""
    rows = Entry.objects.select_for_update(of=("self",))
    kept = entries_kept(by).values("pk")
    found = rows.filter(pk=entry_id, pk__in=kept, dropped_at__isnull=True).first()
    if found is None:
        raise Refused([_("Không tìm thấy mục lịch này.")])
    if hasattr(found, "meeting"):
        raise Refused([_("Đây là cuộc họp; hủy ở trang của cuộc họp.")])
    drop(found, by, at)
    record(
        "calendar.entry-dropped",
        by=by.actor,
        at=at,
        on=found,
        agency_id=by.agency_id,
        data={"owner": str(found.owner.kind)},
    )
    return found


def drop(found: Entry, by: Seat, at: datetime) -> None:
    """Its times are free again, and who was asked hears of it."""
    found.change, found.dropped_at = next_change(), at
    found.sequence += 1
    found.save(update_fields=["change", "dropped_at", "sequence"])
    found.occurrences.update(is_busy=False)
    tell_asked(found, found.attending.all(), by, at, way="off")


def change_time(
    *,
    occurrence_id: UUID,
    by: Seat,
    at: datetime,
    starts: datetime | None = None,
    ends: datetime | None = None,
    place: str = "",
    cancelled: bool = False,
) -> EntryOccurrence:
    """One time of an entry alone: moved, held elsewhere, or cancelled."""
    refuse_marked(texts=[place], by=by, at=at)
    return _change_time(occurrence_id, starts, ends, place, cancelled, by, at)


@transaction.atomic
def _change_time(
    occurrence_id: UUID,
    starts: datetime | None,
    ends: datetime | None,
    place: str,
    cancelled: bool,  # noqa: FBT001 - as the action was told by keyword
    by: Seat,
    at: datetime,
) -> EntryOccurrence:
    kept = entries_kept(by).filter(occurrences=occurrence_id).values("pk")
    entry = Entry.objects.select_for_update().filter(pk__in=kept).first()
    found = entry.occurrences.filter(pk=occurrence_id).first() if entry else None
    if entry is None or found is None or entry.dropped_at is not None:
        raise Refused([_("Không tìm thấy lần này của mục lịch.")])
    if hasattr(entry, "meeting"):
        raise Refused([_("Đây là cuộc họp; sửa ở trang của cuộc họp.")])
    begins = starts or found.starts
    until = ends or begins + (found.ends - found.starts)
    data = EntryData(entry.summary, begins, until, place=place).tidied()
    reasons = fault_reasons(entry_faults(data))
    if reasons:
        raise Refused(reasons)
    found.starts, found.ends, found.place = begins, until, data.place
    found.is_changed, found.is_cancelled = True, cancelled
    takes_time = sent_of(entry.raw, entry.rrule).takes_time(found.at)
    found.is_busy = takes_time and not cancelled and entry.status != Status.CANCELLED
    if not entry.rrule and not cancelled:
        # What takes place once has no other time to be told from.
        entry.starts, entry.ends = begins, until
        entry.place = data.place or entry.place
        found.at, found.place, found.is_changed = begins, "", False
    found.save()
    entry.change, entry.sequence = next_change(), entry.sequence + 1
    entry.save(update_fields=["change", "sequence", "starts", "ends", "place"])
    way = "off" if cancelled else "moved"
    tell_asked(entry, entry.attending.all(), by, at, way=way)
    record(
        "calendar.time-changed",
        by=by.actor,
        at=at,
        on=entry,
        agency_id=by.agency_id,
        data={"day": local_date(begins).isoformat()},
    )
    return found


def extend_times(*, at: datetime, most: int = 500) -> int:
    """Repeated entries get rows as the horizon moves on; how many were looked at."""
    rows = Entry.objects.filter(
        dropped_at__isnull=True, known_until__lt=at + HORIZON - timedelta(days=30)
    ).exclude(rrule="")
    wanted = list(rows.order_by("known_until").values_list("pk", flat=True)[:most])
    for pk in wanted:
        with transaction.atomic():
            entry = Entry.objects.select_for_update().get(pk=pk)
            write_times(entry, None, at)
            entry.save(update_fields=["known_until"])
    return len(wanted)
