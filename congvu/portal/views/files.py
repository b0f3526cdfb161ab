"""Files beside pages: an editor laid them in, a stranger may have made them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils._os import safe_join

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
