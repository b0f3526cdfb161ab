"""What follows in the calendar from letters that come to a registry."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.audit.rules import SYSTEM
from congvu.calendar.actions import take_answer
from congvu.mailboxes.rules.reading import reads_letters


@reads_letters
def read_answer(letter_id: UUID, at: datetime) -> None:
    take_answer(letter_id=letter_id, by=SYSTEM, at=at)
