"""What lies at a desk beside papers, and follows when the desk is handed over.

Apps above the papers' declare it in their ``succession.py``: whoever leaves a post
leaves nothing behind (NĐ 30/2020 Điều 30).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congvu.audit.rules import Actor


@dataclass(frozen=True)
class DeskMove:
    """From whose desk to which, by what record; within its transaction."""

    record_id: UUID
    agency_id: UUID
    from_desk: UUID
    to_desk: UUID
    to_name: str
    to_unit: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True)
class DeskWork:
    """One kind of such things: how many lie at a post, how they move, what moved."""

    key: str
    label: str
    count: Callable[[UUID], int]
    move: Callable[[DeskMove], None]
    told: Callable[[UUID], Sequence[str]]


DESK_WORK: dict[str, DeskWork] = {}


def keeps_at_desks(work: DeskWork) -> None:
    """Called as ``succession.py`` is read."""
    if DESK_WORK.setdefault(work.key, work) != work:
        raise ValueError(f"{work.key} is declared twice")
