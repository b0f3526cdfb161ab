"""Meetings as one seat may see them, and the papers of the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from congvu.calendar.models import (
    Conclusion,
    Entry,
    Meeting,
    MeetingNote,
    MeetingPaper,
    Resource,
)
from congvu.calendar.queries.reach import Reach, visible_meetings
from congvu.documents.models import DocumentFile
from congvu.documents.queries import held_in
from congvu.duties.queries import now_standing
from congvu.duties.rules import DutyState, ShareRole, state_of
from congvu.files.models import FileState


def meetings_page(
    reach: Reach, *, since: datetime, past: bool = False, most: int = 60
) -> list[Meeting]:
    """What is to come, the next first; or what is over, the last first; one query."""
    rows = visible_meetings(reach).select_related("entry")
    if past:
        rows = rows.filter(entry__ends__lt=since).order_by("-entry__starts", "-id")
    else:
        rows = rows.filter(entry__ends__gte=since).order_by("entry__starts", "id")
    return list(rows[:most])


@dataclass(frozen=True)
class RoomPaper:
    """A paper of the room with the files of it that may be read today."""

    paper: MeetingPaper
    files: tuple[DocumentFile, ...]


def room_papers(meeting: Meeting) -> list[RoomPaper]:
    """In their order; two queries."""
    papers = list(meeting.papers.select_related("document").order_by("number", "id"))
    files: dict[UUID, list[DocumentFile]] = {}
    for row in files_in_room(meeting).order_by("position"):
        files.setdefault(row.document_id, []).append(row)
    return [RoomPaper(p, tuple(files.get(p.document_id, ()))) for p in papers]


def files_in_room(meeting: Meeting) -> QuerySet[DocumentFile]:
    """What may be shown: nothing of a paper of which a file may be a secret."""
    rows = DocumentFile.objects.filter(document__in=meeting.papers.values("document"))
    held = rows.filter(held_in(meeting.agency_id)).values("document")
    ready = rows.filter(file__state__in=[FileState.READY, FileState.READING])
    return ready.exclude(document__in=held).select_related("file")


def note_of(meeting: Meeting, person_id: UUID) -> str:
    row = MeetingNote.objects.filter(meeting=meeting, person=person_id).first()
    return row.text if row is not None else ""


def conclusions_of(
    meeting: Meeting, on: date
) -> list[tuple[Conclusion, DutyState | None]]:
    """Each line with how its duty's task stands that day; two queries."""
    rows = list(meeting.conclusions.order_by("number"))
    stands = now_standing().filter(
        share__duty__in=[row.duty_id for row in rows if row.duty_id],
        share__parent=None,
        share__role=ShareRole.LEAD,
    )
    states = {
        one.share.duty_id: state_of(one.facts, on)
        for one in stands.select_related("share")
    }
    return [(row, states.get(row.duty_id) if row.duty_id else None) for row in rows]


def count_passing(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What an act that ends these agencies would pass on, for its preview."""
    ids = list(bodies)
    first, *others = (
        model.objects.filter(agency__in=ids)
        .values_list("agency")
        .annotate(n=Count("id"))
        for model in (Resource, Entry, Meeting)
    )
    found: Counter[UUID] = Counter()
    for agency, n in first.union(*others, all=True):
        found[agency] += n
    return found
