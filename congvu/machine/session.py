"""Taking turns at the embedded database: the first user starts it, the last stops it.

The supervisor and every `congvu` command share one lock file. Whoever can take it
alone knows that nobody else uses the server.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from congvu.machine.cluster import (
    Cluster,
    ClusterProblem,
)
from congvu.machine.processes import Lock, spawn
from congvu.machine.state import has_external_database, make_state_folder

# Servers we started and somebody else still uses; they are not ours to wait for.
_LEFT_TO_OTHERS: list[subprocess.Popen[bytes]] = []


def office_lock() -> Lock:
    """Held by the supervisor as long as the office runs."""
    return Lock(make_state_folder() / "run" / "office.lock")


def users_lock() -> Lock:
    return Lock(make_state_folder() / "run" / "database-users.lock")


def start_lock() -> Lock:
    return Lock(make_state_folder() / "run" / "database-start.lock")


def office_is_running() -> bool:
    lock = office_lock()
    try:
        return not lock.try_alone()
    finally:
        lock.close()


@contextmanager
def database_at_hand(*, throwaway: bool = False) -> Iterator[None]:
    """The database answers inside the block; what we started is stopped after it."""
    if has_external_database():
        yield
        return
    cluster = Cluster(throwaway=throwaway)
    users = users_lock()
    users.wait_shared()
    server = None
    try:
        server = _bring_up(cluster)
        yield
    finally:
        if users.try_alone() and not office_is_running():
            stop_server(cluster)
        users.close()
        if server is not None and not cluster.running():
            server.wait()
        elif server is not None:
            _LEFT_TO_OTHERS.append(server)


def _bring_up(cluster: Cluster) -> subprocess.Popen[bytes] | None:
    if office_is_running():
        # The supervisor starts and restarts the server; a second one would collide.
        _wait_for_supervisor(cluster)
        return None
    with start_lock().alone():
        if cluster.exists() and cluster.running():
            cluster.wait_until_ready()
            return None
        cluster.prepare()
        server = spawn_server(cluster)
        cluster.wait_until_ready()
        cluster.bootstrap()
        return server


def _wait_for_supervisor(cluster: Cluster) -> None:
    end = time.monotonic() + 60
    while not (cluster.exists() and cluster.running()):
        if time.monotonic() > end:
            raise ClusterProblem("Cơ sở dữ liệu của máy chủ đang chạy không trả lời.")
        time.sleep(0.2)
    cluster.wait_until_ready()


def spawn_server(
    cluster: Cluster, *, dies_with_parent: int | None = None
) -> subprocess.Popen[bytes]:
    return spawn(
        cluster.command(),
        log=cluster.home / "log" / "database.log",
        account=cluster.account,
        environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        dies_with_parent=dies_with_parent,
    )


def stop_server(cluster: Cluster, seconds: float = 20) -> None:
    """A fast shutdown: open transactions are rolled back, nothing committed is lost."""
    if not cluster.exists():
        return
    pid = cluster.pid()
    if pid is None:
        return
    end = time.monotonic() + seconds
    signal_server(pid, signal.SIGINT)
    while cluster.running() and time.monotonic() < end:
        time.sleep(0.05)
    if cluster.running():
        signal_server(pid, signal.SIGQUIT)


def signal_server(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
