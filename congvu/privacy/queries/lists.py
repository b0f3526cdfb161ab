"""The register and requests, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congvu.privacy.models import Processing, SubjectRequest

PAGE = 50


@dataclass(frozen=True)
class ProcessingPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[Processing]
    after: UUID | None


@dataclass(frozen=True)
class RequestPage:
    rows: Sequence[SubjectRequest]
    after: UUID | None


def processing_page(
    rows: QuerySet[Processing], after: UUID | None, limit: int = PAGE
) -> ProcessingPage:
    """The last entered first, by key."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return ProcessingPage(found[:limit], found[limit - 1].pk if more else None)


def requests_page(
    rows: QuerySet[SubjectRequest], after: UUID | None, limit: int = PAGE
) -> RequestPage:
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return RequestPage(found[:limit], found[limit - 1].pk if more else None)
