"""Numbers over a whole register: twice, taken, missing. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congvu.imports.rules.said import Said
from congvu.lib.text import gettext_noop as _


@dataclass(frozen=True)
class Numbered:
    """A row's place in a book: ``series`` is the year, or the year and its sequence."""

    row: int
    where: str
    series: tuple[int, str]
    number: int


def doubles(rows: Iterable[Numbered]) -> dict[int, Said]:
    """Rows whose number another row has, too; each names the others."""
    together: dict[tuple[tuple[int, str], int], list[Numbered]] = defaultdict(list)
    for row in rows:
        together[row.series, row.number].append(row)
    found = {}
    for same in together.values():
        for row in same if len(same) > 1 else ():
            others = ", ".join(o.where for o in same if o is not row)
            words = _("Số %(number)s năm %(year)s có hai lần; cũng ở dòng %(others)s.")
            given = {
                "number": str(row.number),
                "year": str(row.series[0]),
                "others": others[:200],
            }
            found[row.row] = Said(words, given)
    return found


def gaps(numbers: Iterable[int], *, start: int = 0) -> list[str]:
    """What is missing after ``start`` up to the highest: "7", "12–15"."""
    found = []
    before = start
    for number in sorted(set(numbers)):
        if number == before + 2:
            found.append(str(before + 1))
        elif number > before + 2:
            found.append(f"{before + 1}–{number - 1}")
        before = max(before, number)
    return found


def shorten(parts: Sequence[str], most: int = 40) -> str:
    more = f" … (+{len(parts) - most})" if len(parts) > most else ""
    return ", ".join(parts[:most]) + more
