"""Reports an agency composed, as far as one may read their drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from congvu.documents.queries import Scope
from congvu.outgoing.queries import readable_drafts
from congvu.outgoing.rules import DraftState
from congvu.reviews.models import Composing, Review
from congvu.reviews.rules import Span


@dataclass(frozen=True)
class ReviewLine:
    """A report and the day its newest composing closed on."""

    review: Review
    closing: date


@dataclass(frozen=True)
class ReviewPage:
    lines: Sequence[ReviewLine]
    after: UUID | None


def visible_reviews(scope: Scope) -> QuerySet[Review]:
    return Review.objects.filter(draft__in=readable_drafts(scope).values("pk"))


def reviews_page(
    scope: Scope, *, after: UUID | None = None, limit: int = 30
) -> ReviewPage:
    """Newest first, each with the day its newest composing closed on; one query."""
    newest = Composing.objects.filter(review=OuterRef("pk")).order_by("-version")
    rows = visible_reviews(scope).annotate(
        closing=Subquery(newest.values("closing")[:1])
    )
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("draft", "paper").order_by("-id")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    lines = [ReviewLine(one, one.closing) for one in found[:limit]]
    return ReviewPage(lines, more)


def composings_of(review: Review) -> list[Composing]:
    """Newest first, without the words."""
    return list(review.composings.defer("composed").order_by("-version"))


def newest_composing(review: Review) -> Composing:
    return review.composings.order_by("-version")[0]


def same_open(agency_id: UUID, span: Span, paper_id: UUID | None) -> Review | None:
    """A report of the same span and paper whose draft was not taken back."""
    return (
        Review.objects.filter(
            draft__agency=agency_id,
            kind=span.kind,
            first=span.first,
            paper=paper_id,
        )
        .select_related("draft")
        .exclude(draft__state=DraftState.WITHDRAWN)
        .order_by("-id")
        .first()
    )
