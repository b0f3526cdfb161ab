"""A message comes in: looked at, put down for good, laid out for its receivers.

The order is the promise. The row is there before the file has its place; the file is on
the disk under its digest before the row says so; the receivers' boxes and the log come
with that row in one transaction, and only then the sender hears of it. Killed anywhere
between, the sender sends again and finds the same row.
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
from django.db import transaction

from congvu.files import jail, store
from congvu.hub.actions.log import Caller, note
from congvu.hub.models import Agency, Box, Message
from congvu.hub.queries import agencies_named, receivers_of
from congvu.hub.rules import (
    HIGHEST_URGENCY,
    Code,
    Event,
    Kind,
    MessageState,
    Turned,
)

TASKS = "congvu.hub.jail"
LIMITS = jail.Limits(seconds=30, memory=512 * jail.MIB)
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
    sender: Agency
    receivers: list[Agency]
    document_id: str
    message_id: str
    urgency: int


def take(*, arrived: Arrived, said: Said, by: Caller, at: datetime) -> Receipt:
    """Refused with a line in the log, or kept and promised."""
    try:
        if said.sha256 and said.sha256.lower() != arrived.sha256:
            told = said.sha256[:64]
            raise Turned(Code.BAD_FILE, "digest", declared=told, got=arrived.sha256)
        envelope = _checked(_read(arrived.path), said, by)
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
    _write_row(envelope, arrived, at)
    _put_down(arrived)
    return _lay_out(envelope, arrived, by, at)


def _read(path: Path) -> dict[str, Any]:
    """The envelope as the jail tells it; a stranger may be speaking."""
    temporary = Path(settings.HOME) / "tmp"
    try:
        answer = jail.run(
            "envelope", path, temporary=temporary, limits=LIMITS, tasks=TASKS
        )
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
    known = agencies_named({code, said.sender, *named, *asked} - {""})
    sender = known.get(code)
    if sender is None or sender.system_id != by.pk:
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
    kind: Kind, asked: list[str], named: list[str], known: dict[str, Agency]
) -> list[Agency]:
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


def _write_row(envelope: _Envelope, arrived: Arrived, at: datetime) -> None:
    """Before anything lies in the store; where the row is there already it stays."""
    row = Message(
        sender=envelope.sender,
        kind=envelope.kind,
        message_id=envelope.message_id,
        document_id=envelope.document_id,
        sha256=arrived.sha256,
        size=arrived.size,
        urgency=envelope.urgency,
        state=MessageState.RECEIVING,
        arrived_at=at,
    )
    Message.objects.bulk_create([row], ignore_conflicts=True)


def _put_down(arrived: Arrived) -> None:
    """Synced, then under its digest; one file for however many messages and boxes."""
    handle = os.open(arrived.path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    store.open_store().keep(arrived.path, arrived.sha256)


@transaction.atomic
def _lay_out(
    envelope: _Envelope, arrived: Arrived, by: Caller, at: datetime
) -> Receipt:
    kept = Message.objects.select_for_update().get(
        sender=envelope.sender,
        message_id=envelope.message_id,
        sha256=arrived.sha256,
    )
    again = kept.state == MessageState.STORED
    if not again:
        kept.state, kept.stored_at = MessageState.STORED, at
        kept.save(update_fields=["state", "stored_at"])
    boxes = [
        Box(message=kept, receiver=one, urgency=envelope.urgency, changed_at=at)
        for one in envelope.receivers
    ]
    Box.objects.bulk_create(boxes, ignore_conflicts=True)
    codes = tuple(one.code for one in envelope.receivers)
    line = note(
        Event.REPEATED if again else Event.STORED,
        by=by,
        at=at,
        sender=envelope.sender.code,
        receivers=codes,
        message=kept.pk,
        sha256=kept.sha256,
        size=kept.size,
    )
    return Receipt(
        kept.pk,
        kept.message_id,
        kept.sha256,
        kept.size,
        envelope.sender.code,
        codes,
        kept.stored_at or at,
        line.pk,
    )
