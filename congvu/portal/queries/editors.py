"""Who writes for which site, and which sites an agency has."""

from __future__ import annotations

from uuid import UUID

from congvu.portal.models import BodyPage, ProvincePage, SiteEditor, SitePage


def sites_of(agency_id: UUID) -> list[SitePage]:
    """The agency's site in each language it has one in."""
    found: list[SitePage] = list(ProvincePage.objects.filter(agency_id=agency_id))
    return found or list(BodyPage.objects.filter(agency_id=agency_id))


def editors_of(agency_id: UUID) -> list[SiteEditor]:
    """Posts named for an agency's site today, in the order they were named."""
    rows = SiteEditor.objects.filter(agency_id=agency_id, ended_at__isnull=True)
    return list(rows.select_related("post").order_by("named_at", "id"))


def is_editor(post_id: UUID, agency_id: UUID) -> bool:
    return SiteEditor.objects.filter(
        post_id=post_id, agency_id=agency_id, ended_at__isnull=True
    ).exists()
