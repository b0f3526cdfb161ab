"""What of incidents and warnings is told to programs, and taken from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, Field

from congvu.incidents.actions import ResultsLoaded, SignsLoaded
from congvu.incidents.models import (
    Clock,
    DrillPlan,
    Evidence,
    Incident,
    IncidentContact,
    LetterResult,
    SignValue,
    ThreatSign,
    UnitWarning,
    WarningAnswer,
)
from congvu.incidents.queries import AnswerCounts
from congvu.incidents.queries.drills import Times
from congvu.incidents.rules import (
    AnswerState,
    Audience,
    ContactRole,
    Custody,
    DrillKind,
    Gravity,
    Group,
    IncidentState,
    SignKind,
    SignState,
    Tlp,
    Urgency,
)
from congvu.lib.dates import in_utc

Moment = Annotated[datetime, AfterValidator(in_utc)]


class IncidentClockOut(Schema):
    """``sure``: the text of the law itself was read."""

    key: str
    label: str
    to: str
    basis: str
    sure: bool
    due_at: datetime
    done_at: datetime | None
    record: str
    dropped_at: datetime | None


class IncidentTaskOut(Schema):
    id: UUID
    title: str
    owner: str
    due_at: datetime
    done_at: datetime | None
    result: str


class CustodyStepOut(Schema):
    act: Custody
    holder: str
    reason: str
    matches: bool | None
    at: datetime
    by: str


class EvidenceOut(Schema):
    id: UUID
    name: str
    sha256: str
    size: int
    place: str
    taken_at: datetime
    custody: list[CustodyStepOut]

    @staticmethod
    def resolve_custody(one: Evidence) -> list[object]:
        return list(one.custody.order_by("at", "pk"))


class IncidentOut(Schema):
    id: UUID
    agency_id: UUID
    name: str
    group: Group
    is_drill: bool
    detected_at: datetime
    state: IncidentState
    gravity: Gravity
    is_urgent: bool
    personal_data: bool


class IncidentsOut(Schema):
    """``after`` asks for the next page."""

    items: list[IncidentOut]
    after: UUID | None


class IncidentDetailOut(IncidentOut):
    alert_id: UUID | None
    detected_reason: str
    gravity_reason: str
    subjects: int | None
    cause: str
    scope: str
    measures: str
    lessons: str
    contained_at: datetime | None
    eradicated_at: datetime | None
    recovered_at: datetime | None
    closed_at: datetime | None
    systems: list[UUID]
    clocks: list[IncidentClockOut]
    tasks: list[IncidentTaskOut]
    evidence: list[EvidenceOut]

    @staticmethod
    def resolve_systems(one: Incident) -> list[UUID]:
        return list(one.systems.values_list("pk", flat=True).order_by("pk"))

    @staticmethod
    def resolve_clocks(one: Incident) -> list[Clock]:
        return list(one.clocks.order_by("due_at", "pk"))

    @staticmethod
    def resolve_tasks(one: Incident) -> list[object]:
        return list(one.tasks.order_by("due_at", "pk"))

    @staticmethod
    def resolve_evidence(one: Incident) -> list[Evidence]:
        return list(one.evidence.order_by("at", "pk"))


class IncidentIn(Schema):
    name: str
    group: Group
    detected_at: Moment
    is_drill: bool = False
    is_urgent: bool = False
    personal_data: bool = False
    systems: list[UUID] = Field(default=[], max_length=200)
    scope: str = ""
    alert_id: UUID | None = None
    detected_reason: str = ""


class IncidentKnownIn(Schema):
    is_urgent: bool
    personal_data: bool
    subjects: int | None = None
    cause: str = ""
    scope: str = ""
    measures: str = ""
    lessons: str = ""


class IncidentJudgedIn(Schema):
    gravity: Gravity
    reason: str


class IncidentStepIn(Schema):
    """``step``: contain, eradicate, recover or note."""

    step: str
    done_at: Moment
    text: str


class IncidentToldIn(Schema):
    told_at: Moment
    how: str


class IncidentPaperIn(Schema):
    signer_post_id: UUID
    signing_basis: str = ""


class IncidentPaperOut(Schema):
    id: UUID
    draft_id: UUID
    at: datetime


class IncidentTaskIn(Schema):
    title: str
    owner: str
    due_at: Moment


class IncidentResultIn(Schema):
    result: str


class IncidentReasonIn(Schema):
    reason: str


class IncidentTeachIn(Schema):
    people: list[UUID] = Field(max_length=500)
    subject: str
    due: date


class EvidenceIn(Schema):
    """The digest is counted where the bytes are: an image of a disk stays there."""

    name: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0, lt=2**62)
    holder: str
    place: str
    reason: str
    taken_at: Moment


class EvidencePassIn(Schema):
    holder: str
    reason: str


class EvidenceVerifyIn(Schema):
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0, lt=2**62)
    reason: str


class UnitWarningOut(Schema):
    id: UUID
    title: str
    text: str
    products: str
    urgency: Urgency
    action: str
    due_at: datetime
    incident_id: UUID | None
    weakness: str
    sent_at: datetime
    agencies: int
    unseen: int
    done: int

    @classmethod
    def of(cls, one: UnitWarning, counts: AnswerCounts | None) -> UnitWarningOut:
        told = counts or AnswerCounts()
        names = set(cls.model_fields) - {"agencies", "unseen", "done"}
        same = {name: getattr(one, name) for name in names}
        return cls(**same, agencies=told.all, unseen=told.unseen, done=told.done)


class UnitWarningsOut(Schema):
    items: list[UnitWarningOut]
    after: UUID | None


class WarningAnswerOut(Schema):
    agency_id: UUID
    state: AnswerState
    seen_at: datetime | None
    seen_by: str
    done_at: datetime | None
    done_by: str
    proof: str
    file_name: str
    sha256: str
    urged_at: datetime | None


class UnitWarningDetailOut(UnitWarningOut):
    answers: list[WarningAnswerOut]

    @classmethod
    def whole(
        cls, one: UnitWarningOut, answers: list[WarningAnswer]
    ) -> UnitWarningDetailOut:
        told = [WarningAnswerOut.from_orm(answer) for answer in answers]
        return cls(**one.model_dump(), answers=told)


class UnitWarningIn(Schema):
    title: str
    text: str
    urgency: Urgency
    action: str
    due_at: Moment
    agencies: list[UUID] = Field(max_length=2000)
    products: str = ""
    incident_id: UUID | None = None
    weakness: str = ""


class WarningProofIn(Schema):
    proof: str
    file_name: str = ""
    sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")


class UnitsUrgedOut(Schema):
    urged: int


class IncidentContactOut(Schema):
    agency_id: UUID
    role: ContactRole
    name: str
    phone: str
    email: str
    checked_on: date
    is_due: bool

    @classmethod
    def of(cls, one: IncidentContact, due: set[UUID]) -> IncidentContactOut:
        names = set(cls.model_fields) - {"is_due"}
        same = {name: getattr(one, name) for name in names}
        return cls(**same, is_due=one.pk in due)


class IncidentContactIn(Schema):
    role: ContactRole
    name: str
    phone: str
    email: str = ""


class WallClockOut(Schema):
    incident_id: UUID
    label: str
    due_at: datetime


class SecurityWallOut(Schema):
    """What needs a person now; all empty: nothing does."""

    alerts: int

    clocks: list[WallClockOut]
    more_clocks: int
    unjudged: list[UUID]
    unseen_warnings: int
    weaknesses: int
    silent_sources: int


class SignValueOut(Schema):
    kind: SignKind
    value: str


class ThreatSignOut(Schema):
    """``values`` is empty where no line of a log could show the pattern."""

    id: UUID
    stix_id: str
    name: str
    description: str
    pattern: str
    values: list[SignValueOut]
    tlp: Tlp
    source: str
    incident_id: UUID | None
    valid_from: datetime
    valid_until: datetime | None
    state: SignState
    reason: str

    @staticmethod
    def resolve_values(one: ThreatSign) -> list[SignValue]:
        return sorted(one.values.all(), key=lambda told: (told.kind, told.value))


class ThreatSignsOut(Schema):
    items: list[ThreatSignOut]
    after: UUID | None


class ThreatSignIn(Schema):
    name: str
    kind: SignKind
    value: str
    tlp: Tlp
    days: int
    incident_id: UUID | None = None


class SignTroubleOut(Schema):
    part: str
    reason: str


class SignsLoadedOut(Schema):
    """What came of a bundle; ``unwatched`` are kept, and no log could show them."""

    new: int
    changed: int
    same: int
    unwatched: int
    troubles: list[SignTroubleOut]

    @classmethod
    def of(cls, one: SignsLoaded) -> SignsLoadedOut:
        return cls(
            new=one.new,
            changed=one.changed,
            same=one.same,
            unwatched=one.unwatched,
            troubles=[
                SignTroubleOut(part=part, reason=_(reason))
                for part, reason in one.troubles[:1000]
            ],
        )


class SignsGivenIn(Schema):
    audience: Audience


class DrillYear(Schema):
    """This year, if none is given."""

    year: int | None = Field(default=None, ge=2009, le=2100)


class DrillIn(Schema):
    name: str
    kind: DrillKind
    group: Group
    scenario: str
    who: str
    planned_on: date


class DrillOut(DrillIn):
    id: UUID
    agency_id: UUID
    held_on: date | None
    incident_id: UUID | None


class LetterResultOut(Schema):
    addressee: str
    person_id: UUID | None
    opened: bool
    clicked: bool
    gave: bool
    reported: bool


class DrillDetailOut(DrillOut):
    letters: list[LetterResultOut]

    @staticmethod
    def resolve_letters(one: DrillPlan) -> list[LetterResult]:
        return list(one.letters.order_by("addressee")[:20_000])


class DrillResultsOut(Schema):
    """``unknown``: nobody's of the agency by name or address."""

    rows: int
    taught: int
    unknown: list[str]
    troubles: list[SignTroubleOut]

    @classmethod
    def of(cls, one: ResultsLoaded) -> DrillResultsOut:
        return cls(
            rows=one.rows,
            taught=one.taught,
            unknown=list(one.unknown),
            troubles=[
                SignTroubleOut(part=part, reason=_(reason))
                for part, reason in one.troubles[:1000]
            ],
        )


class IncidentTimeOut(Schema):
    incident_id: UUID
    minutes: int


class IncidentTimeFigureOut(Schema):
    """The median in hours, and every incident it is made of."""

    key: str
    hours: float | None
    incidents: list[IncidentTimeOut]


class IncidentTimesOut(Schema):
    year: int
    incidents: list[IncidentTimeFigureOut]
    drills: list[IncidentTimeFigureOut]

    @classmethod
    def of(
        cls, year: int, real: Mapping[str, Times], drilled: Mapping[str, Times]
    ) -> IncidentTimesOut:
        def figures(found: Mapping[str, Times]) -> list[IncidentTimeFigureOut]:
            return [
                IncidentTimeFigureOut(
                    key=key,
                    hours=one.hours,
                    incidents=[
                        IncidentTimeOut(
                            incident_id=row.incident.pk, minutes=row.minutes
                        )
                        for row in one.rows
                    ],
                )
                for key, one in found.items()
            ]

        return cls(year=year, incidents=figures(real), drills=figures(drilled))
