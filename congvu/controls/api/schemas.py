"""The shapes that requirements have for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field, Schema

from congvu.controls.models import Answer, Catalogue, Requirement
from congvu.controls.queries import Admin, Line, UnitTold, Version
from congvu.organisations.api import Day


class RequirementOut(Schema):
    """``months``: how long evidence holds at levels 1 to 5, 0 where nothing says."""

    id: UUID
    code: str
    name: str
    levels: list[int]
    months: list[int]

    @classmethod
    def of(cls, one: Requirement) -> RequirementOut:
        return cls.model_validate(one)


class RequirementCatalogueOut(Schema):
    """``sure``: A read in the text, B from a secondary source, C unverified, D ours."""

    id: UUID
    code: str
    name: str
    source: str
    valid_from: date
    valid_until: date | None
    sure: Literal["A", "B", "C", "D"]
    note: str

    @classmethod
    def of(cls, one: Catalogue) -> RequirementCatalogueOut:
        return cls.model_validate(one)


class RequirementCatalogueDetailOut(RequirementCatalogueOut):
    requirements: list[RequirementOut]


class RequirementAnswerOut(Schema):
    """What a system's own answer says; how it stands today is told beside it."""

    standing: str
    how: str
    reason: str
    responsible: str
    planned_on: date | None
    valid_until: date | None
    at: datetime
    by: str

    @classmethod
    def of(cls, one: Answer) -> RequirementAnswerOut:
        return cls.model_validate(one)


class RequirementStandingOut(Schema):
    """``now``: met, through (met by another requirement), partly, unmet, except (an
    exception for a time), none (does not apply), reopened (its evidence or exception
    ended), silent (nobody answered).
    """

    requirement: RequirementOut
    catalogue: str
    now: str
    answer: RequirementAnswerOut | None

    @classmethod
    def of(cls, one: Line, catalogue: str) -> RequirementStandingOut:
        return cls(
            requirement=RequirementOut.of(one.requirement),
            catalogue=catalogue,
            now=one.now,
            answer=RequirementAnswerOut.of(one.answer) if one.answer else None,
        )


class RequirementAnswerIn(Schema):
    """``evidence`` is new: what it is, or the symbol of a paper the agency issued."""

    standing: Literal["met", "partly", "unmet", "except", "none"]
    how: Annotated[str, Field(max_length=2000)] = ""
    reason: Annotated[str, Field(max_length=300)] = ""
    responsible: Annotated[str, Field(max_length=120)] = ""
    planned_on: Day | None = None
    evidence_kind: Literal["", "record", "paper", "machines", "approval"] = ""
    evidence: Annotated[str, Field(max_length=300)] = ""
    evidence_on: Day | None = None
    evidence_until: Day | None = None


class YearlyMissingOut(Schema):
    """``content``: 1 to 12; ``owes``: unit or owner."""

    content: int
    system: str
    words: str
    owes: str


class YearlyUnitOut(Schema):
    agency_id: UUID
    name: str
    systems: int
    confirmed_on: date | None
    missing: list[YearlyMissingOut]

    @classmethod
    def of(cls, one: UnitTold) -> YearlyUnitOut:
        return cls(
            agency_id=one.agency_id,
            name=one.name,
            systems=len(one.facts),
            confirmed_on=one.report.confirmed_on if one.report else None,
            missing=[
                YearlyMissingOut(
                    content=int(lack.content),
                    system=lack.system,
                    words=_(lack.words) % {"count": lack.count},
                    owes=lack.owes,
                )
                for lack in one.missing
            ],
        )


class YearlyReportOut(Schema):
    """``own``: what one's agency tells as a unit; ``units``: merged as the owner."""

    year: int
    first: date
    last: date
    units_before: date
    owner_before: date
    own: YearlyUnitOut | None
    units: list[YearlyUnitOut]


class SystemYearIn(Schema):
    obeyed: Literal["full", "partly", "none"]
    tested: Literal["full", "partly", "none"]
    tested_on: Day | None = None


class YearlyOtherIn(Schema):
    other: Annotated[str, Field(max_length=2000)]


class YearlyPaperIn(Schema):
    signer_post_id: UUID | None = None
    signing_basis: Annotated[str, Field(max_length=300)] = ""


class YearlyPaperOut(Schema):
    id: UUID
    draft_id: UUID


class SystemAdministratorOut(Schema):
    """``certified``: none (not asked at this level), yes, ended, missing."""

    id: UUID
    system_id: UUID
    person_id: UUID
    level: int | None
    since: date
    certified: str

    @classmethod
    def of(cls, one: Admin) -> SystemAdministratorOut:
        row = one.row
        return cls(
            id=row.pk,
            system_id=row.system_id,
            person_id=row.person_id,
            level=one.level,
            since=row.since,
            certified=one.certified,
        )


class SystemAdministratorPageOut(Schema):
    """``after`` asks for the next page."""

    items: list[SystemAdministratorOut]
    after: UUID | None


class SystemAdministratorIn(Schema):
    person_id: UUID | None = None


class SecurityOfficerIn(Schema):
    kind: Literal["main", "deputy"]
    person_id: UUID | None = None
    basis: Annotated[str, Field(max_length=200)] = ""


class SecurityOfficerOut(Schema):
    id: UUID
    agency_id: UUID
    kind: str
    person_id: UUID
    basis: str
    since: date


class SecurityCertificateIn(Schema):
    person_id: UUID | None = None
    kind: Literal["certificate", "degree"]
    name: Annotated[str, Field(max_length=200)] = ""
    number: Annotated[str, Field(max_length=120)] = ""
    issued_on: Day | None = None
    valid_until: Day | None = None


class LearningDutyOut(Schema):
    """``because``: yearly, certificate, drill, incident, other."""

    id: UUID
    agency_id: UUID
    person_id: UUID
    subject: str
    because: str
    basis: str
    due: date
    done_on: date | None
    proof: str
    class_id: UUID | None
    file_name: str
    dropped_on: date | None
    dropped_why: str


class LearningDutyPageOut(Schema):
    """``after`` asks for the next page."""

    items: list[LearningDutyOut]
    after: UUID | None


class LearningDutyIn(Schema):
    """Of a person, or of who holds a post today; ``source`` names what asks: asked
    again of the same person it is the duty that is there.
    """

    person_id: UUID | None = None
    post_id: UUID | None = None
    subject: Annotated[str, Field(max_length=200)] = ""
    because: Literal["yearly", "drill", "incident", "other"]
    basis: Annotated[str, Field(max_length=300)] = ""
    due: Day | None = None
    source: Annotated[str, Field(max_length=80)] = ""


class AwarenessIn(Schema):
    due: Day | None = None


class AwarenessOut(Schema):
    made: int


class DropIn(Schema):
    reason: Annotated[str, Field(max_length=300)] = ""


class AuditOut(Schema):
    id: UUID
    agency_id: UUID
    title: str
    catalogue_id: UUID
    due: date
    closed_at: datetime | None


class AuditPageOut(Schema):
    """``after`` asks for the next page."""

    items: list[AuditOut]
    after: UUID | None


class SecurityAuditIn(Schema):
    title: Annotated[str, Field(max_length=200)] = ""
    catalogue_id: UUID | None = None
    due: Day | None = None
    system_ids: Annotated[list[UUID], Field(max_length=5000)] = []


class AuditLineOut(Schema):
    """``now``: met, through, partly, unmet, except, none, as it was handed in."""

    requirement: UUID
    code: str
    name: str
    now: str
    how: str
    until: str
    evidence: str


class AuditPartOut(Schema):
    """``told``: what was handed in, as it stood then."""

    id: UUID
    audit_id: UUID
    system_id: UUID
    post_id: UUID | None
    handed_at: datetime | None
    handed_by: str
    returned: str
    told: list[AuditLineOut]


class RespondentIn(Schema):
    post_id: UUID | None = None


class AuditFindingOut(Schema):
    """``state``: open, proven, closed."""

    id: UUID
    part_id: UUID
    requirement_id: UUID | None
    words: str
    severity: str
    due: date
    state: str
    closed_on: date | None


class AuditFindingPageOut(Schema):
    """``after`` asks for the next page."""

    items: list[AuditFindingOut]
    after: UUID | None


class FindingStepOut(Schema):
    """``kind``: raised, proven, closed, reopened."""

    id: UUID
    kind: str
    words: str
    due: date | None
    file_name: str
    at: datetime
    by: str


class AuditFindingOneOut(Schema):
    finding: AuditFindingOut
    steps: list[FindingStepOut]


class AuditFindingIn(Schema):
    words: Annotated[str, Field(max_length=300)] = ""
    severity: Literal["high", "medium", "low"]
    due: Day | None = None
    requirement_id: UUID | None = None


class FindingJudgedIn(Schema):
    words: Annotated[str, Field(max_length=300)] = ""


class FindingReopenIn(Schema):
    words: Annotated[str, Field(max_length=300)] = ""
    due: Day | None = None


class SystemRiskOut(Schema):
    """``treatment``: reduce, accept, transfer, avoid."""

    id: UUID
    system_id: UUID
    requirement_id: UUID | None
    title: str
    likelihood: int
    effect: int
    treatment: str
    plan: str
    owner_id: UUID
    judged_on: date
    review_on: date
    accepted_until: date | None
    ended_on: date | None
    ended_why: str


class SystemRiskPageOut(Schema):
    """``after`` asks for the next page."""

    items: list[SystemRiskOut]
    after: UUID | None


class SystemRiskIn(Schema):
    title: Annotated[str, Field(max_length=200)] = ""
    likelihood: Annotated[int, Field(ge=1, le=5)]
    effect: Annotated[int, Field(ge=1, le=5)]
    treatment: Literal["reduce", "accept", "transfer", "avoid"]
    plan: Annotated[str, Field(max_length=2000)] = ""
    owner_id: UUID | None = None
    review_on: Day | None = None
    accepted_until: Day | None = None
    requirement_id: UUID | None = None


class UnitRegulationOut(Schema):
    """``known`` of ``people`` asked confirmed that they know it."""

    id: UUID
    draft_id: UUID
    symbol: str
    issued_on: date | None
    in_force: bool
    telling_id: UUID | None
    known: int
    people: int

    @classmethod
    def of(cls, one: Version) -> UnitRegulationOut:
        entry = one.row.draft.entry if one.is_issued else None
        return cls(
            id=one.row.pk,
            draft_id=one.row.draft_id,
            symbol=entry.symbol if entry else "",
            issued_on=entry.issued_on if entry else None,
            in_force=one.in_force,
            telling_id=one.telling.pk if one.telling else None,
            known=one.known,
            people=one.people,
        )


class UnitRegulationIn(Schema):
    signer_post_id: UUID | None = None
    signing_basis: Annotated[str, Field(max_length=300)] = ""


class UnitRegulationMadeOut(Schema):
    id: UUID
    draft_id: UUID


class AskStaffIn(Schema):
    confirm_by: Day | None = None


class AskedStaffOut(Schema):
    telling_id: UUID
