"""The counter every open page asks for: one indexed question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from congvu.notices.models import Notice, NoticeChoice, NoticeReading
from congvu.notices.rules import FRESH_FOR, work_kinds


@dataclass(frozen=True)
class Bell:
    """How many unread lines there are, and how many of them came after a moment.

    ``newest`` is when the last of them was written.
    """

    unread: int
    news: int
    newest: datetime | None


def bell(
    desks: Collection[UUID],
    user_id: UUID,
    *,
    at: datetime,
    since: datetime | None = None,
    work_only: bool = False,
) -> Bell:
    """Unread lines at these desks and for this log-in; lines, not notices: ten urgings
    of one paper count once. One query."""
    rows = unread(desks, user_id).filter(at__gt=at - FRESH_FOR)
    new = Q(at__gt=since) if since else Q(pk=None)
    if work_only:
        new &= Q(kind__in=work_kinds())
    found = rows.aggregate(
        unread=Count("group_key", distinct=True),
        news=Count("group_key", distinct=True, filter=new),
        newest=Max("at"),
    )
    return Bell(**found)


def unread(
    desks: Collection[UUID], user_id: UUID, *, hidden: bool = False
) -> QuerySet[Notice]:
    """What lies there, less what this person has read or does not want in the product;
    with ``hidden``, for a mail, that too."""
    read = NoticeReading.objects.filter(user=user_id, notice=OuterRef("pk"))
    rows = Notice.objects.filter(~Exists(read), desk_id__in=[*desks, user_id])
    if hidden:
        return rows
    unwanted = NoticeChoice.objects.filter(
        user=user_id, kind=OuterRef("kind"), in_product=False
    )
    return rows.filter(~Exists(unwanted))
