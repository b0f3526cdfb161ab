"""The worker as a real process, and what becomes of the runs of a killed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.jobs import queries
from congvu.jobs.actions import (
    RunNotFailed,
    enqueue,
    forget_old_runs,
    note_error,
    retry,
    retry_stalled,
)
from congvu.jobs.management.commands.worker import HEARTBEAT_EVERY

ROOT = Path(__file__).resolve().parents[2]
NOBODY = "00000000-0000-7000-8000-000000000000"


def clear_runs() -> None:
    """Django does not empty the library's tables after a test with real commits."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def start_worker(
    home: Path, *options: str, **environment: str
) -> subprocess.Popen[bytes]:
    host, port = (connection.settings_dict[k] for k in ("HOST", "PORT"))
    user, name = (connection.settings_dict[k] for k in ("USER", "NAME"))
    password = connection.settings_dict["PASSWORD"]
    login = f"{user}:{password}" if password else user
    return subprocess.Popen(
        [sys.executable, "manage.py", "worker", *options],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": f"postgresql://{login}@/{name}?host={host}&port={port}",
            "CONGVU_HOME": str(home),
            **environment,
        },
    )


def wait_for(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def status_of(name: str) -> str:
    return ProcrastinateJob.objects.get(task_name=name).status


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_does_runs_shows_life_and_stops_when_told(tmp_path):
    clear_runs()
    worker = start_worker(tmp_path)
    try:
        assert wait_for((tmp_path / "worker-heartbeat").exists, 40)
        enqueue("jobs.forget_finished_runs")
        assert wait_for(
            lambda: status_of("jobs.forget_finished_runs") == "succeeded", 20
        )
        rss = int(Path(f"/proc/{worker.pid}/statm").read_text().split()[1]) * 4096
        # Most of it is the program itself: every app, what its doors tell, and Wagtail.
        assert rss < 230 * 1024 * 1024
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_failing_run_keeps_its_error_and_is_tried_again(tmp_path):
    clear_runs()
    enqueue("files.erase", file_id=NOBODY)

    worker = start_worker(tmp_path, "--once")
    assert worker.wait(timeout=60) == 0

    row = ProcrastinateJob.objects.get(task_name="files.erase")
    assert (row.status, row.attempts) == ("todo", 1)
    run = next(r for r in queries.recent_runs() if r.id == row.id)
    assert "DoesNotExist" in run.error


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_clock_is_put_back_begins_anew(tmp_path):
    """An hour ahead, then right again: what it ran for already is forgotten."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        pytest.skip("not run: Debian's faketime is not on this machine")
    clear_runs()
    clock = tmp_path / "clock"
    clock.write_text("+3600")
    worker = start_worker(
        tmp_path,
        LD_PRELOAD=str(library),
        FAKETIME_TIMESTAMP_FILE=str(clock),
        FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
        DONT_FAKE_MONOTONIC="1",
    )
    try:
        assert wait_for(lambda: moments_ahead() > 0, 60)

        clock.write_text("+0")

        assert worker.wait(timeout=60) == 0
        assert moments_ahead() == 0
    finally:
        worker.kill()
        worker.wait()
        clear_runs()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_suspended_goes_on(tmp_path):
    """As by a snapshot of its machine: it does not strike itself out on waking."""
    clear_runs()
    worker = start_worker(tmp_path)
    try:
        assert wait_for(lambda: len(alive()) == 1, 60)
        (before,) = alive()
        os.kill(worker.pid, signal.SIGSTOP)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_workers"
                " SET last_heartbeat = last_heartbeat - interval '1 hour'"
            )
        time.sleep(2 * HEARTBEAT_EVERY)

        os.kill(worker.pid, signal.SIGCONT)
        enqueue("files.erase", file_id=NOBODY)

        assert wait_for(
            lambda: ProcrastinateJob.objects.filter(
                task_name="files.erase", attempts=1
            ).exists(),
            60,
        )
        assert alive() == [before]
        assert worker.poll() is None
    finally:
        os.kill(worker.pid, signal.SIGCONT)
        worker.kill()
        worker.wait()
        clear_runs()


def alive() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_workers")
        return [row[0] for row in cursor.fetchall()]


def moments_ahead() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_periodic_defers"
            " WHERE to_timestamp(defer_timestamp) > now() + interval '2 min'"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_runs_of_a_silent_worker_are_put_back():
    enqueue("files.erase", file_id=NOBODY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
        (worker_id,) = cursor.fetchone()
        cursor.execute("SELECT procrastinate_fetch_job_v2(NULL, %s)", [worker_id])
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'"
        )

    assert retry_stalled(silent_for=20, at=timezone.now()) == 1
    assert status_of("files.erase") == "todo"


@pytest.mark.django_db
def test_runs_of_a_living_worker_are_left_alone():
    enqueue("files.erase", file_id=NOBODY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
        (worker_id,) = cursor.fetchone()
        cursor.execute("SELECT procrastinate_fetch_job_v2(NULL, %s)", [worker_id])

    assert retry_stalled(silent_for=20, at=timezone.now()) == 0
    assert status_of("files.erase") == "doing"


@pytest.fixture
def failed_run(db):
    enqueue("files.erase", file_id=NOBODY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_fetch_job_v2(NULL, NULL)")
        cursor.execute(
            "SELECT procrastinate_finish_job_v1(id, 'failed', false) "
            "FROM procrastinate_jobs"
        )
    return ProcrastinateJob.objects.get()


def test_an_operator_puts_a_failed_run_back_and_the_log_says_so(failed_run):
    retry(run_id=failed_run.id, at=timezone.now(), by=SYSTEM)

    assert status_of("files.erase") == "todo"
    assert AuditEvent.objects.filter(event="jobs.retried").count() == 1
    with pytest.raises(RunNotFailed):
        retry(run_id=failed_run.id, at=timezone.now(), by=SYSTEM)


def test_old_runs_are_forgotten_with_their_errors(failed_run):
    now = timezone.now()
    note_error(run_id=failed_run.id, name="x", error=ValueError("y"), at=now)

    assert forget_old_runs(before=now - timedelta(days=30)) == 0
    assert forget_old_runs(before=now + timedelta(days=1)) == 1
    assert queries.queue_state().failed == 0
