"""What Django keeps for the moment, kept by thread alone."""

from __future__ import annotations

import threading

from django.db import connections
from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real


def keep_by_thread() -> None:
    """Django keeps the language, the zone, the addresses and the connections of the
    moment where coroutines find theirs, too. In a web server each request has a thread
    and no coroutine, and a page looks these up some thousand times.

    For a process that serves pages, before its first request.
    """
    for module, name in (
        (trans_real, "_active"),
        (timezone, "_active"),
        (addresses, "_prefixes"),
        (addresses, "_urlconfs"),
        (connections, "_connections"),
    ):
        setattr(module, name, threading.local())
