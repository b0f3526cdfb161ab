"""While no leader of the database answers, pages are read from a standby.

Only where ``DATABASE_STANDBY_URL`` is set (deploy/ha). Rights and sessions are asked of
the standby as of the leader; whoever would write, if only that somebody looked, is told
to wait. So lists, searching and what is going on can be read, and no paper is shown
without a line in the log.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from congvu.config.middleware import POLICY, may_have_seat

Handler = Callable[[HttpRequest], HttpResponse]

STANDBY = "standby"
FAILED = {500, 503}
ASK_AGAIN = 1.0
"""Seconds between two questions to a leader that is away."""
OLDEST = 300
"""Seconds. A standby that heard nothing for longer may not know of a right taken
back; workers write every few seconds, so on a sound one the last change is younger."""


class Leader:
    """Whether the leader answers, as far as this process knows."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._away = False
        self._ask_at = 0.0

    def answers(self) -> bool:
        """Asked with each request; of one that was away, by a thread of its own."""
        if not self._away:
            self._away = not _leads()
        elif self._is_due():
            threading.Thread(target=self._ask, name="leader", daemon=True).start()
        return not self._away

    def _is_due(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if now < self._ask_at:
                return False
            self._ask_at = now + ASK_AGAIN
            return True

    def _ask(self) -> None:
        """Nobody who reads has to wait for this."""
        self._away = not _leads()
        connection.close()


def standby_middleware(get_response: Handler) -> Handler:
    """Outside of all that asks the database."""
    if STANDBY not in settings.DATABASES:
        raise MiddlewareNotUsed
    leader = Leader()

    def middleware(request: HttpRequest) -> HttpResponse:
        if not may_have_seat(request.path):
            return get_response(request)
        is_reading = request.method in {"GET", "HEAD"}
        if leader.answers():
            response = get_response(request)
            # Lost meanwhile? What was only read can be read again elsewhere.
            if response.status_code not in FAILED or leader.answers():
                return response
            if not is_reading:
                return _wait(request, is_certain=False)
        if is_reading:
            with on_standby() as is_fresh:
                response = get_response(request) if is_fresh else _wait(request)
                if response.status_code not in FAILED:
                    return response
        return _wait(request)

    return middleware


@contextmanager
def on_standby() -> Iterator[bool]:
    """This thread's questions go to the standby; told whether it is fresh enough."""
    ours = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[STANDBY]
    try:
        yield _says(
            "SELECT NOT pg_is_in_recovery()"
            " OR now() - pg_last_xact_replay_timestamp() < make_interval(secs => %s)",
            OLDEST,
        )
    finally:
        connections[STANDBY].close()
        connections[DEFAULT_DB_ALIAS] = ours


def _leads() -> bool:
    return _says("SELECT NOT pg_is_in_recovery()")


def _says(question: str, *values: int) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return bool(cursor.fetchone()[0])
    except Error:
        # Not kept for the next one: the server behind it may be another by then.
        connection.close()
        return False


def _wait(request: HttpRequest, *, is_certain: bool = True) -> HttpResponse:
    """Nothing was written, or (when it was lost on the way) nobody knows yet."""
    words = {
        "is_certain": is_certain,
        "is_reading": request.method in {"GET", "HEAD"},
    }
    # Whoever asks is not known here; their browser says which language was chosen.
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = chosen in dict(settings.LANGUAGES)
    with translation.override(chosen if known else settings.LANGUAGE_CODE):
        page = render_to_string("503_standby.html", words)
    response = HttpResponse(page, status=503)
    response["Retry-After"] = "5"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response
