"""Several small counts in one statement.

The navigation of every page tells how much waits where. Asked one by one, ten of them
spent more on the way to the database and back than on counting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from congvu.sql.planned import planned

_NAMED = re.compile(r"%\((\w+)\)s")
# A text, and for each name in it how many values it has; 0 is one value, no list.
_Shape = tuple[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True)
class Tally:
    """How many of something there are: a SELECT of one number, and what is given in it.

    A set of desks is asked for as ``IN (%(desks)s)``: each stands there by a name of
    its own, else PostgreSQL takes the set for a long one and plans anew each time.
    """

    text: str
    given: Mapping[str, Any]

    def ask(self) -> int:
        """This one alone; one query."""
        return together({"n": self})["n"]


def together(counts: Mapping[str, Tally]) -> dict[str, int]:
    """All of them, by their names; one query, planned once a connection."""
    if not counts:
        return {}
    shapes: list[_Shape] = []
    values: list[Any] = []
    for count in counts.values():
        sizes = []
        for name, value in count.given.items():
            several = _filled_up(value) if isinstance(value, frozenset | list) else None
            values += [value] if several is None else several
            sizes.append((name, 0 if several is None else len(several)))
        shapes.append((count.text, tuple(sizes)))
    given = {f"v{n}": value for n, value in enumerate(values)}
    with planned() as cursor:
        cursor.execute(_statement(tuple(shapes)), given)
        return dict(zip(counts, map(int, cursor.fetchone()), strict=True))


def _filled_up(values: Collection[UUID]) -> list[UUID | None]:
    """To 1, 2, 4, 8… with the last again: so there are few statements to plan."""
    found: list[UUID | None] = [*values] or [None]
    size = 1 << (len(found) - 1).bit_length()
    return found + found[-1:] * (size - len(found))


@cache
def _statement(shapes: tuple[_Shape, ...]) -> str:
    """Put together once a process for each shape; each value by a name of its own."""
    parts, n = [], 0
    for text, sizes in shapes:
        places: dict[str, str] = {}
        for name, size in sizes:
            several = range(n, n + (size or 1))
            places[name] = ", ".join(f"%(v{i})s" for i in several)
            n = several.stop
        # Every second piece is a name.
        pieces = _NAMED.split(text)
        pieces[1::2] = [places[name] for name in pieces[1::2]]
        parts.append(f"({' '.join(''.join(pieces).split())})")
    return f"SELECT {', '.join(parts)}"
