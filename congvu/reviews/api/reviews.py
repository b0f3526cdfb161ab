"""Reports on duties: listed, composed, composed again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day
from congvu.reviews import actions, queries
from congvu.reviews.access import get_review_for, may_compose, reads_reviews
from congvu.reviews.models import Composing, Review
from congvu.reviews.rules import UnknownSpan, span_of, usual_closing

router = Router(tags=["Báo cáo nhiệm vụ"])


class ReviewOut(Schema):
    """``span`` is 2026-Q3, 2026-H1, 2026-T1 (nine months) or 2026-N1 (the year)."""

    id: UUID
    span: str
    closing: date
    paper_id: UUID | None
    draft_id: UUID
    draft_state: str
    subject: str


class ReviewPageOut(Schema):
    items: list[ReviewOut]
    after: UUID | None


class ComposingOut(Schema):
    """``kept`` are the parts left as a person wrote them; the figures are those of
    `/duties-scorecard` of the closing day, as recorded.
    """

    version: int
    closing: date
    digest: str
    kept: list[str]
    at: datetime
    by: str
    by_post: str


class ReviewDetailOut(ReviewOut):
    composings: list[ComposingOut]


class ComposeIn(Schema):
    """Without a closing day: the last of the span, or today."""

    span: Annotated[str, Field(max_length=20)]
    closing: Day | None = None
    paper_id: UUID | None = None
    signer_post_id: UUID
    signing_basis: Annotated[str, Field(max_length=1000)] = ""


class ComposeAgainIn(Schema):
    closing: Day


def _reader(request: ApiRequest) -> Seat:
    if not reads_reviews(request.auth):
        raise Http404
    return request.auth


def _out(review: Review, closing: date) -> dict[str, Any]:
    return {
        "id": review.id,
        "span": review.span.code,
        "closing": closing,
        "paper_id": review.paper_id,
        "draft_id": review.draft_id,
        "draft_state": review.draft.state,
        "subject": review.draft.subject,
    }


def _detail(review: Review) -> ReviewDetailOut:
    made = queries.composings_of(review)
    shown = [ComposingOut.from_orm(one) for one in made]
    return ReviewDetailOut(**_out(review, made[0].closing), composings=shown)


@router.get("/duty-reports", response=ReviewPageOut, summary="Báo cáo nhiệm vụ")
def reviews(
    request: ApiRequest,
    after: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> ReviewPageOut:
    page = queries.reviews_page(scope_of(_reader(request)), after=after, limit=limit)
    items = [ReviewOut(**_out(one.review, one.closing)) for one in page.lines]
    return ReviewPageOut(items=items, after=page.after)


@router.post(
    "/duty-reports", response={201: ReviewDetailOut}, summary="Soạn báo cáo nhiệm vụ"
)
def compose(request: ApiRequest, body: ComposeIn) -> Status[ReviewDetailOut]:
    """A draft of the report; it goes on as every draft does."""
    seat, today = request.auth, timezone.localdate()
    if not may_compose(seat):
        raise Http404
    wish = actions.Wish(
        span=body.span,
        closing=body.closing or _usual(body.span, today),
        signer_post_id=body.signer_post_id,
        paper_id=body.paper_id,
        signing_basis=body.signing_basis,
    )
    made = actions.compose(wish=wish, by=seat, at=timezone.now())
    return Status(201, _detail(made))


def _usual(code: str, today: date) -> date | None:
    """None for a span the action will say is unknown."""
    try:
        return usual_closing(span_of(code), today)
    except UnknownSpan:
        return None


@router.get(
    "/duty-reports/{review_id}", response=ReviewDetailOut, summary="Xem báo cáo"
)
def review(request: ApiRequest, review_id: UUID) -> ReviewDetailOut:
    return _detail(get_review_for(request.auth, review_id))


@router.post(
    "/duty-reports/{review_id}/compose-again",
    response=ComposingOut,
    summary="Soạn lại từ số liệu",
)
def compose_again(
    request: ApiRequest, review_id: UUID, body: ComposeAgainIn
) -> Composing:
    """A further version; what a person wrote since stays and is named in ``kept``."""
    found = get_review_for(request.auth, review_id)
    return actions.compose_again(
        review=found, closing=body.closing, by=request.auth, at=timezone.now()
    )
