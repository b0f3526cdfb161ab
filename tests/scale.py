"""How often what repeats itself is repeated: a few times, or as often as it takes.

``make test`` asks for a few: one case of every kind, chosen by its kind. The part
``long`` of ``make soak`` (``tests/long.py``) asks for all of them, of the tests marked
``repeats``.
"""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

SWITCH = "CONGVU_LONG"


def few_or_all(few: T, whole: T) -> T:
    """Of a number, or of the cases themselves."""
    return whole if os.environ.get(SWITCH) == "1" else few
