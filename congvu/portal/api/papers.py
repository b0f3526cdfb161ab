"""Papers for the public, for the office's programs: the same actions as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, BinaryIO, Literal, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day
from congvu.portal import actions, queries
from congvu.portal.access.papers import (
    get_draft_to_publish,
    get_line_to_publish,
    get_publishing_for,
    may_decide,
    sees_publishing,
)
from congvu.portal.actions import PersonalSaid, PublicWish
from congvu.portal.models import PersonalFinding, Publishing
from congvu.portal.queries import PublishingTab

router = Router(tags=["Công khai văn bản"])
_ONE = "/publishings/{publishing_id}"
_TABS = {
    "to-decide": PublishingTab.TO_DECIDE,
    "asked": PublishingTab.ASKED,
    "late": PublishingTab.LATE,
    "public": PublishingTab.PUBLIC,
    "kept": PublishingTab.KEPT,
}
TabName = Literal["to-decide", "asked", "late", "public", "kept"]
Long = Annotated[str, Field(max_length=1000)]


class PublishingOut(Schema):
    """How a paper stands; ``wanted`` is the proposal, ``decided`` the decision."""

    id: UUID
    draft_id: UUID | None
    entry_id: UUID | None
    state: str
    wanted: bool | None
    proposed_by: str
    decided: bool | None
    decided_by: str
    decided_at: datetime | None
    why: str
    due_on: date | None
    basis: str
    summary: str
    field: str
    effective_on: date | None
    expires_on: date | None
    file_choice: str
    published_at: datetime | None
    url: str

    @staticmethod
    def resolve_url(row: Publishing) -> str:
        return queries.portal_address(row)


class PublishingPageOut(Schema):
    items: list[PublishingOut]
    after: UUID | None


class PublicWishIn(Schema):
    """``why`` is needed where the answer is no."""

    public: bool
    why: Long = ""
    summary: Annotated[str, Field(max_length=500)] = ""
    field: Annotated[str, Field(max_length=60)] = ""
    effective_on: Day | None = None
    expires_on: Day | None = None


class PersonalFindingOut(Schema):
    id: UUID
    place: str
    kind: str
    words: str
    around: str
    answer: str
    reason: str


class PublishingDetailOut(PublishingOut):
    findings: list[PersonalFindingOut]

    @staticmethod
    def resolve_findings(row: Publishing) -> list[PersonalFinding]:
        return list(queries.findings_of(row.pk))


class PersonalAnswerIn(Schema):
    finding_id: UUID
    answer: Literal["keep", "hide"]
    reason: Long = ""


class PersonalAnswersIn(Schema):
    answers: Annotated[list[PersonalAnswerIn], Field(max_length=500)]
    file_choice: Literal["original", "redacted", "none"]
    summary: Annotated[str, Field(max_length=500)] = ""


class TakeDownIn(Schema):
    """``is_secret``: nothing of it stays, not even the notice."""

    why: Long = ""
    is_secret: bool = False


@router.get("/publishings", response=PublishingPageOut, summary="Chờ công khai")
def publishings(
    request: ApiRequest, tab: TabName = "to-decide", after: UUID | None = None
) -> queries.PublishingPage | dict[str, object]:
    seat = request.auth
    if not sees_publishing(seat):
        raise Http404
    page = queries.publishing_page(
        seat.agency_id, _TABS[tab], on=timezone.localdate(), after=after
    )
    return {"items": page.rows, "after": page.after}


@router.get(
    "/outgoing-documents/{entry_id}/publishing",
    response=PublishingOut | None,
    summary="Văn bản đi trên đường công khai",
)
def of_line(request: ApiRequest, entry_id: UUID) -> Publishing | None:
    """Nothing where nobody proposed it and its type asks for nothing."""
    return queries.publishing_of(entry=get_line_to_publish(request.auth, entry_id))


@router.post(
    "/outgoing-documents/{entry_id}/publishing",
    response=PublishingOut,
    summary="Quyết định công khai",
)
def decide(request: ApiRequest, entry_id: UUID, data: PublicWishIn) -> Publishing:
    entry = get_line_to_publish(request.auth, entry_id)
    return actions.decide_public(
        wish=_wish(data), entry_id=entry.pk, by=request.auth, at=timezone.now()
    )


def _wish(data: PublicWishIn) -> PublicWish:
    return PublicWish(**data.dict())


@router.get(
    "/drafts/{draft_id}/publishing",
    response=PublishingOut | None,
    summary="Dự thảo trên đường công khai",
)
def of_draft(request: ApiRequest, draft_id: UUID) -> Publishing | None:
    return queries.publishing_of(draft=get_draft_to_publish(request.auth, draft_id))


@router.post(
    "/drafts/{draft_id}/publishing",
    response=PublishingOut,
    summary="Đề xuất, quyết định công khai từ dự thảo",
)
def of_draft_said(
    request: ApiRequest, draft_id: UUID, data: PublicWishIn
) -> Publishing:
    """Who signs or issues decides; who writes it proposes."""
    seat, draft = request.auth, get_draft_to_publish(request.auth, draft_id)
    if may_decide(seat):
        return actions.decide_public(
            wish=_wish(data), draft_id=draft.pk, by=seat, at=timezone.now()
        )
    return actions.propose_public(
        draft_id=draft.pk,
        public=data.public,
        why=data.why,
        by=seat,
        at=timezone.now(),
    )


@router.get(_ONE, response=PublishingDetailOut, summary="Dữ liệu cá nhân tìm thấy")
def publishing(request: ApiRequest, publishing_id: UUID) -> Publishing:
    return get_publishing_for(request.auth, publishing_id)


@router.post(_ONE + "/answers", response=PublishingOut, summary="Trả lời từng chỗ")
def answer(
    request: ApiRequest, publishing_id: UUID, data: PersonalAnswersIn
) -> Publishing:
    found = get_publishing_for(request.auth, publishing_id)
    said = PersonalSaid(
        {one.finding_id: (one.answer, one.reason) for one in data.answers},
        data.file_choice,
        data.summary,
    )
    return actions.answer_personal(
        publishing_id=found.pk, said=said, by=request.auth, at=timezone.now()
    )


@router.post(_ONE + "/redacted", response=PublishingOut, summary="Đưa bản đã che")
def redacted(
    request: ApiRequest, publishing_id: UUID, file: File[UploadedFile]
) -> Publishing:
    seat: Seat = request.auth
    found = get_publishing_for(seat, publishing_id)
    return actions.lay_redacted(
        publishing_id=found.pk,
        stream=cast(BinaryIO, file.file),
        name=file.name or "tep",
        by=seat,
        at=timezone.now(),
    )


@router.post(_ONE + "/take-down", response=PublishingOut, summary="Gỡ khỏi cổng")
def take_down(request: ApiRequest, publishing_id: UUID, data: TakeDownIn) -> Publishing:
    found = get_publishing_for(request.auth, publishing_id)
    return actions.take_down(
        publishing_id=found.pk,
        why=data.why,
        is_secret=data.is_secret,
        by=request.auth,
        at=timezone.now(),
    )
