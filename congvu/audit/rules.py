"""The form of an event, the bytes that are hashed, and the chain; no database here.

The canonical form of an event is the UTF-8 bytes of one JSON object (RFC 8259) with
exactly the keys of `EventRow`, all present, sorted by code point; no white space
between tokens; characters outside ASCII written as themselves; only ``"``, ``\\`` and
control characters escaped. Moments are UTC with six decimals, as in
``2026-11-23T09:05:00.000000+00:00``; identifiers are lower-case UUID text; what is
absent is ``null`` (identifiers) or ``""`` (text). Numbers are integers: a fraction has
more than one spelling, so none is accepted.

    digest(n) = SHA-256( digest(n-1) || canonical(event n) )
    digest(0) = 32 zero bytes
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from json.encoder import encode_basestring as _escape
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool | None"

START = bytes(32)
_ENCODE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue without Django; who shows it translates it."""
    return message


_ = gettext_noop

AUDIT_EVENTS: dict[str, str] = {
    "audit.read": _("Xem nhật ký"),
}

# What the parts of an event's data are called where people read them, and the words of
# values that are codes; each app declares both for its own events.
AUDIT_WORDS = {
    "event": _("việc"),
    "who": _("người làm"),
    "object_id": _("mã đối tượng"),
    "day": _("ngày"),
}


class Door(StrEnum):
    PAGE = "page"
    API = "api"
    JOB = "job"
    COMMAND = "command"


DOOR_LABELS: dict[str, str] = {
    Door.PAGE: _("trang web"),
    Door.API: _("API"),
    Door.JOB: _("việc nền"),
    Door.COMMAND: _("lệnh máy chủ"),
}


@dataclass(frozen=True)
class Actor:
    """Who acts, as known at that moment: copied into the log, never joined to it.

    ``delegation_id`` is by what right, when the post is somebody else's.
    """

    name: str
    user_id: UUID | None = None
    person_id: UUID | None = None
    post_id: UUID | None = None
    agency_id: UUID | None = None
    door: str = Door.PAGE
    address: str = ""
    delegation_id: UUID | None = None


SYSTEM = Actor(name="Công Vụ", door=Door.JOB)


@dataclass(frozen=True)
class EventRow:
    """One event as it is hashed. Field names are the columns and the JSON keys."""

    id: UUID
    at: datetime
    event: str
    actor_name: str
    actor_user_id: UUID | None
    actor_person_id: UUID | None
    actor_post_id: UUID | None
    actor_agency_id: UUID | None
    door: str
    address: str
    object_type: str
    object_id: UUID | None
    agency_id: UUID | None
    data: Mapping[str, Json] = field(default_factory=dict)


class LinkRow(NamedTuple):
    """One link of the chain."""

    seq: int
    event_id: UUID
    event_at: datetime
    previous: bytes
    digest: bytes


class SealedLink(NamedTuple):
    """A link beside the canonical form of its event, or None when that is missing."""

    seq: int
    event_id: UUID
    previous: bytes
    digest: bytes
    canonical: bytes | None


def clean_text(text: str) -> str:
    """What PostgreSQL can hold: no NUL and no half surrogate pair."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def plain(value: object) -> Json:
    """The value as the log keeps it, so that it reads back from jsonb unchanged."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean_text(str(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {clean_text(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    raise TypeError(f"the audit log cannot hold {type(value).__name__}: use str or int")


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(event: EventRow) -> bytes:
    """The bytes that are hashed; see the module's docstring."""
    return canonical_texts(
        (
            str(event.id),
            moment(event.at),
            event.event,
            event.actor_name,
            _key(event.actor_user_id),
            _key(event.actor_person_id),
            _key(event.actor_post_id),
            _key(event.actor_agency_id),
            event.door,
            event.address,
            event.object_type,
            _key(event.object_id),
            _key(event.agency_id),
            event.data,
        )
    )


def canonical_texts(values: Sequence[Any]) -> bytes:
    """The same of the columns in their order, as text already (``data`` last, parsed).

    A fast reader has them so; making keys and moments of them only to spell them out
    again would take two thirds of its time.
    """
    id_, at, event, actor_name, user, person, post, actor_agency = values[:8]
    door, address, object_type, object_id, agency_id, data = values[8:]
    return (
        f'{{"actor_agency_id":{_quoted(actor_agency)}'
        f',"actor_name":{_escape(actor_name)}'
        f',"actor_person_id":{_quoted(person)}'
        f',"actor_post_id":{_quoted(post)}'
        f',"actor_user_id":{_quoted(user)}'
        f',"address":{_escape(address)}'
        f',"agency_id":{_quoted(agency_id)}'
        f',"at":"{at}"'
        f',"data":{_ENCODE(data)}'
        f',"door":{_escape(door)}'
        f',"event":{_escape(event)}'
        f',"id":"{id_}"'
        f',"object_id":{_quoted(object_id)}'
        f',"object_type":{_escape(object_type)}}}'
    ).encode()


def _key(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _quoted(key: str | None) -> str:
    return "null" if key is None else f'"{key}"'


def digest(previous: bytes, event: EventRow) -> bytes:
    return hashlib.sha256(previous + canonical(event)).digest()


def chain(
    events: Iterable[EventRow], previous: bytes = START, seq: int = 0
) -> Iterator[LinkRow]:
    """Links for events in the given order, after the link numbered ``seq``.

    For whoever loads events in bulk and wants them sealed in the same transaction; hold
    the sealer's lock meanwhile (`audit.actions.load_sealed` does).
    """
    for event in events:
        seq += 1
        following = digest(previous, event)
        yield LinkRow(seq, event.id, event.at, previous, following)
        previous = following


class Break(StrEnum):
    MISSING_LINK = "missing-link"
    MISSING_EVENT = "missing-event"
    WRONG_PREVIOUS = "wrong-previous"
    ALTERED = "altered"
    DUPLICATE = "duplicate"


BREAK_LABELS: dict[str, str] = {
    Break.MISSING_LINK: _("thiếu mắt xích ngay trước mắt xích này"),
    Break.MISSING_EVENT: _("bản ghi của mắt xích này không còn"),
    Break.WRONG_PREVIOUS: _("mắt xích này không nối vào mắt xích trước"),
    Break.ALTERED: _("nội dung bản ghi đã bị sửa sau khi niêm"),
    Break.DUPLICATE: _("bản ghi này đã được niêm ở một mắt xích trước"),
}


def first_break(
    links: Iterable[SealedLink],
) -> tuple[SealedLink | None, Break | None]:
    """Walk the chain: its last link, or the first broken one and what differs."""
    previous, last = START, None
    for number, link in enumerate(links, start=1):
        if link.seq < number:
            return link, Break.DUPLICATE
        if link.seq > number:
            return link, Break.MISSING_LINK
        if link.previous != previous:
            return link, Break.WRONG_PREVIOUS
        if link.canonical is None:
            return link, Break.MISSING_EVENT
        if hashlib.sha256(previous + link.canonical).digest() != link.digest:
            return link, Break.ALTERED
        previous, last = link.digest, link
    return last, None
