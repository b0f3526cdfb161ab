"""Telling a desk something, and having read it.

Neither is in the log: the step that is told of is there already, and reading a line of
news is no look into a paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congvu.notices.models import Notice, NoticeReading
from congvu.notices.rules import REGISTER
from congvu.sql import planned


def notify(
    kind: str,
    *,
    to: Iterable[UUID],
    target_id: UUID,
    at: datetime,
    actor: str = "",
    detail: Mapping[str, str] | None = None,
) -> None:
    """One notice at each desk, in the transaction of what it tells of.

    ``detail`` holds ids and words of the code only; what is read is made when it is
    read.
    """
    desks = sorted(set(to))
    each = ((desk, target_id, detail or {}) for desk in desks)
    notify_each(kind, to=each, at=at, actor=actor)


def notify_each(
    kind: str,
    *,
    to: Iterable[tuple[UUID, UUID, Mapping[str, str]]],
    at: datetime,
    actor: str = "",
) -> None:
    """The same of many targets, each (desk, target, detail); one statement."""
    if kind not in REGISTER.kinds:
        raise LookupError(f"no app declares the notice {kind}")
    Notice.objects.bulk_create(
        Notice(
            kind=kind,
            desk_id=desk,
            target_id=target_id,
            group_key=f"{kind}:{target_id}",
            at=at,
            actor=actor[:80],
            detail=dict(detail),
        )
        for desk, target_id, detail in to
    )


def mark_read(
    *,
    user_id: UUID,
    desks: Collection[UUID],
    at: datetime,
    until: datetime,
    group_key: str = "",
) -> None:
    """This person has read one line, or all there was at a moment (``until``: what the
    page showed, and nothing that came since)."""
    rows = Notice.objects.filter(desk_id__in=[*desks, user_id], at__lte=until)
    _read(rows.filter(group_key=group_key) if group_key else rows, user_id, at)


# With every paper that is opened, in one statement; mostly it finds nothing.
TARGET_READ = """
INSERT INTO notices_noticereading (user_id, notice_id, at)
SELECT %(user)s::uuid, id, %(at)s FROM notices_notice
 WHERE target_id = %(target)s AND desk_id = ANY(%(told)s::uuid[])
ON CONFLICT DO NOTHING
"""


def target_read(
    target_id: UUID, *, user_id: UUID | None, desks: Collection[UUID]
) -> dict[str, Any]:
    """Whose and which notices `TARGET_READ` is about, beside ``at``; nobody's where no
    user looks.
    """
    told = [] if user_id is None else [*desks, user_id]
    return {"target": target_id, "user": user_id, "told": told}


def mark_target_read(
    *, target_id: UUID, user_id: UUID, desks: Collection[UUID], at: datetime
) -> None:
    """Whoever opens the thing itself need not open its notices, too."""
    with planned() as cursor:
        given = target_read(target_id, user_id=user_id, desks=desks)
        cursor.execute(TARGET_READ, {**given, "at": at})


def _read(rows: QuerySet[Notice], user_id: UUID, at: datetime) -> None:
    NoticeReading.objects.bulk_create(
        [
            NoticeReading(user_id=user_id, notice_id=notice_id, at=at)
            for notice_id in rows.values_list("id", flat=True)
        ],
        ignore_conflicts=True,
        batch_size=5000,
    )
