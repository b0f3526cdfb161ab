"""The embedded cluster under the accidents of real machines."""

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

from congvu.config.environment import database_from_url
from congvu.machine.cluster import Cluster, ClusterProblem, find_binaries
from congvu.machine.external import prepare_external
from congvu.machine.session import database_at_hand, spawn_server
from congvu.machine.state import read_database_urls

pytestmark = [pytest.mark.whole, pytest.mark.slow]

CODE = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that the database's user can walk to, and no other database named."""
    folder = Path(tempfile.mkdtemp(prefix="congvu-cluster-"))
    folder.chmod(0o755)
    monkeypatch.setenv("CONGVU_HOME", str(folder / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as link:
        row = link.execute(question).fetchone()
    return row[0] if row else None


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(statement)


def test_two_roles_and_the_extensions_are_there(place: Path) -> None:
    with database_at_hand(throwaway=True):
        urls = read_database_urls()

        assert ask(urls.owner, "SELECT current_user") == "congvu_owner"
        assert ask(urls.app, "SELECT current_user") == "congvu_app"
        assert ask(urls.app, "SELECT unaccent('Bắc Kạn')") == "Bac Kan"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(urls.app, "CREATE TABLE intruder (id int)")
    assert not Cluster().running()
    assert (place / "var" / "database.json").stat().st_mode & 0o777 == 0o600


WAY_IN = "SELECT inet_server_addr()"  # nothing where it was asked through a socket


def test_the_office_asks_through_a_socket(place: Path) -> None:
    with database_at_hand(throwaway=True):
        app = read_database_urls().app
        database = database_from_url(app)

        assert ask(app, WAY_IN) is None
        assert database["HOST"] == str(Cluster().data)
        assert database["PORT"] == str(Cluster().record.port)
        link = Cluster().data / f".s.PGSQL.{Cluster().record.port}"
        assert Cluster().data.stat().st_mode & 0o077 == 0, "nobody else walks there"
        assert link.is_socket()
    assert not link.exists()
    assert "127.0.0.1" in read_database_urls().app


def test_a_folder_with_too_long_a_name_is_asked_over_loopback(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = place / ("Sở Khoa học " * 6) / "var"
    monkeypatch.setenv("CONGVU_HOME", str(deep))
    deep.parent.mkdir(mode=0o755)

    with database_at_hand(throwaway=True):
        answered = ask(read_database_urls().app, WAY_IN)

    assert str(answered) == "127.0.0.1"


def test_a_moved_state_folder_keeps_its_data(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database_at_hand(throwaway=True):
        execute(read_database_urls().owner, "CREATE TABLE kept AS SELECT 7 AS n")
    (place / "var").rename(place / "elsewhere")
    monkeypatch.setenv("CONGVU_HOME", str(place / "elsewhere"))

    with database_at_hand(throwaway=True):
        assert ask(read_database_urls().owner, "SELECT n FROM kept") == 7


def test_a_lock_file_of_another_process_does_not_stop_the_start(place: Path) -> None:
    with database_at_hand(throwaway=True):
        data = Cluster().data
    # After a reboot the number in the file may belong to anybody: here, to us.
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n1\n5432\n")

    with database_at_hand(throwaway=True):
        assert ask(read_database_urls().app, "SELECT 1") == 1


def test_a_taken_port_is_exchanged_for_a_free_one(place: Path) -> None:
    with database_at_hand(throwaway=True):
        port = Cluster().record.port
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()

        with database_at_hand(throwaway=True):
            assert Cluster().record.port != port
            assert ask(read_database_urls().app, "SELECT 1") == 1


def test_the_last_user_stops_the_server_not_the_first(place: Path) -> None:
    with database_at_hand(throwaway=True):
        with database_at_hand(throwaway=True):
            pass
        assert ask(read_database_urls().app, "SELECT 1") == 1
    assert not Cluster().running()


def test_what_was_committed_survives_a_kill(place: Path) -> None:
    cluster = Cluster()
    cluster.prepare()
    server = spawn_server(cluster)
    cluster.wait_until_ready()
    cluster.bootstrap()
    execute(read_database_urls().owner, "CREATE TABLE kept AS SELECT 7 AS n")

    server.send_signal(signal.SIGKILL)
    server.wait()
    with database_at_hand():
        assert ask(read_database_urls().owner, "SELECT n FROM kept") == 7


def test_a_lost_data_folder_is_named_not_replaced(place: Path) -> None:
    with database_at_hand(throwaway=True):
        data = Cluster().data
    shutil.rmtree(data)

    with pytest.raises(ClusterProblem, match=str(data)), database_at_hand():
        pytest.fail("started without its data")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database has another user")
def test_a_closed_home_sends_the_data_outside(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.chmod(0o700)

    with database_at_hand(throwaway=True):
        data = Cluster().data
        assert Path("/var/lib/congvu") in data.parents
        assert ask(read_database_urls().app, "SELECT 1") == 1
    copy = place / "copy"
    shutil.copytree(place / "var", copy)
    monkeypatch.setenv("CONGVU_HOME", str(copy))
    with pytest.raises(ClusterProblem, match="bản chép"):
        Cluster().prepare()
    shutil.rmtree(data)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another user")
def test_an_ordinary_user_needs_nobody(place: Path) -> None:
    python = shutil.which("python3.11", path="/usr/bin") or sys.executable
    os.chown(place, 65534, 65534)
    libraries = next(p for p in sys.path if p.endswith("site-packages"))
    answer = subprocess.run(
        [python, "-m", "congvu.machine.scratch", "/bin/echo", "made it"],
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": f"{CODE}:{libraries}",
            "TMPDIR": str(place),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.stdout == "made it\n", answer.stderr


def test_an_external_server_gets_a_lesser_role(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database_at_hand(throwaway=True):
        monkeypatch.setenv("DATABASE_URL", Cluster().superuser_url())

        prepare_external()
        urls = read_database_urls()

        assert ask(urls.owner, "SELECT current_user") == "postgres"
        assert ask(urls.app, "SELECT current_user") == "congvu_app"
        monkeypatch.delenv("DATABASE_URL")


def test_an_external_server_that_is_away_is_named(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@127.0.0.1:1/b")

    with pytest.raises(ClusterProblem, match="DATABASE_URL"):
        prepare_external()


def test_missing_binaries_name_the_way_out() -> None:
    with pytest.raises(ClusterProblem, match="DATABASE_URL"):
        find_binaries(major=99)


def test_a_busy_backend_of_a_killed_server_does_not_keep_the_next_one_away(
    place: Path,
) -> None:
    """It does not hear that its server died, and holds the shared memory."""
    with database_at_hand(throwaway=True):
        cluster = Cluster(throwaway=True)
        busy = psycopg.connect(read_database_urls().app, autocommit=True)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1e10)")
        time.sleep(0.5)
        pid = cluster.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        while cluster.running():
            time.sleep(0.05)

        cluster.prepare()
        server = spawn_server(cluster)
        cluster.wait_until_ready(20)

        assert server.poll() is None
        assert ask(read_database_urls().app, "SELECT 1") == 1
        busy.close()
    server.wait(20)
