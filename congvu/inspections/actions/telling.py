"""Who hears of what happens to an inspection: the team, or who leads the body."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congvu.duties.queries import told_desks
from congvu.inspections.models import Inspection
from congvu.inspections.rules import TeamRole
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.access import Seat


def tell_posts(
    kind: str, found: Inspection, posts: Iterable[UUID], by: Seat, at: datetime
) -> None:
    """At these posts, not at the actor's own."""
    to = set(posts) - by.desks
    notify(kind, to=to, target_id=found.id, at=at, actor=by.person_name)


def tell_body(
    kind: str, found: Inspection, by: Seat, at: datetime, *, way: str = ""
) -> None:
    """The leaders of the body and the chief of its office."""
    told = told_desks({found.body_id: found.body_id}, local_date(at))[found.body_id]
    notify(
        kind,
        to=told,
        target_id=found.id,
        at=at,
        actor=by.person_name,
        detail={"way": way} if way else {},
    )


def tell_heads(
    kind: str, found: Inspection, by: Seat, at: datetime, *, way: str = ""
) -> None:
    """The head of the team and its secretary."""
    posts = {
        member.post_id
        for member in found.team.all()
        if member.role in (TeamRole.HEAD, TeamRole.SECRETARY)
    }
    notify(
        kind,
        to=posts - by.desks,
        target_id=found.id,
        at=at,
        actor=by.person_name,
        detail={"way": way} if way else {},
    )
