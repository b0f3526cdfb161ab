"""The gate of everything under /bien-tap/: Wagtail's editor, from one's own seat."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from wagtail.admin import auth
from wagtail.models import Page

from congvu.accounts.access import signed_in, user_of
from congvu.organisations.access import Seat
from congvu.portal.access import may_edit, seat_at_work, working
from congvu.portal.access.branches import why_not_here
from congvu.portal.actions import enter
from congvu.portal.queries import sites_of
from congvu.portal.views.under_way import listen

# The editor is Wagtail's. Its scripts come from here; some of its styles stand in its
# pages. No script that stands in a page runs, and nothing comes from elsewhere.
EDITOR_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

listen()

View = Callable[..., HttpResponseBase]


# By which name an address of Wagtail's names the page it is about.
_PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "pk")


def _page_of(request: HttpRequest) -> Page | None:
    match = request.resolver_match
    if match is None or "pages" not in match.route:
        return None
    keys = [match.kwargs[name] for name in _PAGE_KEYS if name in match.kwargs]
    return Page.objects.filter(pk=keys[0]).first() if keys else None


def told_why(request: HttpRequest) -> HttpResponse:
    """In Wagtail's place of a bare way back: whose the page is and whom to ask."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    seat = seat_at_work()
    if seat is None:
        raise Http404
    context = {"why": why_not_here(seat, _page_of(request))}
    return render(request, "portal/office/not_here.html", context, status=403)


auth.permission_denied = told_why


def _say_why_elsewhere(request: HttpRequest, seat: Seat) -> None:
    """Who opens a branch that is not theirs finds nothing in it, and is told why."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtailadmin_explore":
        return
    page = _page_of(request)
    if page is None or page.is_root():
        return
    may = page.permissions_for_user(request.user)
    leads_to_own = any(
        site.path.startswith(page.path) for site in sites_of(seat.agency_id)
    )
    if not (may.can_edit() or may.can_add_subpage() or leads_to_own):
        messages.warning(request, why_not_here(seat, page))


def editors_only(view: View) -> View:
    """Not found for whoever's seat has no site to write for."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seat: Seat | None = getattr(request, "seat", None)
        if seat is None or not may_edit(seat):
            raise Http404
        enter(user=user_of(request), seat=seat)
        # What is done and its line in the log: both or neither.
        with working(seat), transaction.atomic():
            response = cast(HttpResponse, view(request, *args, **kwargs))
            _say_why_elsewhere(request, seat)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.headers.setdefault("Content-Security-Policy", EDITOR_POLICY)
        return response

    gated = cast(View, signed_in(guarded))
    gated.passed = "editors_only"  # type: ignore[attr-defined]  # asked in tests
    return gated
