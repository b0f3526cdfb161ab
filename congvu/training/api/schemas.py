"""What of training is told to programs, and taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime

from congvu.lib.dates import in_utc
from congvu.training.rules.words import ClassState, CourseKind, PlaceState

Moment = Annotated[datetime, AfterValidator(in_utc)]


class CourseIn(Schema):
    name: str
    kind: CourseKind
    hours: int
    min_attended: int = 80
    programme: str = ""
    modules: list[str] = []
    content: str = ""


class CourseOut(CourseIn):
    id: UUID
    agency_id: UUID
    ended_on: date | None


class ClassChangeIn(Schema):
    name: str
    begins_on: date
    ends_on: date
    ask_until: date
    room: str
    capacity: int
    cost: int = 0
    budget_line: str = ""


class ClassIn(ClassChangeIn):
    course_id: UUID
    duty_id: UUID | None = None


class TrainingClassOut(ClassIn):
    id: UUID
    agency_id: UUID
    state: ClassState
    end_reason: str


class TrainingClassesOut(Schema):
    items: list[TrainingClassOut]
    after: UUID | None


class ClassSessionIn(Schema):
    subject: str
    starts_at: Moment
    ends_at: Moment
    trainer_name: str
    room: str = ""
    trainer_id: UUID | None = None


class ClassSessionOut(ClassSessionIn):
    id: UUID


class ClassInviteIn(Schema):
    roles: list[str]
    agencies: list[UUID] = []


class ClassPeopleIn(Schema):
    people: list[UUID]


class PlaceReasonIn(Schema):
    reason: str


class PeopleCountOut(Schema):
    count: int


class TrainingPlaceOut(Schema):
    id: UUID
    training_class_id: UUID
    person_id: UUID
    agency_id: UUID
    state: PlaceState
    reason: str
    result: str
    result_on: date | None


class ClassMarkIn(Schema):
    present: list[UUID]
    late: list[UUID] = []
    seen_at: AwareDatetime | None = None


class ClassAttendanceIn(Schema):
    code: str


class ClassOpinionIn(Schema):
    content: int
    trainer: int
    keeping: int
    text: str = ""


class SkillIn(Schema):
    person_id: UUID
    modules: list[str]
    held_on: date
    proof: str


class SpecialistIn(Schema):
    person_id: UUID
    since: date
    basis: str


class SpecialistOut(Schema):
    agency_id: UUID
    agency: str
    it: str | None
    security: str | None


class TaughtOut(Schema):
    agency_id: UUID
    people: int
    places: int
    to_come: int
    came: int
    late: int
    passed: int
    people_passed: int


class GapOut(Schema):
    person_id: UUID
    name: str
    held: list[str]
    lacks: list[str]


class TrainingPlanLineOut(Schema):
    """``classes``: how many of thirty people that would be."""

    module: str
    name: str
    people: int
    courses: list[str]
    classes: int


class UnitTaughtOut(Schema):
    """``taught`` of ``people`` passed a class; ``share`` in whole percent."""

    unit_id: UUID
    name: str
    people: int
    taught: int
    share: int
    lacking: int
    specialists: list[str]
    vacant: int
