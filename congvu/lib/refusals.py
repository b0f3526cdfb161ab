"""Anticipated refusals: what a person asked for cannot be done, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason in the reader's words; ``field`` names the input it belongs to."""

    message: str
    field: str | None = None


class Refused(Exception):
    """Base of every anticipated error. Carries all reasons at once, never just one."""

    def __init__(self, reasons: Sequence[Reason | str]) -> None:
        self.reasons = tuple(r if isinstance(r, Reason) else Reason(r) for r in reasons)
        super().__init__("; ".join(r.message for r in self.reasons))


class NotNow(Refused):
    """Nothing is wrong with what was asked: the machine cannot do it at this moment.

    Nothing was done; the same may be asked again.
    """
