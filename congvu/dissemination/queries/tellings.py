"""Tellings in lists: what I have to read, what I watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from congvu.dissemination.models import Addressee, Question, Telling
from congvu.dissemination.queries.people import Shares, shares_of
from congvu.dissemination.queries.reach import Reach, followed_tellings
from congvu.dissemination.rules import asked_of
from congvu.documents.models import DocumentFile
from congvu.documents.queries import held_in
from congvu.files.models import FileState
from congvu.sql import Tally


class TellingTab(StrEnum):
    """Three sides of telling."""

    TO_READ = "can-doc"
    DONE = "da-xong"
    FOLLOWED = "theo-doi"


@dataclass(frozen=True)
class TellingLine:
    """A line: my own part of it, or the numbers of whom I watch."""

    telling: Telling
    mine: Addressee | None = None
    shares: Shares | None = None


@dataclass(frozen=True)
class TellingPage:
    lines: Sequence[TellingLine]
    after: UUID | None


def tellings_page(
    reach: Reach,
    tab: TellingTab,
    *,
    on: date,
    after: UUID | None = None,
    limit: int = 30,
) -> TellingPage:
    """Newest first; two queries at most."""
    if tab == TellingTab.FOLLOWED:
        return _followed(reach, on, after, limit)
    return _mine(reach, tab, after, limit)


def to_read(person_id: UUID | None) -> QuerySet[Addressee]:
    """What a person still has to do: living, theirs, not passed."""
    return Addressee.objects.filter(
        person=person_id,
        passed_at__isnull=True,
        left_on__isnull=True,
        telling__ended_at__isnull=True,
    )


def _mine(reach: Reach, tab: TellingTab, after: UUID | None, limit: int) -> TellingPage:
    rows = to_read(reach.person_id)
    if tab == TellingTab.DONE:
        rows = Addressee.objects.filter(
            Q(passed_at__isnull=False)
            | Q(left_on__isnull=False)
            | Q(telling__ended_at__isnull=False),
            person=reach.person_id,
        )
    if after is not None:
        rows = rows.filter(telling__lt=after)
    ordered = rows.select_related("telling__document").order_by("-telling_id")
    found = list(ordered[: limit + 1])
    more = found[limit - 1].telling_id if len(found) > limit else None
    return TellingPage([TellingLine(m.telling, mine=m) for m in found[:limit]], more)


def _followed(reach: Reach, on: date, after: UUID | None, limit: int) -> TellingPage:
    rows = followed_tellings(reach).select_related("document").order_by("-id")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    counted = shares_of(reach, found[:limit], on)
    lines = [TellingLine(t, shares=counted.get(t.pk, Shares())) for t in found[:limit]]
    return TellingPage(lines, more)


_TO_READ = """
SELECT count(*) FROM dissemination_addressee a
  JOIN dissemination_telling t ON t.id = a.telling_id
 WHERE a.person_id = %(person)s AND a.passed_at IS NULL AND a.left_on IS NULL
   AND t.ended_at IS NULL
"""


def left_to_read(person_id: UUID) -> Tally:
    """How much a person still has to read."""
    return Tally(_TO_READ, {"person": person_id})


def mine_in(telling_id: UUID, person_id: UUID | None) -> Addressee | None:
    return Addressee.objects.filter(telling=telling_id, person=person_id).first()


def living_of(agency_id: UUID, document_id: UUID) -> Telling | None:
    """The telling of a paper that is going on, if any."""
    living = Telling.objects.filter(agency=agency_id, ended_at__isnull=True)
    return living.filter(document=document_id).first()


def questions_of(telling_id: UUID) -> list[Question]:
    return list(Question.objects.filter(telling=telling_id).order_by("position"))


def asked_in(telling_id: UUID, person_id: UUID) -> list[Question]:
    """The three that this person answers; one query."""
    return asked_of(questions_of(telling_id), person_id)


def files_to_read(telling: Telling) -> QuerySet[DocumentFile]:
    """The paper and what is beside it, as far as it may be read today.

    Of a telling that ended nothing: the paper is not to be followed any more. While one
    of its files may be a secret, none is shown.
    """
    own = DocumentFile.objects.filter(document=telling.document_id)
    if telling.ended_at is not None or own.filter(held_in(telling.agency_id)).exists():
        return own.none()
    ready = own.filter(file__state__in=[FileState.READY, FileState.READING])
    return ready.select_related("file").order_by("position")


def paper_of(document_id: UUID, agency_id: UUID) -> DocumentFile | None:
    """The file by which a paper is told: its first, if nothing of it is held."""
    own = DocumentFile.objects.filter(document=document_id)
    if own.filter(held_in(agency_id)).exists():
        return None
    gone = (FileState.DESTROYED, FileState.QUARANTINED)
    first = own.select_related("file").order_by("position").first()
    return first if first is not None and first.file.state not in gone else None


def count_tellings(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What an act that ends these agencies would pass on, for its preview."""
    rows = Telling.objects.filter(agency__in=list(bodies), ended_at__isnull=True)
    return dict(rows.values_list("agency").annotate(n=Count("id")))


def to_keep(limit: int = 500) -> QuerySet[Telling]:
    """Living tellings, the one longest not looked at first."""
    living = Telling.objects.filter(ended_at__isnull=True)
    return living.order_by(F("kept_at").asc())[:limit]
