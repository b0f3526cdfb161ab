"""Finding members and packets.

They are asked for with SQL of our own: they pass by the hundred a second, and to
have the sentences built anew took longer than the database needed for the answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from congvu.hub.models import Agency, Box
from congvu.hub.rules import MOST_LISTED, Kind, Transfer

NOBODY = UUID(int=0)


class Member(NamedTuple):
    """An agency that is registered."""

    pk: int
    code: str
    system: int
    locked_because: str


class Packet(NamedTuple):
    """A box with what is in it."""

    id: UUID
    message: UUID
    sender: str
    receiver: str
    kind: Kind
    message_id: str
    document_id: str
    sha256: str
    size: int
    urgency: int
    state: Transfer
    words: str
    stored_at: datetime
    changed_at: datetime


_MEMBERS = """
SELECT name.value, agency.id, agency.code, agency.system_id, agency.locked_because
FROM hub_agencyname name JOIN hub_agency agency ON agency.id = name.agency_id
WHERE name.value = ANY(%(codes)s::text[]) AND agency.deleted_at IS NULL
"""
_RECEIVERS = """
SELECT DISTINCT agency.id, agency.code, agency.system_id, agency.locked_because
FROM hub_message message
JOIN hub_box box ON box.message_id = message.id
JOIN hub_agency agency ON agency.id = box.receiver_id
WHERE message.sender_id = %(sender)s AND message.document_id = %(document)s
  AND message.kind = 'edoc'
ORDER BY agency.id
"""
_PACKETS = """
SELECT box.id, message.id, sender.code, receiver.code, message.kind,
       message.message_id, message.document_id, message.sha256, message.size,
       message.urgency, box.state, box.words, message.stored_at, box.changed_at
FROM hub_box box
JOIN hub_message message ON message.id = box.message_id
JOIN hub_agency sender ON sender.id = message.sender_id
JOIN hub_agency receiver ON receiver.id = box.receiver_id
"""
WAITING = f"""{_PACKETS}
WHERE box.receiver_id = %(agency)s AND box.state IN ('initial', 'processing')
  AND (box.turn, box.id) > (%(turn)s::smallint, %(last)s::uuid)
  AND (%(kind)s::text = '' OR message.kind = %(kind)s::text)
ORDER BY box.turn, box.id LIMIT %(most)s
"""
_SENT = f"""{_PACKETS}
WHERE message.sender_id = %(agency)s AND box.id < %(last)s::uuid
  AND (%(kind)s::text = '' OR message.kind = %(kind)s::text)
ORDER BY box.id DESC LIMIT %(most)s
"""
_ONE = f"{_PACKETS} WHERE box.id = %(box)s::uuid AND receiver.system_id = %(system)s"


def members_named(codes: Iterable[str]) -> dict[str, Member]:
    """Whoever is registered under each of these codes, old or new."""
    rows = _rows(_MEMBERS, {"codes": [code[:36] for code in codes]})
    return {name: Member._make(facts) for name, *facts in rows}


def directory(after: int, most: int | None) -> QuerySet[Agency]:
    """Whom members can write to, in the order in which they joined."""
    found = Agency.objects.filter(deleted_at=None, id__gt=after).order_by("id")
    return found[:most]


def waiting_for(agency: Member, *, kind: Kind | None, after: str = "") -> list[Packet]:
    """The most urgent first, then as they came; ``after`` goes on behind that one."""
    last = Box.objects.filter(pk=uuid_of(after), receiver_id=agency.pk)
    turn, box = last.values_list("turn", "id").first() or (-1, NOBODY)
    asked = {"agency": agency.pk, "kind": kind or "", "most": MOST_LISTED}
    return _packets(WAITING, {**asked, "turn": turn, "last": box})


def sent_by(agency: Member, *, kind: Kind | None, after: str = "") -> list[Packet]:
    """What it sent, box by box, the newest message first."""
    last = UUID(int=2**128 - 1) if uuid_of(after) == NOBODY else uuid_of(after)
    asked = {"agency": agency.pk, "kind": kind or "", "most": MOST_LISTED}
    return _packets(_SENT, {**asked, "last": last})


def packet_of_system(box_id: str, system: int) -> Packet | None:
    """If it is for an agency that this system speaks for."""
    asked = {"box": uuid_of(box_id), "system": system}
    return next(iter(_packets(_ONE, asked)), None)


def receivers_of(sender: Member, document_id: str) -> list[Member]:
    """Who got that document from its sender."""
    rows = _rows(_RECEIVERS, {"sender": sender.pk, "document": document_id})
    return [Member._make(row) for row in rows]


def uuid_of(text: str) -> UUID:
    """Nobody's, where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return NOBODY


def _packets(sentence: str, asked: dict[str, Any]) -> list[Packet]:
    return [Packet._make(row) for row in _rows(sentence, asked)]


def _rows(sentence: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sentence, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
