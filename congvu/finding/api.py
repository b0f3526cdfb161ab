"""The one box for machines: asking, suggestions, hits as a file, kept questions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from congvu.finding import actions, queries
from congvu.finding.access import get_question_for, need_reader
from congvu.finding.actions.exporting import Form
from congvu.finding.models import SavedQuestion
from congvu.finding.rules import Question
from congvu.organisations.api import ApiRequest, Day
from congvu.search.rules import LONGEST_QUESTION

router = Router(tags=["Tìm kiếm"])

Kind = Literal["", "incoming", "outgoing", "draft", "dossier"]
Text = Annotated[str, Field(max_length=LONGEST_QUESTION)]


class QuestionIn(Schema):
    """What is asked; an absent field asks for nothing."""

    q: Text = ""
    kind: Kind = ""
    type: Annotated[str, Field(max_length=20)] = ""
    issuer: Annotated[str, Field(max_length=200)] = ""
    book: Annotated[UUID | None, Field(alias="register")] = None
    dossier: UUID | None = None
    state: Annotated[str, Field(max_length=20)] = ""
    first: Day | None = None
    last: Day | None = None
    sort: Literal["best", "newest"] = "best"

    def question(self) -> Question:
        return Question(
            text=self.q,
            kind=self.kind,
            type_code=self.type,
            issuer=self.issuer,
            register=str(self.book or ""),
            dossier=str(self.dossier or ""),
            state=self.state,
            first=self.first,
            last=self.last,
            newest=self.sort == "newest",
        )


class HitOut(Schema):
    """``whole``: it has all the words; ``quote`` is a place that says most of them."""

    kind: str
    id: UUID
    subject: str
    symbol: str
    sender: str
    issued_on: date | None
    state: str
    quote: str
    whole: bool


class FoundOut(Schema):
    """``counts`` says how many each kind has with all the words; ``ready`` is false
    while the index is being made.
    """

    items: list[HitOut]
    total: int
    counts: dict[str, int]
    after: str
    ready: bool


class SavedIn(Schema):
    name: Annotated[str, Field(max_length=200)]
    asked: QuestionIn
    watched: bool = False


class WatchedIn(Schema):
    watched: bool


class SavedOut(Schema):
    """``asked`` holds only what is asked for."""

    id: UUID
    name: str
    asked: dict[str, Any]
    watched: bool
    created_at: datetime


@router.get("/search", response=FoundOut, summary="Tìm trong mọi văn bản")
def search(
    request: ApiRequest,
    asked: Query[QuestionIn],
    after: Annotated[str, Field(max_length=40)] = "",
) -> dict[str, Any]:
    """One page; ``after`` of the answer asks for the next one."""
    need_reader(request.auth)
    found = queries.look(
        request.auth, asked.question(), on=timezone.localdate(), after=after
    )
    return {
        "items": [_hit(line) for line in found.lines],
        "total": found.total,
        "counts": found.counts,
        "after": found.after,
        "ready": found.ready,
    }


@router.get("/search/suggestions", response=list[HitOut], summary="Gợi ý khi gõ")
def suggestions(request: ApiRequest, q: Text = "") -> list[dict[str, Any]]:
    """A few lines that begin as what is being typed."""
    need_reader(request.auth)
    lines = queries.suggestions(request.auth, q, on=timezone.localdate())
    return [_hit(line) for line in lines]


@router.get("/search.{form}", summary="Xuất kết quả tìm")
def export(request: ApiRequest, form: Form, asked: Query[QuestionIn]) -> FileResponse:
    """Newest first, at most 5 000 lines."""
    need_reader(request.auth)
    made = actions.export_found(
        question=asked.question(), form=form, by=request.auth, at=timezone.now()
    )
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.get("/saved-questions", response=list[SavedOut], summary="Câu tìm đã lưu")
def saved(request: ApiRequest) -> list[SavedQuestion]:
    need_reader(request.auth)
    return queries.saved_questions(request.auth.person_id)


@router.post("/saved-questions", response={201: SavedOut}, summary="Lưu câu tìm")
def save(request: ApiRequest, data: SavedIn) -> SavedQuestion:
    """Under the same name it takes the place of the former one."""
    need_reader(request.auth)
    return actions.save_question(
        name=data.name,
        question=data.asked.question(),
        watched=data.watched,
        by=request.auth,
        at=timezone.now(),
    )


@router.put(
    "/saved-questions/{question_id}/watched",
    response=SavedOut,
    summary="Báo, thôi báo kết quả mới",
)
def watch(request: ApiRequest, question_id: UUID, data: WatchedIn) -> SavedQuestion:
    kept = get_question_for(request.auth, question_id)
    actions.watch_question(
        kept=kept, watched=data.watched, by=request.auth, at=timezone.now()
    )
    return kept


@router.delete(
    "/saved-questions/{question_id}", response={204: None}, summary="Xóa câu tìm"
)
def delete(request: ApiRequest, question_id: UUID) -> HttpResponse:
    kept = get_question_for(request.auth, question_id)
    actions.delete_question(kept=kept, by=request.auth, at=timezone.now())
    return HttpResponse(status=204)


def _hit(line: queries.Line) -> dict[str, Any]:
    row = line.row
    return {
        "kind": line.kind,
        "id": line.id,
        "subject": row.subject,
        "symbol": row.symbol,
        "sender": row.sender,
        "issued_on": row.day,
        "state": line.state,
        "quote": "".join(piece.text for piece in line.quote),
        "whole": line.whole,
    }
