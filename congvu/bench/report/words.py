"""Figures as a reader finds them: numbers, yes and no, tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill
from typing import Any

NOTHING = "–"
_UNITS = {
    "ms": "ms",
    "milliseconds": "ms",
    "s": "s",
    "seconds": "s",
    "minutes": "min",
    "ratio": "",
    "per second": "/s",
    "1/s": "/s",
    "per minute": "/min",
    "mb": "MB",
    "megabytes": "MB",
}


def number(value: float) -> str:
    """Three figures say enough; whole numbers stay whole."""
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def of_unit(value: float, unit: str) -> str:
    return f"{number(value)} {_UNITS.get(unit.lower(), unit)}".strip()


def named(name: str) -> tuple[str, str]:
    """``packed_s`` is *packed*, in seconds."""
    words, _line, unit = name.rpartition("_")
    if words and unit.lower() in _UNITS:
        return words.replace("_", " "), unit
    return name.replace("_", " "), ""


def size(count: float) -> str:
    """Bytes."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return of_unit(count, unit)
        count /= 1000
    return of_unit(count, "GB")


def span(seconds: float) -> str:
    if seconds < 120:
        return of_unit(seconds, "s")
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def yes(value: object) -> str:
    return "yes" if value else "**no**"


def none(found: Sequence[object]) -> str:
    """Of what should not be there."""
    return "; ".join(cell(one).rstrip(".") for one in found) or "none"


def counted(counts: Mapping[str, float]) -> str:
    return "; ".join(f"{name} {number(count)}" for name, count in counts.items())


def cell(value: object) -> str:
    """Whatever was said, on one line of a table."""
    return " ".join(str(value).split()).replace("|", "\\|")


def paragraph(text: str) -> str:
    return fill(text, 92, break_long_words=False, break_on_hyphens=False) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A run's summary: what, and what was found."""
    return table(["what", "found"], rows)


def origin(told: Mapping[str, Any]) -> str:
    """When, where and of which code, as far as the run kept it."""
    machine: Any = told.get("machine", {})
    if isinstance(machine, str):
        return machine
    memory = machine.get("memory_gb") or machine.get("memory_mb", 0) / 1024
    load = told.get("load_before", machine.get("load_average"))
    parts = [
        told.get("on") or machine.get("on", ""),
        f"commit {told['commit']}" if told.get("commit") else "",
        machine.get("processor", ""),
        f"{machine['cores']} cores" if "cores" in machine else "",
        of_unit(round(memory), "GB") if memory else "",
        machine.get("system", ""),
        f"PostgreSQL {machine['postgresql']}" if "postgresql" in machine else "",
        f"Python {machine['python']}" if "python" in machine else "",
        f"load of the machine {number(load)}" if load is not None else "",
    ]
    return ", ".join(filter(None, parts))
