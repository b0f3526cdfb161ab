"""``/health/live`` and ``/health/ready``: is the process up, can it do its work."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

HEARTBEAT_SECONDS = 30  # a worker says every 10 seconds that it lives
TRIAL_BYTES = 64 * 1024


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when all checks pass, else 503; says which failed, never why in detail."""
    checks = {
        name: "ok" if check() else "failed"
        for name, check in {
            "database": _database_answers,
            "worker": _worker_lives,
            "storage": _storage_is_writable,
        }.items()
    }
    good = set(checks.values()) == {"ok"}
    return JsonResponse(
        {"status": "ok" if good else "failed", "checks": checks},
        status=200 if good else 503,
    )


def _database_answers() -> bool:
    return _asks("SELECT true")


def _worker_lives() -> bool:
    return _asks(
        "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => %s))",
        HEARTBEAT_SECONDS,
    )


def _asks(question: str, *values: int) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False


def _storage_is_writable() -> bool:
    return _can_write(settings.HOME / "tmp")


def _can_write(folder: Path) -> bool:
    """Some bytes: a file of nothing fits on a full disk, too."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="health-") as trial:
            trial.write(bytes(TRIAL_BYTES))
    except OSError:
        return False
    return True
