"""A file plan as people type or paste it, line by line.

    I. Tổ chức cán bộ | TCCB
    1. Tuyển dụng
    - Hồ sơ tuyển dụng công chức | 20 năm | Phòng Nội vụ

Roman numbers begin major headings (with their abbreviation), Arabic ones minor
headings, a dash a dossier (title, retention, who makes it). The numbers themselves are
not read: the plan is numbered anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from congvu.archives.rules import (
    RETENTION_NAMES,
    PlannedDossier,
    PlannedHeading,
    retention_of,
)
from congvu.lib.text import roman

_MAJOR = re.compile(r"^([IVXLCDM]+)[.)]\s+(.*)$")
_MINOR = re.compile(r"^(\d+)[.)]\s+(.*)$")
_DOSSIER = re.compile(r"^[-–•+*]\s*(.*)$")


@dataclass(frozen=True)
class TextFault:
    """What could not be read, and in which line."""

    line: int
    code: str
    text: str


@dataclass
class _Open:
    """A heading that is still being read."""

    title: str
    symbol: str = ""
    dossiers: list[PlannedDossier] = field(default_factory=list)
    below: list[_Open] = field(default_factory=list)

    def closed(self) -> PlannedHeading:
        return PlannedHeading(
            self.title,
            self.symbol,
            tuple(self.dossiers),
            tuple(one.closed() for one in self.below),
        )


def read_plan(text: str) -> tuple[list[PlannedHeading], list[TextFault]]:
    """What the lines say, and every line that says nothing; never raises."""
    majors: list[_Open] = []
    faults: list[TextFault] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        major, minor = _MAJOR.match(line), _MINOR.match(line)
        dossier = _DOSSIER.match(line)
        if major:
            title, _bar, symbol = major.group(2).partition("|")
            majors.append(_Open(title.strip(), symbol.strip()))
        elif not majors:
            faults.append(TextFault(number, "before-heading", line))
        elif minor:
            majors[-1].below.append(_Open(minor.group(2).strip()))
        elif dossier:
            found, code = _dossier(dossier.group(1))
            below = majors[-1].below
            if found is not None:
                (below[-1] if below else majors[-1]).dossiers.append(found)
            if code:
                faults.append(TextFault(number, code, line))
        else:
            faults.append(TextFault(number, "unknown", line))
    return [one.closed() for one in majors], faults


def _dossier(text: str) -> tuple[PlannedDossier | None, str]:
    title, *rest = [part.strip() for part in text.split("|")]
    retention = retention_of(rest[0]) if rest else None
    if not title:
        return None, "no-title"
    if retention is None:
        return None, "no-retention"
    return PlannedDossier(title, retention, rest[1] if len(rest) > 1 else ""), ""


def write_plan_text(headings: Iterable[PlannedHeading]) -> str:
    """The same again, to be edited; ``read_plan`` gives back what was written."""
    lines: list[str] = []
    for place, heading in enumerate(headings, start=1):
        bar = f" | {heading.symbol}" if heading.symbol else ""
        lines += [f"{roman(place)}. {heading.title}{bar}", *_lines(heading)]
        for n, minor in enumerate(heading.below, start=1):
            lines += [f"{n}. {minor.title}", *_lines(minor)]
        lines.append("")
    return "\n".join(lines)


def _lines(heading: PlannedHeading) -> list[str]:
    return [
        " | ".join(
            part
            for part in (f"- {d.title}", RETENTION_NAMES[d.retention], d.maker)
            if part
        )
        for d in heading.dossiers
    ]
