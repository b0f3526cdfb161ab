"""Difficulties as one desk may see them: listed, counted by state, by when answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import override

from congvu.duties.models import Difficulty
from congvu.duties.queries.reach import Reach
from congvu.duties.rules import OPEN_DIFFICULTIES, DifficultyState
from congvu.law.queries import calendar, find_rule

LATE = "late"
"""In place of a state: whatever waits for longer than it may."""


@dataclass(frozen=True)
class DifficultyPage:
    """``counts`` is over every state, so that it adds up to the total; ``late`` are
    those of them that wait for longer than they may.
    """

    difficulties: Sequence[Difficulty]
    counts: dict[DifficultyState, int]
    late: int
    after: UUID | None


def visible_difficulties(reach: Reach) -> QuerySet[Difficulty]:
    """Of shares of one's own desks or agency, of tasks one follows up, of parts one
    gave; what was put before one's agency.
    """
    wide, desks = list(reach.agencies), list(reach.desks)
    followed = (
        Q(share__duty__agency__in=wide)
        | Q(share__duty__watcher_agency_id__in=wide)
        | Q(share__duty__watcher_desk_id__in=desks)
    )
    below = (
        Q(share__desk_id__in=reach.below.values("pk")) if reach.heads else Q(pk__in=[])
    )
    return Difficulty.objects.filter(
        below
        | Q(share__desk_id__in=desks)
        | Q(share__agency__in=wide)
        | Q(share__parent__desk_id__in=desks)
        | Q(decider__in=wide)
        | Q(followed, share__parent=None)
    )


def difficulties_followed(reach: Reach) -> QuerySet[Difficulty]:
    """Of tasks that this side follows up, or that lie with its agencies."""
    wide = list(reach.agencies)
    return Difficulty.objects.filter(
        Q(share__duty__agency__in=wide)
        | Q(share__duty__watcher_agency_id__in=wide)
        | Q(share__agency__in=wide),
        share__parent=None,
    )


def difficulties_of(shares: Collection[UUID]) -> list[Difficulty]:
    """Of these shares, oldest first; one query."""
    return list(Difficulty.objects.filter(share__in=list(shares)).order_by("id"))


def difficulties_page(
    reach: Reach,
    *,
    on: date,
    state: str = "",
    after: UUID | None = None,
    limit: int = 50,
) -> DifficultyPage:
    """Newest first; ``state`` may be `LATE`, too. Two queries."""
    rows = visible_difficulties(reach)
    waits_too_long = Q(state__in=OPEN_DIFFICULTIES, due_on__lt=on)
    counted = list(
        rows.order_by()
        .values_list("state")
        .annotate(n=Count("pk"), late=Count("pk", filter=waits_too_long))
    )
    counts = {DifficultyState(s): n for s, n, _late in counted}
    if state:
        rows = rows.filter(waits_too_long if state == LATE else Q(state=state))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("share__duty").order_by("-id")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    late = sum(late for _state, _n, late in counted)
    return DifficultyPage(found[:limit], counts, late, more)


def answer_due(on: date) -> tuple[date | None, str]:
    """By when a difficulty of this day is answered, and the words that say why."""
    return _due("answer", on)


def decision_due(on: date) -> tuple[date | None, str]:
    """The same of what was put before who decides on this day."""
    return _due("decide", on)


def _due(key: str, on: date) -> tuple[date | None, str]:
    rule = find_rule("difficulty_deadline", key, on)
    limit = rule.number("working_days") if rule else None
    if rule is None or limit is None:
        return None, ""
    with override("vi"):  # kept beside it, whoever asks
        return calendar().add_working_days(on, limit), rule.citation_on_record[:200]
