"""The database of a minute ago: its log archived, the cluster lost, brought back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from congvu.keeping.queries import archiving
from congvu.machine.archiving import bases, make_base, recover
from congvu.machine.cluster import Cluster, ClusterProblem
from congvu.machine.dumping import dumped, load
from congvu.machine.session import database_at_hand
from congvu.machine.state import read_database_urls
from tests.keeping.machine import CODE, Machine, our_database

SUBJECTS = "SELECT subject FROM documents_document ORDER BY subject"


@pytest.fixture
def archived(
    place: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    """A machine with a cluster of its own that archives; tables and law are there."""
    call_command("load_law", verbosity=0)
    home = place / "second"
    monkeypatch.setenv("CONGVU_HOME", str(home))
    monkeypatch.setenv("CONGVU_WAL_ARCHIVE", str(place / "archive"))
    monkeypatch.setenv("CONGVU_DB_ROLE", "owner")  # nobody was given rights here
    monkeypatch.delenv("DATABASE_URL")
    with database_at_hand():
        _copy_tables(read_database_urls().owner)
    yield Machine(home)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def _copy_tables(to: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        load(
            to,
            dumped(our_database(), major=15, snapshot=snapshot, emptied=()),
            major=15,
        )


def clerk(machine: Machine, before: int, after: int) -> datetime:
    """When the clerk had registered the first lot and not yet begun the second."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.keeping.clerk", str(before), str(after)],
        env={
            **machine.environment,
            "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
        },
        cwd=CODE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["failing"] is False
    return datetime.fromisoformat(said["moment"])


def archive_all(cluster: Cluster, wal: Path) -> None:
    """As the server does each minute."""
    with psycopg.connect(cluster.superuser_url(), autocommit=True) as link:
        row = link.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert row is not None
    end = time.monotonic() + 60
    while not (wal / f"{row[0]}.gz").exists():
        assert time.monotonic() < end, sorted(wal.iterdir())
        time.sleep(0.05)


def lose(cluster: Cluster) -> None:
    pid = cluster.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while cluster.running():
        time.sleep(0.05)
    shutil.rmtree(cluster.data)


def subjects() -> list[str]:
    with psycopg.connect(read_database_urls().owner) as link:
        return [row[0] for row in link.execute(SUBJECTS).fetchall()]


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_papers_of_before_the_moment_come_back_and_no_later_ones(
    archived: Machine, place: Path
) -> None:
    cluster, archive = Cluster(), place / "archive"
    with database_at_hand():
        base = make_base(cluster)
        moment = clerk(archived, 4, 3)
        assert len(subjects()) == 7
        archive_all(cluster, archive / "wal")
        lose(cluster)

    said = archived.run("recover", moment.isoformat())

    assert f"từ bản gốc {base.name}" in said
    with database_at_hand():
        assert subjects() == [f"Văn bản trước {n}" for n in range(4)]
        whole = archived.run("check")
        assert "Chuỗi nhật ký: đúng." in whole
        assert "Kho tệp: đúng." in whole
        assert "Toàn vẹn." in whole
        # what the clerk stored later is there still, and known as too much
        assert len(list(archived.home.glob("files/??/??/*"))) == 7
        newer = make_base(cluster, keep=1)
        assert bases(archive) == [newer.name]
        assert not list(archive.glob("base/*.part"))
    # a moment that no base copy reaches is refused, and nothing is moved aside
    with pytest.raises(ClusterProblem, match="Không có bản gốc nào"):
        recover(cluster, to=datetime.now(UTC) - timedelta(days=1))
    # one that the log does not reach, a base that is damaged: all is as it was
    with pytest.raises(ClusterProblem, match="Không khôi phục được tới lúc ấy"):
        recover(cluster, to=datetime.now(UTC) + timedelta(days=365))
    tar = archive / "base" / newer.name / "base.tar.gz"
    tar.write_bytes(tar.read_bytes()[:1000])
    with pytest.raises(ClusterProblem, match="Không giải nén được"):
        recover(cluster, to=None)
    with database_at_hand():
        assert len(subjects()) == 4


@pytest.mark.django_db
def test_a_server_that_archives_nothing_says_so() -> None:
    assert archiving() is None


@pytest.mark.parametrize("inside", ["", "archive"])
def test_an_archive_inside_the_home_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    home = place / "home"
    monkeypatch.setenv("CONGVU_HOME", str(home))
    monkeypatch.setenv("CONGVU_WAL_ARCHIVE", str(home / inside))
    monkeypatch.delenv("DATABASE_URL")

    with pytest.raises(ClusterProblem, match="mất một là mất"):
        Cluster().prepare()
