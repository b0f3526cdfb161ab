"""What other parts of the office write into people's own calendars, all at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.audit.actions import record
from congvu.calendar.actions.keeping import next_change
from congvu.calendar.models import Entry, EntryOccurrence
from congvu.calendar.rules import HORIZON, EntryData, Status
from congvu.organisations.access import Seat

_FIELDS = (
    "summary",
    "description",
    "place",
    "chair",
    "starts",
    "ends",
    "all_day",
    "rrule",
    "status",
)
_WRITTEN = (
    *_FIELDS,
    "left_out",
    "change",
    "sequence",
    "kept_at",
    "kept_by",
    "known_until",
    "dropped_at",
)


@transaction.atomic
def fill_calendars(
    *,
    people: Collection[UUID],
    uids: Collection[str],
    wanted: Mapping[tuple[UUID, str], EntryData],
    by: Seat,
    at: datetime,
) -> int:
    """Of these UIDs exactly what is ``wanted`` stands in the calendars of these people:
    what is new comes in, what moved moves, the rest is taken out. How many changed.

    Each takes place once. The caller checked the texts, and told the people. What was
    taken out is the same entry when it comes back, so that programs see it once.
    """
    rows = Entry.objects.select_for_update(of=("self",))
    rows = rows.filter(person__in=list(people), uid__in=list(uids))
    # Of several with one UID the one that stands there now comes last, and counts.
    rows = rows.order_by("dropped_at", "pk")
    known = {(one.person_id, one.uid): one for one in rows}
    gone = [
        one
        for key, one in known.items()
        if key not in wanted and one.dropped_at is None
    ]
    tidied = {key: data.tidied() for key, data in wanted.items()}
    changed = [
        (known[key], data)
        for key, data in tidied.items()
        if key in known and _differs(known[key], data)
    ]
    made = [
        (Entry(person_id=person, uid=data.uid, sequence=0), data)
        for (person, _uid), data in tidied.items()
        if (person, data.uid) not in known
    ]
    if not (gone or changed or made):
        return 0
    change = next_change()
    for number, one in enumerate(gone, start=change):
        one.change, one.dropped_at = number, at
        one.sequence += 1
    for number, (one, data) in enumerate([*changed, *made], start=change + len(gone)):
        _write(one, data, number, by, at)
    Entry.objects.bulk_create((one for one, _data in made), batch_size=500)
    again = [*gone, *(one for one, _data in changed)]
    Entry.objects.bulk_update(again, _WRITTEN, batch_size=500)
    _write_times(again, [one for one, _data in (*changed, *made)])
    total = len(again) + len(made)
    record(
        "calendar.filled",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={"times": total},
    )
    return total


def _differs(entry: Entry, data: EntryData) -> bool:
    return entry.dropped_at is not None or any(
        getattr(entry, name) != getattr(data, name) for name in _FIELDS
    )


def _write(entry: Entry, data: EntryData, change: int, by: Seat, at: datetime) -> None:
    for name in _FIELDS:
        setattr(entry, name, getattr(data, name))
    if not entry._state.adding:
        entry.sequence += 1
    entry.change, entry.dropped_at, entry.left_out = change, None, []
    entry.kept_at, entry.kept_by = at, by.person_name
    entry.known_until = max(at, data.starts) + HORIZON


def _write_times(again: list[Entry], standing: list[Entry]) -> None:
    """Who was taken out has no time left; the others one each."""
    EntryOccurrence.objects.filter(entry__in=again).delete()
    EntryOccurrence.objects.bulk_create(
        (
            EntryOccurrence(
                entry=one,
                at=one.starts,
                starts=one.starts,
                ends=one.ends,
                is_busy=one.status != Status.CANCELLED,
            )
            for one in standing
        ),
        batch_size=500,
    )
