"""The handbook's front page and its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congvu.accounts.access import signed_in
from congvu.handbook.queries import handbook_page
from congvu.handbook.rules import PAGES, ROLE_PAGES, SIGN_IN


@require_safe
@signed_in
def front(request: HttpRequest) -> HttpResponse:
    """Every page with its lead; that of one's own role first."""
    seat = getattr(request, "seat", None)
    own = ROLE_PAGES[seat.role] if seat else ""
    slugs = sorted(PAGES, key=lambda slug: slug != own)
    pages = [(slug, handbook_page(slug), slug == own) for slug in slugs]
    return render(request, "handbook/front.html", {"pages": pages})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page; how to sign in is told to whoever stands at the door."""
    if slug == SIGN_IN and not request.user.is_authenticated:
        return _show(request, slug, frame="ui/gate.html")
    return _inside(request, slug)


@signed_in
def _inside(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, slug, frame="ui/base.html")


def _show(request: HttpRequest, slug: str, *, frame: str) -> HttpResponse:
    found = handbook_page(slug)
    if found is None:
        raise Http404
    context = {"page": found, "slug": slug, "frame": frame}
    return render(request, "handbook/page.html", context)
