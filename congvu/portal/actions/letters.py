"""Mails to whoever asked: claimed, sent, closed; what a dead worker left is sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from congvu.notices.rules import LEASE, LetterState, next_try
from congvu.portal.models import AskerLetter
from congvu.portal.rules.questions import MOST_TRIES


def claim_letter(*, at: datetime) -> AskerLetter | None:
    """The next to send, taken for a while; it goes out under one Message-ID."""
    nobody = Q(state=LetterState.WAITING) | Q(
        state=LetterState.SENDING, claimed_at__lt=at - LEASE
    )
    with transaction.atomic():
        letter = (
            AskerLetter.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(nobody, not_before__lte=at)
            .order_by("not_before", "id")
            .first()
        )
        if letter is None:
            return None
        letter.state, letter.claimed_at = LetterState.SENDING, at
        letter.tries += 1
        letter.save(update_fields=["state", "claimed_at", "tries"])
    rows = AskerLetter.objects.select_related("question__agency", "question__contact")
    return rows.get(pk=letter.pk)


def close_letter(*, letter: AskerLetter, state: LetterState, at: datetime) -> None:
    """It went out, or there is nobody to send it to any more."""
    letter.state, letter.ended_at = state, at
    letter.save(update_fields=["state", "ended_at"])


def put_letter_back(*, letter: AskerLetter, error: str, at: datetime) -> None:
    """The server did not take it: again later, and at last given up."""
    over = letter.tries >= MOST_TRIES
    letter.state = LetterState.FAILED if over else LetterState.WAITING
    letter.ended_at = at if over else None
    letter.error, letter.not_before = error[:500], next_try(letter.tries, at)
    letter.save(update_fields=["state", "ended_at", "error", "not_before"])
