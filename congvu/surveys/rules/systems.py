"""Which operating systems are past their support on a day, by dated rows. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class System:
    """A line of systems: the ``words`` an inventory calls it by, in small letters, and
    the last day its maker mended it; None: no such day is announced.
    """

    words: tuple[str, ...]
    until: date | None


def system_of(name: str, systems: Sequence[System]) -> System | None:
    """The longest words win: Windows 8.1 is no Windows 8."""
    told = " ".join(name.lower().split())
    best, found = 0, None
    for one in systems:
        for words in one.words:
            if len(words) > best and words in told:
                best, found = len(words), one
    return found


@dataclass(frozen=True)
class Sorted:
    """Names as inventories tell them: past support, and those nobody knows."""

    ended: frozenset[str]
    unknown: frozenset[str]


def sort_names(names: Iterable[str], systems: Sequence[System], on: date) -> Sorted:
    ended, unknown = set(), set()
    for name in names:
        found = system_of(name, systems)
        if found is None:
            unknown.add(name)
        elif found.until is not None and found.until < on:
            ended.add(name)
    return Sorted(frozenset(ended), frozenset(unknown))


def years_before(on: date, years: int) -> date:
    """A machine made up to that day is old; 29 February counts as the 28th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def read_systems(values: Collection[object]) -> list[System]:
    """As the rows of the law say them."""
    found = []
    for value in values:
        if isinstance(value, dict):
            until = value.get("until")
            day = date.fromisoformat(str(until)) if until else None
            found.append(System(tuple(str(w) for w in value["words"]), day))
    return found
