"""`make run` as real processes: start, fall, restart, stop."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from congvu.machine.cluster import free_port

pytestmark = pytest.mark.slow

CODE = Path(__file__).resolve().parents[2]


class Office:
    """A supervisor with a state folder and a port of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")},
            "CONGVU_HOME": str(home),
            "CONGVU_PORT": str(self.port),
            "CONGVU_DEMO": "0",
            "PYTHONPATH": str(CODE),
        }

    def start(self) -> None:
        with (self.home.parent / "out.txt").open("a") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "congvu.machine.supervisor"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        wait_for(self.is_ready_or_gone, 80, self.said)
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        logs = [*self.home.glob("log/*.log"), self.home.parent / "out.txt"]
        return "\n".join(f"== {p.name}\n{p.read_text()[-1500:]}" for p in logs)

    def get(self, path: str) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            link.request("GET", path)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        finally:
            link.close()

    def is_ready(self) -> bool:
        try:
            status, text = self.get("/health/ready")
        except (OSError, http.client.HTTPException):
            return False
        return status == 200 and json.loads(text)["status"] == "ok"

    def is_ready_or_gone(self) -> bool:
        return self.is_ready() or (
            self.process is not None and self.process.poll() is not None
        )

    def processes(self) -> list[int]:
        """Everything that runs for this state folder, the database included."""
        mark = f"CONGVU_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                mine = mark in (folder / "environ").read_bytes().split(b"\0")
                below = self.home in (folder / "cwd").resolve().parents
            except OSError:
                continue
            if mine or below:
                found.append(int(folder.name))
        return found

    def child(self, words: str) -> int:
        """The process of that command line that our supervisor started itself."""
        assert self.process is not None
        for pid in self.processes():
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
            if int(stat[1]) == self.process.pid and words in command.decode():
                return pid
        raise LookupError(words)

    def wait_for_another(self, words: str, before: int) -> None:
        """Orphans of the killed one may still answer for a moment: wait for the new."""

        def replaced() -> bool:
            try:
                return self.child(words) != before
            except (LookupError, OSError):
                return False

        wait_for(replaced, 20, self.said)
        wait_for(self.is_ready, 40, self.said)

    def effort(self) -> float:
        """Processor seconds spent by everything that runs, and by what it ran."""
        ticks = 0
        for pid in self.processes():
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, stat[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self, number: int = signal.SIGTERM) -> float:
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - began

    def connect(self, role: str) -> psycopg.Connection[tuple[object, ...]]:
        record = json.loads((self.home / "database.json").read_text())
        return psycopg.connect(
            host="127.0.0.1",
            port=record["port"],
            dbname="congvu",
            user=f"congvu_{role}",
            password=record[f"{role}_password"],
        )


def wait_for(true: Callable[[], bool], seconds: float, said: Callable[[], str]) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"not within {seconds} s\n{said()}")
        time.sleep(0.1)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    # pytest's own folders are closed to the user that runs root's database
    place = Path(tempfile.mkdtemp(prefix="congvu-office-"))
    place.chmod(0o755)
    office = Office(place / "var")
    try:
        office.start()
        yield office
    finally:
        if office.process is not None and office.process.poll() is None:
            office.stop()
        shutil.rmtree(place, ignore_errors=True)


def test_the_page_database_worker_and_storage_are_ready(office: Office) -> None:
    assert office.get("/health/live") == (200, '{"status": "ok"}')
    assert "congvu_requests_total" in office.get("/metrics")[1]


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
