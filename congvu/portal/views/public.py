"""What the public process answers. Nobody signs in; nothing of the office is read."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from congvu.portal.models import PortalPage, PublicPage
from congvu.portal.queries.media import is_shown
from congvu.portal.rules import TREES, VIEW_COOKIE, VIEWS, is_ours, looks_of
from congvu.portal.views.files import laid_file, saved

_YEAR = 365 * 86400


def page_at(request: HttpRequest, path: str) -> PortalPage:
    """A page that is out, by its address in the reader's language."""
    tree = TREES[request.LANGUAGE_CODE]
    found = Page.objects.live().filter(url_path=f"/{tree}/{path}").first()
    page = found.specific if found else None
    if not isinstance(page, PortalPage):
        raise Http404
    return page


@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page of Wagtail's by its address."""
    found: HttpResponse = page_at(request, path).serve(request)
    return found


@require_safe
def save(request: HttpRequest, path: str) -> HttpResponse:
    """An article alone as a file, to keep or to pass on; it needs nothing else."""
    found = page_at(request, path)
    if not isinstance(found, PublicPage):
        raise Http404
    return saved(request, "portal/saved.html", {"page": found}, name=found.title)


@require_safe
def media(_request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or file of a page that is out; kept no longer than the page itself.

    What lies under a name never changes: asked again, a browser has it still.
    """
    if not is_shown(path):
        raise Http404
    response = laid_file(path)
    response.headers["ETag"] = f'"{PurePath(path).stem}"'
    return response


@require_safe
def view(request: HttpRequest, choice: str) -> HttpResponse:
    """Larger letters, more contrast: kept in a cookie, nowhere else."""
    if choice not in VIEWS:
        raise Http404
    response = HttpResponseRedirect(_back(request))
    kept = looks_of(request.META.get("HTTP_COOKIE", "")) ^ {VIEWS[choice]}
    response.set_cookie(
        VIEW_COOKIE,
        ".".join(sorted(kept)),
        max_age=_YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> str:
    """Where they came from, never to another house."""
    back = request.GET.get("ve", "/")
    return back if is_ours(back) else "/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/404.html", status=404)


def refused(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """What cannot be read; with a reason, a form without this page's own token."""
    status = 403 if reason else 400
    return render(request, "portal/400.html", status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without a question to the database: that may be what failed."""
    return render(request, "portal/500.html", status=500)
