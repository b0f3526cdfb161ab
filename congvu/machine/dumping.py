"""pg_dump and pg_restore as streams, with nothing secret in the process list."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import psycopg
from psycopg.pq import Conninfo

from congvu.machine.cluster import ClusterProblem, find_binaries

PIECE = 1 << 20


def dumped(
    url: str, *, major: int, snapshot: str, emptied: Sequence[str]
) -> Iterator[bytes]:
    """The database as that snapshot sees it, without owners and rights."""
    command = [
        _program("pg_dump", major),
        "--format=custom",
        "--no-owner",
        "--no-acl",
        f"--snapshot={snapshot}",
        *(f"--exclude-table-data=public.{table}" for table in emptied),
    ]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command,
            env=_environment(url),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as child,
    ):
        assert child.stdout is not None  # noqa: S101 - asked for above
        while piece := child.stdout.read(PIECE):
            yield piece
        _judge(child, "pg_dump", said.fileno())


def load(url: str, pieces: Iterable[bytes], *, major: int) -> None:
    """All of it or nothing; extensions and the first schema are there already."""
    with psycopg.connect(url, autocommit=True) as link:
        link.execute("CREATE SCHEMA IF NOT EXISTS mail")
    command = [
        _program("pg_restore", major),
        "--no-owner",
        "--no-acl",
        "--schema=public",
        "--schema=mail",
        "--single-transaction",
        "--exit-on-error",
    ]
    environment = _environment(url)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [*command, f"--dbname={environment['PGDATABASE']}"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as child,
    ):
        assert child.stdin is not None  # noqa: S101 - asked for above
        try:
            for piece in pieces:
                child.stdin.write(piece)
            child.stdin.close()
        except BrokenPipeError:
            child.stdin = None  # it ended early; its own words say why
        except BaseException:
            child.kill()
            raise
        _judge(child, "pg_restore", said.fileno())


def _judge(child: subprocess.Popen[bytes], name: str, said: int) -> None:
    if child.wait() != 0:
        words = os.pread(said, 4000, 0).decode(errors="replace").strip()
        raise ClusterProblem(f"{name} không xong (mã {child.returncode}): {words}")


def _program(name: str, major: int) -> str:
    """Of the server's own version where it is here, or of the newest."""
    for wanted in (major, None):
        try:
            path: str | None = str(find_binaries(wanted) / name)
        except ClusterProblem:
            path = shutil.which(name)
        if path and Path(path).exists():
            return path
    raise ClusterProblem(
        f"Không tìm thấy {name} trên máy này. Cài gói postgresql-client, cùng phiên "
        "bản với máy chủ cơ sở dữ liệu hoặc mới hơn."
    )


def _environment(url: str) -> dict[str, str]:
    """Where and as whom to connect, in libpq's own variables; none of it in words."""
    options = Conninfo.parse(url.encode())
    given = {o.envvar.decode(): o.val.decode() for o in options if o.envvar and o.val}
    return {**os.environ, **given, "LC_ALL": "C.UTF-8"}
