"""What people see when the machine fails and not the code: "not now", and why.

A database that restarts, a full disk, a bucket that does not answer: 503 with
Retry-After in place of 500. Whatever was asked is undone as a whole; connections heal
by themselves, so that asking again is all there is to do.
"""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from congvu.files.actions import NoRoom
from congvu.files.store import StoreUnavailable
from congvu.lib.refusals import NotNow

RETRY_AFTER = 5  # seconds
# SQLSTATE: connection lost, operator's intervention, too many connections.
_AWAY = ("08", "57P", "53300")
_DISK_FULL = "53100"


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``; no query and no session here, the database may be what fails."""
    what = interruption(sys.exc_info()[1])
    if not what:
        return defaults.server_error(request)
    page = render_to_string("503.html", {"what": what})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})


def interruption(error: BaseException | None) -> str:
    """``database``, ``disk`` or ``store``; empty for a mistake of our own."""
    if isinstance(error, NoRoom):
        return "disk"
    if isinstance(error, StoreUnavailable | NotNow):
        return "store"
    if isinstance(error, OSError):
        return "disk" if error.errno in {errno.ENOSPC, errno.EDQUOT} else ""
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    state = getattr(error.__cause__, "sqlstate", None)
    if state == _DISK_FULL:
        return "disk"
    if state is None:
        lost = isinstance(error, OperationalError | InterfaceError)
        return "database" if lost else ""
    return "database" if state.startswith(_AWAY) else ""
