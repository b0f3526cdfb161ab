"""Lines of web servers: access logs of nginx, Apache and IIS, their error logs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from congvu.logs.formats.moments import bsd, clf, iso
from congvu.logs.rules.words import Severity, Value

_ACCESS = re.compile(
    r"(?:(?P<site>[\w.\-]+(?::\d+)?) )?(?P<ip>[0-9a-fA-F.:]{2,45}|[\w.\-]+)"
    r" (?P<ident>\S+) (?P<user>.{1,128}?) \[(?P<at>[^\]]{20,30})\]"
    r" \"(?P<request>(?:[^\"\\]|\\.)*)\" (?P<status>\d{3}) (?P<bytes>\d+|-)"
    r"(?: \"(?P<referrer>(?:[^\"\\]|\\.)*)\" \"(?P<agent>(?:[^\"\\]|\\.)*)\")?"
)
_REQUEST = re.compile(
    r"(?P<method>[A-Z]{3,20}) (?P<url>\S+)(?: HTTP/(?P<version>[\d.]+))?"
)
_NGINX_ERROR = re.compile(
    r"(?P<at>\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}) \[(?P<level>\w+)\]"
    r" (?P<process>\d+)#\d+: (?:\*\d+ )?(?P<rest>.*)",
    re.S,
)
_APACHE_ERROR = re.compile(
    r"\[[A-Z][a-z]{2} (?P<at>[A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2})(?:\.\d+)?"
    r" (?P<year>\d{4})\] \[(?:(?P<module>\w*):)?(?P<level>\w+)\]"
    r"(?: \[pid (?P<process>\d+)(?::tid \d+)?\])?"
    r"(?: \[client (?P<ip>[^\]]+?)(?::(?P<port>\d+))?\])? ?(?P<rest>.*)",
    re.S,
)
_CLIENT = re.compile(r"client: (?P<ip>[0-9a-fA-F.:]+)")
_MARK = re.compile(r"\[(?P<name>id|msg|severity|uri|hostname) \"(?P<value>[^\"]*)\"\]")
_MARKS = {
    "id": "rule.id",
    "msg": "rule.name",
    "uri": "url.path",
    "hostname": "url.domain",
}
_LEVELS = {
    "emerg": Severity.EMERGENCY,
    "alert": Severity.ALERT,
    "crit": Severity.CRITICAL,
    "error": Severity.ERROR,
    "warn": Severity.WARNING,
    "notice": Severity.NOTICE,
    "info": Severity.INFO,
}
_IIS = {
    "c-ip": "source.ip",
    "s-ip": "destination.ip",
    "s-port": "destination.port",
    "cs-method": "http.request.method",
    "cs-uri-stem": "url.path",
    "cs-uri-query": "url.query",
    "cs-username": "user.name",
    "sc-status": "http.response.status_code",
    "cs(User-Agent)": "user_agent.original",
    "cs(Referer)": "http.request.referrer",
    "cs-host": "url.domain",
}


@dataclass(frozen=True, slots=True)
class Served:
    decoder: str
    message: str
    severity: Severity
    at: datetime | None = None
    process: str = ""
    fields: dict[str, Value] = field(default_factory=dict)


def served(text: str, received: datetime) -> Served | None:
    """None where no web server writes so."""
    found = _ACCESS.match(text)
    if found is not None:
        return _access(found, text)
    found = _NGINX_ERROR.match(text)
    if found is not None:
        client = _CLIENT.search(found["rest"])
        return Served(
            "nginx-error",
            found["rest"],
            _LEVELS.get(found["level"], Severity.INFO),
            iso(found["at"].replace("/", "-")),
            found["process"],
            {"source.ip": client["ip"]} if client else {},
        )
    found = _APACHE_ERROR.match(text)
    if found is None:
        return None
    month, day, clock = found["at"].split()
    fields: dict[str, Value] = {}
    if found["ip"]:
        fields["source.ip"] = found["ip"]
    if found["module"]:
        fields["event.module"] = found["module"]
    decoder = "apache-error"
    if "ModSecurity: " in found["rest"]:
        decoder = "modsecurity"
        marks = {one["name"]: one["value"] for one in _MARK.finditer(found["rest"])}
        fields |= {_MARKS[k]: marks[k] for k in _MARKS if k in marks}
        fields["event.action"] = "web-attack"
        if "Access denied" in found["rest"]:
            fields["event.outcome"] = "failure"
    return Served(
        decoder,
        found["rest"],
        _LEVELS.get(found["level"].lower(), Severity.INFO),
        bsd(f"{month} {day} {found['year']} {clock}", received),
        found["process"] or "",
        fields,
    )


def _access(found: re.Match[str], text: str) -> Served:
    fields: dict[str, Value] = {
        "source.ip": found["ip"],
        "http.response.status_code": int(found["status"]),
    }
    if found["bytes"] != "-":
        fields["http.response.bytes"] = int(found["bytes"])
    if found["user"] != "-":
        fields["user.name"] = found["user"]
    if found["site"]:
        fields["url.domain"] = found["site"]
    if (found["referrer"] or "-") != "-":
        fields["http.request.referrer"] = found["referrer"]
    if (found["agent"] or "-") != "-":
        fields["user_agent.original"] = found["agent"]
    request = _REQUEST.fullmatch(found["request"])
    if request is None:
        fields["url.original"] = found["request"]
    else:
        path, mark, query = request["url"].partition("?")
        fields |= {
            "http.request.method": request["method"],
            "url.original": request["url"],
            "url.path": path,
        }
        if mark:
            fields["url.query"] = query
        if request["version"]:
            fields["http.version"] = request["version"]
    return Served(
        "web-access",
        found["request"],
        by_status(int(found["status"])),
        clf(found["at"]),
        fields=fields,
    )


def by_status(status: int) -> Severity:
    if status >= 500:
        return Severity.ERROR
    return Severity.WARNING if status in {401, 403, 429} else Severity.INFO


def w3c(text: str, names: list[str]) -> Served | None:
    """A line of IIS below its ``#Fields:``."""
    values = text.split(" ")
    if not names or len(values) != len(names):
        return None
    told = {n: v for n, v in zip(names, values, strict=True) if v != "-"}
    fields: dict[str, Value] = {
        _IIS.get(name, name): int(value) if value.isdecimal() else value
        for name, value in told.items()
        if name not in {"date", "time"}
    }
    status = fields.get("http.response.status_code", 0)
    return Served(
        "iis",
        f"{told.get('cs-method', '')} {told.get('cs-uri-stem', '')}".strip(),
        by_status(status if isinstance(status, int) else 0),
        iso(f"{told.get('date', '')} {told.get('time', '')}Z"),
        fields=fields,
    )
