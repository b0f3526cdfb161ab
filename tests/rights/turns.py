"""Of whom an address is asked in short: of one of those it treats alike, in turn.

Who is let in, and who is refused for the same reason, take turns from line to line and
from day to day: one of those who are promised the same answer, one of those without a
seat. Whoever has not signed in is always asked. In the long form everybody is asked
everywhere.
"""

from __future__ import annotations

from tests.rights.world import NOBODY, PEOPLE
from tests.scale import day, few_or_all

_REFUSED = set("4u")
_WITHOUT_A_SEAT = ("khach", "son")


def asked(right: str, turn: int) -> list[str]:
    """``right``: what each of the cast is promised, letter by letter."""
    alike: dict[tuple[str, bool], list[str]] = {}
    for who, promised in zip(PEOPLE, right, strict=True):
        if who != NOBODY:
            outside = promised in _REFUSED and who in _WITHOUT_A_SEAT
            alike.setdefault((promised, outside), []).append(who)
    chosen = {NOBODY, *(those[(turn + day()) % len(those)] for those in alike.values())}
    return few_or_all([who for who in PEOPLE if who in chosen], [*PEOPLE])


def of(letters: str, those: list[str]) -> str:
    """The letters of these alone."""
    promised = dict(zip(PEOPLE, letters, strict=True))
    return "".join(promised[who] for who in those)
