"""The shapes that reports have for machines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.organisations.api import Day
from congvu.reporting.models import ReportReturn
from congvu.reporting.rules import Column, FormData, Kind, Question, Rhythm

Name = Annotated[str, Field(max_length=300)]
Why = Annotated[str, Field(max_length=1000)]
Words = Annotated[str, Field(max_length=4000)]
Figure = Annotated[Decimal, Field(max_digits=19, decimal_places=4)]
Key = Annotated[str, Field(max_length=5)]
RhythmName = Literal["month", "quarter", "half", "year", "once"]
KindName = Literal[
    "number", "share", "yes-no", "text", "choice", "date", "evidence", "rows"
]
BodyKind = Literal["province", "department", "district", "commune", "other"]
DaysNumber = Annotated[int, Field(ge=0, le=60)]


class ReportFormIn(Schema):
    """``kinds``: all agencies of a kind, as they are on the day; ``bodies``: chosen."""

    name: Name
    rhythm: RhythmName
    basis: Annotated[str, Field(max_length=500)]
    note: Annotated[str, Field(max_length=2000)] = ""
    closing_day: Annotated[int, Field(ge=1, le=31)] | None = None
    due_days: DaysNumber = 3
    lead_days: DaysNumber = 10
    begins_itself: bool = False
    kinds: Annotated[list[BodyKind], Field(max_length=5)] = Field(default_factory=list)
    bodies: Annotated[list[UUID], Field(max_length=2000)] = Field(default_factory=list)
    duty_id: UUID | None = None

    def given(self) -> FormData:
        values = {name: getattr(self, name) for name in FormData.__dataclass_fields__}
        return FormData(
            **values
            | {
                "rhythm": Rhythm(self.rhythm),
                "kinds": tuple(self.kinds),
                "bodies": tuple(self.bodies),
            }
        )


class ReportColumnIn(Schema):
    name: Annotated[str, Field(max_length=100)]
    is_number: bool = False


class ReportQuestionIn(Schema):
    """What belongs to other kinds is left out; ``sums``, ``part``, ``whole`` are keys
    of questions about numbers.
    """

    kind: KindName
    label: Name
    help: Annotated[str, Field(max_length=500)] = ""
    required: bool = False
    unit: Annotated[str, Field(max_length=40)] = ""
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    least: Figure | None = None
    most: Figure | None = None
    options: Annotated[list[Name], Field(max_length=40)] = Field(default_factory=list)
    columns: Annotated[list[ReportColumnIn], Field(max_length=12)] = Field(
        default_factory=list
    )
    part: Key = ""
    whole: Key = ""
    sums: Annotated[list[Key], Field(max_length=200)] = Field(default_factory=list)
    swing: Figure | None = None
    indicator: Annotated[str, Field(max_length=80)] = ""

    def given(self, key: str) -> Question:
        names = ("label", "help", "required", "unit", "decimals", "least", "most")
        more = ("part", "whole", "swing", "indicator")
        return Question(
            key=key,
            kind=Kind(self.kind),
            options=tuple(self.options),
            columns=tuple(Column(c.name, c.is_number) for c in self.columns),
            sums=tuple(self.sums),
            **{name: getattr(self, name) for name in (*names, *more)},
        )


class ReportMoveIn(Schema):
    up: bool


class ReportFormOut(Schema):
    id: UUID
    name: str
    rhythm: str
    basis: str
    note: str
    unit_id: UUID
    unit_name: str
    closing_day: int | None
    due_days: int
    lead_days: int
    begins_itself: bool
    duty_id: UUID | None


class ReportFormDetailOut(Schema):
    """``questions`` as the newest version asks them."""

    form: ReportFormOut
    version: int
    questions: list[dict[str, Any]]
    recipients: list[str]
    rounds: list[UUID]
    runs: bool


class ReportSendIn(Schema):
    period_start: Day
    due_on: Day | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


class ReportRoundOut(Schema):
    id: UUID
    form_id: UUID
    form: str
    period: str
    period_start: date
    counts_from: date
    closes_on: date
    closes_by: str
    due_on: date
    version: int
    handed_in: int
    asked: int
    late: int
    withdrawn_at: datetime | None


class ReportBodyOut(Schema):
    """``by``: who answers for it today, where that is another than was asked."""

    return_id: UUID
    agency_id: UUID
    unit_id: UUID | None
    name: str
    by: str
    state: str
    state_name: str
    handed_in_on: date | None
    was_late: bool
    warnings: int
    urged_on: date | None


class ReportRoundDetailOut(Schema):
    round: ReportRoundOut
    counts: dict[str, int]
    bodies: list[ReportBodyOut]
    missing: list[str]


class ReportUrgeIn(Schema):
    text: Annotated[str, Field(max_length=500)] = ""
    chosen: Annotated[list[UUID], Field(max_length=2000)] | None = None


class ReportLetterIn(Schema):
    agency_id: UUID
    signer_post_id: UUID
    signing_basis: Annotated[str, Field(max_length=300)] = ""


class ReportLetterOut(Schema):
    draft_id: UUID
    return_ids: list[UUID]


class ReportUrgedOut(Schema):
    urged: int


class ReportReasonIn(Schema):
    reason: Why


class ReportTextIn(Schema):
    text: Why = ""


class ReportSumOut(Schema):
    """One question over all bodies: ``total`` is of ``answered`` of ``asked``."""

    key: str
    label: str
    kind: str
    unit: str
    answered: int
    asked: int
    total: Decimal | None
    share: float | None
    counts: dict[str, int]
    listed: list[tuple[str, str]]
    rows: list[list[str]]
    before: Decimal | None
    was_in: int
    was_asked: int
    moved: Decimal | None


class ReportMergedOut(Schema):
    handed_in: int
    asked: int
    is_whole: bool
    missing: list[str]
    sums: list[ReportSumOut]


class ReportReturnOut(Schema):
    id: UUID
    round_id: UUID
    form: str
    period: str
    name: str
    state: str
    state_name: str
    due_on: date
    handed_in_on: date | None


class ReportFaultOut(Schema):
    """``row`` and ``column`` count from 0, of a small table."""

    key: str
    words: str
    row: int | None
    column: int | None
    warns: bool


class ReportSubmissionOut(Schema):
    number: int
    at: datetime
    handed_in_by: str
    note: str
    warnings: list[str]
    digest: str


class ReportReturnDetailOut(Schema):
    """``answers`` as typed, or for who asked as handed in; ``revision`` is what to say
    as ``seen`` when writing over them.
    """

    report: ReportReturnOut
    revision: int
    questions: list[dict[str, Any]]
    answers: dict[str, Any]
    faults: list[ReportFaultOut]
    submissions: list[ReportSubmissionOut]
    deeds: list[str]


class ReportAnswersIn(Schema):
    """By key of the question: text as a person would type it; of a small table a list
    of rows; of evidence a list of ``kind:id``. What is not named stays as it is.
    """

    answers: Annotated[
        dict[Key, str | list[str] | list[list[str]]], Field(max_length=200)
    ]
    seen: Annotated[int, Field(ge=0, le=2_000_000_000)]


class ReportSeenIn(Schema):
    seen: Annotated[int, Field(ge=0, le=2_000_000_000)]


class ReportSubmitIn(Schema):
    seen: Annotated[int, Field(ge=0, le=2_000_000_000)]
    text: Annotated[str, Field(max_length=2000)] = ""


class ReportSavedOut(Schema):
    id: UUID
    revision: int
    state: str

    @staticmethod
    def resolve_state(report: ReportReturn) -> str:
        return str(report.state)


class ReportCopiedOut(Schema):
    changed: int


class ReportCellOut(Schema):
    cell: str
    words: str


class ReportLoadedOut(Schema):
    """``encoding`` only where the letters of a text file had to be guessed."""

    changed: int
    encoding: str
    revision: int
    faults: list[ReportCellOut]
