"""The public site beside the office of the journeys: the real process, its own role."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.config.portal_rights import PORTAL_RIGHTS
from congvu.portal.actions import make_sites
from tests.journeys.office import CODE, wait_for

# A role is of the whole server, where other processes have their portals.
ROLE = f"congvu_portal_journey_{os.getpid()}"


def _login() -> str:
    """A role of its own with the rights of the public process."""
    at = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'chi-de-thu'")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        for table, rights in PORTAL_RIGHTS.items():
            cursor.execute(f"GRANT {rights} ON {table} TO {ROLE}")
    where = f"host={at['HOST']}&port={at['PORT']}"
    return f"postgresql://{ROLE}:chi-de-thu@/{at['NAME']}?{where}"


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


@contextmanager
def open_portal() -> Iterator[str]:
    """The public process's address, once it answers."""
    now = timezone.now()
    make_sites(on=timezone.localdate(now), by=SYSTEM, at=now)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url, login = f"http://localhost:{port}", _login()
    with tempfile.TemporaryDirectory(prefix="cv-") as home:
        (Path(home) / "static").mkdir()
        # The shelf of public files is the office's.
        (Path(home) / "portal").symlink_to(Path(settings.HOME) / "portal")
        served = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "congvu.config.wsgi"),
                *("-c", "python:congvu.config.portal_server"),
                *("-b", f"127.0.0.1:{port}"),
            ],
            cwd=CODE,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "congvu.config.portal_settings",
                "DATABASE_URL": login,
                "DATABASE_PORTAL_URL": login,
                "CONGVU_HOME": home,
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(lambda: _answers(url), 60)
            yield url
        finally:
            served.terminate()
            with suppress(subprocess.TimeoutExpired):
                served.wait(10)
            served.kill()
            served.wait()
            _drop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/live", timeout=5) as found:  # noqa: S310 - our own process
            return bool(found.status == 200)
    except (urllib.error.URLError, OSError):
        return False
