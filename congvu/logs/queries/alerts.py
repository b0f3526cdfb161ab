"""Alerts in the order in which they are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.logs.models import Alert
from congvu.logs.rules import AlertState

PAGE = 50
_WAITING = (AlertState.OPEN, AlertState.SEEN)


@dataclass(frozen=True)
class AlertPage:
    """``after`` is the alert behind which the next page begins."""

    rows: list[Alert]
    after: UUID | None


def alerts_page(
    rows: QuerySet[Alert], *, state: str = "", after: UUID | None, limit: int = PAGE
) -> AlertPage:
    """``state`` empty: what waits for somebody. The gravest first, then the newest."""
    wanted = [state] if state in set(AlertState) else _WAITING
    rows = rows.filter(state__in=wanted)
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(
            Q(level__gt=last.level) | Q(level=last.level, pk__lt=last.pk)
        )
    found = list(rows.order_by("level", "-pk")[: limit + 1])
    more = len(found) > limit
    return AlertPage(found[:limit], found[limit - 1].pk if more else None)


def counted_alerts(rows: QuerySet[Alert]) -> dict[str, int]:
    """So many in each state; one query."""
    counts = {one: Count("pk", filter=Q(state=one)) for one in AlertState}
    told: dict[str, int] = rows.order_by().aggregate(
        **{str(one): count for one, count in counts.items()}
    )
    return told
