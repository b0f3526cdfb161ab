"""Tasks as one desk may see them, paged by key, counted by state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from congvu.documents.models import Document
from congvu.duties.models import Standing, due, ended
from congvu.duties.queries.reach import (
    Reach,
    counted_shares,
    followed_shares,
    own_shares,
    supported_shares,
)
from congvu.duties.queries.states import (
    end_of,
    now_standing,
    standing_on,
    state_case,
)
from congvu.duties.rules import OPEN_STATES, DutyState
from congvu.lib.text import fold
from congvu.organisations.queries import predecessors_of


class DutyTab(StrEnum):
    """Which side of duties is listed; what a scorecard counts is given and own."""

    OWN = "duoc-giao"
    GIVEN = "giao-di"
    SUPPORTED = "phoi-hop"
    COUNTED = "bang-diem"


OPEN = "dang-lam"
"""Beside the states themselves: whatever is not finished."""


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to. ``day``: how things stood then, as it was on record
    that evening or as we know it now. ``mapped_on``: with the body those that ended in
    its favour, as the map of that day has it.
    """

    tab: DutyTab = DutyTab.OWN
    state: str = ""
    body: UUID | None = None
    paper: UUID | None = None
    find: str = ""
    due_from: date | None = None
    due_until: date | None = None
    day: date | None = None
    as_recorded: bool = False
    mapped_on: date | None = None


@dataclass(frozen=True)
class DutyPage:
    """``counts`` is over everything but the state, so that it adds up to the total."""

    tasks: Sequence[Standing]
    counts: dict[DutyState, int]
    after: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def duties_page(
    reach: Reach, asked: Asked, *, on: date, after: str = "", limit: int = 50
) -> DutyPage:
    """What is open first, the earliest deadline on top; two queries."""
    rows = narrowed(reach, asked).annotate(state=state_case(on))
    counted = rows.order_by().values_list("state").annotate(n=Count("pk"))
    counts = {DutyState(state): n for state, n in counted}
    if asked.state == OPEN:
        rows = rows.filter(state__in=[str(s) for s in OPEN_STATES])
    elif asked.state:
        rows = rows.filter(state=asked.state)
    found = list(_after(_ordered(rows), after)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return DutyPage(found[:limit], counts, _key(last) if last is not None else "")


def narrowed(reach: Reach, asked: Asked) -> QuerySet[Standing]:
    """The side asked for, and of it what was asked for, whatever its state."""
    side = {
        DutyTab.OWN: own_shares,
        DutyTab.GIVEN: followed_shares,
        DutyTab.SUPPORTED: supported_shares,
        DutyTab.COUNTED: counted_shares,
    }[asked.tab]
    rows = side(reach, _base(asked))
    if asked.body is not None:
        rows = rows.filter(_of_body(asked))
    if asked.paper is not None:
        rows = rows.filter(share__duty__paper=asked.paper)
    if fold(asked.find):
        rows = rows.filter(share__duty__folded_title__contains=fold(asked.find))
    if asked.due_from is not None:
        rows = rows.filter(deadline__gte=asked.due_from)
    if asked.due_until is not None:
        rows = rows.filter(deadline__lte=asked.due_until)
    return rows


def _base(asked: Asked) -> QuerySet[Standing]:
    if asked.day is None:
        return now_standing()
    known = end_of(asked.day) if asked.as_recorded else None
    return standing_on(asked.day, known_before=known)


def _of_body(asked: Asked) -> Q:
    """Whose it was; a desk by its own id, an agency by whose standing it is.

    What lies with an agency itself today may have been another's on a past day.
    """
    wanted = {asked.body} if asked.body else set()
    if asked.mapped_on is not None and asked.body:
        wanted |= predecessors_of([asked.body], asked.mapped_on)[asked.body]
    desk = Q(share__desk_id__in=wanted)
    if asked.day is not None:
        return Q(agency__in=wanted) | desk & ~Q(share__desk_id=F("share__agency_id"))
    return Q(share__agency__in=wanted) | desk


def _ordered(rows: QuerySet[Standing]) -> QuerySet[Standing]:
    return (
        rows.annotate(ended=ended(), due=due())
        .select_related("share__duty__paper")
        .order_by("ended", "due", "share_id")
    )


def _after(rows: QuerySet[Standing], key: str) -> QuerySet[Standing]:
    try:
        ended, due, share = key.split("_")
        place = (int(ended), date.fromisoformat(due), UUID(share))
    except ValueError:
        return rows
    same_day = Q(ended=place[0], due=place[1], share_id__gt=place[2])
    return rows.filter(
        Q(ended__gt=place[0]) | Q(ended=place[0], due__gt=place[1]) | same_day
    )


def _key(row: Standing) -> str:
    return f"{row.ended}_{row.due.isoformat()}_{row.share_id}"  # type: ignore[attr-defined]  # annotated above


def bodies_of(reach: Reach, tab: DutyTab) -> list[tuple[UUID, str]]:
    """Whom the tasks of a side lie with, by name, to narrow it by; one query."""
    rows = (
        narrowed(reach, Asked(tab))
        .order_by()
        .values_list("share__desk_id", "share__desk_name")
    )
    return sorted(dict(rows.distinct()).items(), key=lambda one: one[1])[:300]


def papers_of(reach: Reach, tab: DutyTab) -> list[tuple[UUID, str]]:
    """The papers that the tasks of a side came of, newest first; one query."""
    papers = narrowed(reach, Asked(tab)).order_by().values("share__duty__paper")
    rows = Document.objects.filter(pk__in=papers).order_by("-issued_on", "-id")[:200]
    return [(row.pk, f"{row.type_name} {row.symbol}".strip()) for row in rows]
