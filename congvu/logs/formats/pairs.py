"""CEF, LEEF and lines of ``name=value``: security devices tell in these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from congvu.logs.rules.words import MOST_FIELDS, Severity, Value, by_level

_CEF = re.compile(r"CEF: ?(?P<version>[01])\|")
_LEEF = re.compile(r"LEEF: ?(?P<version>[12](?:\.0)?)\|")
_KEY = re.compile(r"(?:^|(?<= ))([A-Za-z_][\w.\-\[\]]{0,62})=")
_PAIR = re.compile(r"([A-Za-z_][\w.\-]{0,62})=(\"(?:[^\"\\]|\\.)*\"|\S*)")
_COLON_PAIR = re.compile(r"([A-Za-z_][\w.\-]{0,62}):\"((?:[^\"\\]|\\.)*)\"")
_BAR = re.compile(r"\\.|\|", re.S)
_ESCAPED = re.compile(r"\\([\\=|n])")
_WITH_PORT = re.compile(r"(?P<ip>[\d.]{7,15}):(?P<port>\d{1,5})(?::\S*)?")
# CEF names a level by a word or a number to ten.
_WORDS = {"unknown": 5.0, "low": 2.0, "medium": 5.0, "high": 8.0, "very-high": 9.0}
_STEPS = (
    (9.0, Severity.CRITICAL),
    (7.0, Severity.ERROR),
    (4.0, Severity.WARNING),
    (1.0, Severity.NOTICE),
)
NAMES = {
    "src": "source.ip",
    "dst": "destination.ip",
    "spt": "source.port",
    "srcPort": "source.port",
    "dpt": "destination.port",
    "dstPort": "destination.port",
    "shost": "source.domain",
    "dhost": "destination.domain",
    "suser": "user.name",
    "usrName": "user.name",
    "duser": "user.target.name",
    "act": "event.action",
    "outcome": "event.outcome",
    "proto": "network.transport",
    "app": "network.protocol",
    "request": "url.original",
    "requestMethod": "http.request.method",
    "fname": "file.name",
    "fileHash": "file.hash",
    "in": "source.bytes",
    "out": "destination.bytes",
    "cat": "event.category",
}


# What firewalls that tell in pairs call these; asked in small letters.
_PAIR_NAMES = {
    "source.ip": "src srcip src_ip source-ip source-address ip",
    "destination.ip": "dst dstip dst_ip destination-ip destination-address",
    "source.port": "srcport src_port source-port s_port",
    "destination.port": "dstport dst_port destination-port",
    "user.name": "user username usr user-name",
    "network.transport": "proto protocol protocol-id",
    "network.protocol": "app",
    "event.action": "action fw_action",
    "event.reason": "msg",
    "rule.name": "rule-name policyname policy-name attack",
    "url.domain": "hostname",
    "url.original": "url",
}
PAIR_NAMES = {
    theirs: ours for ours, several in _PAIR_NAMES.items() for theirs in several.split()
}


@dataclass(frozen=True, slots=True)
class Told:
    """A message that names its own parts."""

    decoder: str
    severity: Severity | None = None
    message: str = ""
    fields: dict[str, Value] = field(default_factory=dict)
    is_broken: bool = False


def cef(text: str) -> Told | None:
    """ArcSight's Common Event Format, wherever in the message it begins."""
    found = _CEF.search(text[:400])
    if found is None:
        return None
    head, rest = _cut(text[found.end() :], 6)
    if len(head) < 6:
        return Told("cef", message=text, is_broken=True)
    vendor, product, version, code, name, level = head
    fields: dict[str, Value] = {
        "observer.vendor": vendor,
        "observer.product": product,
        "observer.version": version,
        "event.code": code,
        "rule.name": name,
    }
    fields |= _named(_extension(rest))
    return Told("cef", _level(level), name, fields)


def leef(text: str) -> Told | None:
    """QRadar's Log Event Extended Format, 1.0 and 2.0."""
    found = _LEEF.search(text[:400])
    if found is None:
        return None
    many = 5 if found["version"].startswith("2") else 4
    head, rest = _cut(text[found.end() :], many)
    if len(head) < many:
        return Told("leef", message=text, is_broken=True)
    between = "\t"
    if many == 5:
        between = _delimiter(head[4])
    fields: dict[str, Value] = {
        "observer.vendor": head[0],
        "observer.product": head[1],
        "observer.version": head[2],
        "event.code": head[3],
    }
    pairs = {}
    for part in rest.split(between)[:MOST_FIELDS]:
        key, equals, value = part.partition("=")
        if equals and key.strip():
            pairs[key.strip()[:63]] = value.strip()
    fields |= _named(pairs)
    level = pairs.get("sev", "")
    return Told("leef", _level(level) if level else None, head[3], fields)


def pairs(text: str) -> dict[str, Value]:
    """``a=1 b="two words"``: what firewalls and the kernel write; else nothing."""
    found: dict[str, Value] = {}
    for key, value in _PAIR.findall(text)[:MOST_FIELDS]:
        found.setdefault(key, _plain(value))
    return found


def told_pairs(text: str, least: int = 3) -> dict[str, Value]:
    """So many of ``a=1`` or ``a:"1"`` by the names of fields; of fewer nothing."""
    found = pairs(text) if "=" in text else {}
    if len(found) < least:
        given = _COLON_PAIR.findall(text)[:MOST_FIELDS]
        found = {key: _plain(value) for key, value in given}
    return named_pairs(found) if len(found) >= least else {}


def named_pairs(found: Mapping[str, Value]) -> dict[str, Value]:
    named: dict[str, Value] = {}
    for key, value in found.items():
        name = PAIR_NAMES.get(key.rpartition(".")[2].lower(), key)
        if isinstance(value, str):
            value = _plain(value.rstrip(",;)"))
        named.setdefault(name, value)
    for end in ("source", "destination"):
        both = _WITH_PORT.fullmatch(str(named.get(f"{end}.ip", "")))
        if both is not None:
            named[f"{end}.ip"] = both["ip"]
            named.setdefault(f"{end}.port", int(both["port"]))
    return named


def _cut(text: str, many: int) -> tuple[list[str], str]:
    """So many parts between bars, of which a backslash takes the meaning; the rest."""
    bars = (one.start() for one in _BAR.finditer(text) if one[0] == "|")
    ends = [*islice(bars, many), len(text)]
    begins = [0, *(one + 1 for one in ends[:-1])]
    parts = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    head = [re.sub(r"\\([\\|])", r"\1", part).strip() for part in parts[:many]]
    return head, parts[many] if len(parts) > many else ""


def _extension(text: str) -> dict[str, str]:
    """Values run to the next name, spaces and all."""
    found: dict[str, str] = {}
    marks = list(_KEY.finditer(text))[:MOST_FIELDS]
    for number, mark in enumerate(marks):
        ends = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        value = text[mark.end() : ends].strip()
        found[mark[1]] = _ESCAPED.sub(_meant, value)
    return found


def _meant(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] == "n" else escaped[1]


def _named(found: dict[str, str]) -> dict[str, Value]:
    return {NAMES.get(key, key): _plain(value) for key, value in found.items()}


def _plain(value: str) -> Value:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return int(value) if re.fullmatch(r"0|[1-9]\d{0,14}", value) else value


def _level(word: str) -> Severity:
    known = _WORDS.get(word.strip().lower())
    if known is None:
        try:
            known = float(word)
        except ValueError:
            known = 0.0
    return by_level(known, _STEPS)


def _delimiter(word: str) -> str:
    found = re.fullmatch(r"(?:0x|x)([0-9A-Fa-f]{1,4})", word.strip())
    if found is not None:
        return chr(int(found[1], 16))
    return word.strip() or "\t"
