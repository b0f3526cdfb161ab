"""What the states of products in a CSAF document mean for versions of a package.

CSAF 2.0, 3.2.3.9: ``fixed`` and ``first_fixed`` name versions that hold the fix, so
what comes before has it not; ``first_affected``, ``last_affected`` are ends of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cmp_to_key
from itertools import pairwise

from congvu.vulnerabilities.rules.ranges import (
    AFTER,
    BEGINNING,
    FIXED,
    INTRODUCED,
    LAST,
    Line,
    Told,
    is_affected,
)
from congvu.vulnerabilities.rules.versions import Unordered, compare


class Status(StrEnum):
    """As CSAF calls them; ``recommended`` and ``under_investigation`` say nothing of
    who is affected.
    """

    KNOWN_AFFECTED = "known_affected"
    FIRST_AFFECTED = "first_affected"
    LAST_AFFECTED = "last_affected"
    FIXED = "fixed"
    FIRST_FIXED = "first_fixed"
    KNOWN_NOT_AFFECTED = "known_not_affected"
    UNDER_INVESTIGATION = "under_investigation"


Stated = Mapping[Status, Sequence[Told]]
_Package = tuple[str, str, str, str]


def affected(stated: Stated) -> tuple[Told, ...]:
    """Package by package, in the order in which they are named."""
    packages: dict[_Package, dict[Status, list[Told]]] = {}
    for status in Status:
        for told in stated.get(status, ()):
            of_it = packages.setdefault(_package(told), {})
            of_it.setdefault(status, []).append(told)
    found = [one for of_it in packages.values() for one in _of_package(of_it)]
    return tuple(dict.fromkeys(found))


def _package(told: Told) -> _Package:
    return told.ecosystem, told.release, told.vendor, told.name


def _of_package(of_it: Mapping[Status, Sequence[Told]]) -> list[Told]:
    known = list(of_it.get(Status.KNOWN_AFFECTED, ()))
    firsts = list(of_it.get(Status.FIRST_AFFECTED, ()))
    lasts = list(of_it.get(Status.LAST_AFFECTED, ()))
    fixes = [*of_it.get(Status.FIRST_FIXED, ()), *of_it.get(Status.FIXED, ())]
    ecosystem = next(iter([*known, *firsts, *lasts, *fixes]), Told("", "")).ecosystem
    fixed_at = _in_order(ecosystem, (at for one in fixes for at in _begins(one)))
    if not (known or firsts or lasts):
        if not fixed_at:
            return []
        lines = _before(ecosystem, fixed_at)
        return [replace(fixes[0], lines=lines, versions=())]
    ended = _train(firsts, lasts)
    clean = {
        at for one in of_it.get(Status.KNOWN_NOT_AFFECTED, ()) for at in one.versions
    }
    clean |= {at for one in fixes for at in one.versions}
    return [
        left
        for one in [*known, *ended]
        if (left := _without(_closed(one, fixed_at), clean))
    ]


def _begins(told: Told) -> Iterable[str]:
    """The first version of each that a product names."""
    yield from told.versions
    for line in told.lines:
        yield from (at for kind, at in line.events[:1] if kind in (INTRODUCED, AFTER))


def _in_order(ecosystem: str, versions: Iterable[str]) -> list[str]:
    """Those that can be ordered, each once; the beginning of all is no fix."""
    good = [at for at in dict.fromkeys(versions) if at != BEGINNING]
    good = [at for at in good if _ordered(ecosystem, at)]

    def step(one: str, other: str) -> int:
        return compare(ecosystem, one, other)

    return sorted(good, key=cmp_to_key(step))


def _ordered(ecosystem: str, version: str) -> bool:
    try:
        compare(ecosystem, version, version)
    except Unordered:
        return False
    return True


def _before(ecosystem: str, fixes: Sequence[str]) -> tuple[Line, ...]:
    """A line up to each fix. Where several trains were mended (1.1.5, 3.0.2), what
    follows a fix in its own train has it: the next line begins behind that train.
    """
    lines = [Line(((INTRODUCED, BEGINNING), (FIXED, fixes[0])))]
    for earlier, later in pairwise(fixes):
        start = _behind(earlier, later)
        if (
            start
            and _ordered(ecosystem, start)
            and compare(ecosystem, start, later) < 0
        ):
            lines.append(Line(((INTRODUCED, start), (FIXED, later))))
    return tuple(lines)


def _behind(earlier: str, later: str) -> str:
    """1.1.5 beside 3.0.2 is "2", beside 1.2.4 "1.2", beside 1.1.9 "1.1.6"; nothing
    where they part in a word.
    """
    parts, others = re.split(r"(\d+)", earlier), re.split(r"(\d+)", later)
    for place, (mine, theirs) in enumerate(zip(parts, others, strict=False)):
        if mine == theirs:
            continue
        if not (mine.isdigit() and theirs.isdigit()):
            return ""
        return "".join(parts[:place]) + str(int(mine) + 1)
    return ""


def _train(firsts: Sequence[Told], lasts: Sequence[Told]) -> list[Told]:
    """From each first to the last that follows it; a first alone has no end."""
    if not firsts and not lasts:
        return []
    some = [*firsts, *lasts][0]
    begins = _in_order(some.ecosystem, (at for one in firsts for at in one.versions))
    ends = _in_order(some.ecosystem, (at for one in lasts for at in one.versions))
    lines = []
    for place, begin in enumerate(begins or [BEGINNING]):
        following = begins[place + 1] if place + 1 < len(begins) else ""
        within = [
            end
            for end in ends
            if _reaches(some.ecosystem, begin, end)
            and not (following and _reaches(some.ecosystem, following, end))
        ]
        events = [(INTRODUCED, begin), *((LAST, end) for end in within[-1:])]
        lines.append(Line(tuple(events)))
    ranged = [replace(one, versions=()) for one in [*firsts, *lasts] if one.lines]
    if not begins and not ends:
        return ranged
    return [replace(some, lines=tuple(lines), versions=()), *ranged]


def _reaches(ecosystem: str, begin: str, end: str) -> bool:
    return begin == BEGINNING or compare(ecosystem, end, begin) >= 0


def _closed(told: Told, fixes: Sequence[str]) -> Told:
    """A line without an end ends at the first fix behind its beginning; the trains of
    later fixes are lines of their own.
    """
    if not fixes or not told.lines:
        return told
    lines: list[Line] = []
    for line in told.lines:
        begin = line.events[0]
        after = [at for at in fixes if _is_behind(told.ecosystem, at, begin[1])]
        if len(line.events) > 1 or not after:
            lines.append(line)
            continue
        first, *others = _before(told.ecosystem, after)
        lines += [replace(line, events=(begin, first.events[1])), *others]
    return replace(told, lines=tuple(lines))


def _is_behind(ecosystem: str, at: str, begin: str) -> bool:
    if begin == BEGINNING:
        return True
    return _ordered(ecosystem, begin) and compare(ecosystem, at, begin) > 0


def _without(told: Told, clean: Iterable[str]) -> Told | None:
    """Less the versions that are said to be free of it; nothing where none is left."""
    free = sorted(set(clean))
    versions = tuple(at for at in told.versions if at not in free)
    lines = told.lines
    for at in free:
        lines = tuple(
            replace(line, events=(*line.events, (FIXED, at), (AFTER, at)))
            if _pierces(told.ecosystem, at, line)
            else line
            for line in lines
        )
    if not versions and not lines:
        return None
    return replace(told, versions=versions, lines=lines)


def _pierces(ecosystem: str, at: str, line: Line) -> bool:
    """Inside of a line, not at its end: there nothing follows that is affected."""
    return is_affected(ecosystem, at, [line], ())
