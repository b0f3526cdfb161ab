"""A message comes in: looked at, put down for good, laid out for its receivers.

The order is the promise. The file is on the disk under its digest; then its row, the
receivers' boxes and the line in the log come in one statement; only then the sender
hears of it. Killed anywhere between, the sender sends again and finds what is there.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from congvu.files import jail, store
from congvu.hub.actions.log import Caller, note
from congvu.hub.queries import Member, members_named, receivers_of
from congvu.hub.rules import (
    HIGHEST_URGENCY,
    Code,
    Event,
    Kind,
    Turned,
)
from congvu.lib.ids import uuid7

READERS = jail.Readers(
    "envelope",
    tasks="congvu.hub.jail",
    limits=jail.Limits(seconds=30, memory=512 * jail.MIB),
)
_STORE = """
WITH kept AS (
    INSERT INTO hub_message (id, sender_id, kind, message_id, document_id, sha256, size,
        urgency, stored_at)
    VALUES (%(id)s::uuid, %(sender)s, %(kind)s, %(message_id)s, %(document_id)s,
        %(sha256)s, %(size)s, %(urgency)s, %(at)s)
    ON CONFLICT (sender_id, message_id, sha256) DO UPDATE SET size = EXCLUDED.size
    RETURNING id, stored_at, xmax = 0 AS is_new
), boxes AS (
    INSERT INTO hub_box (id, message_id, receiver_id, turn, state, words, changed_at)
    SELECT box.id, kept.id, box.receiver, %(turn)s, 'initial', '', %(at)s
    FROM kept, unnest(%(boxes)s::uuid[], %(receivers)s::bigint[]) AS box(id, receiver)
    ON CONFLICT (message_id, receiver_id) DO NOTHING
)
INSERT INTO hub_logline
    (at, event, system, peer, sender, receivers, message, code, words, sha256, size)
SELECT %(at)s, CASE WHEN is_new THEN 'stored' ELSE 'repeated' END, %(system)s, %(peer)s,
    %(code)s, %(codes)s::text[], id, 0, '', %(sha256)s, %(size)s
FROM kept
RETURNING id, message, (SELECT stored_at FROM kept)
"""
_KINDS = {"document": Kind.DOCUMENT, "status": Kind.STATUS}
_NO_EDXML = ("not-edxml", "no-header")


@dataclass(frozen=True)
class Arrived:
    """The bytes, in a temporary file of the store."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True)
class Said:
    """What the sender says beside the file; only the kind must be said."""

    kind: str
    sender: str = ""
    receivers: Sequence[str] = field(default_factory=tuple)
    message_id: str = ""
    sha256: str = ""
    urgency: int | None = None


@dataclass(frozen=True)
class Receipt:
    """What the hub answers for: it has this, since then, for these."""

    id: UUID
    message_id: str
    sha256: str
    size: int
    sender: str
    receivers: tuple[str, ...]
    stored_at: datetime
    line: int


@dataclass(frozen=True)
class _Envelope:
    kind: Kind
    sender: Member
    receivers: list[Member]
    document_id: str
    message_id: str
    urgency: int


def take(*, arrived: Arrived, said: Said, by: Caller, at: datetime) -> Receipt:
    """Refused with a line in the log, or kept and promised."""
    try:
        if said.sha256 and said.sha256.lower() != arrived.sha256:
            told = said.sha256[:64]
            raise Turned(Code.BAD_FILE, "digest", declared=told, got=arrived.sha256)
        envelope = _checked(_read(arrived.path, by), said, by)
    except Turned as why:
        arrived.path.unlink(missing_ok=True)
        note(
            Event.REFUSED,
            by=by,
            at=at,
            sender=said.sender,
            receivers=said.receivers[:50],
            why=why,
            sha256=arrived.sha256,
            size=arrived.size,
        )
        raise
    _put_down(arrived)
    return _lay_out(envelope, arrived, by, at)


def _read(path: Path, by: Caller) -> dict[str, Any]:
    """The envelope as the jail tells it; a stranger may be speaking.

    Whoever takes a reader over sees only what his own system sends after that.
    """
    temporary = Path(settings.HOME) / "tmp"
    try:
        answer = READERS.read(path, owner=by.pk, temporary=temporary)
    except jail.JailFailed as failure:
        raise Turned(Code.UNREAD, "unread", name="", what=failure) from failure
    told = answer.result
    if key := told.get("refused"):
        code = Code.NOT_EDXML if key in _NO_EDXML else Code.BAD_FILE
        code = Code.UNREAD if key == "slow" else code
        raise Turned(code, "unread", name="edXML", what=told.get("words"))
    return told


def _checked(told: dict[str, Any], said: Said, by: Caller) -> _Envelope:
    kind = _KINDS[str(told["kind"])]
    if kind != said.kind:
        raise Turned(Code.NOT_EDXML, "other-kind", said=said.kind, **{"is": kind})
    code, document = str(told["from"])[:36], str(told["document_id"])[:200]
    for value, element in ((code, "From/OrganId"), (document, "DocumentId")):
        if not value:
            raise Turned(Code.NOT_EDXML, "lacks", what=element)
    named = [str(one) for one in told["to"] if one]
    if not named and not said.receivers:
        raise Turned(Code.NOT_EDXML, "lacks", what="To/OrganId")
    asked = list(said.receivers) or named
    known = members_named({code, said.sender, *named, *asked} - {""})
    sender = known.get(code)
    if sender is None or sender.system != by.pk:
        raise Turned(Code.NO_SENDER, "foreign", code=code)
    if said.sender and known.get(said.sender) != sender:
        raise Turned(Code.NO_SENDER, "from", said=said.sender, code=code)
    if kind == Kind.STATUS and not said.receivers and known.get(named[0]) == sender:
        # 13 goes from who sent the document to who got it, and names only the former.
        receivers = receivers_of(sender, document)
        if not receivers:
            raise Turned(Code.NO_RECEIVER, "no-receiver", codes=document)
    else:
        receivers = _receivers(kind, asked, named, known)
    urgency = said.urgency if said.urgency is not None else int(told.get("urgency", 0))
    own = f"{document}#{told.get('status', '')}" if kind == Kind.STATUS else document
    return _Envelope(
        kind,
        sender,
        receivers,
        document,
        said.message_id[:300] or own,
        min(max(urgency, 0), HIGHEST_URGENCY),
    )


def _receivers(
    kind: Kind, asked: list[str], named: list[str], known: dict[str, Member]
) -> list[Member]:
    """All or none: half a distribution list would look like a whole one."""
    unknown = [code for code in asked if code not in known]
    if unknown:
        raise Turned(Code.NO_RECEIVER, "no-receiver", codes=_some(unknown))
    found = list({known[code].pk: known[code] for code in asked}.values())
    if kind == Kind.DOCUMENT:
        to = {known[code].pk for code in named if code in known}
        strange = [one.code for one in found if one.pk not in to]
        if strange:
            raise Turned(Code.NO_RECEIVER, "not-addressed", codes=_some(strange))
    shut = [one.code for one in found if one.locked_because]
    if shut:
        raise Turned(Code.LOCKED, "locked", codes=_some(shut))
    return found


def _some(codes: list[str]) -> str:
    return ", ".join(code[:36] for code in codes[:20])


def _put_down(arrived: Arrived) -> None:
    """Synced, then under its digest; one file for however many messages and boxes."""
    handle = os.open(arrived.path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    store.open_store().keep(arrived.path, arrived.sha256)


def _lay_out(
    envelope: _Envelope, arrived: Arrived, by: Caller, at: datetime
) -> Receipt:
    """A message that is there already stays as it is, and may get more receivers."""
    codes = tuple(one.code for one in envelope.receivers)
    told: dict[str, Any] = {
        "id": uuid7(),
        "sender": envelope.sender.pk,
        "kind": envelope.kind,
        "message_id": envelope.message_id,
        "document_id": envelope.document_id,
        "sha256": arrived.sha256,
        "size": arrived.size,
        "urgency": envelope.urgency,
        "turn": HIGHEST_URGENCY - envelope.urgency,
        "boxes": [uuid7() for _one in envelope.receivers],
        "receivers": [one.pk for one in envelope.receivers],
        "code": envelope.sender.code,
        "codes": list(codes),
        "system": by.system,
        "peer": by.peer,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE, told)
        line, message, stored_at = cursor.fetchone()
    return Receipt(
        message,
        envelope.message_id,
        arrived.sha256,
        arrived.size,
        envelope.sender.code,
        codes,
        stored_at,
        line,
    )
