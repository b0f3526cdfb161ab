"""A second office as a process of its own, with a database of its own, at 127.0.0.1.

The first one is `localhost`, so that a browser keeps their cookies apart.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.journeys.office import CODE
from tests.pristine import pristine

NAME = "congvu_other_office"
PEOPLE = """
import django
django.setup()
from django.utils import timezone
from tests.people import make_province
make_province(timezone.now(), timezone.localdate())
"""


@dataclass
class OtherOffice:
    url: str
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """``congvu …`` as its operator types it."""
        done = subprocess.run(
            [sys.executable, "-m", "congvu.config.cli", *words],
            cwd=CODE,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def running_other_office(home: Path) -> Iterator[OtherOffice]:
    at = connection.settings_dict
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = OtherOffice(
        f"http://127.0.0.1:{port}",
        {
            **os.environ,
            "DATABASE_URL": f"postgresql://{login}@/{NAME}"
            f"?host={at['HOST']}&port={at['PORT']}",
            "CONGVU_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
        },
    )
    migrated = pristine()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE {migrated or 'template1'}")
    try:
        if migrated is None:
            office.command("migrate", "--verbosity", "0")
        _run(office, [sys.executable, "-c", PEOPLE]).wait()
        server = _run(
            office,
            [
                sys.executable,
                "manage.py",
                "runserver",
                "--noreload",
                f"127.0.0.1:{port}",
            ],
        )
        try:
            _wait_for(port)
            yield office
        finally:
            server.terminate()
            server.wait(20)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _run(office: OtherOffice, command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=CODE,
        env=office.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the other office did not open")
