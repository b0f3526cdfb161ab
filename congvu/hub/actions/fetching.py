"""A receiver takes what lies here for it, and says how that went."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.hub.actions.log import Caller, note
from congvu.hub.models import Box
from congvu.hub.rules import Code, Event, Transfer, Turned


def note_fetched(*, box: Box, by: Caller, at: datetime) -> None:
    """Asked for is not arrived: the state waits for the receiver's word."""
    note(
        Event.FETCHED,
        by=by,
        at=at,
        receivers=[box.receiver.code],
        message=box.message_id,
        sha256=box.message.sha256,
        size=box.message.size,
    )


@transaction.atomic
def acknowledge(
    *, box_id: UUID, state: str, words: str, by: Caller, at: datetime
) -> Box:
    """Said again it changes nothing; after “done” nothing else can be said."""
    box = Box.objects.select_for_update(of=["self"]).select_related("receiver")
    found = box.filter(pk=box_id, receiver__system_id=by.pk).first()
    if found is None:
        raise Turned(Code.NO_RECEIVER, "unknown-box", id=box_id)
    if state not in (Transfer.PROCESSING, Transfer.DONE, Transfer.FAILED):
        raise Turned(Code.NOT_EDXML, "transfer", what=state[:40])
    if found.state == state:
        return found
    if found.state == Transfer.DONE:
        raise Turned(Code.NOT_EDXML, "finished")
    found.state, found.words, found.changed_at = state, words[:500], at
    found.save(update_fields=["state", "words", "changed_at"])
    note(
        Event.ACKNOWLEDGED,
        by=by,
        at=at,
        receivers=[found.receiver.code],
        message=found.message_id,
        words=f"{state} {words}".strip()[:600],
    )
    return found
