"""How much lies on each person's desk, and how much left it in a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from congvu.documents.models import Assignment
from congvu.documents.queries.lists import Scope, visible_entries
from congvu.documents.queries.overview.course import Asked
from congvu.documents.rules import ACTING_STATES, AssignmentState, Part
from congvu.lib.dates import VIETNAM
from congvu.organisations.queries import PostOnDay, posts_on
from congvu.organisations.rules import UNIT_WIDE, Role

_PARTS = [Part.DIRECT, Part.LEAD, Part.SUPPORT]


class Lying(StrEnum):
    """What of a person's work a figure counts."""

    OPEN = "open"
    LATE = "late"
    THIS_WEEK = "this-week"
    FINISHED = "finished"


@dataclass(frozen=True)
class Load:
    """One person's papers: to act on, late, due until the week's end, finished.

    ``this_week`` leaves out what is late already; a paper with two parts on one desk is
    one paper.
    """

    post: PostOnDay
    open: int
    late: int
    this_week: int
    finished: int


def desks_of(post: PostOnDay) -> list[UUID]:
    """The desks whoever holds a post answers for: the post, and the unit it heads."""
    heads = Role(post.role) in UNIT_WIDE
    return [post.id, post.unit_id] if heads else [post.id]


def people(scope: Scope, agency_id: UUID, on: date) -> list[PostOnDay]:
    """The posts whose load these eyes may see: held ones of the agency or the unit."""
    posts = posts_on(on, agency_id=agency_id)
    seen = scope.principals
    return [
        post
        for post in posts
        if post.person_id is not None
        and post.role != Role.ADMINISTRATOR
        and (seen is None or post.id in seen or post.unit_id in seen)
    ]


def _of(lying: Lying, asked: Asked, week_end: date) -> Q:
    """The parts that stand behind one figure of a load."""
    acting = Q(state__in=sorted(ACTING_STATES), part__in=_PARTS)
    if lying == Lying.OPEN:
        return acting
    if lying == Lying.LATE:
        return acting & Q(due_on__lt=asked.on)
    if lying == Lying.THIS_WEEK:
        return acting & Q(due_on__gte=asked.on, due_on__lte=week_end)
    since, until = _moments(asked)
    return Q(
        state=AssignmentState.DONE,
        part__in=_PARTS,
        ended_at__gte=since,
        ended_at__lt=until,
    )


def _moments(asked: Asked) -> tuple[datetime, datetime]:
    since = datetime.combine(asked.first, time(), VIETNAM)
    return since, datetime.combine(asked.last, time(23, 59, 59, 999_999), VIETNAM)


_LOADS = """
WITH desks AS (SELECT * FROM unnest(%(desks)s::uuid[], %(posts)s::uuid[]) d(desk, post))
SELECT d.post,
       count(DISTINCT a.entry_id),
       count(DISTINCT a.entry_id) FILTER (WHERE a.due_on < %(on)s),
       count(DISTINCT a.entry_id) FILTER (WHERE a.due_on BETWEEN %(on)s AND %(end)s)
  FROM desks d JOIN documents_assignment a ON a.desk_id = d.desk
   AND a.state IN ('waiting', 'working', 'handed-on', 'reported')
   AND a.state IN ('waiting', 'working') AND a.part IN ('direct', 'lead', 'support')
 GROUP BY d.post
"""
_FINISHED = """
WITH desks AS (SELECT * FROM unnest(%(desks)s::uuid[], %(posts)s::uuid[]) d(desk, post))
SELECT d.post, count(DISTINCT a.entry_id)
  FROM desks d JOIN documents_assignment a ON a.desk_id = d.desk
   AND a.state = 'done' AND a.state IN ('done', 'seen')
   AND a.part IN ('direct', 'lead', 'support')
   AND a.ended_at >= %(since)s AND a.ended_at < %(until)s
 GROUP BY d.post
"""


def loads(asked: Asked, posts: Sequence[PostOnDay], *, week_end: date) -> list[Load]:
    """The load of each of these posts, the most late first; two queries.

    The states are said twice so that the partial indexes of desks are found.
    """
    pairs = [(desk, post.id) for post in posts for desk in desks_of(post)]
    since, until = _moments(asked)
    given = {
        "desks": [desk for desk, _post in pairs],
        "posts": [post for _desk, post in pairs],
        "on": asked.on,
        "end": week_end,
        "since": since,
        "until": until,
    }
    lying = {row[0]: row[1:] for row in _rows(_LOADS, given)}
    finished = dict(_rows(_FINISHED, given))
    found = []
    for post in posts:
        held, late, soon = lying.get(post.id, (0, 0, 0))
        found.append(Load(post, held, late, soon, finished.get(post.id, 0)))
    return sorted(found, key=lambda load: (-load.late, -load.open, -load.finished))


def _rows(sql: str, given: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        yield from cursor.fetchall()


def entries_of_load(
    asked: Asked, post: PostOnDay, lying: Lying, *, week_end: date
) -> list[UUID]:
    """The papers behind one figure of one load; one query."""
    parts = Assignment.objects.filter(
        _of(lying, asked, week_end), desk_id__in=desks_of(post)
    )
    return list(
        visible_entries(asked.scope)
        .filter(pk__in=parts.values("entry"))
        .values_list("id", flat=True)
    )
