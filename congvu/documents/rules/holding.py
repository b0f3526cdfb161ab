"""Why a line of a register has to stay as it is, as the apps above know. Pure.

The archive lies above both registers, yet what its leader froze they must not change:
it says so here as its ``holding.py`` is read.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from congvu.lib.refusals import Reason

Hold = Callable[[UUID], list[Reason]]
_HOLDS: list[Hold] = []


def holds(ask: Hold) -> Hold:
    """Declare a question that is asked of a line of either register by its id."""
    _HOLDS.append(ask)
    return ask


def holding_reasons(line_id: UUID) -> list[Reason]:
    """All that keeps this line from being changed."""
    return [reason for ask in _HOLDS for reason in ask(line_id)]
