"""Syslog: RFC 5424, RFC 3164 as it is really sent, and what daemons write to files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from congvu.logs.formats.moments import BSD, ISO, MONTHS, bsd, iso
from congvu.logs.rules.words import Severity, Value

_FACILITIES = [
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "audit",
    "alert",
    "clock",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7",
]
_PRIORITY = re.compile(r"<(\d{1,3})>")
_NEW = re.compile(
    r"(?P<version>\d{1,2}) (?P<at>-|\S{10,40}) (?P<host>-|\S{1,255})"
    r" (?P<program>-|\S{1,48}) (?P<process>-|\S{1,128}) (?P<kind>-|\S{1,32}) "
)
_PAIR = r"[^ =\]\"]{1,32}=\"(?:[^\"\\\]]|\\.)*\""
_ELEMENT = re.compile(rf"\[(?P<id>[^ =\]\"]{{1,32}})(?P<words>(?: {_PAIR})*)\]")
_WORD = re.compile(r" ([^ =\]\"]{1,32})=\"((?:[^\"\\\]]|\\.)*)\"")
# Whatever a sender calls itself.
_HOST = r"(?P<host>[^\s\[\]{}\"=,;]{1,255})"
# CEF and LEEF stand where a tag would, and are none.
_NAME = r"(?!(?:CEF|LEEF):)(?P<program>[\w./\-]{1,64}|\([\w./\-]{1,62}\))"
_TAG = _NAME + r"(?:\[(?P<process>[\w.\-]{1,32})\])?"
_OLD = re.compile(rf"(?:{_HOST} )?(?:{_TAG}: ?)?(?P<rest>.*)", re.S)
_TAGGED = re.compile(rf"{_HOST} {_TAG}: ?(?P<rest>.*)", re.S)
_HEADED = re.compile(rf"{_HOST} (?P<rest>(?:CEF|LEEF):.*)", re.S)
_OWN = re.compile(rf"{_TAG}: ?(?P<rest>.*)", re.S)
# Cisco's %KIND-LEVEL-NAME:, Huawei's and H3C's %%01KIND/LEVEL/NAME(l)[n]:
_DEVICE = re.compile(
    r"%(?P<kind>[A-Z][A-Z0-9_\-]*)-(?P<level>[0-7])-(?P<name>\w+): ?"
    r"|(?:%%\d\d)?(?P<kind2>[A-Z][A-Z0-9_]*)/(?P<level2>[0-7])/(?P<name2>\w+)"
    r"(?:\(\w+\))?(?:\[\d+\])?: ?"
)
_HEAD_WORD = re.compile(r"[*.%]?[\w.:+\-]{0,64}")
_MOST_HEAD = 8
_ZONES = {"UTC", "GMT", "ICT", "JST", "CET", "CEST", "EST", "EDT", "PST", "PDT"}


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The head of a line, and the message in it."""

    envelope: str
    message: str
    severity: Severity | None = None
    at: datetime | None = None
    host: str = ""
    program: str = ""
    process: str = ""
    fields: dict[str, Value] = field(default_factory=dict)
    is_broken: bool = False
    is_untimed: bool = False
    """It begins with a time that no clock shows: 31 November, 25 o'clock."""


def unwrapped(line: str, received: datetime) -> Wrapped | None:
    """None where the line has no head of syslog at all."""
    head = _PRIORITY.match(line)
    if head is None or int(head[1]) > 191:
        return _device(line, received, {}) or _from_file(line, received)
    number = int(head[1])
    facts: dict[str, Value] = {"log.syslog.facility.name": _FACILITIES[number >> 3]}
    severity = Severity(number & 7)
    rest = line[head.end() :]
    found = _NEW.match(rest)
    if found is not None:
        return _new(found, rest[found.end() :], severity, facts)
    device = _device(rest, received, facts)
    if device is not None:
        return device
    at, rest, is_timed = _moment(rest, received)
    is_untimed = is_timed and at is None
    old = _OLD.match(rest)
    if old is None:
        return Wrapped(
            "rfc3164", rest, severity, at, fields=facts, is_untimed=is_untimed
        )
    # Without a time the first word is rather the tag than a host.
    own = None if is_timed else _OWN.match(rest)
    # With a number of a process behind it, the second word is a tag all the same.
    tagged = None if is_timed or own is not None else _TAGGED.match(rest)
    if tagged is not None and not tagged["process"]:
        tagged = None
    told = own or tagged or old
    host = (told.groupdict().get("host") or "") if own is None else ""
    if not is_timed and own is None and tagged is None:
        return Wrapped("rfc3164", rest, severity, at, fields=facts)
    return Wrapped(
        "rfc3164",
        told["rest"],
        severity,
        at,
        host,
        told["program"] or "",
        told["process"] or "",
        facts,
        is_untimed=is_untimed,
    )


def _new(
    head: re.Match[str], rest: str, severity: Severity, facts: dict[str, Value]
) -> Wrapped:
    """RFC 5424: what stands in brackets becomes fields named ``sd.ID.NAME``."""
    broken = False
    if rest.startswith("-"):
        rest = rest[1:]
    else:
        found = _ELEMENT.match(rest)
        broken = found is None
        while found is not None:
            name = found["id"].split("@", 1)[0]
            for key, value in _WORD.findall(found["words"]):
                facts[f"sd.{name}.{key}"] = re.sub(r'\\([\\"\]])', r"\1", value)
            rest = rest[found.end() :]
            found = _ELEMENT.match(rest)
    if head["kind"] != "-":
        facts["event.code"] = head["kind"]
    at = iso(head["at"]) if head["at"] != "-" else None
    return Wrapped(
        "rfc5424",
        # rsyslog leaves the blank that stood behind the tag of the old form.
        rest.removeprefix(" ").removeprefix("\ufeff").lstrip(" "),
        severity,
        at,
        _said(head["host"]),
        _said(head["program"]),
        _said(head["process"]),
        facts,
        broken,
        is_untimed=at is None and head["at"] != "-",
    )


def _device(text: str, received: datetime, facts: dict[str, Value]) -> Wrapped | None:
    """Switches, routers and firewalls: counters, hosts and times stand before the mark
    as each pleases; the last time is the device's own.
    """
    mark = _DEVICE.search(text[:300])
    if mark is None:
        return None
    is_cisco = mark["kind"] is not None
    head = text[: mark.start()]
    times = list(BSD.finditer(head)) or list(ISO.finditer(head))
    if not is_cisco and not (mark[0].startswith("%%") or text.startswith("%")):
        return None
    words = BSD.sub(" ", ISO.sub(" ", head)).split()
    if len(words) > _MOST_HEAD or not all(map(_HEAD_WORD.fullmatch, words)):
        return None
    kind = mark["kind"] or mark["kind2"]
    level = mark["level"] or mark["level2"]
    facts["event.code"] = f"{kind}-{level}-{mark['name'] or mark['name2']}"
    said = times[-1][0] if times else ""
    return Wrapped(
        "cisco" if is_cisco else "huawei",
        text[mark.end() :],
        Severity(int(level)),
        bsd(said, received) or iso(said) if said else None,
        _host_of(words),
        kind.lower(),
        fields=facts,
    )


def _host_of(words: list[str]) -> str:
    """The first word that is no counter, no zone and no remnant of a time."""
    for word in words:
        plain = word.strip(":*.%")
        if plain in _ZONES:
            continue
        if plain and not re.fullmatch(r"[\d:.]*|[+-]\d{1,4}", plain):
            return plain
        if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", plain):
            return plain
    return ""


def _from_file(line: str, received: datetime) -> Wrapped | None:
    """As rsyslog and journald write a file: a time, a host, a program, no priority."""
    # With a blank between day and clock it is a program's own file.
    if ISO.match(line) and line[10] == " ":
        return None
    at, rest, is_timed = _moment(line, received)
    is_untimed = is_timed and at is None
    found = _TAGGED.match(rest) if is_timed else None
    bare = _HEADED.match(rest) if is_timed and found is None else None
    if bare is not None:
        return Wrapped(
            "rfc3164", bare["rest"], None, at, bare["host"], is_untimed=is_untimed
        )
    if found is None:
        return None
    envelope = "rfc3164" if BSD.match(line) else "iso-file"
    return Wrapped(
        envelope,
        found["rest"],
        None,
        at,
        found["host"],
        found["program"],
        found["process"] or "",
        is_untimed=is_untimed,
    )


def _moment(text: str, received: datetime) -> tuple[datetime | None, str, bool]:
    """The time with which a line begins, what follows, and whether it begins with one:
    of 31 November, or at 25 o'clock, there is no moment.
    """
    for pattern in (BSD, ISO):
        found = pattern.match(text)
        if found is None or (pattern is BSD and found["month"] not in MONTHS):
            continue
        at = bsd(found[0], received) if pattern is BSD else iso(found[0])
        return at, text[found.end() :].removeprefix(":").lstrip(" "), True
    return None, text, False


def _said(word: str) -> str:
    return "" if word == "-" else word
