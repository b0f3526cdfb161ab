"""Lines of Postfix's log: which letter went where, and what became of it.

Both ways of writing the time are known: syslog's, without a year, and RFC 3339. A line
that says nothing about a letter, or that somebody made up, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from congvu.mailboxes.formats.letter_words import shown, words_of

LONGEST_LINE = 8_000
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_LINE = re.compile(
    r"^(?:(?P<mon>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<clock>\d\d:\d\d:\d\d)"
    r"|(?P<iso>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?))"
    r" (?:[^ ]+ )?postfix(?:-[\w-]+)?/(?:[\w-]+/)?(?P<program>[\w-]+)\[\d+\]: "
    r"(?P<said>.*)$"
)
_QUEUED = re.compile(r"^(?P<id>[0-9A-Za-z]{6,24}): (?P<rest>.*)$")
_TO = re.compile(r"^to=<(?P<to>[^>]*)>,")
_FIELD = re.compile(r"(?:^|, )(relay|delay|dsn)=([^,]*)")
_STATUS = re.compile(r"(?:^|, )status=(sent|deferred|bounced|expired)(?: \((.*)\))?")
_FROM = re.compile(r"^from=<(?P<from>[^>]*)>(?:, size=(?P<size>\d+))?")
_MESSAGE = re.compile(r"^(?:resent-)?message-id=(?P<id><[^>\s]{1,250}>)")
_BRINGS_HOME = frozenset({"lmtp", "local", "virtual"})
_FOLDED = re.compile(rb"\?=\?(?=\s)")
_SUBJECT = re.compile(
    r"^(?:info|warning): header Subject: (?P<subject>.*?)"
    r" from [^ ]+\[[^\]]*\]; from=<(?P<from>[^>]*)>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """What is known of a letter in the queue from now on: some of these."""

    queue_id: str
    at: datetime
    message_id: str | None = None
    sender: str | None = None
    size: int | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Tried:
    """One try to bring it to one address; ``is_in_box``: into a mailbox of ours, not to
    another server."""

    queue_id: str
    at: datetime
    recipient: str
    state: str
    delay: float = 0
    relay: str = ""
    dsn: str = ""
    reason: str = ""
    is_in_box: bool = False


@dataclass(frozen=True)
class Gone:
    """It has left the queue: its number may be another letter's from now on."""

    queue_id: str
    at: datetime


@dataclass(frozen=True)
class Expired:
    """Nobody tries any more: what had not arrived does not."""

    queue_id: str
    at: datetime


Said = Named | Tried | Gone | Expired


def read_line(line: str, *, now: datetime, zone: tzinfo) -> Said | None:
    """``now`` is when it is read: it tells the year that syslog leaves out; ``zone``
    is the server's own."""
    match = _LINE.match(line[:LONGEST_LINE].rstrip("\r\n"))
    if match is None:
        return None
    at = moment(match.groupdict(), now, zone)
    queued = _QUEUED.match(match["said"])
    if at is None or queued is None:
        return None
    queue_id, rest, program = queued["id"], queued["rest"], match["program"]
    if program == "cleanup":
        return _of_cleanup(queue_id, at, rest)
    if program == "qmgr":
        if rest == "removed":
            return Gone(queue_id, at)
        if "status=expired" in rest:
            return Expired(queue_id, at)
        found = _FROM.match(rest)
        if found is None:
            return None
        size = int(found["size"]) if found["size"] else None
        return Named(queue_id, at, sender=shown(found["from"]).lower()[:254], size=size)
    return _of_delivery(queue_id, at, rest, program)


def _of_cleanup(queue_id: str, at: datetime, rest: str) -> Said | None:
    if found := _MESSAGE.match(rest):
        return Named(queue_id, at, message_id=shown(found["id"]))
    if found := _SUBJECT.match(rest):
        # Where a line was folded Postfix writes "?" for its end.
        raw = found["subject"].encode("utf-8", "surrogateescape")
        raw = _FOLDED.sub(b"?=", raw)
        sender = shown(found["from"]).lower()[:254]
        return Named(queue_id, at, subject=words_of(raw), sender=sender)
    return None


def _of_delivery(queue_id: str, at: datetime, rest: str, program: str) -> Said | None:
    to, status = _TO.match(rest), _STATUS.search(rest)
    if to is None or status is None:
        return None
    told = dict(_FIELD.findall(rest[: status.start() + 1]))
    return Tried(
        queue_id,
        at,
        shown(to["to"]).lower()[:254],
        status.group(1),
        delay=_seconds(told.get("delay", "")),
        relay=shown(told.get("relay", ""))[:254],
        dsn=shown(told.get("dsn", ""))[:12],
        reason=shown(status.group(2) or "")[:500],
        is_in_box=program in _BRINGS_HOME,
    )


def _seconds(text: str) -> float:
    try:
        return max(0.0, min(float(text), 10_000_000.0))
    except ValueError:
        return 0.0


def moment(
    said: Mapping[str, str | None], now: datetime, zone: tzinfo
) -> datetime | None:
    try:
        if said["iso"]:
            found = datetime.fromisoformat(said["iso"])
            return found if found.tzinfo else found.replace(tzinfo=zone)
        clock = datetime.strptime(str(said["clock"]), "%H:%M:%S").time()  # noqa: DTZ007
        month, day = _MONTHS[str(said["mon"])], int(str(said["day"]))
        here = now.astimezone(zone)
        for year in (here.year, here.year - 1):
            found = datetime(
                year, month, day, clock.hour, clock.minute, clock.second, tzinfo=zone
            )
            if found <= here + timedelta(days=1):
                return found
    except (KeyError, ValueError):
        return None
    return None
