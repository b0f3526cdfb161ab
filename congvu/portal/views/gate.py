"""The gate of everything under /bien-tap/: Wagtail's editor, from one's own seat."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from congvu.accounts.access import signed_in, user_of
from congvu.organisations.access import Seat
from congvu.portal.access import may_edit, working
from congvu.portal.actions import enter
from congvu.portal.views.under_way import listen

# The editor is Wagtail's. Its scripts come from here; some of its styles stand in its
# pages. No script that stands in a page runs, and nothing comes from elsewhere.
EDITOR_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

listen()

View = Callable[..., HttpResponseBase]


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
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.headers.setdefault("Content-Security-Policy", EDITOR_POLICY)
        return response

    gated = cast(View, signed_in(guarded))
    gated.passed = "editors_only"  # type: ignore[attr-defined]  # asked in tests
    return gated
