"""Which posts need which modules from when on. Pure; a rule ends, it is not changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.lib.text import gettext_noop as _
from congvu.training.rules.modules import BASIC


@dataclass(frozen=True)
class Need:
    """``roles`` empty: everybody. ``sure``: A read in the text … D ours."""

    roles: frozenset[str]
    modules: frozenset[str]
    since: date
    source: str
    sure: str
    until: date | None = None


_FROM = _("Thông tư 03/2014/TT-BTTTT; Chỉ thị 15/2009/CT-UBND")
# The modules are law; that these posts need them is what we propose (ADR 0133).
NEEDS = (
    Need(
        frozenset(),
        frozenset(BASIC),
        date(2014, 4, 28),
        _FROM,
        "D",
    ),
    Need(
        frozenset({"administrator"}),
        frozenset({"IU10", "IU14"}),
        date(2014, 4, 28),
        _FROM,
        "D",
    ),
)


def needed(role: str, on: date) -> frozenset[str]:
    """By the rules of that day."""
    found: frozenset[str] = frozenset()
    for one in NEEDS:
        holds = one.since <= on and (one.until is None or on < one.until)
        if holds and (not one.roles or role in one.roles):
            found |= one.modules
    return found
