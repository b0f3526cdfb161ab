"""What calendar programs are told: the items of a calendar, and what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from congvu.calendar.models import Attendance, DavItem, Entry, EntryOccurrence
from congvu.calendar.queries.entries import owned_by, times_between
from congvu.calendar.queries.reach import Reach, visible_entries
from congvu.calendar.rules import (
    COMING,
    Change,
    EntryData,
    Owner,
    Reply,
    Span,
    Status,
    Visibility,
    merged,
)
from congvu.organisations.models import Person


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def items_of(owner: Owner) -> QuerySet[DavItem]:
    """Every address of a calendar, with those that are gone."""
    return DavItem.objects.filter(owned_by(owner))


def untold_entries(owner: Owner) -> list[Entry]:
    """Entries written or dropped since a program was last told of this calendar; one
    query, and empty most of the time.
    """
    told = items_of(owner).filter(entry=OuterRef("pk"), entry_change=OuterRef("change"))
    never = DavItem.objects.filter(entry=OuterRef("pk"))
    rows = Entry.objects.filter(owned_by(owner)).filter(~Exists(told))
    # What was dropped before any program knew of it is nobody's news.
    rows = rows.filter(Q(dropped_at__isnull=True) | Q(Exists(never)))
    changed = EntryOccurrence.objects.filter(is_changed=True).order_by("at")
    rows = rows.prefetch_related(Prefetch("occurrences", changed, to_attr="changed"))
    return list(rows.order_by("change"))


def told_of(entries: Collection[Entry]) -> dict[UUID, DavItem]:
    """Under which address each is known, in whatever calendar it was."""
    rows = DavItem.objects.filter(entry__in=entries)
    return {one.entry_id: one for one in rows if one.entry_id is not None}


def last_item_change(owner: Owner) -> int:
    return items_of(owner).aggregate(last=Max("change"))["last"] or 0


def newest_change() -> int:
    """Over all calendars: where the next one counts on."""
    return DavItem.objects.aggregate(last=Max("change"))["last"] or 0


def read_items(owner: Owner, reach: Reach) -> QuerySet[DavItem]:
    """Those whose words this reader may read."""
    # An entry that went to an heir is no longer of this calendar.
    seen = visible_entries(reach).filter(owned_by(owner), pk=OuterRef("entry"))
    own_notes = Q(entry__isnull=True, person=reach.person_id)
    return items_of(owner).filter(own_notes | Q(Exists(seen)), gone_at__isnull=True)


def between(
    rows: QuerySet[DavItem], since: datetime, until: datetime
) -> QuerySet[DavItem]:
    """Those that may take place between two moments: never one too few."""
    return rows.filter(
        Q(starts__isnull=True) | Q(starts__lt=until),
        Q(ends__isnull=True) | Q(ends__gte=since),
    )


def data_of(entry: Entry, changed: Collection[EntryOccurrence]) -> EntryData:
    """An entry as data; ``changed`` are those of its times that are otherwise."""
    return EntryData(
        summary=entry.summary,
        starts=entry.starts,
        ends=entry.ends,
        all_day=entry.all_day,
        rrule=entry.rrule,
        left_out=tuple(entry.left_out),
        changes=tuple(
            Change(one.at, one.starts, one.ends, one.place, one.is_cancelled)
            for one in changed
        )
        if entry.rrule
        else (),
        place=entry.place,
        description=entry.description,
        chair=entry.chair,
        prepares=entry.prepares,
        visibility=Visibility(entry.visibility),
        status=Status(entry.status),
        uid=entry.uid,
        sequence=entry.sequence,
        raw=entry.raw,
    )


def changed_times(entry: Entry) -> list[EntryOccurrence]:
    return list(entry.occurrences.filter(is_changed=True).order_by("at"))


def asked_entries(reach: Reach, since: datetime) -> list[Entry]:
    """What the seat is asked to from a day on and comes to, maybe; three queries."""
    asked = Attendance.objects.filter(
        entry=OuterRef("pk"), desk_id__in=reach.desks, reply__in=COMING
    )
    later = EntryOccurrence.objects.filter(entry=OuterRef("pk"), ends__gt=since)
    rows = Entry.objects.filter(Exists(asked), Exists(later), dropped_at__isnull=True)
    rows = rows.exclude(status=Status.CANCELLED)
    changed = EntryOccurrence.objects.filter(is_changed=True).order_by("at")
    return list(
        rows.prefetch_related(
            Prefetch("occurrences", changed, to_attr="changed"),
            Prefetch("attending", Attendance.objects.order_by("part", "name")),
        ).order_by("starts", "pk")
    )


def own_attendance(entry_id: UUID, reach: Reach) -> Attendance | None:
    rows = Attendance.objects.filter(
        entry=entry_id, entry__dropped_at__isnull=True, desk_id__in=reach.desks
    )
    return rows.exclude(reply=Reply.DELEGATED).first()


def busy_of_person(
    person_id: UUID, desks: Collection[UUID], since: datetime, until: datetime
) -> list[Span]:
    """When somebody is busy: own entries and what they are asked to; one query."""
    asked = Attendance.objects.filter(
        entry=OuterRef("entry"), desk_id__in=list(desks), reply__in=COMING
    )
    rows = times_between(since, until).filter(
        Q(entry__person=person_id) | Q(Exists(asked)), is_busy=True
    )
    return merged(rows.values_list("starts", "ends"))


def busy_of_people(
    desks: Mapping[UUID, Collection[UUID]], since: datetime, until: datetime
) -> dict[UUID, list[Span]]:
    """As ``busy_of_person`` of each, by their desks; two queries for all."""
    times = times_between(since, until).filter(is_busy=True)
    own = times.filter(entry__person__in=list(desks))
    asked = times.filter(
        entry__attending__desk_id__in={one for some in desks.values() for one in some},
        entry__attending__reply__in=COMING,
    )
    found: dict[UUID, list[Span]] = {}
    for rows, whose in ((own, "entry__person"), (asked, "entry__attending__desk_id")):
        for key, starts, ends in rows.values_list(whose, "starts", "ends"):
            found.setdefault(key, []).append((starts, ends))
    return {
        person: merged(one for key in {person, *mine} for one in found.get(key, ()))
        for person, mine in desks.items()
    }


def busy_of_calendar(owner: Owner, since: datetime, until: datetime) -> list[Span]:
    rows = times_between(since, until).filter(
        **{f"entry__{owner.kind}": owner.id}, is_busy=True
    )
    return merged(rows.values_list("starts", "ends"))


def person_of_user(user_id: UUID) -> Person | None:
    return Person.objects.filter(user=user_id).first()


def tasks_kept(person_id: UUID) -> int:
    """Tasks and notes a person's programs keep here."""
    return DavItem.objects.filter(
        person=person_id, entry__isnull=True, gone_at__isnull=True
    ).count()
