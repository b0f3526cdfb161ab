"""What every deed of training says: reasons for what is missing, the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from congvu.audit.actions import record
from congvu.lib.refusals import Reason
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked
from congvu.training.models import TrainingClass

__all__ = ["line", "missing", "note", "refuse_marked", "too_long"]


def line(text: str) -> str:
    return " ".join(nfc(text).split())


def missing(given: Mapping[str, tuple[str, str]]) -> list[Reason]:
    """Field → (what was typed, the reason if nothing was)."""
    return [Reason(why, name) for name, (text, why) in given.items() if not text]


def too_long(given: Mapping[str, tuple[str, int]]) -> list[Reason]:
    found: list[Reason] = []
    for name, (text, most) in given.items():
        found += length_reasons(text, name, most)
    return found


def note(
    event: str, found: TrainingClass, *, by: Seat, at: datetime, **data: Any
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"class": found.name, **data},
    )
