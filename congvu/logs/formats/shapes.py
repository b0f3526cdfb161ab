"""Lines of devices and servers that tell by their shape alone what they are.

The shapes are data (``data/shapes.yaml``): a firewall, a proxy or a sensor that nobody
here knew is lines there. What is tried first has to have its words; then one expression
decides, anchored at the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files

import yaml

from congvu.logs.formats.moments import MONTHS, bsd, clf, epoch, iso
from congvu.logs.formats.programs import LONGEST_SAID, fields_of
from congvu.logs.formats.web import by_status
from congvu.logs.rules.words import Severity, Value

_ADDRESS = (
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:]{1,40}(?:\.[\d.]{5,11})?)"
)
_STANDING = {
    "{src}": rf"(?P<source_ip>{_ADDRESS})",
    "{dst}": rf"(?P<destination_ip>{_ADDRESS})",
    "{sport}": r"(?P<source_port>\d{1,5})",
    "{dport}": r"(?P<destination_port>\d{1,5})",
}
_OURS = {"at", "level", "priority", "verdict", "message", "program", "status"}
REFUSED = re.compile(
    r"den(?:y|ied)|drop|block|reject|fail|reset|incorrect|invalid|discard", re.I
)
TAKEN = re.compile(
    r"permit|allow|accept|pass|built|success|logged in|\bok\b|succe", re.I
)
_LEVELS = {
    "critical": Severity.CRITICAL,
    "fatal": Severity.CRITICAL,
    "panic": Severity.EMERGENCY,
    "high": Severity.ERROR,
    "error": Severity.ERROR,
    "medium": Severity.WARNING,
    "warning": Severity.WARNING,
    "low": Severity.NOTICE,
    "notice": Severity.NOTICE,
    "note": Severity.NOTICE,
}
_PRIORITIES = {
    "1": Severity.ERROR,
    "2": Severity.WARNING,
    "3": Severity.NOTICE,
    "4": Severity.INFO,
}
_SENSOR = re.compile(
    r"(?P<month>\d\d)/(?P<day>\d\d)(?:/(?P<year>\d{2,4}))?-(?P<clock>[\d:]{8})"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    decoder: str
    has: str
    pattern: re.Pattern[str]
    action: str = ""
    outcome: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a shape told; what it left open is empty."""

    decoder: str
    severity: Severity | None = None
    at: datetime | None = None
    program: str = ""
    message: str = ""
    fields: dict[str, Value] = field(default_factory=dict)


@cache
def _shapes() -> Sequence[_Shape]:
    text = files("congvu.logs").joinpath("data/shapes.yaml").read_text("utf-8")
    return [
        _shape(decoder, one)
        for decoder, several in yaml.safe_load(text).items()
        for one in several
    ]


def _shape(decoder: str, told: Mapping[str, str]) -> _Shape:
    pattern = told["pattern"]
    for word, means in _STANDING.items():
        pattern = pattern.replace(word, means)
    severity = told.get("severity")
    return _Shape(
        decoder,
        told["has"],
        re.compile(pattern),
        told.get("action", ""),
        told.get("outcome", ""),
        Severity[severity.upper()] if severity else None,
    )


def shaped(text: str, received: datetime) -> Shaped | None:
    begins = text[:LONGEST_SAID]
    for one in _shapes():
        if one.has in begins and (found := one.pattern.match(begins)) is not None:
            return _told(one, found.groupdict(), received)
    return None


def _told(
    shape: _Shape, groups: Mapping[str, str | None], received: datetime
) -> Shaped:
    told = {name: value for name, value in groups.items() if value}
    fields = fields_of({k: v for k, v in told.items() if k not in _OURS})
    if "status" in told:
        fields["http.response.status_code"] = int(told["status"])
    outcome = shape.outcome or outcome_of(told.get("verdict", ""))
    if shape.action:
        is_blocked = shape.action == "firewall" and outcome == "failure"
        fields["event.action"] = "blocked" if is_blocked else shape.action
    if outcome:
        fields["event.outcome"] = outcome
    return Shaped(
        shape.decoder,
        _grave(shape, told, outcome),
        _at(told.get("at", ""), received),
        told.get("program", ""),
        told.get("message", "").replace('""', '"'),
        fields,
    )


def outcome_of(verdict: str) -> str:
    if REFUSED.search(verdict):
        return "failure"
    return "success" if TAKEN.search(verdict) else ""


def _grave(shape: _Shape, told: Mapping[str, str], outcome: str) -> Severity | None:
    if shape.severity is not None:
        return shape.severity
    if "priority" in told:
        return _PRIORITIES.get(told["priority"], Severity.INFO)
    found = []
    if "level" in told:
        found.append(_LEVELS.get(told["level"].lower(), Severity.INFO))
    if "status" in told:
        found.append(by_status(int(told["status"])))
    if outcome == "failure":
        is_login = shape.action.endswith("-login")
        found.append(Severity.WARNING if is_login else Severity.NOTICE)
    return min(found) if found else None


def _at(text: str, received: datetime) -> datetime | None:
    """Of whichever kind it is."""
    if not text:
        return None
    sensor = _SENSOR.fullmatch(text)
    if sensor is not None:
        month, day = int(sensor["month"]), int(sensor["day"])
        if not 1 <= month <= 12:
            return None
        year = f" 20{sensor['year'][-2:]}" if sensor["year"] else ""
        name = MONTHS[month - 1]
        return bsd(f"{name} {day:2}{year} {sensor['clock']}", received)
    return clf(text) or iso(text.replace("/", "-")) or epoch(text)
