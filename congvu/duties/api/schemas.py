"""The shapes that duties have for machines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.duties.actions import EvidenceData, PartData
from congvu.duties.rules import DutyData, EvidenceKind, ShareRole
from congvu.organisations.api import Day

Words = Annotated[str, Field(max_length=2000)]
Why = Annotated[str, Field(max_length=1000)]
Figure = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]
Place = Annotated[int, Field(ge=0, le=2_000_000_000)]
Weight = Annotated[int, Field(ge=1, le=100)]
StateName = Literal[
    "not-yet",
    "in-time",
    "extended",
    "late",
    "done-in-time",
    "done-late",
    "suspended",
    "revoked",
]


class DutyIn(Schema):
    """What is ordered, who leads it (each its own task), who supports and watches."""

    title: Annotated[str, Field(max_length=1000)]
    given_on: Day
    deadline: Day | None = None
    begins_on: Day | None = None
    sentence: Annotated[str, Field(max_length=20_000)] = ""
    start: Place | None = None
    end: Place | None = None
    clause: Annotated[str, Field(max_length=1000)] = ""
    deliverable: Annotated[str, Field(max_length=1000)] = ""
    weight: Weight = 1
    measure: Annotated[str, Field(max_length=1000)] = ""
    indicator: Annotated[str, Field(max_length=200)] = ""
    target: Figure | None = None
    recurs: Annotated[str, Field(max_length=40)] = ""
    ordered_by: Annotated[str, Field(max_length=1000)] = ""
    leads: Annotated[list[UUID], Field(max_length=500)]
    supports: Annotated[list[UUID], Field(max_length=500)] = Field(default_factory=list)
    watcher: UUID | None = None
    paper_id: UUID | None = None

    def given(self) -> DutyData:
        names = DutyData.__dataclass_fields__
        return DutyData(**{name: getattr(self, name) for name in names})


class DutyMeasureIn(Schema):
    indicator: Annotated[str, Field(max_length=60)] = ""
    target: Figure | None = None


class DutyMeasuredOut(Schema):
    id: UUID
    indicator: str
    target: Decimal | None


class DutyPartIn(Schema):
    desk_id: UUID
    role: Literal["lead", "support"] = "lead"
    request: Why = ""
    weight: Weight = 1

    def given(self) -> PartData:
        return PartData(self.desk_id, ShareRole(self.role), self.request, self.weight)


class DutyAssignIn(Schema):
    parts: Annotated[list[DutyPartIn], Field(max_length=200)]
    deadline: Day | None = None


class DutyProgressIn(Schema):
    text: Words


class DutyEvidenceIn(Schema):
    """A line of a register or a dossier by id, or a figure with what it counts."""

    kind: Literal["incoming", "outgoing", "dossier", "figure"]
    ref_id: UUID | None = None
    label: Annotated[str, Field(max_length=300)] = ""
    value: Figure | None = None

    def given(self) -> EvidenceData:
        return EvidenceData(
            EvidenceKind(self.kind), self.ref_id, self.label, self.value
        )


class DoneReportIn(Schema):
    done_on: Day
    text: Words
    evidence: Annotated[list[DutyEvidenceIn], Field(max_length=50)] = Field(
        default_factory=list
    )


class DutyAcceptIn(Schema):
    done_on: Day | None = None
    answer: Why = ""


class DutyWhyIn(Schema):
    reason: Why


class DutyTaskOut(Schema):
    """A task: one body's share at the top of a duty, and its state today."""

    duty_id: UUID
    share_id: UUID
    title: str
    clause: str
    paper: str
    desk_id: UUID
    desk: str
    state: str
    state_name: str
    deadline: date | None
    extended: bool
    done_on: date | None


class DutyTaskPageOut(Schema):
    """``counts`` by state add up to ``total``; both leave out the state asked for."""

    items: list[DutyTaskOut]
    counts: dict[str, int]
    total: int
    after: str


class DutyEvidenceOut(Schema):
    kind: str
    label: str
    value: Decimal | None
    indicator: str
    period: str
    body_id: UUID | None
    incoming_id: UUID | None
    outgoing_id: UUID | None
    dossier_id: UUID | None


class DoneReportOut(Schema):
    id: UUID
    share_id: UUID
    done_on: date
    text: str
    reported_at: datetime
    reported_by: str
    state: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    evidence: list[DutyEvidenceOut]

    @staticmethod
    def resolve_evidence(report: Any) -> list[Any]:
        return list(report.evidence.all())


class DutyShareOut(Schema):
    id: UUID
    parent_id: UUID | None
    depth: int
    role: str
    desk_id: UUID
    desk: str
    given_to: str
    request: str
    weight: int
    state: str
    state_name: str
    deadline: date | None
    extended: bool
    done_on: date | None
    deeds: list[str]


class DutyEventOut(Schema):
    at: datetime | None
    actor: str
    text: str


class DutyOut(Schema):
    id: UUID
    title: str
    ordered_by: str
    source: str
    sentence: str
    start: int | None
    end: int | None
    clause: str
    deliverable: str
    weight: int
    measure: str
    indicator: str
    target: Decimal | None
    recurs: str
    round: int
    next_on: date | None
    watcher_name: str
    given_on: date
    given_at: datetime
    given_by: str


class DutyDetailOut(Schema):
    """``paper_line`` is there for who may read the paper."""

    duty: DutyOut
    paper_line: UUID | None
    shares: list[DutyShareOut]
    reports: list[DoneReportOut]
    events: list[DutyEventOut]
    counts: dict[str, int]


class DutyGivenOut(Schema):
    id: UUID
    share_ids: list[UUID]


class DutyShareIdOut(Schema):
    id: UUID
