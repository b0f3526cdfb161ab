"""What waits for a signature of this seat, and what became of a run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congvu.outgoing.models import Draft, PaperSignature, RunPaper, SigningRun
from congvu.outgoing.rules import DraftState, SignedHow
from congvu.outgoing.rules.runs import MOST_AT_ONCE, RunPaperState

_ORDER = {RunPaperState.FAILED: 0, RunPaperState.WAITING: 1, RunPaperState.SIGNED: 2}


def waiting_to_sign(post_id: UUID, desks: Collection[UUID]) -> QuerySet[Draft]:
    """Approved drafts of this very post, those due first."""
    rows = Draft.objects.filter(
        state=DraftState.APPROVED, signer_post_id=post_id, desk_id__in=list(desks)
    )
    return rows.order_by("due_on", "id")


def waiting_to_seal(agency_id: UUID) -> QuerySet[Draft]:
    """Signed by key, numbered, and without the agency's own signature."""
    signatures = PaperSignature.objects.filter(
        draft=OuterRef("pk"), version=OuterRef("version"), attachment=None
    )
    rows = Draft.objects.filter(
        Exists(signatures.filter(how=SignedHow.PERSONAL)),
        ~Exists(signatures.filter(how=SignedHow.AGENCY)),
        state=DraftState.NUMBERED,
        agency=agency_id,
    )
    return rows.select_related("entry").order_by("due_on", "id")


def is_to_sign(draft: Draft) -> bool:
    """Whether it may wait for a signature by key, as far as the row tells."""
    by_key = draft.paper_id is not None
    return draft.state == DraftState.APPROVED or (
        draft.state == DraftState.NUMBERED and by_key
    )


def shown(drafts: QuerySet[Draft]) -> list[Draft]:
    """As many as one run takes."""
    return list(drafts[:MOST_AT_ONCE])


def latest_run(person_id: UUID, post_id: UUID, how: SignedHow) -> SigningRun | None:
    """What this person let begin last, to find the way back to it."""
    mine = SigningRun.objects.filter(person_id=person_id, post_id=post_id, how=how)
    return mine.order_by("-started_at").first()


@dataclass(frozen=True)
class RunShown:
    """A run with its papers, those that need somebody first."""

    run: SigningRun
    papers: list[RunPaper]

    @property
    def signed(self) -> int:
        return self._count(RunPaperState.SIGNED)

    @property
    def failed(self) -> int:
        return self._count(RunPaperState.FAILED)

    @property
    def waiting(self) -> int:
        return self._count(RunPaperState.WAITING)

    def _count(self, state: RunPaperState) -> int:
        return sum(1 for one in self.papers if one.state == state)


def run_shown(run: SigningRun) -> RunShown:
    """One query, however many papers."""
    rows: list[Any] = list(run.papers.select_related("draft").order_by("position"))
    return RunShown(run, sorted(rows, key=lambda one: _ORDER[RunPaperState(one.state)]))
