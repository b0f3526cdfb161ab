"""Who hears of what happens to a share: the desk that has it, or who gave it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.duties import queries
from congvu.duties.models import Difficulty, Share
from congvu.duties.rules import DifficultyState
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.access import Seat


def tell_holder(
    kind: str, share: Share, by: Seat, at: datetime, *, way: str = ""
) -> None:
    given = {share.desk_id: share.agency_id}
    _tell(kind, share, given, by, at, way)


def tell_givers(
    kind: str, share: Share, by: Seat, at: datetime, *, way: str = ""
) -> None:
    """The desk above; of a task who watches it, else who leads the agency."""
    _tell(kind, share, givers_of(share), by, at, way)


def tell_deciders(
    kind: str, share: Share, by: Seat, at: datetime, *, way: str = ""
) -> None:
    """The desk above; of a task who leads the agency that follows it up."""
    _tell(kind, share, deciders_of(share), by, at, way)


def tell_above(
    kind: str, share: Share, agency_id: UUID, by: Seat, at: datetime, *, way: str
) -> None:
    """Who leads the agency above."""
    _tell(kind, share, {agency_id: agency_id}, by, at, way)


def tell_followers(
    kind: str, share: Share, by: Seat, at: datetime, *, way: str
) -> None:
    """Who gave it, and who watches it."""
    _tell(kind, share, givers_of(share) | deciders_of(share), by, at, way)


def waited_for(difficulty: Difficulty) -> dict[UUID, UUID]:
    """Desk → agency of whose word a difficulty waits for."""
    if difficulty.state == DifficultyState.ASKED:
        return givers_of(difficulty.share)
    if difficulty.decider_id is not None:
        return {difficulty.decider_id: difficulty.decider_id}
    return deciders_of(difficulty.share)


def deciders_of(share: Share) -> dict[UUID, UUID]:
    """Desk → agency of who decides on this share."""
    if share.parent is not None:
        return {share.parent.desk_id: share.parent.agency_id}
    return {share.duty.agency_id: share.duty.agency_id}


def givers_of(share: Share) -> dict[UUID, UUID]:
    """Desk → agency of who waits for this share."""
    if share.parent is not None:
        return {share.parent.desk_id: share.parent.agency_id}
    duty = share.duty
    if duty.watcher_desk_id is not None and duty.watcher_agency_id is not None:
        return {duty.watcher_desk_id: duty.watcher_agency_id}
    return {duty.agency_id: duty.agency_id}


def _tell(
    kind: str,
    share: Share,
    given: dict[UUID, UUID],
    by: Seat,
    at: datetime,
    way: str,
) -> None:
    told = queries.told_desks(given, local_date(at))
    desks = {desk for some in told.values() for desk in some} - by.desks
    notify(
        kind,
        to=desks,
        target_id=share.id,
        at=at,
        actor=by.person_name,
        detail={"way": way} if way else {},
    )
