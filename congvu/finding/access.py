"""Who may ask, and whose question it is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.finding.models import SavedQuestion
from congvu.organisations.access import Seat
from congvu.organisations.rules import Role


def reads_papers(seat: Seat) -> bool:
    """An administrator's seat runs the office and reads no paper."""
    return seat.role != Role.ADMINISTRATOR


def need_reader(seat: Seat) -> None:
    """The box is for who reads papers; to others it is not there."""
    if not reads_papers(seat):
        raise Http404


def get_question_for(seat: Seat, question_id: UUID) -> SavedQuestion:
    """A question this person keeps, at whatever post."""
    need_reader(seat)
    kept: SavedQuestion | None = SavedQuestion.objects.filter(
        pk=question_id, person_id=seat.person_id
    ).first()
    if kept is None:
        raise Http404
    return kept
