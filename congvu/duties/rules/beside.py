"""What apps above say beside a duty on its page; they register at start-up. Pure.

Each is asked with the seat that looks and the duty's id, and answers None where it has
nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class BesideLine:
    words: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Beside:
    """``deed`` and ``deed_url``: what this seat may do next, or nothing."""

    title: str
    lines: Sequence[BesideLine] = ()
    note: str = ""
    deed: str = ""
    deed_url: str = ""


Shower = Callable[[Any, UUID], Beside | None]
SHOWERS: list[Shower] = []


def shown_beside(shower: Shower) -> Shower:
    SHOWERS.append(shower)
    return shower
