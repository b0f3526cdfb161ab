"""A receiver takes what lies here for it, and says how that went."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from congvu.hub.actions.log import Caller
from congvu.hub.queries import packet_of_system, uuid_of
from congvu.hub.rules import Code, Event, Transfer, Turned

_FETCH = """
INSERT INTO hub_logline
    (at, event, system, peer, sender, receivers, message, code, words, sha256, size)
SELECT %(at)s, %(event)s, %(name)s, %(peer)s, '', ARRAY[receiver.code], message.id,
       0, '', message.sha256, message.size
FROM hub_box box
JOIN hub_message message ON message.id = box.message_id
JOIN hub_agency receiver ON receiver.id = box.receiver_id
WHERE box.id = %(box)s::uuid AND receiver.system_id = %(system)s
RETURNING message, sha256, size
"""
_ACKNOWLEDGE = """
WITH changed AS (
    UPDATE hub_box box SET state = %(state)s, words = %(words)s, changed_at = %(at)s
    FROM hub_agency receiver
    WHERE box.id = %(box)s::uuid AND receiver.id = box.receiver_id
      AND receiver.system_id = %(system)s AND box.state NOT IN ('done', %(state)s)
    RETURNING box.message_id, receiver.code
)
INSERT INTO hub_logline
    (at, event, system, peer, sender, receivers, message, code, words, sha256, size)
SELECT %(at)s, %(event)s, %(name)s, %(peer)s, '', ARRAY[code], message_id,
       0, %(told)s, '', 0
FROM changed RETURNING id
"""


class Fetched(NamedTuple):
    message: UUID
    sha256: str
    size: int


def fetch(*, box_id: str, by: Caller, at: datetime) -> Fetched:
    """Asked for is not arrived: the state waits for the receiver's word."""
    told = {"box": uuid_of(box_id), "event": Event.FETCHED}
    row = _said(_FETCH, told, by, at)
    if row is None:
        raise Turned(Code.NO_RECEIVER, "unknown-box", id=box_id[:60])
    return Fetched._make(row)


def acknowledge(
    *, box_id: str, state: str, words: str, by: Caller, at: datetime
) -> None:
    """Said again it changes nothing; after “done” nothing else can be said."""
    if state not in (Transfer.PROCESSING, Transfer.DONE, Transfer.FAILED):
        raise Turned(Code.NOT_EDXML, "transfer", what=state[:40])
    told = {
        "box": uuid_of(box_id),
        "event": Event.ACKNOWLEDGED,
        "state": state,
        "words": words[:500],
        "told": f"{state} {words}".strip()[:600],
    }
    if _said(_ACKNOWLEDGE, told, by, at) is None:
        packet = packet_of_system(box_id, by.pk)
        if packet is None:
            raise Turned(Code.NO_RECEIVER, "unknown-box", id=box_id[:60])
        if packet.state != state:
            raise Turned(Code.NOT_EDXML, "finished")


def _said(
    sentence: str, told: dict[str, Any], by: Caller, at: datetime
) -> tuple[object, ...] | None:
    who: dict[str, Any] = {
        "system": by.pk,
        "name": by.system,
        "peer": by.peer,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(sentence, {**told, **who})
        row: tuple[object, ...] | None = cursor.fetchone()
    return row
