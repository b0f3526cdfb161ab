"""One policy: who sees a telling, whose names, who sends and ends one.

Everybody sees what they have to know, from whatever seat but an administrator's. The
registry, leaders and the chief of office send in their agency's name, and see by name
their own agency's people under any telling; a head those of the own units. Of another
agency who sent it sees numbers. What one may not see is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.dissemination.models import Telling
from congvu.dissemination.queries import (
    Reach,
    files_to_read,
    followed_tellings,
    left_to_read,
    reads_paper,
    visible_tellings,
)
from congvu.documents.models import DocumentFile
from congvu.organisations.access import Seat
from congvu.organisations.rules import UNIT_WIDE, Permission, Role
from congvu.sql import Tally


def may_send(seat: Seat) -> bool:
    """Who may open papers to others; of a paper they read."""
    return seat.can(Permission.OPEN_PAPERS)


def may_end(seat: Seat, telling: Telling) -> bool:
    living = telling.ended_at is None
    return living and may_send(seat) and telling.agency_id == seat.agency_id


def reach_of(seat: Seat) -> Reach:
    """An administrator's seat reads no paper and is told nothing."""
    if seat.role == Role.ADMINISTRATOR:
        return Reach(None, seat.agency_id)
    wide = may_send(seat)
    heads = not wide and seat.role in UNIT_WIDE
    return Reach(
        seat.person_id,
        seat.agency_id,
        wide=wide,
        units=seat.principals if heads else frozenset(),
    )


def is_told(seat: Seat) -> bool:
    return seat.role != Role.ADMINISTRATOR


def get_telling_for(seat: Seat, telling_id: UUID) -> Telling:
    found = (
        visible_tellings(reach_of(seat))
        .select_related("document")
        .filter(pk=telling_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_telling_to_follow(seat: Seat, telling_id: UUID) -> Telling:
    """One whose people the seat watches; who only has to read it finds no list."""
    found = (
        followed_tellings(reach_of(seat))
        .select_related("document")
        .filter(pk=telling_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_telling_to_print(seat: Seat, telling_id: UUID) -> Telling:
    """The list as proof is the agency's, not a unit's."""
    if not may_send(seat):
        raise Http404
    return get_telling_to_follow(seat, telling_id)


def get_telling_to_end(seat: Seat, telling_id: UUID) -> Telling:
    """One of the seat's own agency; who only watches or reads it finds no such door."""
    found = get_telling_for(seat, telling_id)
    if not may_send(seat) or found.agency_id != seat.agency_id:
        raise Http404
    return found


def files_told(seat: Seat, telling: Telling) -> QuerySet[DocumentFile]:
    """The files of a telling the seat found, as long as they are for this reader."""
    files = files_to_read(telling)
    return files if reads_paper(reach_of(seat), telling.pk) else files.none()


def get_told_file_for(seat: Seat, telling: Telling, file_id: UUID) -> DocumentFile:
    """A file of the paper; a handful of queries."""
    found = files_told(seat, telling).filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found


def tellings_waiting(seat: Seat) -> Tally:
    """How much the person still has to read."""
    return left_to_read(seat.person_id)
