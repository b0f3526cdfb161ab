"""Which event of a timeline tells whom: one table, asked where the line is written.

What a step changed carries the step's own moment (``given_at``, ``reported_at``,
``ended_at``), so the desks are found in the rows and not repeated by each action.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congvu.documents import queries
from congvu.documents.models import (
    Assignment,
    Delivery,
    HandOverLine,
    RegisterEntry,
    WorkRequest,
)
from congvu.documents.rules import AssignmentState, Part, Wish, WishState
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.notices.models import Notice
from congvu.organisations.rules import Role


@dataclass(frozen=True)
class News:
    """One kind of notice for some desks."""

    kind: str
    desks: Iterable[UUID]
    detail: Mapping[str, str] = field(default_factory=dict)


Deriving = Callable[[RegisterEntry, datetime, Mapping[str, Any]], list[News]]


def tell_desks(
    event: str,
    *,
    entry: RegisterEntry,
    actor: str,
    at: datetime,
    detail: Mapping[str, Any],
    own: frozenset[UUID],
) -> None:
    """Notices of one line of the timeline; nobody is told what they did themselves."""
    derive = TO_WHOM.get(event)
    for news in derive(entry, at, detail) if derive else ():
        notify(
            news.kind,
            to=set(news.desks) - own,
            target_id=entry.id,
            at=at,
            actor=actor,
            detail=news.detail,
        )


def _parts(entry: RegisterEntry) -> QuerySet[Assignment]:
    return Assignment.objects.filter(entry=entry).select_related("parent")


def _of(part: Assignment, **more: str) -> dict[str, str]:
    return {"part": str(part.id), **more}


def _giver(part: Assignment) -> UUID:
    return part.parent.desk_id if part.parent else part.given_by_post_id


def _given(entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]) -> list[News]:
    """What was handed out now; held parts wait for the registry, who is told so."""
    found = []
    held = False
    for part in _parts(entry).filter(given_at=at):
        if part.state == AssignmentState.HELD:
            held = True
            continue
        kind = "informed" if part.part == Part.INFORM else "given"
        news = News(f"documents.{kind}", [part.desk_id], _of(part, way=part.part))
        found.append(news)
    if held:
        found.append(News("documents.to-transfer", _clerks(entry, at)))
    return found + _withdrawn(entry, at)


def _withdrawn(entry: RegisterEntry, at: datetime) -> list[News]:
    """What was taken back, at desks that had been told of it."""
    parts = _parts(entry).filter(state=AssignmentState.WITHDRAWN, ended_at=at)
    gone = {part.desk_id: part for part in parts}
    told = Notice.objects.filter(target_id=entry.id, desk_id__in=list(gone))
    return [
        News("documents.withdrawn", [desk], _of(gone[desk]))
        for desk in set(told.values_list("desk_id", flat=True))
    ]


def _reported(
    entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
) -> list[News]:
    parts = _parts(entry).filter(state=AssignmentState.REPORTED, reported_at=at)
    return [News("documents.reported", [_giver(part)], _of(part)) for part in parts]


def _confirmed(
    entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
) -> list[News]:
    """To whose result it was; and one step up, where it counts as reported now."""
    done = _parts(entry).filter(
        state=AssignmentState.DONE, ended_at=at, part__in=[Part.LEAD, Part.SUPPORT]
    )
    found = [News("documents.confirmed", [p.desk_id], _of(p)) for p in done]
    return found + _reported(entry, at, detail) + _withdrawn(entry, at)


def _sent_back(
    entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
) -> list[News]:
    """A part given back goes to who gave it; a report sent back to who wrote it."""
    parts = _parts(entry).filter(state=AssignmentState.RETURNED, ended_at=at)
    found = [News("documents.returned", [_giver(p)], _of(p)) for p in parts]
    return found or _to_the_desk("documents.returned")(entry, at, detail)


def _part_of(entry: RegisterEntry, detail: Mapping[str, Any]) -> Assignment | None:
    named = detail.get("assignment")
    return _parts(entry).filter(pk=named).first() if named else None


def _to_the_desk(kind: str, **more: str) -> Deriving:
    """To the desk whose part the event names; another agency is told by itself."""

    def derive(
        entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
    ) -> list[News]:
        part = _part_of(entry, detail)
        if part is None or Delivery.objects.filter(assignment=part).exists():
            return []
        return [News(kind, [part.desk_id], _of(part, **more))]

    return derive


def _to_the_giver(kind: str, **more: str) -> Deriving:
    """To the desk that gave the part the event names."""

    def derive(
        entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
    ) -> list[News]:
        part = _part_of(entry, detail)
        return [News(kind, [_giver(part)], _of(part, **more))] if part else []

    return derive


def _forwarded(
    entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
) -> list[News]:
    """Own desks only, all at once: another agency has the paper at its door."""
    desks = (
        _parts(entry)
        .filter(given_at=at, part=Part.INFORM, delivery__isnull=True)
        .values_list("desk_id", flat=True)
    )
    return [News("documents.informed", desks)]


def _handed_over(
    entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
) -> list[News]:
    """To the desk that has the part now, as the record of handing over says."""
    lines = HandOverLine.objects.filter(
        hand_over=detail["hand_over"], entry=entry, to_desk_id__isnull=False
    ).values_list("to_desk_id", "thing_id")
    return [
        News("documents.given", [desk], {"part": str(part), "way": "over"})
        for desk, part in lines
        if desk is not None
    ]


def _urged(entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]) -> list[News]:
    """The desk that was urged; the registry where it has the paper still."""
    if detail.get("assignment"):
        return _to_the_desk("documents.urged")(entry, at, detail)
    return [News("documents.urged", _clerks(entry, at))]


def _clerks(entry: RegisterEntry, at: datetime) -> frozenset[UUID]:
    desks = queries.desks(entry.agency_id, local_date(at))
    return queries.posts_with(desks, [Role.RECORDS_CLERK])


def _passed_on(
    entry: RegisterEntry, at: datetime, detail: Mapping[str, Any]
) -> list[News]:
    """To who has the part now, and to who had it: as an answer, where it was asked."""
    found = _to_the_desk("documents.given", way="passed")(entry, at, detail)
    part = _part_of(entry, detail)
    old = part.passed_from if part else None
    if old is None:
        return found
    agreed = WorkRequest.objects.filter(
        assignment=old, kind=Wish.PASS_ON, state=WishState.GRANTED, decided_at=at
    )
    if agreed.exists():
        gone = News("documents.pass-on", [old.desk_id], _of(old, way="granted"))
    else:
        gone = News("documents.withdrawn", [old.desk_id], _of(old))
    return [*found, gone]


TO_WHOM: dict[str, Deriving] = {
    "documents.submitted": _given,
    "documents.instructed": _given,
    "documents.transferred": _given,
    "documents.assigned": _given,
    "documents.reported": _reported,
    "documents.confirmed": _confirmed,
    "documents.sent-back": _sent_back,
    "documents.recalled": _to_the_desk("documents.withdrawn"),
    "documents.part-passed-on": _passed_on,
    "documents.handed-over": _handed_over,
    "documents.forwarded": _forwarded,
    "documents.urged": _urged,
    "documents.pass-on-asked": _to_the_giver("documents.pass-on", way="asked"),
    "documents.pass-on-refused": _to_the_desk("documents.pass-on", way="refused"),
    "documents.extension-asked": _to_the_giver("documents.extension", way="asked"),
    "documents.extension-granted": _to_the_desk("documents.extension", way="granted"),
    "documents.extension-refused": _to_the_desk("documents.extension", way="refused"),
    "documents.came-back": _to_the_giver("documents.reported", way="across"),
}

# Steps after which nobody has something new to do or to know at a desk of theirs.
SILENT: dict[str, str] = {
    "documents.answered": "the answer's own drafter hears that it was issued",
    "documents.answer-recalled": "its drafter and signer hear that it was recalled",
    "documents.imported": "papers of the past ask nothing of anybody",
    "documents.registered": "the clerk did it, and submits it next",
    "documents.corrected": "read on the timeline by whoever works on the paper",
    "documents.file-attached": "the same",
    "documents.number-cancelled": "nobody was given the paper yet",
    "documents.noted": "asks nothing of who informed; shown under who has read",
    "documents.right-opened": "a right to look, and no work",
    "documents.right-closed": "a right taken back, and no work",
    "documents.secret-refused": "nobody may be pointed to what was destroyed",
    "documents.day-moved": "only of another agency's work, which is told by itself",
    "documents.sent-across": "the other agency's own line tells there",
    "documents.asked-again": "told where it is written, by who gave it again",
    "documents.asked-no-more": "told where it is written, by who took it back",
}
