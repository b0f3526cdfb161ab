"""The shapes that systems have for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.organisations.api import Day
from congvu.systems.models import InformationSystem, LevelAssessment, LevelDossier
from congvu.systems.queries import (
    FACTS,
    answers_of,
    applications_of,
    assessments_of,
    connections_of,
    equipment_of,
    services_of,
    thing,
    zones_of,
)

Line = Annotated[str, Field(max_length=120)]
Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=300)]
Long = Annotated[str, Field(max_length=2000)]
Count = Annotated[int, Field(ge=0, le=200_000_000)]
Level = Annotated[int, Field(ge=1, le=5)]
ExposureName = Literal["internal", "citizens"]

_PLAIN = (
    "id",
    "agency_id",
    "operator_id",
    "operator_unit_id",
    "code",
    "name",
    "exposure",
    "state",
    "began_on",
    "level",
    "level_on",
    "level_basis",
    "assessed_level",
    "review_since",
)
_LINES = ("contact", "owner_rule", "operator_rule", "operator_head", "operator_contact")
_WHOLE = ("purpose", "scope", "model_text", *_LINES, "users")


class InformationSystemIn(Schema):
    """A system as it is described."""

    agency_id: UUID
    operator_id: UUID
    code: Annotated[str, Field(max_length=30)]
    name: Name
    exposure: ExposureName
    operator_unit_id: UUID | None = None
    purpose: Long = ""
    scope: Long = ""
    model_text: Long = ""
    contact: Text = ""
    owner_rule: Text = ""
    operator_rule: Text = ""
    operator_head: Text = ""
    operator_contact: Text = ""
    users: Count | None = None
    state: Literal["planned", "running"] = "running"
    began_on: Day | None = None


class InformationSystemOut(Schema):
    """``level`` is the one approved, ``assessed_level`` what the criteria said last."""

    id: UUID
    agency_id: UUID
    operator_id: UUID
    operator_unit_id: UUID | None
    code: str
    name: str
    exposure: str
    state: str
    began_on: date | None
    level: int | None
    level_on: date | None
    level_basis: str
    assessed_level: int | None
    review_since: datetime | None

    @staticmethod
    def of(one: InformationSystem) -> dict[str, Any]:
        return {name: getattr(one, name) for name in _PLAIN}


class InformationSystemPageOut(Schema):
    items: list[InformationSystemOut]
    after: UUID | None


class SystemPartOut(Schema):
    """``kind`` as the address of the part says it; ``name`` and ``more`` in words."""

    id: UUID
    kind: str
    name: str
    more: str


class LevelAnswers(Schema):
    """What the criteria of the day ask; what they do not ask is left out."""

    exposure: ExposureName | None = None
    data: Literal["public", "private", "secret"] | None = None
    basic_subjects: Count | None = None
    sensitive_subjects: Count | None = None
    procedures: bool | None = None
    online_level: Literal["none", "low", "high"] | None = None
    business: bool | None = None
    infrastructure: Literal["none", "one", "province", "national"] | None = None
    always_on: bool | None = None
    national_security: bool | None = None


class LevelCriterionOut(Schema):
    key: str
    label: str
    basis: str
    level: int
    holds: bool


class LevelAssessmentIn(Schema):
    """``on`` decides the criteria, today where none is given; ``proposed`` only where
    the risk asks for more.
    """

    answers: LevelAnswers
    reason: Literal["first", "change", "connection", "incident", "request"]
    on: Day | None = None
    note: Text = ""
    proposed: Level | None = None
    risk: Long = ""


class LevelAssessmentOut(Schema):
    id: UUID
    on: date
    reason: str
    level: int
    proposed: int
    basis: str
    criteria: list[LevelCriterionOut]
    at: datetime
    by: str

    @staticmethod
    def of(one: LevelAssessment) -> dict[str, Any]:
        names = ("id", "on", "reason", "level", "proposed", "basis", "criteria")
        return {name: getattr(one, name) for name in (*names, "at", "by")}


class InformationSystemDetailOut(InformationSystemOut):
    purpose: str
    scope: str
    model_text: str
    contact: str
    owner_rule: str
    operator_rule: str
    operator_head: str
    operator_contact: str
    users: int | None
    answers: LevelAnswers
    parts: list[SystemPartOut]
    assessments: list[LevelAssessmentOut]

    @staticmethod
    def told(one: InformationSystem) -> dict[str, Any]:
        answers = answers_of(one)
        return InformationSystemOut.of(one) | {
            **{name: getattr(one, name) for name in _WHOLE},
            "answers": {n: answers[n] if answers[n] != "" else None for n in FACTS},
            "parts": _parts(one),
            "assessments": [LevelAssessmentOut.of(a) for a in assessments_of(one)],
        }


def _parts(one: InformationSystem) -> list[dict[str, Any]]:
    found = [(e.pk, "thiet-bi", thing(e)[0], e.purpose) for e in equipment_of(one)]
    found += [(a.pk, "ung-dung", a.name, a.place) for a in applications_of(one)]
    found += [
        (z.pk, "vung-mang", z.kind, f"{z.private_ip} {z.public_ip}".strip())
        for z in zones_of(one)
    ]
    found += [
        (s.pk, "cong", s.name, f"{s.port}/{s.protocol}") for s in services_of(one)
    ]
    found += [
        (c.pk, "ket-noi", c.name, f"{c.kind}, {c.direction}: {c.exchanged}")
        for c in connections_of(one)
    ]
    names = ("id", "kind", "name", "more")
    return [dict(zip(names, line, strict=True)) for line in found]


class SystemPartIn(Schema):
    """The fields of the kind of part in the address; the others stay empty."""

    name: Name = ""
    purpose: Line = ""
    place: Line = ""
    os: Line = ""
    zone: Line = ""
    private_ip: Line = ""
    public_ip: Line = ""
    port: int | None = None
    protocol: Literal["tcp", "udp"] = "tcp"
    is_public: bool = False
    kind: Line = ""
    direction: Line = ""
    exchanged: Text = ""
    over: Line = ""
    agreement: Text = ""


class ApprovedLevelIn(Schema):
    level: Level
    on: Day
    basis: Text


class SystemEndIn(Schema):
    """``wiped``: the closed record of what became of the data on its media."""

    ended_on: Day
    reason: Text
    decision: Text
    wiped: UUID | None = None


class LevelDossierOut(Schema):
    id: UUID
    system_id: UUID
    level: int
    state: str
    regulation: str
    cost: int | None
    security_cost: int | None
    submitted_on: date | None
    return_due_on: date | None
    returned_on: date | None
    appraise_due_on: date | None
    appraised_on: date | None
    appraised_by: str
    approve_due_on: date | None
    approved_on: date | None
    decision_words: str

    @staticmethod
    def of(one: LevelDossier) -> dict[str, Any]:
        names = set(LevelDossierOut.model_fields) - {"regulation"}
        rule = one.regulation.symbol if one.regulation else ""
        return {name: getattr(one, name) for name in names} | {"regulation": rule}


class LevelDossierIn(Schema):
    """``cost`` of the project in whole đồng, with what of it is for security."""

    regulation: Line
    expert_opinion: Text = ""
    cost: int | None = None
    security_cost: int | None = None


class LevelDossierReasonIn(Schema):
    reason: Text


class LevelDossierAppraiseIn(Schema):
    """``council``: the symbol of the owner's decision that set up an independent one;
    ``answer`` of the ministry's.
    """

    council: Line = ""
    answer: Text = ""
    opinion: Text = ""


class LevelDossierApproveIn(Schema):
    """``decision``: the symbol of the owner's paper; ``answer``: one received."""

    decision: Line = ""
    answer: Text = ""


class LevelDossierPaperIn(Schema):
    part: Literal["request", "return", "opinion", "submit", "decision", "plan"]
    signer_post_id: UUID | None = None
    signing_basis: Text = ""


class LevelDossierPaperOut(Schema):
    id: UUID
    part: str
    draft_id: UUID
