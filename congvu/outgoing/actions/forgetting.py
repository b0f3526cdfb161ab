"""A paper was a state secret: what drafts were made to say of it goes from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import secret_words
from congvu.outgoing.actions.drafts import draft_found_by
from congvu.outgoing.models import Draft, DraftVersion, UnsavedText
from congvu.outgoing.rules import UNSIGNED_STATES, DraftState
from congvu.outgoing.rules.forgetting import forgotten

_OPEN_TO_IT = (*UNSIGNED_STATES, DraftState.WITHDRAWN)


def forget_in_drafts(
    *,
    drafts: Collection[UUID],
    phrases: Iterable[str],
    at: datetime,
    kept: Collection[str] = (),
    whole: Collection[UUID] = (),
) -> int:
    """In every version of these drafts; ``whole``: of these nothing stays at all.

    What was signed stays as it was signed: it is a paper of its own, judged as one. The
    caller's transaction; repeatable. How many drafts it was that said something.
    """
    words, said = secret_words(), tuple(phrases)
    found = Draft.objects.select_for_update().filter(
        pk__in={*drafts, *whole}, state__in=_OPEN_TO_IT
    )
    changed = 0
    for draft in found.order_by("id"):
        subject = words if draft.id in whole else forgotten(draft.subject, said, words)
        touched = subject != draft.subject
        for version in draft.versions.defer("unread"):
            body = (
                _emptied(version.body, words)
                if draft.id in whole
                else forgotten(version.body, said, words, kept=kept)
            )
            if body != version.body:
                DraftVersion.objects.filter(pk=version.pk).update(body=body)
                touched = True
        if touched:
            _tell(draft, subject, at)
            changed += 1
    return changed


def _emptied(body: dict[str, Any], words: str) -> dict[str, Any]:
    """The form of the paper, without one word of what it says."""
    told = {"kind": "paragraph", "text": words, "level": 0}
    return body | {"summary": words, "bases": [], "body": [told], "appendices": []}


def _tell(draft: Draft, subject: str, at: datetime) -> None:
    UnsavedText.objects.filter(draft=draft).delete()
    draft.subject = subject
    draft.search_text = draft_found_by(draft)
    draft.save(update_fields=["subject", "search_text"])
    record(
        "outgoing.words-forgotten",
        by=SYSTEM,
        at=at,
        on=draft,
        agency_id=draft.agency_id,
    )
