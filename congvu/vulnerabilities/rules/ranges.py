"""Whether a version lies in what an advisory calls affected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.vulnerabilities.rules.versions import Unordered, compare

# Events of a line of versions, and what each does to a version that it reaches.
INTRODUCED, AFTER, FIXED, LAST, LIMIT = "introduced", "after", "fixed", "last", "limit"
BEGINNING = "0"


@dataclass(frozen=True)
class Line:
    """One line of versions; ``semver`` where it says so itself."""

    events: tuple[tuple[str, str], ...]
    semver: bool = False


@dataclass(frozen=True)
class Told:
    """What one advisory says of one package."""

    ecosystem: str
    name: str
    release: str = ""
    vendor: str = ""
    lines: tuple[Line, ...] = ()
    versions: tuple[str, ...] = ()
    # It counts only together with something else that runs there.
    conditional: bool = False


def is_affected(
    ecosystem: str, version: str, lines: Sequence[Line], versions: Sequence[str]
) -> bool:
    """A version named, or within a line; what cannot be ordered is within none."""
    if version in versions:
        return True
    if any(_same(ecosystem, version, one) for one in versions):
        return True
    return any(_within(ecosystem, version, line) for line in lines)


def fixed_in(ecosystem: str, version: str, lines: Sequence[Line]) -> str:
    """The first version of its line in which it is mended, where one is told."""
    best = ""
    for line in lines:
        if not _within(ecosystem, version, line):
            continue
        order = _order(ecosystem, line)
        for kind, at in line.events:
            if kind != FIXED or compare(order, at, version) <= 0:
                continue
            if not best or compare(order, at, best) < 0:
                best = at
    return best


def _same(ecosystem: str, one: str, other: str) -> bool:
    try:
        return compare(ecosystem, one, other) == 0
    except Unordered:
        return False


def _within(ecosystem: str, version: str, line: Line) -> bool:
    try:
        return _walk(_order(ecosystem, line), version, line.events)
    except Unordered:
        return False


def _order(ecosystem: str, line: Line) -> str:
    """PyPI's own versions, whatever an advisory calls them."""
    return "npm" if line.semver and ecosystem != "PyPI" else ecosystem


def _walk(order: str, version: str, events: Sequence[tuple[str, str]]) -> bool:
    """On the line from its beginning: what was reached last decides; a version that is
    introduced and mended at once was never affected, unlike what comes after it.
    """
    limits = [compare(order, version, at) for kind, at in events if kind == LIMIT]
    if limits and min(limits) >= 0:
        return False
    reached: tuple[str, bool] | None = None
    for kind, at in events:
        if kind == LIMIT:
            continue
        step = 1 if at == BEGINNING else compare(order, version, at)
        inside = kind in (INTRODUCED, AFTER)
        passed = step > 0 if kind in (AFTER, LAST) else step >= 0
        if not passed:
            continue
        later = 1 if reached is None else _later(order, at, reached[0])
        if later > 0 or (later == 0 and (not inside or kind == AFTER)):
            reached = (at, inside)
    return reached is not None and reached[1]


def _later(order: str, one: str, other: str) -> int:
    if BEGINNING in (one, other):
        return int(one != BEGINNING) - int(other != BEGINNING)
    return compare(order, one, other)
