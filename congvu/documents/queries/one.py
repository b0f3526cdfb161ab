"""One entry: its people, its words, its timeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.documents.models import (
    Assignment,
    Delivery,
    DocumentFile,
    HistoryEvent,
    Instruction,
    IntakeItem,
    RegisterEntry,
    WorkRequest,
)
from congvu.documents.queries.following import delivery_of, requests_of, with_following
from congvu.documents.rules import UNDER_WAY, Doubt, IntakeState, WishState
from congvu.lib.dates import VIETNAM
from congvu.sql import Compiled


@dataclass
class AssignmentNode:
    """An assignment with what was handed on from it."""

    assignment: Assignment
    children: list[AssignmentNode] = field(default_factory=list)


@dataclass(frozen=True)
class EntryDetail:
    """All that a page about one entry shows; six queries whatever its size.

    ``sent``: what another agency asked with it, one more where one did.
    """

    entry: RegisterEntry
    files: list[DocumentFile]
    instructions: list[Instruction]
    tree: list[AssignmentNode]
    history: list[HistoryEvent]
    requests: list[WorkRequest] = field(default_factory=list)
    known_at: datetime | None = None
    sent: Delivery | None = None

    def asked_of(self, desks: frozenset[UUID]) -> list[WorkRequest]:
        """Open requests about parts that these desks gave and somebody is still at."""
        by_id = {a.id: a for a in self.assignments}
        found: list[WorkRequest] = []
        for one in self.requests:
            part = by_id[one.assignment_id]
            given = (
                part.parent_id is not None and by_id[part.parent_id].desk_id in desks
            )
            if one.state == WishState.OPEN and part.state in UNDER_WAY and given:
                found.append(one)
        return found

    @property
    def shown_files(self) -> list[DocumentFile]:
        """Those that are not held as possible secrets."""
        return [f for f in self.files if not getattr(f, "is_held", False)]

    @property
    def assignments(self) -> list[Assignment]:
        """Flat, in the order they were handed out."""
        flat: list[Assignment] = []
        stack = list(reversed(self.tree))
        while stack:
            node = stack.pop()
            flat.append(node.assignment)
            stack.extend(reversed(node.children))
        return flat

    def on_desks(self, desks: frozenset[UUID]) -> list[Assignment]:
        return [a for a in self.assignments if a.desk_id in desks]

    def reported_to(self, desks: frozenset[UUID]) -> list[Assignment]:
        """Reported parts whose giver's desk is one of these."""
        by_id = {a.id: a for a in self.assignments}
        return [
            a
            for a in self.assignments
            if a.state == "reported"
            and a.parent_id is not None
            and by_id[a.parent_id].desk_id in desks
        ]


def held_in(agency_id: UUID) -> Exists:
    """Whether the agency holds a document's file until somebody has judged it."""
    held = IntakeItem.objects.filter(
        agency=agency_id, file=OuterRef("file"), doubt=Doubt.HELD
    )
    return Exists(held)


def is_shut(item: IntakeItem) -> bool:
    """Whether nothing of what came is shown: it was a secret, or may be one, or one of
    the files that came with it may be; one query."""
    if item.is_held or item.state == IntakeState.REFUSED:
        return True
    own = Q(document=item.document_id) if item.document_id else Q(pk=None)
    entered = Q(document__entries=item.entry_id) if item.entry_id else Q(pk=None)
    files = DocumentFile.objects.filter(own | entered)
    return files.filter(held_in(item.agency_id)).exists()


_parts_of: Compiled[Assignment] = Compiled(
    lambda entry: with_following(
        Assignment.objects.filter(entry=entry).order_by("given_at", "id")
    ),
    by_key=True,
)
_said_of: Compiled[Instruction] = Compiled(
    lambda entry: Instruction.objects.filter(entry=entry).order_by("given_at", "id"),
    by_key=True,
)
_files_of: Compiled[DocumentFile] = Compiled(
    lambda document, agency: (
        DocumentFile.objects.filter(document=document)
        .annotate(is_held=held_in(agency))
        .select_related("file")
        .defer("file__text")
        .order_by("position")
    ),
    by_key=True,
)


def entry_detail(entry: RegisterEntry) -> EntryDetail:
    """Read everything of an entry that access has already let the caller have."""
    assignments = _parts_of(entry=entry.id)
    instructions = _said_of(entry=entry.id)
    said = {i.id: i for i in instructions}
    for a in assignments:
        if a.instruction_id:
            a.instruction = said[a.instruction_id]
    nodes = {a.id: AssignmentNode(a) for a in assignments}
    roots: list[AssignmentNode] = []
    for a in assignments:
        under = nodes[a.parent_id].children if a.parent_id else roots
        under.append(nodes[a.id])
    return EntryDetail(
        entry=entry,
        files=_files_of(document=entry.document_id, agency=entry.agency_id),
        instructions=instructions,
        tree=roots,
        history=timeline(entry),
        requests=requests_of(entry),
        sent=delivery_of(entry),
    )


def timeline(entry: RegisterEntry) -> list[HistoryEvent]:
    """Oldest first; one query."""
    since = _first_moment(entry).astimezone(VIETNAM)
    month = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return _events_of(month, entry.told_until, entry=entry.pk)


def history_of(entry: RegisterEntry) -> QuerySet[HistoryEvent]:
    """What happened to it. Arrival and the last month bound it, so that only a few of
    the table's months are opened."""
    return _told_of(entry.pk, _first_moment(entry), entry.told_until)


def _first_moment(entry: RegisterEntry) -> datetime:
    return min(entry.arrived_at, entry.registered_at)


def _told_of(
    entry: UUID, since: datetime, until: datetime | None = None
) -> QuerySet[HistoryEvent]:
    told = HistoryEvent.objects.filter(entry_id=entry, at__gte=since)
    return told if until is None else told.filter(at__lt=until)


# One plan for the papers of the same months: of all of them it would open every month.
_events_of: Compiled[HistoryEvent] = Compiled(
    lambda since, until, entry: _told_of(entry, since, until).order_by("at", "id"),
    by_key=True,
)


def coming_files(entry: RegisterEntry) -> list[IntakeItem]:
    """Further files on their way to the paper: being read, or kept in quarantine."""
    return list(
        IntakeItem.objects.filter(
            attach_to=entry, state__in=[IntakeState.READING, IntakeState.QUARANTINED]
        ).order_by("received_at", "id")
    )


def is_shared(entry: RegisterEntry) -> bool:
    """Whether the paper is another's, too: its issuer's, or of another register."""
    others = RegisterEntry.objects.filter(document=entry.document_id)
    came = IntakeItem.objects.filter(
        entry=entry, document=entry.document_id, channel="internal"
    )
    return came.exists() or others.exclude(pk=entry.pk).exists()
