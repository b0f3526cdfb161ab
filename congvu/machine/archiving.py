"""Any moment of the embedded database: base copies, and its log replayed upon one.

The log is archived by the server itself (`wal`).
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from congvu.machine.cluster import Cluster, ClusterProblem, find_binaries
from congvu.machine.processes import run_as, spawn
from congvu.machine.session import office_lock, stop_server, users_lock
from congvu.machine.wal import archive_folder, restore_command

MOMENT = "%Y%m%dT%H%M%SZ"  # UTC; a base is good for this moment and all later ones
MOMENT_SHAPE = re.compile(r"\d{8}T\d{6}Z")
UNFINISHED = ".part"
RECOVERY_SECONDS = 6 * 3600.0


def make_base(cluster: Cluster, *, keep: int = 0) -> Path:
    """A whole copy of the cluster while it works; ``keep``: how many may stay."""
    place = archive_folder()
    if place is None:
        raise ClusterProblem("Chưa đặt CONGVU_WAL_ARCHIVE: không có nơi lưu nhật ký.")
    part = place / "base" / f"{secrets.token_hex(4)}{UNFINISHED}"
    for left in (place / "base").glob(f"*{UNFINISHED}"):
        shutil.rmtree(left)
    record = cluster.record
    answer = subprocess.run(
        [
            str(find_binaries(record.major) / "pg_basebackup"),
            "--pgdata", str(part), "--format=tar", "--gzip", "--wal-method=none",
            "--checkpoint=fast", "--no-password",
        ],
        env={
            **os.environ,
            "PGHOST": "127.0.0.1",
            "PGPORT": str(record.port),
            "PGUSER": "postgres",
            "PGPASSWORD": record.superuser_password,
            "LC_ALL": "C.UTF-8",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if answer.returncode != 0:
        raise ClusterProblem(f"pg_basebackup không xong: {answer.stderr.strip()}")
    # Of whole seconds, rounded up: it is good for this moment, not for one before it.
    whole = part.with_name(_named(datetime.fromtimestamp(time.time() + 1, UTC)))
    for path in (*part.iterdir(), part):
        cluster.account.own(path)
    part.rename(whole)
    if keep > 0:
        _remove_old(cluster, place, keep)
    return whole


def bases(place: Path) -> list[str]:
    """Whole ones, the oldest first."""
    found = (path.name for path in (place / "base").glob("*Z"))
    return sorted(name for name in found if MOMENT_SHAPE.fullmatch(name))


def recover(cluster: Cluster, *, to: datetime | None) -> str:
    """The cluster as it was then (None: at the log's end); the base that was used.

    What stands there now is moved aside, not deleted, and put back where it fails. The
    index of words knows of
    things that are no longer there, so it goes; it is made anew.
    """
    place = archive_folder()
    if place is None:
        raise ClusterProblem("Chưa đặt CONGVU_WAL_ARCHIVE: không có gì để khôi phục.")
    base = _chosen(place, to)
    with _nobody_else(cluster):
        with _beside(cluster):
            cluster.make_from(
                lambda data, _record: _unpack(cluster, place / "base" / base, data)
            )
            _replay(cluster, place, to)
        shutil.rmtree(cluster.home / "search", ignore_errors=True)
    return base


@contextmanager
def _beside(cluster: Cluster) -> Iterator[None]:
    """What stands there now is aside meanwhile."""
    if not (cluster.exists() and cluster.data.exists()):
        yield
        return
    kept, there = cluster.record, cluster.data
    aside = there.rename(there.with_name(f"{there.name}.before-{time.time_ns()}"))
    try:
        yield
    except ClusterProblem:
        cluster.put_back(kept, aside)
        raise


def _chosen(place: Path, to: datetime | None) -> str:
    """The newest base that is not later than the moment."""
    fit = [name for name in bases(place) if to is None or name <= _named(to)]
    if not fit:
        raise ClusterProblem(
            f"Không có bản gốc nào trước lúc ấy trong {place / 'base'} "
            "(congvu base-backup tạo ra)."
        )
    return fit[-1]


@contextmanager
def _nobody_else(cluster: Cluster) -> Iterator[None]:
    office, users = office_lock(), users_lock()
    try:
        if not (office.try_alone() and users.try_alone()):
            raise ClusterProblem(
                f"Văn phòng hay một lệnh congvu đang chạy ở {cluster.home}; dừng trước."
            )
        stop_server(cluster)  # left behind by a command that was killed
        yield
    finally:
        office.close()
        users.close()


def _unpack(cluster: Cluster, base: Path, data: Path) -> None:
    answer = run_as(
        cluster.account,
        ["tar", "-xzf", str(base / "base.tar.gz"), "-C", str(data)],
        check=False,
    )
    if answer.returncode != 0:
        raise ClusterProblem(f"Không giải nén được {base}: {answer.stderr.strip()}")


def _replay(cluster: Cluster, place: Path, to: datetime | None) -> None:
    """Up to the moment, then on as a server of its own; asked by a socket of ours."""
    data, record = cluster.data, cluster.record
    rules = data / "pg_hba.conf"
    kept = rules.read_text(encoding="utf-8")
    # The path of a socket has to be short, so it lies in no folder of ours.
    sockets = Path(tempfile.mkdtemp(prefix="congvu-"))
    cluster.account.own(sockets)
    _write(cluster, rules, "local all all trust\n")
    _write(cluster, data / "recovery.signal", "")
    target = {"recovery_target_time": to.isoformat()} if to else {}
    more = {
        "unix_socket_directories": str(sockets),
        "restore_command": restore_command(place),
        "recovery_target_action": "promote",
        **target,
    }
    server = spawn(
        cluster.command(more),
        log=cluster.home / "log" / "recovery.log",
        account=cluster.account,
        environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    try:
        with _recovered(server, sockets, record.port, cluster) as link:
            link.execute(
                sql.SQL("ALTER ROLE postgres PASSWORD {}").format(
                    sql.Literal(record.superuser_password)
                )
            )
    finally:
        stop_server(cluster)
        server.wait()
        _write(cluster, rules, kept)
        shutil.rmtree(sockets)


@contextmanager
def _recovered(
    server: subprocess.Popen[bytes], sockets: Path, port: int, cluster: Cluster
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    end = time.monotonic() + RECOVERY_SECONDS
    while True:
        if server.poll() is not None or time.monotonic() > end:
            raise ClusterProblem(
                "Không khôi phục được tới lúc ấy: nhật ký lưu không đủ tới đó, hoặc "
                f"thiếu; xem {cluster.home / 'log' / 'recovery.log'}."
            )
        try:
            link = psycopg.connect(
                host=str(sockets), port=port, user="postgres", dbname="postgres",
                autocommit=True, connect_timeout=5,
            )  # fmt: skip
        except psycopg.OperationalError:
            time.sleep(0.1)
            continue
        with link:
            row = link.execute("SELECT pg_is_in_recovery()").fetchone()
            if row == (False,):
                yield link
                return
        time.sleep(0.1)


def _remove_old(cluster: Cluster, place: Path, keep: int) -> None:
    """Old bases, then the log that none of the staying ones is replayed with."""
    for name in bases(place)[:-keep]:
        gone = (place / "base" / name).rename(place / "base" / f"{name}{UNFINISHED}")
        shutil.rmtree(gone)
    first = _first_needed(place / "base" / bases(place)[0])
    clean = str(find_binaries(cluster.record.major) / "pg_archivecleanup")
    run_as(cluster.account, [clean, "-x", ".gz", str(place / "wal"), first])


def _first_needed(base: Path) -> str:
    """The piece of log that this base begins in, by its own label."""
    with tarfile.open(base / "base.tar.gz", mode="r|gz") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if member.name == "backup_label" and content is not None:
                found = re.search(rb"\(file ([0-9A-F]{24})\)", content.read())
                if found:
                    return found[1].decode()
    raise ClusterProblem(f"{base} không có nhãn: bản gốc hỏng.")


def _write(cluster: Cluster, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    cluster.account.own(path)


def _named(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(MOMENT)
