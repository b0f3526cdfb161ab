"""Statements of a position, as far as one may read their drafts."""

from __future__ import annotations

from uuid import UUID

from congvu.documents.queries import Scope
from congvu.licences.models import PositionStatement
from congvu.outgoing.queries import readable_drafts

PAGE = 50


def statements_page(
    scope: Scope, *, after: str = ""
) -> tuple[list[PositionStatement], str]:
    """The newest first, by key; one query."""
    rows = PositionStatement.objects.filter(draft__in=readable_drafts(scope))
    try:
        last = UUID(after) if after else None
    except ValueError:
        last = None
    if last is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows.select_related("draft").order_by("-id")[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], str(found[PAGE - 1].pk) if more else ""
