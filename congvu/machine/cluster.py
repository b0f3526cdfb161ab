"""The embedded PostgreSQL: a private cluster made from the machine's own binaries.

PostgreSQL refuses to run as root, so root's cluster belongs to the ``postgres`` user
of the Debian package; where that user cannot walk to the state folder (a clone in a
closed home), the data lies under ``/var/lib/congvu`` and the state folder names it.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from congvu.machine.processes import Account, run_as
from congvu.machine.state import (
    embedded_place,
    embedded_record,
    embedded_socket,
    make_state_folder,
    read_json,
    write_private,
)
from congvu.machine.wal import archive_folder, archive_options

OLDEST = 15
EXTENSIONS = ("btree_gist", "unaccent", "pg_trgm")
OUTSIDE = Path("/var/lib/congvu")
LONGEST_SOCKET = 107  # bytes of its path, as Linux keeps it
SERVER_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_size": "512MB",
    "wal_keep_size": "0",
    "max_wal_senders": "2",
    "jit": "off",
    "random_page_cost": "1.1",  # disks without a moving head
    # Such a disk reads many pages at once: a year's papers come cold in a third of it.
    "effective_io_concurrency": "64",
    "password_encryption": "scram-sha-256",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "Asia/Ho_Chi_Minh",
    "logging_collector": "off",
}
# A test run loses its cluster anyway; waiting for the disk would only slow it. Tests
# take back what they write: what autovacuum then learns, that a table is empty, once
# made a join of the next test run for twenty minutes.
THROWAWAY_OPTIONS = {
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


# The role of the public process (deploy/portal/database.sql says the same).
PORTAL_CONNECTIONS = 12
PORTAL_LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
}


class ClusterProblem(Exception):
    """Anticipated; the text tells the operator what to do."""


@dataclass(frozen=True)
class Record:
    """What the state folder remembers of its cluster."""

    id: str
    data: str  # "db" below the home, or an absolute path
    port: int
    major: int
    superuser_password: str
    owner_password: str
    app_password: str
    mail_password: str = ""
    portal_password: str = ""


def find_binaries(major: int | None = None) -> Path:
    """The folder of the newest PostgreSQL that is new enough (or of that version)."""
    found: dict[int, Path] = {}
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            version = _major_of(folder)
            if version >= OLDEST:
                found[version] = folder
    if major is not None and major in found:
        return found[major]
    if not found or major is not None:
        raise ClusterProblem(
            f"Không tìm thấy PostgreSQL {major or f'{OLDEST} trở lên'} trên máy này. "
            "Cài đặt (apt-get install postgresql-15), hoặc đặt biến DATABASE_URL "
            "trỏ tới một máy chủ PostgreSQL có sẵn."
        )
    return found[max(found)]


def _major_of(folder: Path) -> int:
    answer = subprocess.run(
        [str(folder / "postgres"), "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    match = re.search(r"(\d+)", answer.stdout)
    return int(match[1]) if match else 0


def database_account() -> Account:
    """Who runs the server: ourselves, or for root the ``postgres`` user."""
    if os.geteuid() != 0:
        return Account.current()
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise ClusterProblem(
            "Chạy bằng root cần có người dùng hệ thống «postgres» "
            "(gói postgresql-15 của Debian tạo ra)."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


class Cluster:
    """One data folder with its server. Knows how to make, start and stop it."""

    def __init__(self, *, throwaway: bool = False) -> None:
        self.home = make_state_folder()
        self.account = database_account()
        self.throwaway = throwaway

    # -- what is written down --

    @property
    def record(self) -> Record:
        return Record(**read_json(embedded_record()))

    @property
    def data(self) -> Path:
        # A relative name survives the move of the state folder to another disk.
        return self.home / self.record.data

    def exists(self) -> bool:
        return embedded_record().exists()

    def _keep(self, record: Record) -> None:
        write_private(embedded_record(), json.dumps(asdict(record), indent=1))

    def superuser_url(self, database: str = "congvu") -> str:
        record = self.record
        return (
            f"postgresql://postgres:{record.superuser_password}"
            f"@{embedded_place(asdict(record))}/{database}"
        )

    # -- making it --

    def make(self) -> None:
        """A new empty cluster, written down only once it is whole."""
        self.make_from(self._init_data)

    def make_from(self, fill: Callable[[Path, Record], None]) -> None:
        """A cluster whose empty folder is filled by somebody: new, or from a copy."""
        identity = secrets.token_hex(4)
        data = self._choose_place(identity)
        record = Record(
            id=identity,
            data=data.name if data.parent == self.home else str(data),
            port=free_port(),
            major=0,
            superuser_password=secrets.token_hex(24),
            owner_password=secrets.token_hex(24),
            app_password=secrets.token_hex(24),
            mail_password=secrets.token_hex(24),
            portal_password=secrets.token_hex(24),
        )
        data.mkdir(mode=0o700)
        self.account.own(data)
        try:
            fill(data, record)
        except ClusterProblem:
            shutil.rmtree(data, ignore_errors=True)
            raise
        major = int((data / "PG_VERSION").read_text(encoding="ascii"))
        (data / "congvu-home").write_text(f"{identity} {self.home}\n", encoding="utf-8")
        self._keep(replace(record, major=major))

    def put_back(self, record: Record, aside: Path) -> None:
        """The cluster of this record, moved aside before, in the place of another."""
        shutil.rmtree(self.data, ignore_errors=True)
        self._keep(record)
        aside.rename(self.data)

    def _choose_place(self, identity: str) -> Path:
        inside = self.home / "db"
        if inside.exists():
            # Left by a start that was broken off before it was written down.
            inside.rename(self.home / f"db.unfinished-{int(time.time())}")
        if self.account.is_current() or self._can_walk_to(self.home):
            return inside
        key = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        OUTSIDE.mkdir(mode=0o755, exist_ok=True)
        OUTSIDE.chmod(0o755)
        return OUTSIDE / f"{key}-{identity}"

    def _can_walk_to(self, folder: Path) -> bool:
        answer = run_as(self.account, ["test", "-x", str(folder)], check=False)
        return answer.returncode == 0

    def _init_data(self, data: Path, record: Record) -> None:
        folder = find_binaries()
        password_file = data.parent / f".pw-{record.id}"
        write_private(password_file, record.superuser_password)
        self.account.own(password_file)
        try:
            answer = run_as(
                self.account,
                [
                    str(folder / "initdb"), "-D", str(data), "-U", "postgres",
                    "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256",
                    f"--pwfile={password_file}", "--no-instructions",
                    *(["--no-sync"] if self.throwaway else []),
                ],
                check=False,
            )  # fmt: skip
        finally:
            password_file.unlink(missing_ok=True)
        if answer.returncode != 0:
            raise ClusterProblem(
                f"Không tạo được cơ sở dữ liệu ở {data}:\n{answer.stderr.strip()}"
            )

    def bootstrap(self) -> None:
        """Roles, database and extensions; safe to repeat."""
        record = self.record
        if not (record.mail_password and record.portal_password):
            # Of a cluster from before there were mailboxes, or a portal.
            record = replace(
                record,
                mail_password=record.mail_password or secrets.token_hex(24),
                portal_password=record.portal_password or secrets.token_hex(24),
            )
            self._keep(record)
        with psycopg.connect(self.superuser_url("postgres"), autocommit=True) as link:
            for role, password in (
                ("congvu_owner", record.owner_password),
                ("congvu_app", record.app_password),
                ("congvu_mail", record.mail_password),
                ("congvu_portal", record.portal_password),
            ):
                ensure_role(link, role, password)
            limit_role(link, "congvu_portal")
            known = link.execute(
                "SELECT 1 FROM pg_database WHERE datname = 'congvu'"
            ).fetchone()
            if known is None:
                link.execute("CREATE DATABASE congvu OWNER congvu_owner")
        for database in ("template1", "congvu"):
            with psycopg.connect(self.superuser_url(database), autocommit=True) as link:
                create_extensions(link)

    # -- running it --

    def command(self, more: Mapping[str, str] | None = None) -> list[str]:
        """The server's command line; `account` must run it."""
        record = self.record
        options = {**SERVER_OPTIONS, **archive_options(self.data), **(more or {})}
        if self.throwaway:
            options.update(THROWAWAY_OPTIONS)
        options["port"] = str(record.port)
        path = os.fsencode(embedded_socket(self.data, record.port))
        fits = len(path) <= LONGEST_SOCKET
        options.setdefault("unix_socket_directories", str(self.data) if fits else "")
        command = [str(find_binaries(record.major) / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return command

    def prepare(self) -> None:
        """Everything a start needs: data, ownership, a free port, no stale lock."""
        if not self.exists():
            self.make()
        data = self.data
        if not (data / "PG_VERSION").exists():
            raise ClusterProblem(
                f"Thư mục cơ sở dữ liệu {data} không còn. Khôi phục nó từ bản sao "
                f"lưu; hoặc, để bắt đầu lại từ đầu, xóa thư mục {self.home}."
            )
        self._refuse_a_copy(data)
        self._prepare_archive()
        self._drop_stale_lock(data)
        record = self.record
        if not self.running() and not port_is_free(record.port):
            self._keep(replace(record, port=free_port()))

    def _refuse_a_copy(self, data: Path) -> None:
        """Two state folders must not share one cluster lying outside both."""
        if data.parent == self.home:
            return
        marker = data / "congvu-home"
        identity, _, path = marker.read_text(encoding="utf-8").strip().partition(" ")
        other = Path(path)
        if other != self.home and (
            read_json(other / "database.json").get("id") == identity
        ):
            raise ClusterProblem(
                f"Thư mục {self.home} là bản chép của {other}; hai nơi không thể dùng "
                f"chung cơ sở dữ liệu {data}. Xóa một trong hai thư mục."
            )
        marker.write_text(f"{identity} {self.home}\n", encoding="utf-8")

    def _prepare_archive(self) -> None:
        """The folder is there, not ours to lose with us, and the server's to write."""
        place = archive_folder()
        if place is None:
            return
        if place.resolve().is_relative_to(self.home.resolve()):
            raise ClusterProblem(
                f"CONGVU_WAL_ARCHIVE={place} nằm trong thư mục dữ liệu: mất một là mất "
                "cả hai. Chọn ổ đĩa hay máy khác."
            )
        for part in (place, place / "wal", place / "base"):
            if not part.exists():
                part.mkdir(mode=0o700, parents=True)
                self.account.own(part)
        probe = run_as(self.account, ["test", "-w", str(place / "wal")], check=False)
        if probe.returncode != 0:
            raise ClusterProblem(
                f"Người dùng «{self.account.name}» không ghi được vào {place / 'wal'} "
                "(CONGVU_WAL_ARCHIVE)."
            )

    def pid(self) -> int | None:
        """The running server's process, judged by the folder it works in."""
        try:
            first = (self.data / "postmaster.pid").read_text().split("\n", 1)[0]
            pid = int(first)
            if Path(f"/proc/{pid}/cwd").resolve() != self.data.resolve():
                return None
        except (OSError, ValueError):
            return None
        return pid

    def running(self) -> bool:
        return self.pid() is not None

    def _drop_stale_lock(self, data: Path) -> None:
        # After a crash or a reboot the number in the file may belong to any process,
        # and PostgreSQL would then refuse to start for ever.
        if self.pid() is None:
            self._end_orphans(data)
            for lock in (data / "postmaster.pid", *data.glob(".s.PGSQL.*")):
                lock.unlink(missing_ok=True)

    def _end_orphans(self, data: Path) -> None:
        """Backends of a killed server, busy still: they would keep a new one away.

        Nothing they do can be acknowledged any more; the log is replayed after them.
        """
        place = data.resolve()
        for process in Path("/proc").iterdir():
            with suppress(OSError):
                if (process / "cwd").resolve() == place and (
                    (process / "exe").resolve().name == "postgres"
                ):
                    os.kill(int(process.name), signal.SIGKILL)

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.superuser_url("postgres"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def wait_until_ready(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not self.answers():
            if time.monotonic() > end:
                raise ClusterProblem(
                    "Cơ sở dữ liệu không trả lời; "
                    f"xem nhật ký {self.home / 'log' / 'database.log'}."
                )
            time.sleep(0.05)


def ensure_role(
    link: psycopg.Connection[tuple[object, ...]], role: str, password: str
) -> None:
    """A log-in role with this password and no other power."""
    known = link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    link.execute(
        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            verb, sql.Identifier(role), sql.Literal(password)
        )
    )


def limit_role(link: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    """What strangers ask for, however many come, leaves connections to the office."""
    name = sql.Identifier(role)
    limited = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
    link.execute(limited.format(name, sql.Literal(PORTAL_CONNECTIONS)))
    for setting, value in PORTAL_LIMITS.items():
        told = sql.SQL("ALTER ROLE {} SET {} = {}")
        link.execute(told.format(name, sql.Identifier(setting), sql.Literal(value)))


def create_extensions(link: psycopg.Connection[tuple[object, ...]]) -> None:
    for name in EXTENSIONS:
        link.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
        )
