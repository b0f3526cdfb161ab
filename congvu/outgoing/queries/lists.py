"""The book of outgoing papers as one desk may see it, paged by key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now

from congvu.documents.queries import Scope
from congvu.documents.queries.filters import starting
from congvu.documents.rules import order_key, search_words
from congvu.outgoing.models import OutgoingBook, OutgoingEntry, OutgoingGrant
from congvu.outgoing.rules import OutgoingState
from congvu.sql import Compiled


class OutgoingTab(StrEnum):
    """Views of the book."""

    ALL = "tat-ca"
    RESERVED = "dang-giu-so"
    ISSUED = "da-phat-hanh"
    CANCELLED = "da-huy-so"
    LATE = "phat-hanh-tre"


TAB_STATES = {
    OutgoingTab.RESERVED: OutgoingState.RESERVED,
    OutgoingTab.ISSUED: OutgoingState.ISSUED,
    OutgoingTab.CANCELLED: OutgoingState.CANCELLED,
}


@dataclass(frozen=True)
class OutgoingFilters:
    """What the book is narrowed to; an absent field asks for nothing."""

    first: date | None = None
    last: date | None = None
    type_code: str = ""
    sequence: str = ""


NO_FILTERS = OutgoingFilters()


@dataclass(frozen=True)
class OutgoingPage:
    """One page of lines; ``after`` is the key of the next."""

    entries: list[OutgoingEntry]
    after: int | None


def visible_lines(scope: Scope) -> QuerySet[OutgoingEntry]:
    """Every line the scope covers, of the agency's own books."""
    return _own_lines(**scope.own)


def _own_lines(
    agency: UUID, principals: Collection[UUID] | None = None
) -> QuerySet[OutgoingEntry]:
    lines = OutgoingEntry.objects.filter(agency=agency)
    return lines if principals is None else lines.filter(_granted(list(principals)))


def readable_lines(scope: Scope) -> QuerySet[OutgoingEntry]:
    """With them, what is read of agencies that ended: to open one."""
    return _held_lines(**scope.held)


def _held_lines(
    agencies: Collection[UUID] = (),
    whole: Collection[UUID] = (),
    desks: Collection[UUID] | None = None,
    **own: Any,
) -> QuerySet[OutgoingEntry]:
    if own:
        return _own_lines(**own)
    lines = OutgoingEntry.objects.filter(agency__any=list(agencies))
    if desks is None:
        return lines
    seen: Q | Exists = _granted(list(desks))
    return lines.filter(Q(agency__any=list(whole)) | seen if whole else seen)


def lines_of(scope: Scope, ids: Sequence[UUID]) -> list[OutgoingEntry]:
    """Those of these lines that may be read; one query."""
    return _lines(ids=list(ids), **scope.held)


_lines: Compiled[OutgoingEntry] = Compiled(
    lambda ids, **held: (
        _held_lines(**held).filter(pk__any=ids).defer("search", "search_text")
    ),
    by_key=True,
)


def _granted(principals: list[UUID]) -> Exists:
    return Exists(
        OutgoingGrant.objects.filter(entry=OuterRef("pk"), principal_id__any=principals)
    )


def outgoing_page(
    scope: Scope,
    *,
    tab: OutgoingTab = OutgoingTab.ALL,
    find: str = "",
    filters: OutgoingFilters = NO_FILTERS,
    after: int | None = None,
    limit: int = 50,
) -> OutgoingPage:
    """Newest first, one page, one query."""
    if (tab, find, filters, after) == (OutgoingTab.ALL, "", NO_FILTERS, None):
        named = enumerate(sorted(scope.principals or ()))
        given = {f"principal{n}": principal for n, principal in named}
        if scope.principals is not None and not given:
            return OutgoingPage([], None)
        rows = _newest(limit + 1, agency=scope.agency_id, **given)
    else:
        lines = chosen(scope, tab, find, filters)
        if after is not None:
            lines = lines.filter(order_key__lt=after)
        rows = list(lines[: limit + 1])
    more = rows[limit - 1].order_key if len(rows) > limit else None
    return OutgoingPage(rows[:limit], more)


# The newest lines granted to each principal, merged: of a desk's hundreds of grants no
# more than a page is read. Each principal has a name of its own, so that the plan knows
# how many they are (ADR 0081).
_GRANTED = """
SELECT newest.entry_id
  FROM (SELECT DISTINCT g.entry_id, g.order_key
          FROM (VALUES {values}) AS p(id)
         CROSS JOIN LATERAL (
               SELECT g.entry_id, g.order_key FROM outgoing_outgoinggrant g
                 JOIN outgoing_outgoingentry e ON e.id = g.entry_id
                WHERE g.principal_id = p.id AND e.agency_id = %s
                ORDER BY g.order_key DESC LIMIT {limit}) AS g
         ORDER BY g.order_key DESC LIMIT {limit}) AS newest
"""


def _newest_lines(
    limit: int, *, agency: UUID, **principals: UUID
) -> QuerySet[OutgoingEntry]:
    if not principals:
        return _in_order(_own_lines(agency))[:limit]
    values = ", ".join(["(%s)"] * len(principals))
    granted = RawSQL(  # noqa: S611 - our own text
        _GRANTED.format(values=values, limit=limit), [*principals.values(), agency]
    )
    return _in_order(OutgoingEntry.objects.filter(pk__in=granted))[:limit]


_newest: Compiled[OutgoingEntry] = Compiled(_newest_lines, by_key=True)


def _in_order(lines: QuerySet[OutgoingEntry]) -> QuerySet[OutgoingEntry]:
    return lines.defer("search", "search_text").order_by("-order_key")


def all_lines(
    scope: Scope, *, tab: OutgoingTab, find: str, filters: OutgoingFilters
) -> Iterator[OutgoingEntry]:
    """Every line of a list, newest first, read as it is asked for."""
    return chosen(scope, tab, find, filters).iterator(chunk_size=1000)


def chosen(
    scope: Scope, tab: OutgoingTab, find: str, filters: OutgoingFilters
) -> QuerySet[OutgoingEntry]:
    lines = visible_lines(scope)
    if tab in TAB_STATES:
        lines = lines.filter(state=TAB_STATES[tab])
    if tab == OutgoingTab.LATE:
        out = Coalesce("released_at", Now())
        lines = lines.exclude(state=OutgoingState.CANCELLED)
        lines = lines.annotate(out=out).filter(out__gt=F("release_due_at"))
    words = search_words(find)
    if words:
        lines = lines.filter(search=starting(words))
    # A line's year is in its key, too: said, a list begins there and not at today.
    if filters.first is not None:
        key = order_key(filters.first.year, 0)
        lines = lines.filter(issued_on__gte=filters.first, order_key__gte=key)
    if filters.last is not None:
        key = order_key(filters.last.year + 1, 0)
        lines = lines.filter(issued_on__lte=filters.last, order_key__lt=key)
    if filters.type_code:
        lines = lines.filter(type_code=filters.type_code)
    if filters.sequence:
        lines = lines.filter(sequence__name=filters.sequence)
    return _in_order(lines)


def outgoing_counts(scope: Scope) -> dict[str, int]:
    """How many numbers are held without a paper; one query."""
    return {OutgoingTab.RESERVED: sum(n for (_, n) in _reserved.rows(**scope.own))}


_reserved: Compiled[OutgoingEntry] = Compiled(
    lambda **own: (
        _own_lines(**own)
        .filter(state=OutgoingState.RESERVED)
        .values_list("state")
        .annotate(n=Count("id"))
    )
)


def newest_book(scope: Scope) -> OutgoingBook | None:
    """The agency's latest book; its last line is how many numbers it gave."""
    return OutgoingBook.objects.filter(agency=scope.agency_id).order_by("-year").first()
