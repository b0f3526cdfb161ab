"""Lines whose columns a line above them named: IIS, Windows' firewall, Zeek."""

from __future__ import annotations

from congvu.logs.formats.moments import iso
from congvu.logs.formats.objects import Parsed, zeek
from congvu.logs.formats.shapes import outcome_of
from congvu.logs.formats.web import Served, w3c
from congvu.logs.rules.words import Severity, Value

_FIREWALL = {
    "protocol": "network.transport",
    "src-ip": "source.ip",
    "dst-ip": "destination.ip",
    "src-port": "source.port",
    "dst-port": "destination.port",
    "path": "network.direction",
}


def columns_of(text: str) -> list[str]:
    """Of a comment that names them; else none."""
    if text.startswith("#Fields:"):
        return text.removeprefix("#Fields:").split()
    if text.startswith("#fields\t"):
        return text.split("\t")[1:]
    return []


def row(text: str, columns: list[str]) -> Served | Parsed | None:
    """None where the line has other columns."""
    if "\t" in text:
        values = text.split("\t")
        if len(values) != len(columns):
            return None
        told = zip(columns, values, strict=True)
        return zeek({name: _plain(value) for name, value in told if value != "-"})
    if "src-ip" in columns and "action" in columns:
        return _firewall(text, columns)
    return w3c(text, columns) if "time" in columns else None


def _plain(value: str) -> Value:
    return int(value) if value.isdecimal() and len(value) < 16 else value


def _firewall(text: str, columns: list[str]) -> Parsed | None:
    values = text.split()
    if len(values) != len(columns):
        return None
    told = {n: v for n, v in zip(columns, values, strict=True) if v != "-"}
    outcome = outcome_of(told.get("action", ""))
    fields: dict[str, Value] = {
        _FIREWALL.get(name, name): _plain(value)
        for name, value in told.items()
        if name not in {"date", "time", "action"}
    }
    fields["event.action"] = "blocked" if outcome == "failure" else "firewall"
    if outcome:
        fields["event.outcome"] = outcome
    return Parsed(
        "windows-firewall",
        text,
        Severity.NOTICE if outcome == "failure" else Severity.INFO,
        iso(f"{told.get('date', '')} {told.get('time', '')}"),
        program="windows-firewall",
        fields=fields,
    )
