"""For machines that read along: maps of the site, feeds, what robots leave alone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congvu.portal.models import SectionPage, SitePage
from congvu.portal.queries.mapped import map_parts, mapped, told_of
from congvu.portal.views.public import page_at

_FEED_KINDS = {"atom": "application/atom+xml", "rss": "application/rss+xml"}


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The parts of the map: pages, papers, answers, drafts, by fifty thousand."""
    firsts = map_parts(timezone.localdate())
    parts = [f"{kind}-{key}" for kind, keys in firsts.items() for key in keys]
    context = {"url": settings.PORTAL_URL, "parts": parts}
    return render(request, "portal/sitemap.xml", context, content_type="text/xml")


@require_safe
def site_map_part(request: HttpRequest, kind: str, first: str) -> HttpResponse:
    on = timezone.localdate()
    places = [
        (f"{settings.PORTAL_URL}{path}", changed)
        for path, changed in mapped(kind, first, on)
    ]
    if not places:
        raise Http404
    return render(
        request, "portal/sitemap_part.xml", {"places": places}, content_type="text/xml"
    )


@require_safe
def feed(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """What is new on a site, or in one of its sections."""
    page = page_at(request, path)
    if not isinstance(page, SitePage | SectionPage):
        raise Http404
    entries = told_of(page, timezone.localdate())
    here = f"{settings.PORTAL_URL}{page.url}"
    context = {
        "title": page.title,
        "home": here,
        "self": f"{settings.PORTAL_URL}{request.path}",
        "language": request.LANGUAGE_CODE,
        "entries": [(one, f"{settings.PORTAL_URL}{one.url}") for one in entries],
        "newest": max((one.at for one in entries), default=page.first_published_at),
    }
    return render(
        request, f"portal/feed.{kind}", context, content_type=_FEED_KINDS[kind]
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is drawn anew for each reader, and what is sent, is no robot's."""
    return render(
        request,
        "portal/robots.txt",
        {"url": settings.PORTAL_URL},
        content_type="text/plain; charset=utf-8",
    )
