"""Invitations, answers and free time as messages (iTIP, RFC 5546; RFC 6047).

A letter is a stranger's: only its calendar parts are read, each of bounded size, and
what cannot be read is told, not raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
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


def message_in(data: bytes) -> Message:
    """The message in a calendar part of a letter. Programs write UTF-8 (RFC 6047, 2.4)
    and some do not: letters that are none are marked, the answer stands."""
    if len(data) > MOST_BYTES:
        raise BrokenCalendar(_("Mục lịch quá lớn."))
    return read_message(data.decode("utf-8", "replace").replace("\x00", ""))


def proposed_by(message: Message) -> datetime | None:
    """When somebody who counters would come."""
    if message.method != Method.COUNTER:
        return None
    tree = read_calendar(message.text)
    starts = tree.of("VEVENT")[0].line("DTSTART")
    return moment_of(starts, zones_of(tree)).at if starts else None


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


def letter_of(
    text: str,
    *,
    sender: tuple[str, str],
    to: tuple[str, str],
    subject: str,
    body: str,
    name: str,
    at: datetime,
) -> EmailMessage:
    """A letter a calendar program answers with one press (RFC 6047), and that reads
    well without one. Each end is a name and an address; ``name`` is the letter's own.
    """
    method = read_calendar(text).value("METHOD")
    letter = EmailMessage()
    letter["From"] = _mailbox(*sender)
    letter["To"] = _mailbox(*to)
    letter["Subject"] = " ".join(subject.split())
    letter["Message-ID"], letter["Date"] = name, at
    letter.set_content(body)
    letter.add_alternative(text, subtype="calendar", params={"method": method})
    letter.add_attachment(
        text.encode(), maintype="application", subtype="ics", filename="loi-moi.ics"
    )
    return letter


def _mailbox(name: str, address: str) -> Address:
    shown = " ".join(name.split())
    return Address("" if shown == address else shown, addr_spec=address)


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
