"""One line of any log, of which nobody said what it is, as an `Event`.

What is not understood is kept as it stands: no line is dropped, none raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from congvu.logs.formats.moments import epoch, iso, leading
from congvu.logs.formats.objects import Parsed, parsed
from congvu.logs.formats.pairs import Told, cef, leef, named_pairs, told_pairs
from congvu.logs.formats.programs import Understood, audited, understood
from congvu.logs.formats.shapes import Shaped, outcome_of, shaped
from congvu.logs.formats.syslog import Wrapped, unwrapped
from congvu.logs.formats.tables import columns_of, row
from congvu.logs.formats.web import Served, served
from congvu.logs.formats.windows import in_xml, snare
from congvu.logs.rules.words import LONGEST, Doubt, Event, Severity, Value

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What JSON writes with a backslash, and no text that is kept may have.
_WRITTEN = re.compile(r"\\u(?:00[01]|007[fF]|[dD][89a-fA-F])")
_NEVER_KEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FAIL2BAN = re.compile(
    r"(?P<program>fail2ban\.\w+)\s*\[(?P<process>\d+)\]: (?P<rest>.*)"
)
_POSTGRES = re.compile(
    r"(?:\[\d+\] )?(?:\S+@\S+ )?(?:LOG|ERROR|FATAL|PANIC|WARNING|NOTICE):\s"
)
_DPKG = re.compile(
    r"(?:install|upgrade|remove|purge|status|configure|trigproc) \S+:\S+ "
)
_KERNEL = re.compile(r"\[ *\d{1,8}\.\d{6}\] (?P<rest>.*)", re.S)
_JOURNAL = re.compile(r"(?P<name>_{0,2}[A-Z][A-Z0-9_]{2,63})=(?P<value>.*)", re.S)
# A program's name before its words; a level is none.
_NAMED = re.compile(
    r"(?!(?:EMERG|ALERT|CRIT|FATAL|ERR|WARN|NOTICE|INFO|DEBUG|TRACE|Error|Warning)\w*:)"
    r"(?P<program>[A-Za-z][\w./\-]{1,47})(?:\[(?P<process>\d{1,10})\])?: (?P<rest>.*)",
    re.S,
)
_ONE_WORD = re.compile(r"(?P<host>[\w.\-]{1,255}) (?P<rest>.*)", re.S)
_LEVEL = re.compile(
    r"(?:\[|\b)(?P<word>EMERG(?:ENCY)?|PANIC|ALERT|CRIT(?:ICAL)?|FATAL|ERR(?:OR)?|SEVERE"
    r"|WARN(?:ING)?|NOTICE|INFO|DEBUG|TRACE)(?:\]|\b)"
)
_WORDS = {
    "EMERG": Severity.EMERGENCY,
    "PANIC": Severity.EMERGENCY,
    "ALERT": Severity.ALERT,
    "CRIT": Severity.CRITICAL,
    "FATAL": Severity.CRITICAL,
    "ERR": Severity.ERROR,
    "SEVERE": Severity.ERROR,
    "WARN": Severity.WARNING,
    "NOTICE": Severity.NOTICE,
    "INFO": Severity.INFO,
    "DEBUG": Severity.DEBUG,
    "TRACE": Severity.DEBUG,
}
_WRONG_CLOCK = timedelta(days=1)
# A clock that lost its battery begins at 1970, 1980 or 2000.
_FIRST = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Reader:
    """Reads the lines of one stream; what a line before said of the columns is kept."""

    received: datetime
    columns: list[str] = field(default_factory=list)

    def read(self, line: bytes) -> Event:
        """Never fails; a line of any length, of any bytes."""
        text, doubts = _text(line)
        try:
            event = self._event(text)
        except (ValueError, ArithmeticError, RecursionError):
            # Where a shape has a number, there stands what no number can be.
            event = Event("text", "plain", text, doubts=(Doubt.BROKEN,))
        if _WRITTEN.search(text):
            event = _without_controls(event, doubts)
        if event.at is not None and not (
            _FIRST < event.at <= self.received + _WRONG_CLOCK
        ):
            doubts.append(Doubt.CLOCK)
        return replace(event, doubts=(*event.doubts, *doubts), length=len(line))

    def read_all(self, lines: Iterable[bytes]) -> Iterator[Event]:
        for line in lines:
            stripped = line.rstrip(b"\r\n")
            if stripped.strip():
                yield self.read(stripped)

    def _event(self, text: str) -> Event:
        if text.startswith("#"):
            self.columns = columns_of(text) or self.columns
            return Event("comment", "plain", text, Severity.DEBUG)
        if self.columns and (line := row(text, self.columns)) is not None:
            return _served(line) if isinstance(line, Served) else _kept_as(line)
        whole = _object(text)
        if whole is not None:
            return whole
        audit = audited(text)
        if audit is not None:
            told, at, node = audit
            return Event(
                told.decoder,
                "plain",
                text,
                told.severity or Severity.INFO,
                epoch(at),
                node,
                "auditd",
                fields=told.fields,
            )
        web = served(text, self.received)
        if web is not None:
            return _served(web)
        windows = in_xml(text)
        if windows is not None:
            return _kept_as(windows)
        wrapped = unwrapped(text, self.received)
        if wrapped is None:
            return _bare(text, self.received)
        event = _inside(wrapped, self.received)
        if wrapped.is_untimed:
            return replace(event, doubts=(*event.doubts, Doubt.CLOCK))
        return event


def _text(line: bytes) -> tuple[str, list[Doubt]]:
    doubts = []
    kept = line[: LONGEST * 4]
    if kept.startswith((b"type=", b"node=")):
        # The kernel's audit puts what a number stands for behind such a character.
        kept = kept.replace(b"\x1d", b" ")
    try:
        text = kept.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = kept.decode("utf-8", "replace")
        doubts.append(Doubt.BYTES)
    if len(text) > LONGEST or len(line) > len(kept):
        text = text[:LONGEST]
        doubts.append(Doubt.CUT)
    cleaned = _CONTROLS.sub("�", text)
    if cleaned != text:
        doubts.append(Doubt.CONTROLS)
    return cleaned.strip("\r\n"), doubts


def _without_controls(event: Event, doubts: list[Doubt]) -> Event:
    """Characters that were hidden in JSON and no database takes."""
    cleaned = replace(
        event,
        message=_kept(event.message),
        host=_kept(event.host),
        program=_kept(event.program),
        process=_kept(event.process),
        fields={_kept(name): _kept(value) for name, value in event.fields.items()},
    )
    if cleaned != event and Doubt.CONTROLS not in doubts:
        doubts.append(Doubt.CONTROLS)
    return cleaned


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return _NEVER_KEPT.sub("\ufffd", value)
    return value


def _served(one: Served, wrapped: Wrapped | None = None) -> Event:
    return Event(
        one.decoder,
        wrapped.envelope if wrapped else "plain",
        one.message,
        one.severity,
        one.at or (wrapped.at if wrapped else None),
        wrapped.host if wrapped else "",
        (wrapped.program if wrapped else "") or one.decoder.split("-")[0],
        one.process,
        one.fields,
    )


def _kept_as(found: Parsed, wrapped: Wrapped | None = None) -> Event:
    """What names its own parts, in an envelope or in none."""
    severity = found.severity
    if severity is None and wrapped is not None:
        severity = wrapped.severity
    return Event(
        found.decoder,
        wrapped.envelope if wrapped else "plain",
        found.message,
        severity if severity is not None else Severity.INFO,
        found.at or (wrapped.at if wrapped else None),
        found.host or (wrapped.host if wrapped else ""),
        found.program or (wrapped.program if wrapped else ""),
        found.process or (wrapped.process if wrapped else ""),
        {**(wrapped.fields if wrapped else {}), **found.fields},
    )


def _object(text: str, wrapped: Wrapped | None = None) -> Event | None:
    """A JSON object, alone or as a message of syslog, and what its program says."""
    found = parsed(text)
    if found is None:
        if wrapped is None and text.lstrip().startswith("{"):
            return Event("text", "plain", text, doubts=(Doubt.BROKEN,))
        return None
    program = found.program or (wrapped.program if wrapped else "")
    told = _program(found, program)
    severity = _worse(found.severity, told.severity if told else None)
    if severity is None and wrapped is not None:
        severity = wrapped.severity
    return Event(
        told.decoder if told and told.fields else found.decoder,
        wrapped.envelope if wrapped else found.decoder,
        found.message or text,
        severity if severity is not None else Severity.INFO,
        found.at or (wrapped.at if wrapped else None),
        found.host or (wrapped.host if wrapped else ""),
        program,
        found.process or (wrapped.process if wrapped else ""),
        {**found.fields, **(told.fields if told else {})},
    )


def _program(found: Parsed, program: str) -> Understood | None:
    if found.decoder not in {"journald", "container", "json", "wazuh"}:
        return None
    return understood(program, found.message) if found.message else None


def _inside(wrapped: Wrapped, received: datetime) -> Event:
    """The message of a line of syslog, by what it is itself."""
    text = wrapped.message
    whole = _object(text.strip(), wrapped)
    if whole is not None:
        return whole
    named = cef(text) or leef(text)
    if named is not None:
        return _named(named, wrapped)
    windows = in_xml(text) or snare(text)
    if windows is not None:
        return _kept_as(windows, wrapped)
    audit = audited(text)
    if audit is not None:
        return _said_in(wrapped, audit[0], None)
    web = served(text, received)
    if web is not None:
        return _served(web, wrapped)
    told = understood(wrapped.program, text)
    # What the program may say is known, and this is nothing of it, or it is not known.
    shape = shaped(text, received) if told is None or not told.fields else None
    return _said_in(wrapped, told, shape)


def _said_in(wrapped: Wrapped, told: Understood | None, shape: Shaped | None) -> Event:
    fields: dict[str, Value] = dict(wrapped.fields)
    severity, decoder = wrapped.severity, wrapped.envelope
    if told is not None:
        decoder = told.decoder
        fields |= told.fields
        severity = _worse(severity, told.severity)
    if shape is not None:
        decoder = shape.decoder
        fields |= shape.fields
        severity = _worse(severity, shape.severity)
    elif told is None and wrapped.program == "RT_FLOW":
        decoder, fields = "junos", _with_outcome(named_pairs(fields))
    elif told is None and decoder == "huawei":
        fields = _with_outcome(fields | told_pairs(wrapped.message, least=1))
    elif told is None and (found := told_pairs(wrapped.message)):
        decoder = "pairs"
        fields |= _with_outcome(found)
    broken = wrapped.is_broken and decoder == wrapped.envelope
    return Event(
        decoder,
        wrapped.envelope,
        wrapped.message,
        severity if severity is not None else _guessed(wrapped.message),
        wrapped.at or _told_time(fields),
        wrapped.host,
        wrapped.program or (shape.program if shape else ""),
        wrapped.process,
        fields,
        (Doubt.BROKEN,) if broken else (),
    )


def _with_outcome(fields: dict[str, Value]) -> dict[str, Value]:
    """What a firewall decided, in the words that all rules ask for."""
    said = (fields.get(one, "") for one in ("event.action", "status", "event.code"))
    outcome = outcome_of(" ".join(map(str, said)))
    return {**fields, "event.outcome": outcome} if outcome else fields


def _told_time(fields: dict[str, Value]) -> datetime | None:
    if "date" in fields and "time" in fields:
        return iso(f"{fields['date']} {fields['time']}")
    told = fields.get("timestamp", fields.get("time", ""))
    return iso(str(told)) or epoch(told) if told != "" else None


def _named(told: Told, wrapped: Wrapped | None, text: str = "") -> Event:
    severity = told.severity
    if severity is None and wrapped is not None:
        severity = wrapped.severity
    return Event(
        told.decoder,
        wrapped.envelope if wrapped else "plain",
        told.message or text,
        severity if severity is not None else Severity.INFO,
        wrapped.at if wrapped else None,
        wrapped.host if wrapped else str(told.fields.get("dvchost", "")),
        (wrapped.program if wrapped else "")
        or str(told.fields.get("observer.product", "")),
        wrapped.process if wrapped else "",
        {**(wrapped.fields if wrapped else {}), **told.fields},
        (Doubt.BROKEN,) if told.is_broken else (),
    )


def _bare(text: str, received: datetime) -> Event:
    """Neither syslog nor JSON: CEF alone, a time and words, or words."""
    named = cef(text) or leef(text)
    if named is not None:
        return _named(named, None, text)
    at, rest = leading(text, received)
    shape = shaped(rest, received) or (shaped(text, received) if at else None)
    if shape is not None:
        return _shaped_as(shape, rest, at)
    if at is not None and (one := _ONE_WORD.match(rest)) is not None:
        shape = shaped(one["rest"], received)
        if shape is not None:
            return _shaped_as(shape, one["rest"], at, one["host"])
    program, process, words = _program_of(rest, at)
    told = understood(program, words)
    if told is not None:
        severity = told.severity or _guessed(words)
        return Event(
            told.decoder,
            "plain",
            words,
            severity,
            at,
            "",
            program,
            process,
            told.fields,
        )
    fields = told_pairs(words)
    if fields:
        severity = _guessed(str(fields.get("level", "")).upper() or words)
        at = at or _told_time(fields)
        return Event(
            "pairs", "plain", words, severity, at, fields=_with_outcome(fields)
        )
    if at is None and (one := _JOURNAL.fullmatch(text)) is not None:
        message = one["value"] if one["name"] == "MESSAGE" else text
        exported = {one["name"]: one["value"]}
        return Event("journald-export", "plain", message, fields=exported)
    decoder = "text" if at is None else "timed-text"
    return Event(decoder, "plain", words, _guessed(rest), at, "", program, process)


def _shaped_as(shape: Shaped, text: str, at: datetime | None, host: str = "") -> Event:
    severity = shape.severity if shape.severity is not None else _guessed(text)
    return Event(
        shape.decoder,
        "plain",
        shape.message or text,
        severity,
        at or shape.at,
        host,
        shape.program or shape.decoder,
        fields=shape.fields,
    )


def _program_of(text: str, at: datetime | None) -> tuple[str, str, str]:
    """Who writes a file of its own: by its name before its words, or by the words."""
    if ban := _FAIL2BAN.match(text):
        return ban["program"], ban["process"], ban["rest"]
    if kernel := _KERNEL.match(text):
        return "kernel", "", kernel["rest"]
    if at is None:
        return "", "", text
    if _POSTGRES.match(text):
        return "postgres", "", text
    if _DPKG.match(text):
        return "dpkg", "", text
    if named := _NAMED.match(text):
        return named["program"], named["process"] or "", named["rest"]
    return "", "", text


def _worse(one: Severity | None, other: Severity | None) -> Severity | None:
    told = [x for x in (one, other) if x is not None]
    return min(told) if told else None


def _guessed(text: str) -> Severity:
    """By the first word for a level among its first letters."""
    found = _LEVEL.search(text[:200])
    if found is None:
        return Severity.INFO
    word = found["word"]
    for start, severity in _WORDS.items():
        if word.startswith(start):
            return severity
    return Severity.INFO
