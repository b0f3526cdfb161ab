"""The database as migrations leave it, made once in a run and copied from then on.

``python -m tests.pristine`` makes it while the workers still collect their tests; who
needs it waits for it, or makes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation
from psycopg import sql

CODE = Path(__file__).resolve().parents[1]
_LOCK = 20260
_RUN = "PYTEST_XDIST_TESTRUNUID"
_GOES_ANYWAY = "CONGVU_THROWAWAY" in os.environ
_DROPPED = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def name_of_this_run() -> str | None:
    """None for a run without workers: its one database is not worth a copy."""
    run = os.environ.get(_RUN)
    return _name(run) if run else None


def _name(run: str) -> str:
    return f"congvu_pristine_{run[:12]}"


def pristine() -> str | None:
    """Its name, once it is there."""
    name = name_of_this_run()
    if name is None:
        return None
    with _server() as link:
        link.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        found = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            _make(link, name)
    return name


def _make(link: psycopg.Connection, name: str) -> None:
    """Under another name until it is whole."""
    unfinished = sql.Identifier(f"{name}_unfinished")
    link.execute(_DROPPED.format(unfinished))
    link.execute(sql.SQL("CREATE DATABASE {}").format(unfinished))
    at, ours = connection.settings_dict, connection.settings_dict["NAME"]
    connection.close()
    at["NAME"] = f"{name}_unfinished"
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        at["NAME"] = ours
    renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    link.execute(renamed.format(unfinished, sql.Identifier(name)))


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    at = connection.settings_dict
    with psycopg.connect(
        host=at["HOST"],
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as link:
        yield link


# -- of the process that has the workers


def begin(config: pytest.Config) -> subprocess.Popen[bytes]:
    """The run gets its name now, for the workers and for who makes the database."""
    config.option.testrunuid = config.option.testrunuid or uuid.uuid4().hex
    return subprocess.Popen(
        [sys.executable, "-m", "tests.pristine"],
        cwd=CODE,
        env={**os.environ, _RUN: config.option.testrunuid},
    )


def leave_what_goes_anyway() -> None:
    """The scratch cluster is removed whole: to drop its databases, each after a
    checkpoint, took the end of a run ten seconds.
    """
    if _GOES_ANYWAY:
        BaseDatabaseCreation._destroy_test_db = lambda *_: None  # type: ignore[method-assign]  # the one place where Django drops it


def end(config: pytest.Config, maker: subprocess.Popen[bytes]) -> None:
    if maker.wait() != 0 or _GOES_ANYWAY:
        return  # it has said why; the workers made their own, or there is no server
    with _server() as link:
        link.execute(_DROPPED.format(sql.Identifier(_name(config.option.testrunuid))))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
    django.setup()
    pristine()
