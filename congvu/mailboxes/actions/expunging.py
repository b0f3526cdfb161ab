"""Taking letters that brought a state secret out of the mailbox: owed, tried, done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.mailboxes.models import BoxLetter, Expunging
from congvu.notices.rules import next_try


def owe_expunging(*, letter: BoxLetter, at: datetime) -> None:
    """Once a letter; in the transaction that found the secret."""
    Expunging.objects.get_or_create(
        letter=letter, defaults={"asked_at": at, "not_before": at}
    )


@transaction.atomic
def note_expunged(
    *, expunging: Expunging, copies: int, by: Actor, at: datetime
) -> None:
    """Nothing of it lies there any more; somebody may have deleted it before us."""
    expunging.copies, expunging.done_at, expunging.error = copies, at, ""
    expunging.tries += 1
    expunging.save(update_fields=["copies", "done_at", "error", "tries"])
    record(
        "mailboxes.letter-expunged",
        by=by,
        at=at,
        on=expunging.letter,
        agency_id=expunging.letter.agency_id,
        data={"copies": copies},
    )


def note_not_expunged(*, expunging: Expunging, words: str, at: datetime) -> None:
    """Again and again: it is never given up."""
    expunging.tries += 1
    expunging.error = words[:500]
    expunging.not_before = next_try(expunging.tries, at)
    expunging.save(update_fields=["tries", "error", "not_before"])
