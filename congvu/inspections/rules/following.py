"""What became of a recommendation, and when nothing is left to follow up. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from congvu.duties.rules import Course

SETTLED = frozenset({Course.DONE, Course.SUSPENDED, Course.REVOKED})
"""Carried out; put off, or withdrawn, by who gave it and in words."""


def nothing_open(courses: Sequence[str | None]) -> bool:
    """Whether follow-up may close: ``None`` is a recommendation nobody was given."""
    return all(course in SETTLED for course in courses)
