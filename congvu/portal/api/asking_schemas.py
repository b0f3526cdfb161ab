"""The shapes that questions, drafts for comment and ratings have for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from congvu.organisations.api import Day
from congvu.portal.rules.comments import CommentState, DraftData, GroupData

Line = Annotated[str, Field(max_length=1000)]
Text = Annotated[str, Field(max_length=20_000)]
AskTab = Literal["phan-loai", "tra-loi", "duyet", "tre", "xong"]
AskKindName = Literal["question", "reflection", "proposal"]


class QuestionForwardIn(Schema):
    """``to_id``: a unit of one's own agency, or another agency."""

    kind: AskKindName = "question"
    field: Line = ""
    to_id: UUID | None = None
    text: Line = ""


class QuestionWordsIn(Schema):
    text: Text = ""


class QuestionPromiseIn(Schema):
    promised_on: Day | None = None
    reason: Line = ""


class QuestionPublishIn(Schema):
    """The words as all may read them; ``keep_because`` where data of somebody stays."""

    subject: Line
    text: Text
    answer: Text
    keep_because: Line = ""


class PublicQuestionOut(Schema):
    id: UUID
    kind: str
    field: str
    subject: str
    agency_id: UUID
    agency_name: str
    unit_id: UUID | None
    unit_name: str
    state: str
    received_at: datetime
    due_on: date | None
    due_basis: str
    promised_on: date | None
    promise_reason: str
    ended_at: datetime | None
    may_publish: bool


class PublicQuestionListOut(Schema):
    counts: dict[str, int]
    items: list[PublicQuestionOut]
    following: UUID | None


class QuestionContactOut(Schema):
    name: str
    address: str
    email: str = ""
    phone: str = ""


class QuestionFileOut(Schema):
    number: int
    name: str
    reason: str


class QuestionEventOut(Schema):
    text: str
    actor: str
    at: datetime | None


class PublicQuestionDetailOut(Schema):
    question: PublicQuestionOut
    text: str
    answer: str
    ended_because: str
    contact: QuestionContactOut | None
    files: list[QuestionFileOut]
    steps: list[str]
    is_published: bool
    events: list[QuestionEventOut]


class AskMonthOut(Schema):
    """The parts add up to ``owed``."""

    first: date
    owed: int
    in_time: int
    too_late: int
    waiting: int


class LateAskedOut(Schema):
    unit_id: UUID | None
    name: str
    count: int


class AskFiguresOut(Schema):
    months: list[AskMonthOut]
    late: list[LateAskedOut]


class OpenDraftIn(Schema):
    """Open on both days and between; ``source_id``: a draft of an outgoing paper;
    ``file_token``: a file laid in before. ``text`` may be left to the file."""

    title: Line
    summary: Text
    text: Annotated[str, Field(max_length=200_000)] = ""
    basis: Line = ""
    keep_because: Line = ""
    file_token: Annotated[str, Field(max_length=1000)] = ""
    opens_on: Day
    closes_on: Day
    publishes: bool = False
    source_id: UUID | None = None

    def given(self) -> DraftData:
        names = ("title", "summary", "text", "basis", "opens_on", "closes_on")
        data: dict[str, Any] = {name: getattr(self, name) for name in names}
        return DraftData(**data, publishes=self.publishes)


class DraftFileOut(Schema):
    """``token`` is for POST /open-drafts; ``state`` ready: it was scanned and read."""

    token: str
    state: str
    reason: str
    text: str


class CommentJudgedIn(Schema):
    state: Literal["shown", "counted", "refused"]
    reason: Line = ""

    def chosen(self) -> CommentState:
        return CommentState(self.state)


class CommentGroupIn(Schema):
    words: Text
    count: Annotated[int, Field(ge=1, le=1_000_000)]
    taken: Literal["taken", "partly", "explained"]
    answer: Text

    def given(self) -> GroupData:
        return GroupData(self.words, self.count, self.taken, self.answer)


class OpenDraftOut(Schema):
    id: UUID
    title: str
    summary: str
    opens_on: date
    closes_on: date
    publishes: bool
    comment_count: int
    withdrawn_because: str
    summed_at: datetime | None


class DraftCommentOut(Schema):
    id: UUID
    number: int
    name: str
    text: str
    received_at: datetime
    state: str
    reason: str


class CommentGroupOut(Schema):
    id: UUID
    number: int
    words: str
    count: int
    taken: str
    answer: str


class OpenDraftDetailOut(Schema):
    draft: OpenDraftOut
    phase: str
    text: str
    basis: str
    least_basis: str
    summed_words: str
    comments: list[DraftCommentOut]
    groups: list[CommentGroupOut]


class RatedMonthOut(Schema):
    first: date
    count: int
    means: dict[str, float | None]


class RatedPageOut(Schema):
    page: str
    helpful: int
    not_helpful: int


class RemarkOut(Schema):
    day: date
    about: str
    about_page: str
    words: str


class VisitsOut(Schema):
    lately: int
    today: int
    all: int


class DayOpenedOut(Schema):
    day: date
    opened: int


class SectionOpenedOut(Schema):
    code: int | None
    name: str
    opened: int


class PageOpenedOut(Schema):
    path: str
    opened: int


class ReadingOut(Schema):
    visits: VisitsOut | None
    days: list[DayOpenedOut]
    sections: list[SectionOpenedOut]
    pages: list[PageOpenedOut]


class RatingsOut(Schema):
    reading: ReadingOut
    months: list[RatedMonthOut]
    pages: list[RatedPageOut]
    remarks: list[RemarkOut]
