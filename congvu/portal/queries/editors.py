"""Who writes for which site, and which sites an agency has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from congvu.organisations.models import Person
from congvu.organisations.queries import PostOnDay, posts_on
from congvu.organisations.rules import ROLE_PERMISSIONS, Permission, Role
from congvu.portal.models import BodyPage, ProvincePage, SiteEditor, SitePage
from congvu.sql import Compiled


@dataclass(frozen=True)
class Named:
    """An editor's post with who sits there on the day; nobody: empty."""

    id: UUID
    post: str
    unit: str
    person: str
    named_at: datetime


def sites_of(agency_id: UUID) -> list[SitePage]:
    """The agency's site in each language it has one in."""
    found: list[SitePage] = list(ProvincePage.objects.filter(agency_id=agency_id))
    return found or list(BodyPage.objects.filter(agency_id=agency_id))


def editors_of(agency_id: UUID, on: date) -> list[Named]:
    """Posts named for an agency's site, in the order they were named."""
    rows = SiteEditor.objects.filter(agency_id=agency_id, ended_at__isnull=True)
    posts = {post.id: post for post in posts_on(on, agency_id=agency_id)}
    return [
        Named(row.id, post.name, post.unit_name, post.person_name, row.named_at)
        for row in rows.order_by("named_at", "id")
        if (post := posts.get(row.post_id)) is not None
    ]


def candidates_for(agency_id: UUID, on: date) -> list[PostOnDay]:
    """Posts that may write and are not named yet."""
    named = set(
        SiteEditor.objects.filter(
            agency_id=agency_id, ended_at__isnull=True
        ).values_list("post_id", flat=True)
    )
    return [
        post
        for post in posts_on(on, agency_id=agency_id)
        if post.id not in named
        and Permission.EDIT_PORTAL in ROLE_PERMISSIONS[Role(post.role)]
    ]


def is_editor(post_id: UUID, agency_id: UUID) -> bool:
    return bool(_editors.rows(post=post_id, agency=agency_id))


_editors: Compiled[SiteEditor] = Compiled(
    lambda post, agency: SiteEditor.objects.filter(
        post_id=post, agency_id=agency, ended_at__isnull=True
    ).values_list("pk")[:1],
    by_key=True,
)


def names_of(users: Iterable[UUID]) -> Mapping[UUID, str]:
    """By log-in what its person is called; one query."""
    rows = Person.objects.filter(user__in=list(users))
    return {
        user: name
        for user, name in rows.values_list("user_id", "full_name")
        if user is not None
    }
