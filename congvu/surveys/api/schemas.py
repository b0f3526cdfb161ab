"""The shapes that surveys have for machines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.organisations.api import Day
from congvu.surveys.queries import Result, SheetLine, SurveyLine
from congvu.surveys.rules import QUESTIONS, Answer, Upgrade, shown

Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=300)]
Note = Annotated[str, Field(max_length=2000)]
Typed = Annotated[str, Field(max_length=40)]
Number = Annotated[int, Field(ge=-(10**15), le=10**15)]
QuestionName = Literal[
    "officials",
    "machines",
    "inventoried",
    "old",
    "unsupported",
    "both",
    "servers",
    "lan",
    "link",
    "mbps",
    "backup",
]


class SurveyIn(Schema):
    """``kinds``: only agencies of these kinds; none: every agency."""

    name: Name
    due_on: Day
    basis: Text = ""
    order_id: UUID | None = None
    note: Note = ""
    kinds: Annotated[list[str], Field(max_length=20)] = []


class SurveyOut(Schema):
    """``asked`` counts living agencies; ``answered`` those whose sheet is in."""

    id: UUID
    name: str
    basis: str
    begun_on: date
    due_on: date
    closed_at: datetime | None
    asked: int
    answered: int

    @staticmethod
    def of(line: SurveyLine) -> dict[str, Any]:
        one = line.survey
        names = ("id", "name", "basis", "begun_on", "due_on", "closed_at")
        return {name: getattr(one, name) for name in names} | {
            "asked": line.asked,
            "answered": line.answered,
        }


class SurveyPageOut(Schema):
    items: list[SurveyOut]
    after: UUID | None


class SurveyBodyOut(Schema):
    """``score`` out of 100; ``rank`` from the weakest, shared where it is tied."""

    sheet_id: UUID
    agency_id: UUID
    name: str
    state: str
    due_on: date
    handed_in_on: date | None
    score: Decimal | None
    rank: int | None
    is_tied: bool
    differing: int
    declared: dict[str, int | None]
    measured: dict[str, int | None]

    @staticmethod
    def of(line: SheetLine) -> dict[str, Any]:
        sheet, answered = line.sheet, line.answered
        return {
            "sheet_id": sheet.pk,
            "agency_id": sheet.agency_id,
            "name": sheet.name,
            "state": sheet.state,
            "due_on": sheet.due_on,
            "handed_in_on": sheet.handed_in_on,
            "score": shown(answered.score.total) if answered else None,
            "rank": line.rank or None,
            "is_tied": line.is_tied,
            "differing": line.differing,
            "declared": dict(answered.values) if answered else {},
            "measured": {q.key: sheet.measured.get(q.key) for q in QUESTIONS}
            if answered
            else {},
        }


class SurveyDetailOut(SurveyOut):
    """``missing`` are the names of those that have not answered."""

    mean: Decimal | None
    estimate: int
    unpriced: int
    missing: list[str]
    bodies: list[SurveyBodyOut]

    @staticmethod
    def told(found: Result) -> dict[str, Any]:
        line = SurveyLine(found.survey, len(found.lines), len(found.answered))
        return SurveyOut.of(line) | {
            "mean": shown(found.mean) if found.mean is not None else None,
            "estimate": found.sum.cost,
            "unpriced": found.sum.unpriced,
            "missing": [one.sheet.name for one in found.missing],
            "bodies": [
                SurveyBodyOut.of(one) for one in [*found.weakest_first, *found.missing]
            ],
        }


class SurveyUpgradeOut(Schema):
    """``price`` and ``cost`` in whole đồng; null where there is no price."""

    rank: int
    is_tied: bool
    sheet_id: UUID
    name: str
    item: str
    count: int
    gain: Decimal
    price: int | None
    cost: int | None

    @staticmethod
    def of(one: Upgrade) -> dict[str, Any]:
        names = ("rank", "is_tied", "sheet_id", "name", "count", "price", "cost")
        told = {name: getattr(one, name) for name in names}
        return told | {"item": one.item.key, "gain": shown(one.gain)}


class SurveyUpgradesOut(Schema):
    answered: int
    asked: int
    estimate: int
    unpriced: int
    items: list[SurveyUpgradeOut]


class SurveyExtendIn(Schema):
    due_on: Day
    reason: Text


class SurveyUrgeIn(Schema):
    text: Text = ""


class SurveyReasonIn(Schema):
    reason: Text


class SurveyCountOut(Schema):
    count: int


class SurveyReportIn(Schema):
    signer_post_id: UUID
    signing_basis: Text = ""


class SurveyReportOut(Schema):
    """The draft goes on as every draft does."""

    id: UUID
    draft_id: UUID
    digest: str
    answered: int
    asked: int
    at: datetime
    by: str


class SurveyAnswerIn(Schema):
    """A number as it was typed; of yes or no 1 or 0. ``reason``: why it is not the
    measured one.
    """

    value: int | Typed
    reason: Text = ""

    def given(self) -> Answer:
        return Answer(str(self.value), self.reason)


class SurveySheetIn(Schema):
    """``seen`` is the revision that was read: of two at once the second is refused."""

    seen: Annotated[int, Field(ge=0, le=10**8)]
    answers: dict[QuestionName, SurveyAnswerIn]


class SurveyLineOut(Schema):
    """``measured`` is what records say, on the sheet's ``measured_on``."""

    key: str
    name: str
    measured: int | None
    typed: str
    declared: int | None
    reason: str


class SurveySheetOut(Schema):
    id: UUID
    survey_id: UUID
    survey: str
    agency_id: UUID
    name: str
    state: str
    due_on: date
    handed_in_on: date | None
    revision: int
    measured_on: date
    lines: list[SurveyLineOut]


class SurveyCriterionOut(Schema):
    """``is_own``: set by the province; else a starting point nobody verified."""

    key: str
    weight: int
    zero: int
    full: int
    years: int | None
    is_own: bool
    source: str


class SurveyPriceOut(Schema):
    """``price`` in whole đồng; null where the province has set none."""

    item: str
    price: int | None
    source: str
    valid_from: date | None


class SurveyNormsOut(Schema):
    criteria: list[SurveyCriterionOut]
    prices: list[SurveyPriceOut]


class SurveyCriterionIn(Schema):
    weight: Number
    zero: Number
    full: Number
    valid_from: Day
    basis: Text
    years: Number | None = None


class SurveyPriceIn(Schema):
    price: Number
    valid_from: Day
    source: Text = ""
