"""People outside who are asked to a meeting: their letters and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.calendar.models import Attendance, Meeting, OutsideLetter, OutsideReply
from congvu.calendar.rules import PostState, Says


def asked_so(meeting: Meeting, email: str, sequence: int) -> bool:
    """Whether this edition asked this address to the time that still holds."""
    return meeting.outside_letters.filter(
        email=email,
        says=Says.REQUEST,
        sequence=sequence,
        starts=meeting.entry.starts,
        ends=meeting.entry.ends,
    ).exists()


@dataclass(frozen=True)
class Posted:
    """How the last letter to each address stands, and what came back."""

    letters: dict[str, OutsideLetter]
    replies: list[OutsideReply]


def posted(meeting: Meeting, asked: Sequence[Attendance]) -> Posted:
    """Two queries; none where nobody outside is or was asked."""
    rows = meeting.outside_letters.exclude(state=PostState.DROPPED)
    letters = {row.email: row for row in rows.order_by("id")}
    if not letters and not any(row.email for row in asked):
        return Posted({}, [])
    replies = meeting.outside_replies.select_related("letter")
    return Posted(letters, list(replies.order_by("-came_at")[:50]))
