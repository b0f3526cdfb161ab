"""A letter that programs have dealt with: the registry need not look at it."""

from __future__ import annotations

from datetime import datetime

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.mailboxes.models import BoxLetter
from congvu.mailboxes.rules.letters import LetterState


def put_away(*, letter: BoxLetter, words: str, by: Actor, at: datetime) -> None:
    """In the caller's transaction, its row locked there; only what nobody has dealt
    with yet."""
    if letter.state != LetterState.WAITING:
        return
    letter.state, letter.reason = LetterState.REPORT, words[:500]
    letter.save(update_fields=["state", "reason"])
    record(
        "mailboxes.letter-put-away",
        by=by,
        at=at,
        on=letter,
        agency_id=letter.agency_id,
        data={"reason": letter.reason},
    )
