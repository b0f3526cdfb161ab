"""JSON lines: Suricata's EVE, Wazuh, journald, Windows, Zeek, containers, any other."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from congvu.logs.formats.moments import epoch, iso
from congvu.logs.formats.web import by_status
from congvu.logs.rules.words import MOST_FIELDS, Severity, Value, by_level

MOST_DEPTH = 8
_LONGEST_VALUE = 8_192
_LARGEST = 1e300
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDS = {
    "emerg": Severity.EMERGENCY,
    "emergency": Severity.EMERGENCY,
    "panic": Severity.EMERGENCY,
    "alert": Severity.ALERT,
    "crit": Severity.CRITICAL,
    "critical": Severity.CRITICAL,
    "fatal": Severity.CRITICAL,
    "high": Severity.ERROR,
    "err": Severity.ERROR,
    "error": Severity.ERROR,
    "severe": Severity.ERROR,
    "warn": Severity.WARNING,
    "warning": Severity.WARNING,
    "medium": Severity.WARNING,
    "notice": Severity.NOTICE,
    "low": Severity.NOTICE,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "informational": Severity.INFO,
    "log": Severity.INFO,
    "debug": Severity.DEBUG,
    "trace": Severity.DEBUG,
    "verbose": Severity.DEBUG,
}
_WAZUH = (
    (14, Severity.CRITICAL),
    (12, Severity.ALERT),
    (10, Severity.ERROR),
    (5, Severity.WARNING),
    (3, Severity.NOTICE),
)
# Suricata: 1 is the worst.
_EVE = {1: Severity.ERROR, 2: Severity.WARNING, 3: Severity.NOTICE, 4: Severity.INFO}
# Windows: level of an event; audit failures say so in their keywords.
_WINDOWS = {
    1: Severity.CRITICAL,
    2: Severity.ERROR,
    3: Severity.WARNING,
    4: Severity.INFO,
    5: Severity.DEBUG,
}
_REFUSED = {"4625", "4771"}
_EVE_NAMES = {
    "src_ip": "source.ip",
    "src_port": "source.port",
    "dest_ip": "destination.ip",
    "dest_port": "destination.port",
    "proto": "network.transport",
    "app_proto": "network.protocol",
    "alert.signature": "rule.name",
    "alert.signature_id": "rule.id",
    "alert.category": "rule.category",
    "alert.action": "event.action",
    "http.hostname": "url.domain",
    "http.url": "url.original",
    "http.http_method": "http.request.method",
    "http.status": "http.response.status_code",
    "http.http_user_agent": "user_agent.original",
    "dns.rrname": "dns.question.name",
    "tls.sni": "tls.client.server_name",
    "fileinfo.filename": "file.name",
}
_WAZUH_NAMES = {
    "data.srcip": "source.ip",
    "data.srcport": "source.port",
    "data.dstip": "destination.ip",
    "data.srcuser": "user.name",
    "data.dstuser": "user.target.name",
    "rule.description": "rule.name",
    "agent.name": "agent.name",
    "syscheck.path": "file.path",
}
_WINDOWS_NAMES = {
    "User": "user.name",
    "TargetUserName": "user.name",
    "SubjectUserName": "user.subject.name",
    "IpAddress": "source.ip",
    "IpPort": "source.port",
    "SourceIp": "source.ip",
    "SourcePort": "source.port",
    "DestinationIp": "destination.ip",
    "DestinationPort": "destination.port",
    "QueryName": "dns.question.name",
    "NewProcessName": "process.executable",
    "Image": "process.executable",
    "CommandLine": "process.command_line",
    "ParentImage": "process.parent.executable",
    "WorkstationName": "source.domain",
    "ServiceName": "service.name",
}
# What programs that write JSON of their own call these.
_OTHERS = {
    "source.ip": "src_ip source_ip client_ip clientip remote_addr srcip remote_ip"
    " sourceIPAddress ClientHost request.remote_ip",
    "destination.ip": "dst_ip dest_ip destination_ip",
    "user.name": "user username user_name userIdentity.userName",
    "http.request.method": "method request_method request.method RequestMethod",
    "url.original": "uri request_uri request.uri RequestPath",
    "http.response.status_code": "status status_code DownstreamStatus",
    "user_agent.original": "http_user_agent user_agent",
    "event.action": "eventName",
}
_NAMES = {
    theirs: ours for ours, several in _OTHERS.items() for theirs in several.split()
}
_ASKED = re.compile(r"(?P<method>[A-Z]{3,20}) (?P<url>\S+)(?: HTTP/[\d.]+)?")
_MONGO = {
    "F": Severity.CRITICAL,
    "E": Severity.ERROR,
    "W": Severity.WARNING,
    "I": Severity.INFO,
}
_ZEEK_NAMES = {
    "id.orig_h": "source.ip",
    "id.orig_p": "source.port",
    "id.resp_h": "destination.ip",
    "id.resp_p": "destination.port",
    "proto": "network.transport",
    "service": "network.protocol",
    "query": "dns.question.name",
    "method": "http.request.method",
    "host": "url.domain",
    "uri": "url.original",
    "status_code": "http.response.status_code",
    "user_agent": "user_agent.original",
    "note": "rule.name",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """An object as an event, before a program's own words in it are looked at."""

    decoder: str
    message: str = ""
    severity: Severity | None = None
    at: datetime | None = None
    host: str = ""
    program: str = ""
    process: str = ""
    fields: dict[str, Value] = field(default_factory=dict)


def _real(text: str) -> float | str:
    """As it is written where it is larger than any number here."""
    found = float(text)
    return found if math.isfinite(found) else text


_JSON = json.JSONDecoder(parse_float=_real, parse_constant=str)


def parsed(text: str) -> Parsed | None:
    """None where it is no JSON object."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        told = _JSON.decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    if "MESSAGE" in told:
        told["MESSAGE"] = _octets(told["MESSAGE"])
    flat = dict(_flat(told))
    for is_it, read in _KINDS:
        if is_it(told):
            return read(flat)
    return _generic(flat)


def _flat(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Value]]:
    """Names with dots; lists of plain values joined; so many and so deep at most."""
    waiting: list[tuple[str, Any, int]] = [
        (f"{above}{key}", value, 0) for key, value in told.items()
    ]
    given = 0
    while waiting and given < MOST_FIELDS:
        name, value, depth = waiting.pop(0)
        if isinstance(value, dict) and depth < MOST_DEPTH:
            waiting += [(f"{name}.{key}", one, depth + 1) for key, one in value.items()]
            continue
        plain = _plain(value)
        if plain is not None:
            given += 1
            yield name[:200], plain


def _plain(value: Any) -> Value | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        # With hundreds of digits it is no number that anybody counts with.
        return value if abs(value) < _LARGEST else str(value)[:_LONGEST_VALUE]
    if isinstance(value, str):
        return value[:_LONGEST_VALUE]
    if isinstance(value, list) and all(not isinstance(x, dict | list) for x in value):
        return ", ".join("" if x is None else str(x) for x in value)[:_LONGEST_VALUE]
    return json.dumps(value, ensure_ascii=False)[:_LONGEST_VALUE]


def _octets(value: Any) -> Any:
    """journald writes what is no plain text as a list of numbers, one a byte."""
    if isinstance(value, list) and all(
        type(one) is int and 0 <= one <= 255 for one in value
    ):
        return _CONTROLS.sub("\ufffd", bytes(value).decode("utf-8", "replace"))
    return value


def _renamed(flat: dict[str, Value], names: Mapping[str, str]) -> dict[str, Value]:
    return {names.get(key, key): value for key, value in flat.items()}


def _word(flat: Mapping[str, Value], *names: str) -> str:
    for name in names:
        value = flat.get(name)
        if value not in (None, ""):
            return str(value)
    return ""


def _time(flat: Mapping[str, Value], *names: str) -> datetime | None:
    for name in names:
        value = flat.get(name)
        if value not in (None, ""):
            found = iso(str(value)) or epoch(value)
            if found is not None:
                return found
    return None


def _eve(flat: dict[str, Value]) -> Parsed:
    kind = _word(flat, "event_type")
    level = flat.get("alert.severity")
    severity = _EVE.get(int(level)) if isinstance(level, int | float) else None
    words = _word(flat, "alert.signature", "dns.rrname", "http.url", "anomaly.event")
    fields = _renamed(flat, _EVE_NAMES) | {"event.kind": kind}
    return Parsed(
        "eve",
        f"{kind}: {words}" if words else kind,
        severity if kind == "alert" else Severity.INFO,
        _time(flat, "timestamp"),
        _word(flat, "host"),
        "suricata",
        fields=fields,
    )


def _wazuh(flat: dict[str, Value]) -> Parsed:
    level = flat.get("rule.level", 0)
    number = float(level) if isinstance(level, int | float) else 0.0
    return Parsed(
        "wazuh",
        _word(flat, "full_log", "rule.description"),
        by_level(number, _WAZUH),
        _time(flat, "timestamp", "@timestamp"),
        _word(flat, "agent.name", "predecoder.hostname", "manager.name"),
        _word(flat, "predecoder.program_name", "decoder.name"),
        fields=_renamed(flat, _WAZUH_NAMES),
    )


def _journal(flat: dict[str, Value]) -> Parsed:
    level = _word(flat, "PRIORITY")
    return Parsed(
        "journald",
        _word(flat, "MESSAGE"),
        Severity(int(level)) if level in set("01234567") else None,
        epoch(_word(flat, "_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP") or "x"),
        _word(flat, "_HOSTNAME"),
        _word(flat, "SYSLOG_IDENTIFIER", "_COMM"),
        _word(flat, "SYSLOG_PID", "_PID"),
        flat,
    )


def windows(flat: dict[str, Value]) -> Parsed:
    short = {
        name.removeprefix("winlog.").removeprefix("event_data.")
        .removeprefix("Event.EventData.").removeprefix("EventData."): value
        for name, value in flat.items()
    }  # fmt: skip
    code = _word(short, "EventID", "event_id", "event.code", "Event.System.EventID")
    level = short.get("Level", short.get("level"))
    severity = _WINDOWS.get(level) if isinstance(level, int) else None
    if severity is None:
        severity = _WORDS.get(_word(short, "log.level", "Level", "LevelText").lower())
    words = _word(short, "Keywords", "keywords").lower()
    if "failure" in words or code in _REFUSED:
        severity = Severity.WARNING
    fields = _renamed(short, _WINDOWS_NAMES)
    if "failure" in words or code in _REFUSED:
        fields["event.outcome"] = "failure"
    fields |= {"event.code": code} if code else {}
    return Parsed(
        "windows",
        _word(short, "Message", "message") or f"EventID {code}",
        severity,
        _time(short, "TimeCreated", "@timestamp", "EventTime", "SystemTime", "time"),
        _word(short, "Computer", "computer_name", "host.name", "Hostname"),
        _word(short, "Channel", "channel", "SourceName", "provider_name"),
        fields=fields,
    )


def zeek(flat: dict[str, Value]) -> Parsed:
    return Parsed(
        "zeek",
        _word(flat, "msg", "uri", "query", "service", "uid"),
        None,
        _time(flat, "ts"),
        program="zeek",
        fields=_renamed(flat, _ZEEK_NAMES),
    )


def _container(flat: dict[str, Value]) -> Parsed:
    return Parsed(
        "container",
        _word(flat, "log").rstrip("\n"),
        Severity.ERROR if flat.get("stream") == "stderr" else None,
        _time(flat, "time"),
        fields={key: value for key, value in flat.items() if key != "log"},
    )


def _mongo(flat: dict[str, Value]) -> Parsed:
    message, fields = _word(flat, "msg"), dict(flat)
    severity = _MONGO.get(_word(flat, "s"), Severity.DEBUG)
    address, _colon, port = _word(flat, "attr.remote").rpartition(":")
    if address:
        fields["source.ip"] = address
    if port.isdecimal():
        fields["source.port"] = int(port[:5])
    if user := _word(flat, "attr.principalName", "attr.user"):
        fields["user.name"] = user
    if message == "Authentication failed":
        fields |= {"event.action": "database-login", "event.outcome": "failure"}
        severity = min(severity, Severity.WARNING)
    at = _time(flat, "t.$date")
    return Parsed("mongodb", message, severity, at, "", "mongod", fields=fields)


def _generic(flat: dict[str, Value]) -> Parsed:
    level = _word(flat, "level", "severity", "log.level", "lvl", "priority", "loglevel")
    severity = _WORDS.get(level.lower())
    if severity is None and level in set("01234567"):
        severity = Severity(int(level))
    when = ("@timestamp", "timestamp", "time", "ts", "datetime", "date", "at")
    later = ("time_iso8601", "eventTime", "StartUTC")
    said = ("message", "msg", "short_message", "event", "log", "text", "eventName")
    fields = {**flat, **_named(flat)}
    decoder, words = "json", _word(flat, *said)
    status = fields.get("http.response.status_code")
    if isinstance(status, int) and "url.original" in fields:
        # A web server's, in words of its own: it is asked what all of them are asked.
        decoder, severity = "web-access", by_status(status)
        method = fields.get("http.request.method", "")
        words = f"{method} {fields['url.original']}".strip()
    return Parsed(
        decoder,
        words,
        severity,
        _time(flat, *when, *later),
        _word(flat, "host.name", "hostname", "host", "computer", "server"),
        _word(flat, "program", "process.name", "service.name", "service", "app"),
        _word(flat, "process.pid", "pid"),
        fields,
    )


def _named(flat: Mapping[str, Value]) -> dict[str, Value]:
    """Beside the names they have, those by which rules ask."""
    named = {_NAMES[key]: value for key, value in flat.items() if key in _NAMES}
    asked = _ASKED.fullmatch(_word(flat, "request"))
    if asked is not None:
        named["http.request.method"] = asked["method"]
        named["url.original"] = asked["url"]
    status = str(named.pop("http.response.status_code", ""))
    if re.fullmatch(r"[1-5]\d\d", status):
        named["http.response.status_code"] = int(status)
    if (url := named.get("url.original")) is not None:
        named["url.path"], mark, query = str(url).partition("?")
        if mark:
            named["url.query"] = query
    if flat.get("errorMessage") or flat.get("errorCode"):
        named["event.outcome"] = "failure"
    return named


def _has(*names: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda told: all(name in told for name in names)


def _is_wazuh(told: Mapping[str, Any]) -> bool:
    rule = told.get("rule")
    return isinstance(rule, dict) and "level" in rule and (
        "agent" in told or "manager" in told or "decoder" in told
    )  # fmt: skip


def _is_windows(told: Mapping[str, Any]) -> bool:
    inside = told.get("Event")
    return (
        ("EventID" in told and ("Channel" in told or "Computer" in told))
        or isinstance(told.get("winlog"), dict)
        or (isinstance(inside, dict) and "System" in inside)
    )


_KINDS: tuple[
    tuple[Callable[[Mapping[str, Any]], bool], Callable[[dict[str, Value]], Parsed]],
    ...,
] = (
    (_has("event_type", "timestamp"), _eve),
    (_is_wazuh, _wazuh),
    (_has("__REALTIME_TIMESTAMP"), _journal),
    (_has("__CURSOR"), _journal),
    (_has("MESSAGE", "PRIORITY"), _journal),
    (_is_windows, windows),
    (_has("ts", "uid", "id.orig_h"), zeek),
    (_has("log", "stream", "time"), _container),
    (_has("t", "s", "c", "msg"), _mongo),
)
