"""Invitations, answers and free time as messages (iTIP, RFC 5546; RFC 6047).

A letter is a stranger's: only its calendar parts are read, each of bounded size, and
what cannot be read is told, not raised.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from enum import StrEnum

from congvu.calendar.formats.entries import (
    PARTSTAT,
    PRODUCT,
    Asked,
    attendee,
    text_of,
)
from congvu.calendar.formats.lines import (
    MOST_BYTES,
    BrokenCalendar,
    Component,
    Line,
    escaped,
    quoted,
    read_calendar,
    written,
)
from congvu.calendar.formats.moments import Moment, in_utc, moment_of, zones_of
from congvu.calendar.rules import EntryData, Reply, Span
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_PARTS = 200
MOST_ATTENDEES = 500
_REPLIES = {said: reply for reply, said in PARTSTAT.items()}
_ADDRESS = re.compile(r"[^\s<>\"',;:@]+@[^\s<>\"',;:@]+")


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"
    ADD = "ADD"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Edition:
    """Which edition of an entry a message speaks of: the later one counts."""

    sequence: int
    stamp: datetime


@dataclass(frozen=True)
class Answered:
    """What one attendee says in a message."""

    email: str
    name: str
    reply: Reply
    delegated_to: str = ""


@dataclass(frozen=True)
class Message:
    """A message about one entry. ``at`` names one of its times; None for all of it."""

    method: Method
    uid: str
    edition: Edition
    organiser: str
    attendees: tuple[Answered, ...]
    at: Moment | None
    comment: str
    text: str


def outdated(came: Edition, kept: Edition) -> bool:
    """Whether a message speaks of an edition before the one known (RFC 5546, 2.1.5)."""
    if came.sequence != kept.sequence:
        return came.sequence < kept.sequence
    return came.stamp < kept.stamp


def read_message(given: bytes | str) -> Message:
    """The message of a calendar text with a METHOD."""
    tree = read_calendar(given)
    try:
        method = Method(tree.value("METHOD").upper())
    except ValueError:
        raise BrokenCalendar(_("Không rõ lời nhắn lịch (METHOD).")) from None
    parts = tree.of("VEVENT")
    if not parts:
        raise BrokenCalendar(_("Lời nhắn lịch không có mục lịch nào."))
    part, zones = parts[0], zones_of(tree)
    uid = part.text("UID").strip()
    if not uid or len(uid) > 255:
        raise BrokenCalendar(_("Mục lịch phải có một UID."))
    named = part.line("RECURRENCE-ID")
    asked = part.all("ATTENDEE")
    if len(asked) > MOST_ATTENDEES:
        raise BrokenCalendar(_("Mời quá nhiều người trong một lần."))
    if method == Method.REPLY and len(asked) != 1:
        raise BrokenCalendar(_("Thư trả lời phải của một người."))
    return Message(
        method=method,
        uid=uid,
        edition=_edition(part, tree),
        organiser=address_of(part.value("ORGANIZER")),
        attendees=tuple(_answered(line) for line in asked),
        at=moment_of(named, zones) if named else None,
        comment=nfc(part.text("COMMENT"))[:300],
        text=written(tree),
    )


def _edition(part: Component, tree: Component) -> Edition:
    said, stamp = part.value("SEQUENCE"), part.line("DTSTAMP")
    sequence = int(said) if said.isdecimal() and len(said) < 9 else 0
    at = (
        moment_of(stamp, zones_of(tree)).at
        if stamp
        else datetime(1970, 1, 1, tzinfo=UTC)
    )
    return Edition(sequence, at)


def _answered(line: Line) -> Answered:
    said = line.parameter("PARTSTAT").upper() or "NEEDS-ACTION"
    return Answered(
        email=address_of(line.value),
        name=nfc(line.parameter("CN"))[:300],
        reply=_REPLIES.get(said, Reply.NONE),
        delegated_to=address_of(line.parameter("DELEGATED-TO")),
    )


def address_of(value: str) -> str:
    """The address of a ``mailto:``; empty for anything else."""
    scheme, _colon, rest = value.strip().partition(":")
    if scheme.lower() != "mailto" or not _ADDRESS.fullmatch(rest.strip()):
        return ""
    return rest.strip().lower()


@dataclass(frozen=True)
class Found:
    """One calendar part of a letter: a message, or why it is none."""

    message: Message | None = None
    fault: str = ""


def messages_in(letter: bytes) -> list[Found]:
    """Every calendar part of a letter, in its order."""
    parsed = email.message_from_bytes(letter, policy=email.policy.default)
    found: list[Found] = []
    for count, part in enumerate(parsed.walk()):
        if count >= MOST_PARTS:
            break
        if part.get_content_type() not in ("text/calendar", "application/ics"):
            continue
        if part.is_multipart():
            continue
        found.append(_found(part))
    return _once(found)


def _found(part: email.message.Message) -> Found:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    if not isinstance(data, bytes):
        return Found(fault=_("Phần lịch trong thư không đọc được."))
    if len(data) > MOST_BYTES:
        return Found(fault=_("Mục lịch quá lớn."))
    charset = (part.get_content_charset() or "utf-8").lower()
    try:
        text = data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        text = data.decode("utf-8", "replace")
    try:
        return Found(read_message(text.replace("\x00", "")))
    except BrokenCalendar as broken:
        return Found(fault=broken.message)


def _once(found: list[Found]) -> list[Found]:
    """Programs put the same message in twice: to be read, and as a file."""
    kept: dict[str, Found] = {}
    for one in found:
        key = one.message.text if one.message else one.fault
        kept.setdefault(key, one)
    return list(kept.values())


def request(
    data: EntryData, *, organiser: Asked, asked: Sequence[Asked], stamp: datetime
) -> str:
    """The invitation, or the invitation again as the entry is written anew."""
    return _message(Method.REQUEST, data, organiser, asked, stamp)


def cancel(
    data: EntryData, *, organiser: Asked, asked: Sequence[Asked], stamp: datetime
) -> str:
    """It does not take place, or those asked are asked no longer."""
    return _message(Method.CANCEL, data, organiser, asked, stamp)


def _message(
    method: Method,
    data: EntryData,
    organiser: Asked,
    asked: Sequence[Asked],
    stamp: datetime,
) -> str:
    tree = read_calendar(text_of(data, stamp=stamp), most=None)
    tree.lines.insert(1, Line("METHOD", method.value))
    for part in tree.of("VEVENT"):
        part.drop("ORGANIZER", "ATTENDEE")
        part.put("DTSTAMP", in_utc(stamp))
        name = f";CN={quoted(organiser.name)}"
        part.put("ORGANIZER", f"mailto:{organiser.email}", name)
        part.lines += [attendee(one) for one in asked]
        if method == Method.CANCEL:
            part.put("STATUS", "CANCELLED")
            part.parts = [inner for inner in part.parts if inner.name != "VALARM"]
    return written(tree)


def reply(asked: Message, *, who: Asked, stamp: datetime, comment: str = "") -> str:
    """The answer of one who was asked: the same entry and edition, themselves alone."""
    tree = read_calendar(asked.text)
    tree.put("PRODID", PRODUCT)
    tree.put("METHOD", Method.REPLY.value)
    for part in tree.of("VEVENT"):
        own = deepcopy(part.lines)
        part.parts = []
        part.lines = [line for line in own if line.name in _OF_A_REPLY]
        part.put("DTSTAMP", in_utc(stamp))
        told = f";CN={quoted(who.name)};PARTSTAT={PARTSTAT[who.reply]}"
        part.lines.append(Line("ATTENDEE", f"mailto:{who.email}", told))
        if comment:
            part.put("COMMENT", escaped(comment))
        part.put("REQUEST-STATUS", "2.0;Success")
    return written(tree)


_OF_A_REPLY = {
    "UID", "SEQUENCE", "RECURRENCE-ID", "ORGANIZER", "DTSTART", "DTEND", "DURATION",
    "SUMMARY",
}  # fmt: skip


def letter_of(
    text: str, *, sender: str, to: str, subject: str, body: str
) -> EmailMessage:
    """A letter a calendar program answers with one press (RFC 6047), and that reads
    well without one.
    """
    method = read_calendar(text).value("METHOD")
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter.set_content(body)
    letter.add_alternative(text, subtype="calendar", params={"method": method})
    letter.add_attachment(
        text.encode(), maintype="application", subtype="ics", filename="loi-moi.ics"
    )
    return letter


@dataclass(frozen=True)
class Question:
    """Who wants to know when whom is free (RFC 6638, 5)."""

    uid: str
    organiser: str
    attendees: tuple[str, ...]
    since: datetime
    until: datetime


def read_question(given: bytes) -> Question:
    tree = read_calendar(given)
    parts = tree.of("VFREEBUSY")
    if tree.value("METHOD").upper() != "REQUEST" or len(parts) != 1:
        raise BrokenCalendar(_("Chỉ nhận câu hỏi giờ rảnh (VFREEBUSY)."))
    part, zones = parts[0], zones_of(tree)
    starts, ends = part.line("DTSTART"), part.line("DTEND")
    if starts is None or ends is None:
        raise BrokenCalendar(_("Câu hỏi giờ rảnh phải có bắt đầu và kết thúc."))
    since, until = moment_of(starts, zones).at, moment_of(ends, zones).at
    asked = [address_of(line.value) for line in part.all("ATTENDEE")]
    if until <= since or not asked or len(asked) > MOST_ATTENDEES:
        raise BrokenCalendar(_("Câu hỏi giờ rảnh không có người hoặc không có giờ."))
    return Question(
        part.text("UID"),
        address_of(part.value("ORGANIZER")),
        tuple(asked),
        since,
        until,
    )


def freebusy(
    busy: Iterable[Span],
    *,
    since: datetime,
    until: datetime,
    stamp: datetime,
    question: Question | None = None,
    attendee: str = "",
) -> str:
    """When somebody is busy between two moments, and nothing of why."""
    lines = [
        Line(
            "UID", escaped(question.uid if question else f"{stamp:%Y%m%dT%H%M%S}@free")
        ),
        Line("DTSTAMP", in_utc(stamp)),
        Line("DTSTART", in_utc(since)),
        Line("DTEND", in_utc(until)),
    ]
    if question is not None:
        lines.append(Line("ORGANIZER", f"mailto:{question.organiser}"))
        lines.append(Line("ATTENDEE", f"mailto:{attendee}"))
    lines += [
        Line(
            "FREEBUSY",
            f"{in_utc(max(starts, since))}/{in_utc(min(ends, until))}",
            ";FBTYPE=BUSY",
        )
        for starts, ends in busy
    ]
    head = [Line("VERSION", "2.0"), Line("PRODID", PRODUCT)]
    if question is not None:
        head.append(Line("METHOD", Method.REPLY.value))
    return written(Component("VCALENDAR", head, [Component("VFREEBUSY", lines)]))
