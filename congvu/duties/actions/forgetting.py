"""A paper was a state secret: the duties given by it stay, and what was said goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import secret_words
from congvu.duties.models import (
    Difficulty,
    DifficultyStep,
    DoneReport,
    Duty,
    DutyEvent,
    DutyUrging,
    Evidence,
    ExtensionRequest,
    Share,
)
from congvu.lib.text import fold


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


def forget_evidence(*, entry_id: UUID) -> None:
    """The line of a secret shows other duties done: only that it does is kept."""
    Evidence.objects.filter(incoming=entry_id).update(label=secret_words())
