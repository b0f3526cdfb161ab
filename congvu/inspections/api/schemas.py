"""The shapes that inspections have for machines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.inspections.actions import EvidenceGiven
from congvu.inspections.rules import (
    About,
    DecisionData,
    EvidenceThing,
    FindingData,
    InspectionData,
    RecommendationData,
    TeamRole,
)
from congvu.organisations.api import Day

Line = Annotated[str, Field(max_length=1000)]
Text = Annotated[str, Field(max_length=10_000)]
Figure = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]
VerdictName = Literal["", "met", "partly", "not"]


class InspectionYearIn(Schema):
    year: Annotated[int, Field(ge=1945, le=2200)]


class IssuedLineIn(Schema):
    """A line of the agency's own book of outgoing papers, issued."""

    line_id: UUID | None = None


class InspectionSignerIn(Schema):
    signer_post_id: UUID | None = None
    signing_basis: Annotated[str, Field(max_length=1000)] = ""


class InspectionIn(Schema):
    """In a plan; without one, ``unplanned_because`` says why."""

    body_id: UUID
    about: Literal["duties", "directive", "theme"]
    subject: Line
    planned_from: Day
    planned_until: Day
    unplanned_because: Text = ""
    plan_id: UUID | None = None
    directive_id: UUID | None = None
    earlier_id: UUID | None = None

    def given(self) -> InspectionData:
        return InspectionData(
            body_id=self.body_id,
            about=About(self.about),
            subject=self.subject,
            planned_from=self.planned_from,
            planned_until=self.planned_until,
            unplanned_because=self.unplanned_because,
        )


class TeamMemberIn(Schema):
    post_id: UUID
    role: Literal["head", "member", "secretary"] = "member"


class InspectionTeamIn(Schema):
    members: Annotated[list[TeamMemberIn], Field(max_length=100)]

    def given(self) -> dict[UUID, TeamRole]:
        return {one.post_id: TeamRole(one.role) for one in self.members}


class InspectionDecisionIn(IssuedLineIn):
    period_from: Day
    period_until: Day
    starts_on: Day
    ends_on: Day
    visit_days: Annotated[list[Day], Field(max_length=100)] = Field(
        default_factory=list
    )
    report_wanted: Text = ""
    report_due_on: Day | None = None
    checklist_id: UUID | None = None

    def given(self) -> DecisionData:
        names = ("period_from", "period_until", "starts_on", "ends_on")
        return DecisionData(
            **{name: getattr(self, name) for name in names},
            visit_days=tuple(self.visit_days),
            report_wanted=self.report_wanted,
            report_due_on=self.report_due_on,
        )


class InspectionStepIn(Schema):
    text: Text = ""
    until: Day | None = None


class PaperRequestIn(Schema):
    text: Text
    due_on: Day | None = None


class PaperAnswerIn(Schema):
    """``letter_id``: a line of either register that one may read."""

    text: Text
    letter_id: UUID | None = None


class ExplanationIn(Schema):
    text: Text


class FindingEvidenceIn(Schema):
    """A thing by id that one may read; or a figure with what it counts."""

    kind: Literal["incoming", "outgoing", "dossier", "duty", "figure"]
    ref_id: UUID | None = None
    label: Line = ""
    value: Figure | None = None

    def given(self) -> EvidenceGiven:
        return EvidenceGiven(
            EvidenceThing(self.kind), self.ref_id, self.label, self.value
        )


class InspectionFindingIn(Schema):
    """``question`` counts from 1 in the inspection's own list."""

    seen: Text
    criterion: Line = ""
    clause: Line = ""
    verdict: VerdictName = ""
    question: Annotated[int, Field(ge=1, le=1000)] | None = None
    evidence: Annotated[list[FindingEvidenceIn], Field(max_length=50)] = Field(
        default_factory=list
    )

    def given(self) -> FindingData:
        return FindingData(
            seen=self.seen,
            criterion=self.criterion,
            clause=self.clause,
            verdict=self.verdict,
            question=self.question,
        )


class RecommendationIn(Schema):
    text: Text
    desk_id: UUID | None = None
    deadline: Day | None = None
    finding_id: UUID | None = None

    def given(self) -> RecommendationData:
        return RecommendationData(self.text, self.desk_id, self.deadline)


class ChecklistIn(Schema):
    """A question a line, its clause after a vertical bar."""

    title: Line
    questions: Annotated[str, Field(max_length=100_000)]


class ConflictIn(Schema):
    body_id: UUID
    because: Text


class InspectionPlanOut(Schema):
    id: UUID
    year: int
    draft_id: UUID | None
    approved_id: UUID | None
    made_at: datetime
    made_by: str


class InspectionOut(Schema):
    id: UUID
    agency_id: UUID
    plan_id: UUID | None
    unplanned_because: str
    earlier_id: UUID | None
    body_id: UUID
    body_name: str
    about: str
    subject: str
    planned_from: date
    planned_until: date
    state: str
    starts_on: date | None
    ends_on: date | None


class InspectionYearOut(Schema):
    year: int
    years: list[int]
    plans: list[InspectionPlanOut]
    items: list[InspectionOut]


class InspectionPlanDetailOut(Schema):
    plan: InspectionPlanOut
    inspections: list[InspectionOut]


class TeamMemberOut(Schema):
    post_id: UUID
    name: str
    post_name: str
    role: str


class PaperRequestOut(Schema):
    id: UUID
    text: str
    due_on: date
    due_basis: str
    asked_at: datetime
    asked_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str


class FindingEvidenceOut(Schema):
    kind: str
    label: str
    value: Decimal | None


class AskedFindingOut(Schema):
    """A finding as the inspected body is shown it: not how it was judged."""

    id: UUID
    number: int
    seen: str
    criterion: str
    clause: str
    explanation: str
    explained_at: datetime | None
    explained_by: str


class InspectionFindingOut(AskedFindingOut):
    question: int | None
    verdict: str
    is_asked: bool
    evidence: list[FindingEvidenceOut]

    @staticmethod
    def resolve_evidence(found: Any) -> list[Any]:
        return list(found.evidence.all())


class RecommendationOut(Schema):
    """``state`` is the live one of its duty; empty while nobody was given it."""

    id: UUID
    number: int
    text: str
    desk_id: UUID
    desk_name: str
    deadline: date
    duty_id: UUID | None
    state: str = ""


class InspectionEventOut(Schema):
    text: str
    actor: str
    at: datetime | None


class InspectionDetailOut(Schema):
    inspection: InspectionOut
    team: list[TeamMemberOut]
    questions: list[list[str]]
    decision: str
    conclusion: str
    requests: list[PaperRequestOut]
    findings: list[InspectionFindingOut]
    recommendations: list[RecommendationOut]
    steps: list[str]
    events: list[InspectionEventOut]


class InspectedOut(Schema):
    """What the inspected body reads."""

    inspection: InspectionOut
    team: list[TeamMemberOut]
    decision: str
    conclusion: str
    requests: list[PaperRequestOut]
    findings: list[AskedFindingOut]
    recommendations: list[RecommendationOut]
    explain_by: date | None
    events: list[InspectionEventOut]


class InspectionDraftOut(Schema):
    draft_id: UUID


class ChecklistOut(Schema):
    id: UUID
    title: str
    questions: list[list[str]]
    kept_at: datetime
    kept_by: str


class ConflictOut(Schema):
    id: UUID
    body_id: UUID
    because: str
    declared_at: datetime
