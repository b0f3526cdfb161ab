"""Of whom an address is asked in short: of all whom it lets in, of the others in turn.

Those who are refused for the same reason take turns from line to line: one of those
without a seat, two of those whose agency has the thing and who have no right to it. In
the long form everybody is asked everywhere.
"""

from __future__ import annotations

from tests.rights.world import PEOPLE
from tests.scale import few_or_all

_REFUSED = set("4u")
_TURNS = (
    (1, ("khach", "son")),
    (2, ("lan", "minh", "hoa", "dung", "ha", "quan", "thu")),
)


def asked(right: str, turn: int) -> list[str]:
    """``right``: what each of the cast is promised, letter by letter."""
    promised = dict(zip(PEOPLE, right, strict=True))
    left_out: set[str] = set()
    for few, alike in _TURNS:
        refused = [who for who in alike if promised[who] in _REFUSED]
        at = turn % max(len(refused), 1)
        in_turn = [*refused[at:], *refused[:at]]
        left_out |= set(in_turn[few:])
    return few_or_all([who for who in PEOPLE if who not in left_out], [*PEOPLE])


def of(letters: str, those: list[str]) -> str:
    """The letters of these alone."""
    promised = dict(zip(PEOPLE, letters, strict=True))
    return "".join(promised[who] for who in those)
