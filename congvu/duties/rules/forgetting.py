"""What was said of duties whose paper was a state secret, for who wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Forgotten:
    """The papers, the agencies that had to do with their duties, what these said, and
    names that say nothing of them. Told as a step, within the caller's transaction.
    """

    papers: frozenset[UUID]
    agencies: frozenset[UUID]
    phrases: tuple[str, ...]
    kept: frozenset[str]
