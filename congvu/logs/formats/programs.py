"""What programs say in words of their own: who came in, who was refused, what changed.

The sentences are data (``data/sayings.yaml``): the first that fits gives the action,
the outcome and the named groups as fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from congvu.logs.formats.pairs import pairs
from congvu.logs.rules.words import Severity, Value

LONGEST_SAID = 2_000
"""Of a message its beginning is looked at: no line takes a pattern long."""
_IP = r"(?P<source_ip>[0-9a-fA-F.:]+(?:%\w+)?|[\w.\-]+)"
_PORT = r"(?: port (?P<source_port>\d{1,5}))?"
# As long as can be: of two places that look like its end the first may be of the name.
_USER = r"(?P<user_name>.{0,1024})"
_FIELDS = {
    "source_ip": "source.ip",
    "source_port": "source.port",
    "user_name": "user.name",
    "target": "user.target.name",
    "command": "process.command_line",
    "method": "event.method",
    "file": "file.path",
    "unit": "service.name",
    "reason": "event.reason",
    "times": "event.count",
    "sender": "email.from.address",
    "recipient": "email.to.address",
    "group": "group.name",
    "jail": "rule.name",
    "statement": "db.statement",
    "protocol": "network.protocol",
    "destination_ip": "destination.ip",
    "destination_port": "destination.port",
    "transport": "network.transport",
    "interface": "observer.ingress.interface.name",
    "direction": "network.direction",
    "rule": "rule.name",
    "category": "rule.category",
    "code": "event.code",
    "kind": "event.kind",
    "http_method": "http.request.method",
    "url": "url.original",
    "bytes": "http.response.bytes",
    "database": "db.name",
    "query": "dns.question.name",
    "frontend": "observer.name",
    "backend": "service.name",
    "mac": "source.mac",
    "domain": "source.domain",
}
# Four numbers as of an address, of which one is too large for any.
_NO_ADDRESS = re.compile(r"(?=.*?(?:25[6-9]|2[6-9]\d|[3-9]\d\d|\d{4,}))\d+(?:\.\d+){3}")
_NUMBERS = {"source_port", "destination_port", "times", "bytes"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence a program writes: what happened, how it ended, how grave that is."""

    pattern: re.Pattern[str]
    action: str
    outcome: str = ""
    severity: Severity = Severity.INFO


@dataclass(frozen=True, slots=True)
class Understood:
    decoder: str
    severity: Severity | None = None
    fields: dict[str, Value] = field(default_factory=dict)


@cache
def _tables() -> Mapping[str, tuple[str, Sequence[Saying]]]:
    """Program → decoder and what it may say, from ``data/sayings.yaml``."""
    text = files("congvu.logs").joinpath("data/sayings.yaml").read_text("utf-8")
    told = yaml.safe_load(text)
    said = {
        name: [_saying(one) for one in table["says"]] for name, table in told.items()
    }
    return {
        program: (name, [*said[name], *(said["pam"] if table.get("pam") else ())])
        for name, table in told.items()
        for program in table["programs"]
    }


def _saying(told: Mapping[str, str]) -> Saying:
    pattern = told["pattern"]
    for word, means in (("{ip}", _IP), ("{port}", _PORT), ("{user}", _USER)):
        pattern = pattern.replace(word, means)
    return Saying(
        re.compile(pattern),
        told["action"],
        told.get("outcome", ""),
        Severity[told.get("severity", "info").upper()],
    )


_FIREWALL = re.compile(r"\bSRC=\S+ .*\bDST=\S+")
_UFW = re.compile(r"\[UFW (?P<action>[A-Z]+)\]")
_FIREWALL_NAMES = {
    "SRC": "source.ip",
    "DST": "destination.ip",
    "SPT": "source.port",
    "DPT": "destination.port",
    "PROTO": "network.transport",
    "IN": "observer.ingress.interface.name",
    "OUT": "observer.egress.interface.name",
    "MAC": "source.mac",
}
_AUDIT = re.compile(
    r"(?:node=(?P<node>\S+) )?type=(?P<kind>[A-Z_0-9]+)"
    r" msg=audit\((?P<at>[\d./: ]+?):\d+\) ?: ?(?P<rest>.*)",
    re.S,
)
_AUDIT_NAMES = {
    "acct": "user.name",
    "addr": "source.ip",
    "exe": "process.executable",
    "comm": "process.name",
    "pid": "process.pid",
    "res": "event.outcome",
}


def understood(program: str, message: str) -> Understood | None:
    """What the program's own words mean; None where nobody here knows it."""
    if _FIREWALL.search(message[:LONGEST_SAID]):
        return _firewall(message)
    name = program.rpartition("/")[2].strip("()").lower()
    if program.lower().startswith("postfix/"):
        name = "postfix"
    if name not in _tables():
        found = _first(_tables()["login"][1], message)
        return None if found is None else _made("pam", found)
    decoder, table = _tables()[name]
    found = _first(table, message)
    return Understood(decoder) if found is None else _made(decoder, found)


def audited(message: str) -> tuple[Understood, str, str] | None:
    """A record of the kernel's audit: what, when as it is written, on which node."""
    found = _AUDIT.match(message)
    if found is None:
        return None
    fields: dict[str, Value] = {"event.kind": found["kind"]}
    inner = found["rest"].replace("msg='", "").replace("'", " ")
    for key, value in pairs(inner).items():
        fields[_AUDIT_NAMES.get(key, key)] = value
    outcome = str(fields.get("event.outcome", fields.get("success", ""))).lower()
    failed = outcome in {"failed", "no", "0"}
    if outcome:
        fields["event.outcome"] = "failure" if failed else "success"
    severity = Severity.WARNING if failed else Severity.INFO
    if found["kind"].startswith("ANOM_") or found["kind"] == "AVC":
        severity = Severity.WARNING
    return Understood("auditd", severity, fields), found["at"], found["node"] or ""


def _first(
    table: Sequence[Saying], message: str
) -> tuple[Saying, re.Match[str]] | None:
    begins = message[:LONGEST_SAID]
    for one in table:
        found = one.pattern.match(begins)
        if found is not None:
            return one, found
    return None


def _made(decoder: str, found: tuple[Saying, re.Match[str]]) -> Understood:
    said, match = found
    fields: dict[str, Value] = {"event.action": said.action}
    if said.outcome:
        fields["event.outcome"] = said.outcome
    fields |= fields_of(match.groupdict())
    return Understood(decoder, said.severity, fields)


def fields_of(groups: Mapping[str, str | None]) -> dict[str, Value]:
    """By the names of groups; a stroke stands for nothing."""
    found: dict[str, Value] = {
        _FIELDS[name]: int(value) if name in _NUMBERS else value
        for name, value in groups.items()
        if value and value != "-"
    }
    if _NO_ADDRESS.fullmatch(str(found.get("source.ip", ""))):
        found["source.address"] = found.pop("source.ip")
    return found


def _firewall(message: str) -> Understood:
    told = pairs(message)
    fields: dict[str, Value] = {
        _FIREWALL_NAMES[key]: value
        for key, value in told.items()
        if key in _FIREWALL_NAMES and value != ""
    }
    ufw = _UFW.search(message)
    lowered = message.lower()
    dropped = any(word in lowered for word in ("block", "drop", "reject", "denied"))
    fields["event.action"] = (
        ufw["action"].lower() if ufw else "blocked" if dropped else "firewall"
    )
    if dropped:
        fields["event.outcome"] = "failure"
    return Understood("firewall", Severity.NOTICE if dropped else Severity.INFO, fields)
