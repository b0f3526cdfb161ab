"""The counter every open page asks for: one indexed question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congvu.notices.models import Notice, NoticeReading
from congvu.notices.rules import FRESH_FOR, REGISTER, work_kinds
from congvu.sql import Tally, planned


@dataclass(frozen=True)
class Bell:
    """How many unread lines there are, and how many of them came after a moment.

    ``newest`` is when the last of them was written.
    """

    unread: int
    news: int
    newest: datetime | None


# By hand: thousands of open pages ask it twice a minute, and the making of the query
# took four times as long as its answer.
_UNREAD = """
  FROM notices_notice n
 WHERE n.desk_id = ANY(%(desks)s) AND n.at > %(fresh)s
   AND NOT EXISTS (SELECT FROM notices_noticereading r
                    WHERE r.user_id = %(user)s AND r.notice_id = n.id)
   AND NOT EXISTS (SELECT FROM notices_noticechoice c
                    WHERE c.user_id = %(user)s AND c.kind = n.kind
                      AND NOT c.in_product)
"""
COUNT = f"""
SELECT count(DISTINCT n.group_key),
       count(DISTINCT n.group_key)
           FILTER (WHERE n.at > %(since)s AND n.kind = ANY(%(kinds)s)),
       max(n.at)
{_UNREAD}"""
_LINES = f"SELECT count(DISTINCT n.group_key) {_UNREAD}".replace(
    "= ANY(%(desks)s)", "IN (%(desks)s)"
)


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
    with planned() as cursor:
        cursor.execute(
            COUNT,
            {
                "desks": [*desks, user_id],
                "user": user_id,
                "fresh": at - FRESH_FOR,
                "since": since or at,
                "kinds": work_kinds() if work_only else list(REGISTER.kinds),
            },
        )
        unread_lines, news, newest = cursor.fetchone()
    return Bell(unread_lines, news, newest)


def unread(desks: Collection[UUID], user_id: UUID, *, at: datetime) -> Tally:
    """What `bell` tells, to be asked with other counts."""
    places = frozenset({*desks, user_id})
    given = {"desks": places, "user": user_id, "fresh": at - FRESH_FOR}
    return Tally(_LINES, given)


def not_read(desks: Collection[UUID], user_id: UUID) -> QuerySet[Notice]:
    """What lies there and this person has not read, wanted in the product or not: the
    digest may tell what the bell does not."""
    read = NoticeReading.objects.filter(user=user_id, notice=OuterRef("pk"))
    return Notice.objects.filter(~Exists(read), desk_id__in=[*desks, user_id])
