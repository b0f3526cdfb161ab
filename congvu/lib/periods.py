"""Half-open periods of days: the first day counts, the last named day does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``valid_from`` up to, not including, ``valid_until`` (None = open).

    Half-open so that what ends and what follows share one date: a unit ended on
    2025-07-01 and its successor begun on 2025-07-01 leave no gap and no overlap.
    """

    valid_from: date
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.valid_until is not None and self.valid_until <= self.valid_from:
            message = f"{self.valid_from} – {self.valid_until} holds no day"
            raise ValueError(message)

    @property
    def is_open(self) -> bool:
        return self.valid_until is None

    def contains(self, day: date) -> bool:
        return self.valid_from <= day and (
            self.valid_until is None or day < self.valid_until
        )

    def overlaps(self, other: Period) -> bool:
        return (other.valid_until is None or self.valid_from < other.valid_until) and (
            self.valid_until is None or other.valid_from < self.valid_until
        )

    def intersection(self, other: Period) -> Period | None:
        """The days in both, or None when there is none."""
        if not self.overlaps(other):
            return None
        ends = [p.valid_until for p in (self, other) if p.valid_until is not None]
        return Period(max(self.valid_from, other.valid_from), min(ends, default=None))
