"""What a telling is on the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from congvu.dissemination.actions import TellingData
from congvu.dissemination.models import Addressee, Telling
from congvu.dissemination.queries import BodyShares, Shares
from congvu.dissemination.rules import (
    LONGEST_CHOICE,
    LONGEST_CLAUSE,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_WORDS,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Ending,
    QuestionData,
    RuleData,
    Scope,
)


class TellingRuleIn(Schema):
    """``agency``, ``unit`` (with ``unit_id``) or ``below``; without a role all."""

    scope: Scope
    agency_id: UUID
    unit_id: UUID | None = None
    role: Annotated[str, Field(max_length=16)] = ""


class TellingQuestionIn(Schema):
    """``right`` is the place of the right choice, from 0."""

    text: Annotated[str, Field(max_length=LONGEST_QUESTION)]
    choices: Annotated[
        list[Annotated[str, Field(max_length=LONGEST_CHOICE)]],
        Field(max_length=MOST_CHOICES),
    ]
    right: Annotated[int, Field(ge=0, lt=MOST_CHOICES)]
    clause: Annotated[str, Field(max_length=LONGEST_CLAUSE)]


class TellingIn(Schema):
    audience: Annotated[list[TellingRuleIn], Field(max_length=500)]
    questions: Annotated[list[TellingQuestionIn], Field(max_length=MOST_QUESTIONS)]
    confirm_by: date
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""

    def data_given(self) -> TellingData:
        return TellingData(
            rules=[
                RuleData(r.scope, r.agency_id, r.unit_id, r.role) for r in self.audience
            ],
            questions=[
                QuestionData(q.text, tuple(q.choices), q.right, q.clause)
                for q in self.questions
            ],
            confirm_by=self.confirm_by,
            note=self.note,
        )


class TellingAnswersIn(Schema):
    """By the id of each of one's three questions, the place of the chosen answer."""

    answers: dict[UUID, int]


class TellingEndIn(Schema):
    because: Ending
    words: Annotated[str, Field(max_length=LONGEST_WORDS)]


class TellingSharesOut(Schema):
    total: int
    told: int
    opened: int
    confirmed: int
    passed: int
    late: int
    left: int


class TellingBodyOut(Schema):
    id: UUID
    name: str
    shares: TellingSharesOut


class TellingMineOut(Schema):
    """My own part; each moment follows the one before."""

    stage: str
    joined_on: date
    left_on: date | None
    due_on: date
    told_at: datetime | None
    opened_at: datetime | None
    confirmed_at: datetime | None
    passed_at: datetime | None
    tries: int


class TellingPersonOut(TellingMineOut):
    id: UUID
    person_name: str
    post_name: str
    unit_id: UUID
    unit_name: str


class TellingOut(Schema):
    id: UUID
    agency_id: UUID
    document_id: UUID
    type_name: str
    symbol: str
    subject: str
    paper_sha256: str
    note: str
    confirm_by: date
    sent_at: datetime
    sent_by: str
    sent_post: str
    ended_at: datetime | None
    ended_because: str
    ended_words: str
    mine: TellingMineOut | None = None
    shares: TellingSharesOut | None = None


class TellingFileOut(Schema):
    id: UUID
    name: str
    sha256: str


class TellingAskedOut(Schema):
    """A question as it is asked: without its answer."""

    id: UUID
    text: str
    choices: list[str]


class TellingDetailOut(TellingOut):
    """``audience`` in words, ``agencies`` and ``units`` for who watches."""

    files: list[TellingFileOut]
    questions: list[TellingAskedOut]
    audience: list[str]
    agencies: list[TellingBodyOut]
    units: list[TellingBodyOut]


class TellingPageOut(Schema):
    items: list[TellingOut]
    after: UUID | None


class TellingPeopleOut(Schema):
    items: list[TellingPersonOut]
    after: str


class TellingWrongOut(Schema):
    question_id: UUID
    clause: str


class TellingAnsweredOut(Schema):
    """How it went; of what was wrong only what to read again."""

    passed: bool
    tries: int
    wrong: list[TellingWrongOut]


def shares_out(shares: Shares | None) -> TellingSharesOut | None:
    return None if shares is None else TellingSharesOut.from_orm(shares)


def body_out(body: BodyShares) -> TellingBodyOut:
    return TellingBodyOut(
        id=body.id, name=body.name, shares=TellingSharesOut.from_orm(body.shares)
    )


def mine_out(mine: Addressee | None) -> TellingMineOut | None:
    return None if mine is None else TellingMineOut.from_orm(mine)


def telling_out(
    telling: Telling, *, mine: Addressee | None = None, shares: Shares | None = None
) -> TellingOut:
    paper = telling.document
    names = set(TellingOut.model_fields) - {"mine", "shares", *_OF_PAPER}
    return TellingOut(
        **{name: getattr(telling, name) for name in names},
        **{name: getattr(paper, name) for name in _OF_PAPER},
        mine=mine_out(mine),
        shares=shares_out(shares),
    )


_OF_PAPER = ("type_name", "symbol", "subject")
