"""Files beside pages: an editor laid them in, a stranger may have made them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import render
from django.utils._os import safe_join

from congvu.portal.queries.shelf import public_file_place
from congvu.portal.rules import slug_of
from congvu.ui.deeds import PDF_POLICY, SANDBOX

# Nothing in it runs, whatever a browser takes it for.
KEPT = "default-src 'none'; sandbox"


def laid_file(path: str) -> HttpResponseBase:
    """A file below the portal's folder, never one above it."""
    try:
        place = Path(safe_join(settings.MEDIA_ROOT, path))
        response = FileResponse(place.open("rb"))
    except (OSError, ValueError, SuspiciousFileOperation) as why:
        raise Http404 from why
    response.headers["Content-Security-Policy"] = KEPT
    return response


def shelved(
    request: HttpRequest, digest: str, name: str, kind: str, *, about: str
) -> HttpResponseBase:
    """A file of the public's shelf: shown where asked and harmless, else given away.

    ``about``: the address of the page that tells of it.
    """
    try:
        stream = public_file_place(digest).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    shown = "xem" in request.GET and kind == "application/pdf"
    response = FileResponse(
        stream, as_attachment=not shown, filename=name, content_type=kind
    )
    response.headers["Content-Security-Policy"] = PDF_POLICY if shown else SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = f'"{digest}"'
    # What was called back has to vanish: nobody keeps it without asking again.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Link"] = f'<{settings.PORTAL_URL}{about}>; rel="describedby"'
    return response


def saved(
    request: HttpRequest, template: str, context: dict[str, Any], *, name: str
) -> HttpResponse:
    """A page alone as a file, to keep or to pass on; it needs nothing else."""
    response = render(request, template, context)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{slug_of(name)}.html"'
    )
    response.headers["Content-Security-Policy"] = KEPT
    return response
