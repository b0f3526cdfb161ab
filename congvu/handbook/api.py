"""The handbook for programs: the same pages, as they are shown."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from congvu.handbook.queries import handbook_page
from congvu.handbook.rules import PAGES, ROLE_PAGES

router = Router(tags=["Trợ giúp"])


class PageLineOut(Schema):
    """``is_own`` marks the page of the role one acts in."""

    slug: str
    title: str
    lead: str
    is_own: bool


class SectionOut(Schema):
    slug: str
    title: str


class PageOut(Schema):
    """``html`` begins after title and lead; headings carry the sections' slugs."""

    slug: str
    title: str
    lead: str
    sections: list[SectionOut]
    html: str


@router.get("/handbook", response=list[PageLineOut], summary="Sổ tay theo vai trò")
def pages(request: HttpRequest) -> list[dict[str, Any]]:
    seat = getattr(request, "seat", None)
    own = ROLE_PAGES[seat.role] if seat else ""
    return [
        {"slug": slug, "title": page.title, "lead": page.lead, "is_own": slug == own}
        for slug in PAGES
        if (page := handbook_page(slug))
    ]


@router.get("/handbook/{slug}", response=PageOut, summary="Một trang sổ tay")
def one(request: HttpRequest, slug: str) -> dict[str, Any]:
    page = handbook_page(slug)
    if page is None:
        raise Http404
    return {
        "slug": slug,
        "title": page.title,
        "lead": page.lead,
        "sections": page.sections,
        "html": page.html,
    }
