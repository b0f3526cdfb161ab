"""Visits as they are noted: the moment and the page, and nothing of who came.

Behind nginx it is nginx that writes these lines (``deploy/portal/nginx``), because it
answers most visits by itself; without it this process does. A job counts them.
"""

from __future__ import annotations

import os
import re
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Machines say so, nearly all of them; who says nothing is one, too.
ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|fetch|curl|wget|python|java/|go-http|monitor|preview"
    r"|headless|lighthouse|^$",
    re.IGNORECASE,
)


def note_visit(request: HttpRequest, response: HttpResponse, *, at: datetime) -> None:
    """One line, written in one piece whatever other processes write."""
    agent = request.headers.get("User-Agent", "")
    if response.status_code not in {200, 304} or ROBOTS.search(agent):
        return
    line = f"{at.isoformat(timespec='seconds')} {request.path}\n"
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    try:
        log = os.open(settings.VISITS_LOG, flags, 0o640)
    except OSError:
        return  # a visit less is no reason to show nothing
    with os.fdopen(log, "ab", buffering=0) as out:
        out.write(line.encode())
