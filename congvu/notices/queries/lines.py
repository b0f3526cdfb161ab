"""The page of notices: lines by day, told as the reader may know them now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from congvu.notices.models import Notice, NoticeChoice, NoticeReading
from congvu.notices.rules import FRESH_FOR, KEPT_FOR, Told, tell

PAGE = 200


@dataclass(frozen=True)
class Line:
    """All notices of one group: the newest one speaks, the others are counted.

    ``told`` is None when the reader may no longer know what it was about.
    """

    notice: Notice
    count: int
    is_unread: bool
    told: Told | None


def addresses(seat: Any, user_id: UUID) -> frozenset[UUID]:
    """Where notices for this reader lie: the post and desks of the seat, the log-in.

    An administrator's post is no desk, no paper lies there; its bell rings, too.
    """
    return frozenset({*((*seat.desks, seat.post_id) if seat else ()), user_id})


def lines(
    seat: Any, user_id: UUID, *, at: datetime, before: datetime | None = None
) -> tuple[list[Line], datetime | None]:
    """The newest lines, and from where older ones go on; as many queries for 3 notices
    as for 200."""
    read = NoticeReading.objects.filter(user=user_id, notice=OuterRef("pk"))
    unwanted = NoticeChoice.objects.filter(
        user=user_id, kind=OuterRef("kind"), in_product=False
    )
    rows = Notice.objects.filter(
        ~Exists(unwanted),
        desk_id__in=list(addresses(seat, user_id)),
        at__gt=at - KEPT_FOR,
    )
    if before is not None:
        rows = rows.filter(at__lt=before)
    found = list(rows.annotate(is_read=Exists(read)).order_by("-at", "-id")[:PAGE])
    more = found[-1].at if len(found) == PAGE else None
    return _grouped(seat, found, at - FRESH_FOR), more


def _grouped(seat: Any, notices: Sequence[Any], fresh: datetime) -> list[Line]:
    groups: dict[str, list[Any]] = {}
    for notice in notices:
        groups.setdefault(notice.group_key, []).append(notice)
    said = told_by(seat, [some[0] for some in groups.values()])
    return [
        Line(
            notice=some[0],
            count=len(some),
            # As the bell counts: what lay unread too long is no news any more.
            is_unread=any(not n.is_read and n.at > fresh for n in some),
            told=said.get(some[0].id),
        )
        for some in groups.values()
    ]


def told_by(seat: Any, notices: Iterable[Notice]) -> dict[UUID, Told]:
    """Nobody without a seat knows of any paper."""
    return tell(seat, notices) if seat else {}


def line_of(
    seat: Any, notice_id: UUID, desks: Collection[UUID]
) -> tuple[Notice, Told | None] | None:
    """One notice at these desks, and what it says; None where there is none."""
    notice = Notice.objects.filter(pk=notice_id, desk_id__in=list(desks)).first()
    if notice is None:
        return None
    return notice, told_by(seat, [notice]).get(notice.id)
