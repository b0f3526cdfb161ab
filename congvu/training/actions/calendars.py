"""Sessions in the calendars of who teaches, has a place, or may still get one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from congvu.calendar.actions import fill_calendars
from congvu.calendar.rules import LONGEST_LINE, EntryData, Status
from congvu.organisations.access import Seat
from congvu.training.models import ClassSession, TrainingClass
from congvu.training.rules.words import ClassState, PlaceState

# Who waits does not come yet; who is invited or asked keeps the time free.
_STATUS = {
    PlaceState.HELD: Status.CONFIRMED,
    PlaceState.INVITED: Status.TENTATIVE,
    PlaceState.ASKED: Status.TENTATIVE,
}


def keep_in_calendars(
    *,
    training_class: TrainingClass,
    by: Seat,
    at: datetime,
    people: Collection[UUID] | None = None,
    gone: Collection[ClassSession] = (),
) -> None:
    """What is still to come, as it stands now; of these people, or of everybody who had
    to do with the class. ``gone``: as sessions were that are no more, or had another
    trainer. What is over stays where it stands.
    """
    sessions = list(training_class.sessions.filter(ends_at__gt=at))
    if not (sessions or gone):
        return
    held = training_class.state == ClassState.OPEN
    places = dict(training_class.places.values_list("person", "state"))
    teaching = {one.trainer_id for one in (*sessions, *gone) if one.trainer_id}
    asked = set(places) | teaching if people is None else set(people)
    wanted: dict[tuple[UUID, str], EntryData] = {}
    for one in sessions if held else ():
        for person in asked:
            state = places.get(person)
            status = _STATUS.get(PlaceState(state)) if state else None
            if person == one.trainer_id:
                status = Status.CONFIRMED
            if status is not None:
                wanted[person, uid_of(one)] = _told(training_class, one, status)
    uids = {uid_of(one) for one in (*sessions, *gone)}
    fill_calendars(people=asked, uids=uids, wanted=wanted, by=by, at=at)


def uid_of(session: ClassSession) -> str:
    return f"{session.pk}@congvu"


def _told(found: TrainingClass, session: ClassSession, status: Status) -> EntryData:
    return EntryData(
        summary=f"{found.name}: {session.subject}"[:LONGEST_LINE],
        starts=session.starts_at,
        ends=session.ends_at,
        place=session.room or found.room,
        chair=session.trainer_name,
        status=status,
        uid=uid_of(session),
    )
