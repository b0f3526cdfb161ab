"""Training of the demo: a class that is over, one that runs, one from a duty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.demo.actions.keys import seal_all
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.duties.models import Duty
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.outgoing.access import keys_for
from congvu.training.actions import (
    ClassData,
    CourseData,
    OpinionData,
    SessionData,
    add_session,
    ask_place,
    certificates_to_seal,
    close_class,
    give_opinion,
    invite,
    keep_course,
    keep_sealed,
    mark,
    name_specialist,
    number_certificates,
    open_class,
    record_skills,
    register_people,
)
from congvu.training.models import ClassSession, TrainingClass

FILE = "training.yaml"
_AHEAD = timedelta(days=20)


def keep_training(*, now: datetime) -> None:
    told, people = read(FILE), _People(now)
    begun = now - timedelta(days=90)
    courses = {
        one["name"]: keep_course(
            data=CourseData(**{**one, "modules": tuple(one["modules"])}),
            by=people.keeper,
            at=begun,
        ).pk
        for one in told["courses"]
    }
    for one in told["skills"]:
        record_skills(
            person_id=people.seat(one["person"]).person_id,
            modules=one["modules"],
            held_on=local_date(now - timedelta(days=one["days"])),
            proof=one["proof"],
            by=people.keeper,
            at=begun,
        )
    named = told["specialist"]
    name_specialist(
        person_id=people.seat(named["person"]).person_id,
        since=local_date(now - timedelta(days=named["days"])),
        basis=named["basis"],
        by=people.keeper,
        at=begun,
    )
    for one in told["classes"]:
        _class(one, courses[one["course"]], people, now)


class _People:
    """The committee's cast as they sit today."""

    def __init__(self, now: datetime) -> None:
        self.now, self.bodies = now, Bodies(local_date(now))
        self.keeper = self.seat(Role.ADMINISTRATOR)
        self.clerk = self.seat(Role.RECORDS_CLERK)

    def seat(self, name: str) -> Seat:
        return seat_of_post(self.bodies.desk("committee", name), self.bodies.on)


def _class(
    one: Mapping[str, Any], course: UUID, people: _People, now: datetime
) -> None:
    first, last = (local_date(now - timedelta(days=n)) for n in one["days"])
    opened = min(now, now - timedelta(days=one["days"][0])) - _AHEAD
    data = ClassData(
        name=one["name"],
        course_id=course,
        begins_on=first,
        ends_on=last,
        ask_until=first,
        room=one["room"],
        capacity=one["capacity"],
        cost=one["cost"],
        budget_line=one["budget_line"],
    )
    duty = None
    if "duty" in one:
        duty = Duty.objects.filter(sentence__contains=one["duty"]).first()
    made = open_class(data=data, by=people.keeper, at=opened, duty=duty)
    asked = opened + timedelta(days=2)
    for head, names in one.get("registered", {}).items():
        register_people(
            class_id=made.pk,
            people=[people.seat(name).person_id for name in names],
            by=people.seat(head),
            at=asked,
        )
    if "invited" in one:
        own = [people.keeper.agency_id]
        invite(
            class_id=made.pk,
            agencies=own,
            roles=one["invited"],
            by=people.keeper,
            at=asked,
        )
    for name in one.get("asked", ()):
        ask_place(class_id=made.pk, by=people.seat(name), at=asked)
    _held(one, made, people, now)


def _held(
    one: Mapping[str, Any], made: TrainingClass, people: _People, now: datetime
) -> None:
    for number, subject in enumerate(one.get("sessions", ())):
        held = _session(one, made, number, subject, people)
        _mark(one, made, number, held, people)
    last = (made.ends_on - made.begins_on).days
    for subject in one.get("coming", ()):
        _session(one, made, last, subject, people)
    if "closed" not in one:
        return
    at = now - timedelta(days=one["closed"])
    close_class(class_id=made.pk, by=people.keeper, at=at)
    for name, (content, trainer, keeping) in one["points"].items():
        text = one["texts"].get(name, "")
        data = OpinionData(content, trainer, keeping, text)
        give_opinion(class_id=made.pk, data=data, by=people.seat(name), at=at)
    _certify(made, people, at)


def _certify(made: TrainingClass, people: _People, at: datetime) -> None:
    """Numbered; signed where the demo's agency has a key."""
    number_certificates(class_id=made.pk, months=None, by=people.keeper, at=at)
    keys = keys_for(people.clerk, people.clerk.agency_id)
    if keys:
        asked = certificates_to_seal(training_class=made, by=people.clerk)
        signed = seal_all(asked, key=keys[0], at=at)
        keep_sealed(signed=signed, key=keys[0], by=people.clerk, at=at)


def _session(
    one: Mapping[str, Any],
    made: TrainingClass,
    number: int,
    subject: str,
    people: _People,
) -> ClassSession:
    """So many days after the first, at eight."""
    day = made.begins_on + timedelta(days=number)
    starts = datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM)
    ends = starts + timedelta(hours=3, minutes=30)
    data = SessionData(subject, starts, ends, one["trainer"])
    at = min(starts, people.now)
    return add_session(class_id=made.pk, data=data, by=people.keeper, at=at)


def _mark(
    one: Mapping[str, Any],
    made: TrainingClass,
    number: int,
    held: ClassSession,
    people: _People,
) -> None:
    """As it is over."""
    places = dict(made.places.values_list("person", "pk"))
    present, late = set(), set()
    for name, numbers in one["came"].items():
        place = places[people.seat(name).person_id]
        if number + 1 in numbers:
            present.add(place)
        if -(number + 1) in numbers:
            late.add(place)
    mark(
        session_id=held.pk,
        present=present,
        late=late,
        by=people.keeper,
        at=held.ends_at,
    )
