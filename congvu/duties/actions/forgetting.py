"""A paper was a state secret: the duties given by it stay, and what was said goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import secret_words
from congvu.documents.rules import Step, step_taken
from congvu.duties.models import (
    Difficulty,
    DifficultyStep,
    DoneReport,
    Duty,
    DutyEvent,
    DutyLetter,
    DutyUrging,
    Evidence,
    ExtensionRequest,
    Share,
)
from congvu.duties.rules import Forgotten
from congvu.lib.text import fold
from congvu.outgoing.actions import forget_in_drafts


def forget_duties(
    *, at: datetime, papers: Collection[UUID] = (), duties: Collection[UUID] = ()
) -> int:
    """The duties of these papers, and these, keep who has them, by when and how far it
    came; every word typed of them goes. The caller's transaction; repeatable. The log
    never held any of it.
    """
    words = secret_words()
    asked = Q(paper__in=list(papers)) | Q(pk__in=list(duties))
    known = Duty.objects.filter(asked | Q(first__in=Duty.objects.filter(asked)))
    found = list(known.exclude(title=words).select_for_update().order_by("id"))
    ids = [duty.id for duty in found]
    if ids:
        of = {duty.paper_id for duty in found if duty.paper_id is not None}
        _forget_elsewhere(ids, frozenset(of.union(papers)), at)
    Duty.objects.filter(pk__in=ids).update(
        title=words,
        folded_title=fold(words),
        ordered_by=words,
        clause="",
        deliverable="",
        measure="",
        indicator="",
        target=None,
    )
    Duty.objects.filter(pk__in=ids).exclude(sentence="").update(sentence=words)
    shares = Share.objects.filter(duty__in=ids)
    shares.update(request="")
    of_share = Q(share__in=shares)
    DutyEvent.objects.filter(duty__in=ids).exclude(text="").update(text="")
    DoneReport.objects.filter(of_share).update(text=words, answer="")
    Evidence.objects.filter(report__share__in=shares).update(label=words)
    ExtensionRequest.objects.filter(of_share).update(reason=words, answer="")
    DutyUrging.objects.filter(of_share).update(text="")
    Difficulty.objects.filter(of_share).update(title=words)
    DifficultyStep.objects.filter(difficulty__share__in=shares).update(text=words)
    for duty in found:
        record(
            "duties.words-forgotten",
            by=SYSTEM,
            at=at,
            on=duty,
            agency_id=duty.agency_id,
        )
    return len(found)


def _forget_elsewhere(
    duties: list[UUID], papers: frozenset[UUID], at: datetime
) -> None:
    """What letters and reports were made to say of these duties, as long as it is known
    what that is.
    """
    shares = Share.objects.filter(duty__in=duties)
    hard = Difficulty.objects.filter(share__in=shares)
    said: set[str] = set()
    for rows, names in (
        (Duty.objects.filter(pk__in=duties), ("title", "sentence")),
        (hard, ("title",)),
        (DifficultyStep.objects.filter(difficulty__in=hard), ("text",)),
    ):
        for row in rows.values_list(*names):
            said.update(filter(None, row))
    said.discard(secret_words())
    bodies = set(shares.values_list("agency", flat=True))
    owners = Duty.objects.filter(pk__in=duties).values_list(
        "agency", "watcher_agency_id"
    )
    bodies |= {body for some in owners for body in some if body is not None}
    forgotten = Forgotten(
        papers=papers,
        agencies=frozenset(bodies),
        phrases=tuple(sorted(said)),
        kept=frozenset(shares.values_list("desk_name", flat=True)),
    )
    letters = DutyLetter.objects.filter(shares__duty__in=duties)
    forget_in_drafts(
        drafts=set(letters.values_list("draft", flat=True)),
        phrases=forgotten.phrases,
        kept=forgotten.kept,
        at=at,
    )
    step_taken(Step("duties.words-forgotten", forgotten, at))


def forget_evidence(*, entry_id: UUID) -> None:
    """The line of a secret shows other duties done: only that it does is kept."""
    Evidence.objects.filter(incoming=entry_id).update(label=secret_words())
