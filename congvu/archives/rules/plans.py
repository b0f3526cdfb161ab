"""The numbers of a file plan: headings, dossiers, both ways (NĐ 30/2020 Phụ lục V)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from congvu.archives.rules.keeping import Retention
from congvu.archives.rules.states import Numbering
from congvu.lib.text import roman

MOST_LINES = 3000
MOST_HEADINGS = 1000
LONGEST_ABBREVIATION = 20
LONGEST_MAKER = 200


@dataclass(frozen=True)
class PlannedDossier:
    """One dossier that the year is expected to need."""

    title: str
    retention: Retention
    maker: str = ""


@dataclass(frozen=True)
class PlannedHeading:
    """A heading with what stands directly below it; only a major one has minor ones."""

    title: str
    symbol: str = ""
    dossiers: tuple[PlannedDossier, ...] = ()
    below: tuple[PlannedHeading, ...] = ()


@dataclass(frozen=True)
class NumberedLine:
    """A dossier with its number and symbol, "01.TCCB"."""

    dossier: PlannedDossier
    number: int
    symbol: str


@dataclass(frozen=True)
class NumberedHeading:
    """``mark`` is Roman for a major heading, Arabic for a minor one."""

    mark: str
    title: str
    symbol: str
    is_major: bool
    lines: list[NumberedLine] = field(default_factory=list)


def numbered(
    headings: Sequence[PlannedHeading], how: Numbering
) -> list[NumberedHeading]:
    """The plan as it is printed: numbers from 01 over all of it or in each heading."""
    found: list[NumberedHeading] = []
    number = 0
    for place, major in enumerate(headings, start=1):
        if how == Numbering.HEADING:
            number = 0
        parts = [(roman(place), major, True)]
        parts += [(str(n), minor, False) for n, minor in enumerate(major.below, 1)]
        for mark, heading, is_major in parts:
            made = NumberedHeading(mark, heading.title, major.symbol, is_major)
            for dossier in heading.dossiers:
                number += 1
                symbol = symbol_of(number, major.symbol)
                made.lines.append(NumberedLine(dossier, number, symbol))
            found.append(made)
    return found


def symbol_of(number: int, abbreviation: str) -> str:
    """ "01.TCCB" """
    return f"{number:02d}.{abbreviation}" if abbreviation else f"{number:02d}"


@dataclass(frozen=True)
class PlanFault:
    """What is wrong with a plan; ``about`` is the heading or dossier it is in."""

    code: str
    about: str = ""


def plan_faults(headings: Sequence[PlannedHeading]) -> list[PlanFault]:
    """Everything that keeps a plan from being approved."""
    found: list[PlanFault] = []
    symbols: dict[str, str] = {}
    count = 0
    for major in headings:
        dossiers = [*major.dossiers, *(d for m in major.below for d in m.dossiers)]
        count += len(dossiers)
        if not dossiers:
            found.append(PlanFault("empty-heading", major.title))
        if not major.symbol:
            found.append(PlanFault("no-symbol", major.title))
        elif major.symbol in symbols:
            found.append(PlanFault("same-symbol", major.title))
        symbols.setdefault(major.symbol, major.title)
        found += [PlanFault("no-maker", d.title) for d in dossiers if not d.maker]
    if not headings:
        found.append(PlanFault("empty"))
    if count > MOST_LINES:
        found.append(PlanFault("too-many"))
    return found
