"""`make run` as real processes: start, fall, restart, stop."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.machine.office import Office, wait_for

pytestmark = [pytest.mark.whole, pytest.mark.slow]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    # pytest's own folders are closed to the user that runs root's database
    place = Path(tempfile.mkdtemp(prefix="congvu-office-"))
    place.chmod(0o755)
    office = Office(place / "var")
    try:
        setup = [sys.executable, "-m", "congvu.config.cli", "setup"]
        subprocess.run(setup, env=office.environment, check=True, timeout=200)
        office.start()
        yield office
    finally:
        if office.process is not None and office.process.poll() is None:
            office.stop()
        shutil.rmtree(place, ignore_errors=True)


def test_the_page_database_worker_and_storage_are_ready(office: Office) -> None:
    assert office.get("/health/live") == (200, '{"status": "ok"}')
    assert "congvu_requests_total" in office.get("/metrics")[1]
    status, page = office.get("/dang-nhap/")
    assert (status, "/static/ui/mark." in page) == (200, True)


def test_the_office_asks_after_the_portal_that_runs_beside_it(office: Office) -> None:
    worker = Path(f"/proc/{office.child('config.cli worker')}/environ").read_bytes()

    runs = "http://portal.localhost:" in office.said()
    assert (b"\0CONGVU_PORTAL_PORT=" in worker) is runs


def test_a_killed_web_server_comes_back_and_callers_only_wait(office: Office) -> None:
    before = office.child("gunicorn")

    os.kill(before, signal.SIGKILL)
    status, _ = office.get("/health/live")

    assert status == 200
    office.wait_for_another("gunicorn", before)


def test_a_killed_database_comes_back_with_its_data(office: Office) -> None:
    before = office.child("postgres")

    os.kill(before, signal.SIGKILL)

    office.wait_for_another("postgres", before)


def test_a_killed_worker_comes_back(office: Office) -> None:
    before = office.child("config.cli worker")

    os.kill(before, signal.SIGKILL)

    office.wait_for_another("config.cli worker", before)


def test_the_running_role_only_adds_to_the_audit_log(office: Office) -> None:
    with office.connect("app") as link:
        append_only = link.execute(
            "SELECT c.relname, has_table_privilege(c.oid, 'INSERT'),"
            " has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')"
            " FROM pg_class c WHERE c.relkind IN ('r', 'p')"
            " AND c.relname ~ '^audit_(event|link)'"
        ).fetchall()
        others = link.execute(
            "SELECT has_table_privilege('accounts_user', 'UPDATE')"
        ).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("CREATE TABLE intruder (id int)")

    assert append_only
    assert all(insert and not change for _, insert, change in append_only)
    assert others == (True,)


def test_the_second_start_says_that_one_is_running(office: Office) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "congvu.machine.supervisor"],
        env=office.environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert second.returncode == 1
    assert "đang chạy rồi" in second.stdout
    assert str(office.port) in second.stdout


def test_stopping_leaves_nothing_and_the_next_start_is_quick(office: Office) -> None:
    took = office.stop()

    assert took < 10
    wait_for(lambda: office.processes() == [], 3, office.said)

    began = time.monotonic()
    office.start()
    # A machine that other work keeps busy stretches the clock, not the effort.
    assert min(time.monotonic() - began, office.effort()) < 10


def test_a_killed_supervisor_takes_its_children_along(office: Office) -> None:
    assert office.process is not None

    office.stop(signal.SIGKILL)

    wait_for(lambda: office.processes() == [], 15, office.said)
    office.start()


def test_a_command_starts_the_database_and_stops_it_again(office: Office) -> None:
    office.stop()

    answer = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "migrate", "--check"],
        env=office.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    assert office.processes() == []


def test_a_taken_port_is_named(office: Office) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        answer = subprocess.run(
            [sys.executable, "-m", "congvu.machine.supervisor"],
            env={**office.environment, "CONGVU_PORT": port},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )

    assert answer.returncode == 1
    assert f"Cổng {port}" in answer.stdout
