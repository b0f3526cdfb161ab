"""Drafts open for comment, and ratings of the site, for machines."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from congvu.organisations.api import ApiRequest
from congvu.portal import actions
from congvu.portal.access.draft_files import (
    LaidFile,
    file_token,
    laid_file_for,
)
from congvu.portal.access.questions import (
    get_comment_for,
    get_group_for,
    get_open_draft_for,
    opens_drafts,
    reads_open_drafts,
)
from congvu.portal.api.asking_schemas import (
    CommentGroupIn,
    CommentGroupOut,
    CommentJudgedIn,
    DraftCommentOut,
    DraftFileOut,
    OpenDraftDetailOut,
    OpenDraftIn,
    OpenDraftOut,
    QuestionWordsIn,
    RatingsOut,
)
from congvu.portal.models import CommentGroup, DraftComment, OpenDraft
from congvu.portal.queries import questions as asked
from congvu.portal.queries.drafts import drafts_of, phase
from congvu.portal.queries.visits import reading_of

router = Router(tags=["Lấy ý kiến dự thảo"])


def _board(request: ApiRequest) -> None:
    if not reads_open_drafts(request.auth):
        raise Http404


def _opener(request: ApiRequest) -> None:
    if not opens_drafts(request.auth):
        raise Http404


@router.get("/open-drafts", response=list[OpenDraftOut], summary="Dự thảo lấy ý kiến")
def open_drafts(request: ApiRequest) -> list[OpenDraft]:
    _board(request)
    return drafts_of(request.auth.agency_id)


@router.post("/open-drafts", response=OpenDraftOut, summary="Đưa dự thảo ra lấy ý kiến")
def open_new(request: ApiRequest, data: OpenDraftIn) -> OpenDraft:
    _opener(request)
    laid = laid_file_for(request.auth, data.file_token) if data.file_token else None
    return actions.open_draft(
        data=data.given(),
        source_id=data.source_id,
        file=laid.file if laid else None,
        file_name=laid.name if laid else "",
        keep_because=data.keep_because,
        by=request.auth,
        at=timezone.now(),
    )


@router.post("/open-drafts/files", response=DraftFileOut, summary="Tải tệp dự thảo lên")
def lay_file(request: ApiRequest, attached: File[UploadedFile]) -> dict[str, str]:
    """Sent again, it is the same file and tells how far it was read."""
    _opener(request)
    name = attached.name or ""
    stream = cast(BinaryIO, attached.file)
    file = actions.lay_draft_file(
        stream=stream, name=name, by=request.auth, at=timezone.now()
    )
    return _told(LaidFile(file, name), file_token(request.auth, file, name))


def _told(laid: LaidFile, token: str) -> dict[str, str]:
    return {
        "token": token,
        "state": laid.state,
        "reason": laid.reason,
        "text": laid.text,
    }


@router.get(
    "/open-drafts/{open_draft_id}",
    response=OpenDraftDetailOut,
    summary="Một dự thảo lấy ý kiến",
)
def one(request: ApiRequest, open_draft_id: UUID) -> dict[str, Any]:
    found = get_open_draft_for(request.auth, open_draft_id)
    return {
        "draft": found,
        "phase": phase(found, timezone.localdate()),
        "text": found.text,
        "basis": found.basis,
        "least_basis": found.least_basis,
        "summed_words": found.summed_words,
        "comments": list(found.comments.order_by("number")[:500]),
        "groups": list(found.groups.order_by("number")),
    }


@router.post(
    "/open-drafts/{open_draft_id}/withdraw",
    response=OpenDraftOut,
    summary="Rút dự thảo",
)
def withdraw(
    request: ApiRequest, open_draft_id: UUID, data: QuestionWordsIn
) -> OpenDraft:
    found = get_open_draft_for(request.auth, open_draft_id)
    _opener(request)
    return actions.withdraw_draft(
        open_draft_id=found.id, text=data.text, by=request.auth, at=timezone.now()
    )


@router.post(
    "/draft-comments/{comment_id}/judge",
    response=DraftCommentOut,
    summary="Xem xét ý kiến",
)
def judge(request: ApiRequest, comment_id: UUID, data: CommentJudgedIn) -> DraftComment:
    row = get_comment_for(request.auth, comment_id)
    return actions.judge_comment(
        comment_id=row.id,
        state=data.chosen(),
        reason=data.reason,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    "/open-drafts/{open_draft_id}/groups",
    response=CommentGroupOut,
    summary="Ghi tiếp thu, giải trình",
)
def add_group(
    request: ApiRequest, open_draft_id: UUID, data: CommentGroupIn
) -> CommentGroup:
    found = get_open_draft_for(request.auth, open_draft_id)
    return actions.keep_group(
        open_draft_id=found.id, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.put(
    "/comment-groups/{comment_group_id}",
    response=CommentGroupOut,
    summary="Sửa tiếp thu, giải trình",
)
def change_group(
    request: ApiRequest, comment_group_id: UUID, data: CommentGroupIn
) -> CommentGroup:
    row = get_group_for(request.auth, comment_group_id)
    return actions.keep_group(
        open_draft_id=row.draft_id,
        group_id=row.id,
        data=data.given(),
        by=request.auth,
        at=timezone.now(),
    )


@router.delete(
    "/comment-groups/{comment_group_id}",
    response={204: None},
    summary="Bỏ một dòng tiếp thu",
)
def drop_group(request: ApiRequest, comment_group_id: UUID) -> None:
    row = get_group_for(request.auth, comment_group_id)
    actions.remove_group(group_id=row.id, by=request.auth, at=timezone.now())


@router.post(
    "/open-drafts/{open_draft_id}/publish-summary",
    response=OpenDraftOut,
    summary="Công khai tiếp thu, giải trình",
)
def publish_summary(
    request: ApiRequest, open_draft_id: UUID, data: QuestionWordsIn
) -> OpenDraft:
    found = get_open_draft_for(request.auth, open_draft_id)
    _opener(request)
    return actions.publish_summary(
        open_draft_id=found.id, words=data.text, by=request.auth, at=timezone.now()
    )


@router.get("/portal-ratings", response=RatingsOut, summary="Đánh giá Cổng thông tin")
def ratings(request: ApiRequest) -> dict[str, Any]:
    _board(request)
    agency, today = request.auth.agency_id, timezone.localdate()
    since = date(today.year - 1, today.month, 1)
    return {
        "reading": reading_of(agency, timezone.now()),
        "months": asked.rated_months(since),
        "pages": [
            {"page": page, "helpful": good, "not_helpful": bad}
            for page, good, bad in asked.rated_pages(agency, since)
        ],
        "remarks": asked.remarks(agency, since),
    }
