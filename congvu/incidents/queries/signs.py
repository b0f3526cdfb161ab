"""Signs of attacks: lists, and what each met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.incidents.models import ThreatSign
from congvu.incidents.rules import SignState
from congvu.logs.models import Alert

PAGE = 50


@dataclass(frozen=True)
class SignPage:
    """``after`` is the sign behind which the next page begins."""

    rows: Sequence[ThreatSign]
    after: UUID | None


def holding(rows: QuerySet[ThreatSign], at: datetime) -> QuerySet[ThreatSign]:
    return rows.filter(
        Q(valid_until=None) | Q(valid_until__gt=at), state=SignState.LIVE
    )


def ended(rows: QuerySet[ThreatSign], at: datetime) -> QuerySet[ThreatSign]:
    return rows.filter(~Q(state=SignState.LIVE) | Q(valid_until__lte=at))


def signs_page(
    rows: QuerySet[ThreatSign], after: UUID | None, limit: int = PAGE
) -> SignPage:
    """The last loaded first, by key, with their values."""
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk").prefetch_related("values")[: limit + 1])
    more = len(found) > limit
    return SignPage(found[:limit], found[limit - 1].pk if more else None)


def alerts_of(alerts: QuerySet[Alert], sign: ThreatSign) -> list[Alert]:
    return list(alerts.filter(rule=sign.pk).order_by("-last_at")[:50])
