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

from congvu.portal.rules import slug_of

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
