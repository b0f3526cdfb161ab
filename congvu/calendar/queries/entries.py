"""Entries of one calendar and their times, by span; the ground of pages and CalDAV."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.calendar.models import Attendance, Entry, EntryOccurrence
from congvu.calendar.queries.reach import Reach, visible_entries
from congvu.calendar.rules import (
    COMING,
    Line,
    Owner,
    OwnerKind,
    Part,
    Status,
    Visibility,
    at_clock,
)
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Role


def owned_by(owner: Owner) -> Q:
    return Q(**{owner.kind.value: owner.id})


@dataclass(frozen=True)
class Shown:
    """One time of an entry as one reader may see it: ``entry`` is empty for what they
    may know no more of than that its owner is busy.
    """

    starts: datetime
    ends: datetime
    all_day: bool
    entry: Entry | None = None
    occurrence_id: UUID | None = None
    place: str = ""
    mine: Attendance | None = None


def times_between(since: datetime, until: datetime) -> QuerySet[EntryOccurrence]:
    return EntryOccurrence.objects.filter(
        starts__lt=until,
        ends__gt=since,
        is_cancelled=False,
        entry__dropped_at__isnull=True,
    ).exclude(entry__status=Status.CANCELLED)


def my_times(reach: Reach, since: datetime, until: datetime) -> list[Shown]:
    """One's own entries and those one is asked to and has not turned down."""
    asked = Attendance.objects.filter(
        entry=OuterRef("entry"), desk_id__in=reach.desks, reply__in=COMING
    )
    rows = times_between(since, until).filter(
        Q(entry__person=reach.person_id) | Q(Exists(asked))
    )
    return _shown(rows, reach)


def times_of_body(
    owner: Owner, reach: Reach, since: datetime, until: datetime
) -> list[Shown]:
    """One calendar as this reader may see it: what is private to others is “bận”."""
    wanted = {f"entry__{owner.kind}": owner.id}
    rows = times_between(since, until).filter(**wanted)
    return _shown(rows, reach)


def times_of_post(
    post_id: UUID,
    person_id: UUID | None,
    reach: Reach,
    since: datetime,
    until: datetime,
) -> list[Shown]:
    """What takes a leader's time, as this reader may see it."""
    asked = Attendance.objects.filter(
        entry=OuterRef("entry"), desk_id=post_id, reply__in=COMING
    )
    whose = Q(Exists(asked))
    if person_id is not None:
        whose |= Q(entry__person=person_id)
    return _shown(times_between(since, until).filter(whose), reach)


def _shown(rows: QuerySet[EntryOccurrence], reach: Reach) -> list[Shown]:
    """Three queries: the times, whose words one may read, what is asked of one."""
    times = list(
        rows.select_related("entry", "entry__meeting").order_by("starts", "pk")
    )
    wanted = {row.entry_id for row in times}
    read = set(
        visible_entries(reach).filter(pk__in=wanted).values_list("pk", flat=True)
    )
    mine = {
        row.entry_id: row
        for row in Attendance.objects.filter(entry__in=wanted, desk_id__in=reach.desks)
    }
    return [
        Shown(row.starts, row.ends, row.entry.all_day)
        if row.entry_id not in read
        else Shown(
            row.starts,
            row.ends,
            row.entry.all_day,
            row.entry,
            row.pk,
            row.place or row.entry.place,
            mine.get(row.entry_id),
        )
        for row in times
    ]


def week_lines(agency_id: UUID, unit_id: UUID | None, monday: date) -> list[Line]:
    """The week of an agency or a unit: what stands in its calendar, and what it is
    asked to, of an agency its leaders, too; three queries.

    What is private has no line: the sheet is for everybody in the house. For everybody
    at all is only what its own calendar says so of.
    """
    since = at_clock(monday, 0)
    owner = Owner(OwnerKind.AGENCY, agency_id)
    desks = {agency_id}
    if unit_id is not None:
        owner, desks = Owner(OwnerKind.UNIT, unit_id), {unit_id}
    else:
        posts = posts_on(monday, agency_id=agency_id)
        desks |= {post.id for post in posts if post.role == Role.LEADER}
    asked = Attendance.objects.filter(
        entry=OuterRef("entry"), desk_id__in=desks, reply__in=COMING
    )
    rows = times_between(since, since + timedelta(days=7)).filter(
        Q(**{f"entry__{owner.kind}": owner.id}) | Q(Exists(asked))
    )
    rows = rows.exclude(entry__visibility=Visibility.PRIVATE)
    times = list(rows.select_related("entry").order_by("starts", "pk"))
    chairs = _named([row.entry_id for row in times])
    return [
        Line(
            key=_key(row),
            starts=row.starts,
            ends=row.ends,
            all_day=row.entry.all_day,
            content=row.entry.summary,
            chair=row.entry.chair or chairs.get((row.entry_id, Part.CHAIR), ""),
            place=row.place or row.entry.place,
            prepares=row.entry.prepares
            or chairs.get((row.entry_id, Part.PREPARES), ""),
            is_public=row.entry.visibility == Visibility.PUBLIC
            and row.entry.owner == owner,
        )
        for row in times
    ]


def _key(row: EntryOccurrence) -> str:
    """What takes place once is the same line wherever it moves to."""
    if not row.entry.rrule:
        return str(row.entry_id)
    return f"{row.entry_id}/{row.at:%Y%m%dT%H%M%S}"


def _named(entries: Collection[UUID]) -> dict[tuple[UUID, str], str]:
    """Who chairs and who prepares each, by name."""
    rows = Attendance.objects.filter(
        entry__in=set(entries), part__in=[Part.CHAIR, Part.PREPARES]
    )
    found: dict[tuple[UUID, str], list[str]] = {}
    for entry, part, name in rows.order_by("name").values_list("entry", "part", "name"):
        found.setdefault((entry, part), []).append(name)
    return {key: "; ".join(names) for key, names in found.items()}


def attending(entries: Sequence[UUID]) -> list[Attendance]:
    """The chair first, who comes from outside last."""
    rows = Attendance.objects.filter(entry__in=list(entries))
    found = rows.select_related("stands_for").order_by("part", "name", "pk")
    return sorted(found, key=lambda row: (row.part != Part.CHAIR, bool(row.email)))
