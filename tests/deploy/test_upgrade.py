"""Two versions beside each other, a real database, real processes, real failures."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from congvu.machine.cluster import ensure_role, free_port
from congvu.machine.state import with_login
from tests.deploy.commits import FAILS, HALF

pytestmark = [pytest.mark.whole, pytest.mark.slow]

CODE = Path(__file__).resolve().parents[2]
LAST = max(p.stem for p in (CODE / "congvu/law/migrations").glob("0*.py"))
# In place of systemd: starts and stops the same two programs of `current`.
SYSTEMCTL = """#!/bin/sh
cd {root}
case $1 in
start)
    [ ! -e run.pid ] || exit 0
    [ ! -e closed ] || [ -e proving ] || exit 0
    export PYTHONPATH={root}/current
    cd current
    setsid {python} -m gunicorn congvu.config.wsgi:application --threads 2 \\
        --bind 127.0.0.1:$CONGVU_PORT >>../log 2>&1 </dev/null & echo $! >../run.pid
    setsid {python} -m congvu.config.cli worker >>../log 2>&1 </dev/null &
    echo $! >>../run.pid ;;
stop)
    [ -e run.pid ] || exit 0
    for pid in $(cat run.pid); do kill -9 -$pid || kill -9 $pid; done
    rm run.pid ;;
esac
exit 0
"""
COMMAND = """#!/bin/sh
PYTHONPATH={release} exec {python} -m congvu.config.cli "$@"
"""


@dataclass
class Server:
    root: Path
    environment: dict[str, str]
    owner: str

    def release(self, name: str) -> Path:
        return self.root / "releases" / name

    def put(self, name: str) -> Path:
        """A version as install.sh lays it down."""
        release = self.release(name)
        for part in ("congvu", "locale", "requirements", "deploy", "docs"):
            shutil.copytree(CODE / part, release / part)
        shutil.copy2(CODE / "pyproject.toml", release)
        command = release / ".venv" / "bin" / "congvu"
        command.parent.mkdir(parents=True)
        command.write_text(COMMAND.format(release=release, python=sys.executable))
        command.chmod(0o755)
        return release

    def without_law(self, name: str) -> None:
        """It takes long to load and is not what is tried: noted as done."""
        words = "from congvu.machine.stamps import mark_done; mark_done('law')"
        subprocess.run(
            [sys.executable, "-c", words],
            env={**self.environment, "PYTHONPATH": str(self.release(name))},
            cwd=self.root,
            check=True,
        )

    def start(self, name: str, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.release(name) / ".venv/bin/congvu"), *words],
            env=self.environment,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, name: str, *words: str) -> tuple[int, str]:
        with self.start(name, *words) as process:
            said = process.communicate(timeout=300)[0]
        return process.returncode, said

    def systemctl(self, verb: str) -> None:
        subprocess.run(
            [self.environment["CONGVU_SYSTEMCTL"], verb],
            env=self.environment,
            check=True,
        )

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.owner) as link:
            return link.execute(question.encode()).fetchall()

    def tables(self) -> list[tuple[object, ...]]:
        """Their columns, the steps they went through, and who has an account."""
        return [
            *self.ask(
                "SELECT table_name, column_name, data_type"
                " FROM information_schema.columns"
                " WHERE table_schema = 'public' ORDER BY 1, 2"
            ),
            *self.ask("SELECT app, name FROM django_migrations ORDER BY 1, 2"),
            *self.ask("SELECT username FROM accounts_user ORDER BY 1"),
        ]

    def is_open(self) -> bool:
        marks = ("closed", "proving", "upgrade.json")
        return not any((self.root / mark).exists() for mark in marks)


@pytest.fixture(scope="module")
def server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Server]:
    """An office at work in version 1; version 2 fails when its tables are half done."""
    root = Path(tempfile.mkdtemp(prefix="congvu-releases-"))
    root.chmod(0o755)
    given = os.environ["DATABASE_URL"]
    base = urlsplit(given)._replace(path="/upgrade").geturl()
    with django_db_blocker.unblock():
        migrated = str(connection.settings_dict["NAME"])
        connection.close()  # a database that is copied must have nobody in it
    with psycopg.connect(given, autocommit=True) as link:
        ensure_role(link, "upgrade_app", "secret")
        copy = sql.SQL("CREATE DATABASE upgrade TEMPLATE {}")
        link.execute(copy.format(sql.Identifier(migrated)))
    server = Server(root, _environment(root, base), base)
    (root / "units").mkdir()
    systemctl = root / "systemctl"
    systemctl.write_text(SYSTEMCTL.format(root=root, python=sys.executable))
    systemctl.chmod(0o755)
    server.put("1")
    steps = server.put("2") / "congvu" / "law" / "migrations"
    (steps / "0902_half.py").write_text(_half())
    (steps / "0903_fails.py").write_text(FAILS.format(after="0902_half") % 3)
    server.without_law("1")
    for words in (["setup"], ["user", "create", "lan"]):
        code, said = server.run("1", *words)
        assert code == 0, said
    (root / "current").symlink_to("releases/1")
    server.systemctl("start")
    yield server
    server.systemctl("stop")
    shutil.rmtree(root, ignore_errors=True)
    with psycopg.connect(given, autocommit=True) as link:
        link.execute("DROP DATABASE upgrade WITH (FORCE)")
        link.execute("DROP ROLE upgrade_app")


def _half() -> str:
    """The same as in the trial, where a table was made by the version before."""
    return HALF.format(after=LAST).replace("DROP TABLE law_trial", "SELECT 1")


def _environment(root: Path, base: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    return {
        **kept,
        "CONGVU_HOME": str(root / "home"),
        "CONGVU_DEMO": "0",
        "CONGVU_PORT": str(free_port()),
        "CONGVU_ROOT": str(root),
        "CONGVU_BACKUPS": str(root / "shelf"),
        "CONGVU_SYSTEMCTL": str(root / "systemctl"),
        "CONGVU_UNITS": str(root / "units"),
        "CONGVU_USER": "root",
        "DATABASE_URL": with_login(base, "upgrade_app", "secret"),
        "DATABASE_OWNER_URL": base,
    }


def test_a_migration_that_fails_half_way_leaves_all_as_it_was(server: Server) -> None:
    before = server.tables()

    code, said = server.run("2", "upgrade")

    assert code == 1
    assert "dữ liệu như trước" in said
    assert "division by zero" in said
    assert server.tables() == before
    assert ("lan",) in before
    assert (server.root / "current").readlink() == Path("releases/1")
    assert server.is_open()
    # The running role may what it might before, and no more.
    code, said = server.run("1", "check")
    assert code == 0, said


def test_killed_half_way_the_next_run_says_so_and_heals(server: Server) -> None:
    before = server.tables()
    with server.start("2", "upgrade") as process:
        _until_half_done(server)
        process.send_signal(signal.SIGKILL)
    _until_its_children_ended(server)
    assert server.tables() != before
    assert not server.is_open()
    journal = json.loads((server.root / "upgrade.json").read_text())
    assert (journal["old"], journal["new"], journal["stage"]) == ("1", "2", "changing")
    # The doctor runs as the office's own user and reads it, too.
    assert (server.root / "upgrade.json").stat().st_mode & 0o777 == 0o644

    code, said = server.run("2", "upgrade", "--heal")

    assert code == 0, said
    assert "1 → 2 bị ngắt khi đang đưa dữ liệu lên phiên bản mới" in said
    assert server.tables() == before
    assert server.is_open()


def _until_half_done(server: Server) -> None:
    end = time.monotonic() + 60
    question = "SELECT 1 FROM django_migrations WHERE name = '0902_half'"
    while time.monotonic() < end:
        time.sleep(0.5)
        if (server.root / "upgrade.json").exists() and server.ask(question):
            return
    raise AssertionError("the upgrade never came half-way")


def _until_its_children_ended(server: Server) -> None:
    """What a killed upgrade started still waits for the database."""
    end = time.monotonic() + 60
    question = (
        "SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = 'upgrade' AND query LIKE '%pg_sleep%'"
    )
    while server.ask(question):
        assert time.monotonic() < end
        time.sleep(0.5)


def test_without_a_copy_nothing_is_changed(server: Server) -> None:
    """The folder of copies is no folder: the office goes on as it is."""
    shelf = server.root / "shelf"
    aside = shelf.rename(server.root / "aside")
    shelf.write_text("in the way")
    before = server.tables()

    code, said = server.run("2", "upgrade")

    assert code == 1
    assert "không nâng cấp" in said
    assert server.tables() == before
    assert server.is_open()
    shelf.unlink()
    aside.rename(shelf)


def test_an_older_version_is_refused(server: Server) -> None:
    with psycopg.connect(server.owner, autocommit=True) as link:
        link.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('law', '9999_of_tomorrow', now())"
        )

    code, said = server.run("2", "upgrade")

    with psycopg.connect(server.owner, autocommit=True) as link:
        link.execute("DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'")
    assert code == 1
    assert "law.9999_of_tomorrow" in said
    assert server.is_open()


def test_the_same_version_has_nothing_to_do(server: Server) -> None:
    code, said = server.run("1", "upgrade")

    assert code == 0
    assert "không có gì để làm" in said
