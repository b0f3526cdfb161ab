"""``congvu upgrade``: from the version that runs to this one; on any failure, back.

Run as root by the new version's own code; both lie in ``releases/``, and ``current``
points at the one that runs. Closed to people, the office is copied (by the old code),
its tables are brought forward, it is started and asked whether it is well; only then is
it opened. Each step is written down first (``upgrade.json``), so that what was killed
half-way is known to the next run, which puts everything back as it was.

What cannot go back: files taken in are kept by their digest and stay in the store, and
what the new worker sent in its first minute is sent again under the same message id.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

import psycopg

from congvu.machine.cluster import ClusterProblem, create_extensions
from congvu.machine.processes import Lock
from congvu.machine.state import CODE, say, write_private

SERVICES = ("congvu-web", "congvu-worker")
PATIENCE = 180.0
COPY = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
KEPT_RELEASES = 3


class Stage(StrEnum):
    """How far an upgrade came. Only from CHANGING on is there anything to undo."""

    CLOSING = "closing"
    CHANGING = "changing"
    RETURNING = "returning"


STAGES = {
    Stage.CLOSING: "đang dừng và sao lưu; chưa có gì thay đổi",
    Stage.CHANGING: "đang đưa dữ liệu lên phiên bản mới",
    Stage.RETURNING: "đang quay về phiên bản cũ",
}


@dataclass(frozen=True)
class Journal:
    """What is written down before each step."""

    old: str
    new: str
    stage: Stage
    copy: str = ""


class UpgradeFailed(Exception):
    """The text tells the operator what happened; the office is as it was."""


@dataclass(frozen=True)
class Place:
    """Where the releases lie and by what the office is started and stopped."""

    root: Path
    shelf: Path
    port: int
    options: tuple[str, ...] = ()
    systemctl: str = "systemctl"
    units: Path = Path("/etc/systemd/system")
    user: str = "congvu"

    @property
    def journal(self) -> Path:
        return self.root / "upgrade.json"

    @property
    def current(self) -> Path:
        return self.root / "current"

    def release(self, name: str) -> Path:
        return self.root / "releases" / name

    def read(self) -> Journal | None:
        if not self.journal.exists():
            return None
        told = json.loads(self.journal.read_text(encoding="utf-8"))
        return Journal(**{**told, "stage": Stage(told["stage"])})

    def write(self, journal: Journal) -> Journal:
        write_private(self.journal, json.dumps(asdict(journal), indent=1))
        self.journal.chmod(0o644)  # no secret: the doctor, who is not root, tells of it
        _settle(self.root)
        return journal


def place_of_this_machine() -> Place:
    env = os.environ
    return Place(
        root=Path(env.get("CONGVU_ROOT") or "/opt/congvu"),
        shelf=Path(env.get("CONGVU_BACKUPS") or "/var/backups/congvu"),
        options=tuple((env.get("CONGVU_BACKUP_OPTIONS") or "").split()),
        port=int(env.get("CONGVU_PORT") or 8000),
        systemctl=env.get("CONGVU_SYSTEMCTL") or "systemctl",
        units=Path(env.get("CONGVU_UNITS") or "/etc/systemd/system"),
        user=env.get("CONGVU_USER") or "congvu",
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="congvu upgrade",
        description="Sao lưu, nâng cấp lên phiên bản này; không được thì quay về.",
    )
    parser.add_argument(
        "--heal", action="store_true", help="chỉ dọn lần nâng cấp bị ngắt, nếu có"
    )
    asked = parser.parse_args(arguments)
    os.umask(0o022)  # units and marks are for systemd and nginx to see
    place = place_of_this_machine()
    if not place.current.exists():
        say(f"Không có {place.current}: lệnh này dành cho bản cài bằng install.sh.")
        return 2
    # The terminal may go away meanwhile; the office must not stay half-way.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    lock = Lock(place.root / "upgrade.lock")
    try:
        if not lock.try_alone():
            say("Một lần nâng cấp khác đang chạy.")
            return 1
        heal(place)
        if not asked.heal:
            upgrade(place, CODE.name)
    except psycopg.OperationalError as why:
        say(f"Cơ sở dữ liệu không trả lời nên chưa làm gì: {why}")
        return 1
    except UpgradeFailed as why:
        say(str(why))
        return 1
    finally:
        lock.close()
    return 0


def heal(place: Place) -> None:
    """An upgrade that was broken off: say how far it came, and put it right."""
    journal = place.read()
    if journal is None:
        if (place.root / "closed").exists():  # killed with the hand on the door
            _opened(place)
        return
    say(
        f"Lần nâng cấp {journal.old} → {journal.new} bị ngắt khi "
        f"{STAGES[journal.stage]}. Đưa về {journal.old}…"
    )
    if journal.stage is Stage.CLOSING:
        _open(place)
    else:
        _go_back(place, journal)
    say(f"Đã về {journal.old}; văn phòng đang chạy.")


def upgrade(place: Place, new: str) -> None:
    old = place.current.resolve().name
    if old == new:
        say(f"Đang chạy đúng phiên bản {new}; không có gì để làm.")
        return
    if unknown := newer_migrations(place.release(new)):
        raise UpgradeFailed(
            f"Phiên bản {new} cũ hơn dữ liệu (chưa biết {unknown[0]}…). Không hạ cấp "
            "được: cài lại phiên bản cũ vào máy trống rồi khôi phục bản sao lưu."
        )
    journal = place.write(Journal(old, new, Stage.CLOSING))
    try:
        say(f"1/4 Đóng cửa, sao lưu bằng phiên bản {old}…")
        _close(place)
        copy = _copy(place, old)
    except (subprocess.CalledProcessError, OSError, UpgradeFailed) as why:
        _open(place)
        raise UpgradeFailed(
            f"Không sao lưu được nên không nâng cấp: {_words(why)}\n"
            f"Văn phòng chạy tiếp ở {old}, không có gì thay đổi."
        ) from why
    journal = place.write(replace(journal, stage=Stage.CHANGING, copy=copy))
    try:
        say(f"2/4 Đưa dữ liệu lên {new}…")
        _congvu(place, new, "setup")
        say("3/4 Khởi động và kiểm tra…")
        _point(place, new)
        _prove(place)
    except (subprocess.CalledProcessError, OSError, UpgradeFailed) as why:
        say(f"Không được: {_words(why)}\nQuay về {old}…")
        _go_back(place, journal)
        raise UpgradeFailed(
            f"Nâng cấp không thành; văn phòng đang chạy ở {old}, dữ liệu như trước "
            f"(bản sao lưu {place.shelf / copy})."
        ) from why
    _opened(place)
    _forget_old_releases(place, keep={old, new})
    say(f"4/4 Đã nâng cấp: {old} → {new}. Bản sao lưu trước đó: {place.shelf / copy}")


# -- going back --


def _go_back(place: Place, journal: Journal) -> None:
    """The tables as they were copied, the older code; done again if broken off."""
    journal = place.write(replace(journal, stage=Stage.RETURNING))
    try:
        _close(place)
        _point(place, journal.old)
        if not (place.shelf / journal.copy).is_dir() or not journal.copy:
            raise UpgradeFailed(f"không thấy bản sao lưu {place.shelf / journal.copy}")
        empty_database()
        _congvu(
            place,
            journal.old,
            "restore",
            str(place.shelf / journal.copy),
            *_key(place.options),
        )
        _congvu(place, journal.old, "setup")
        _prove(place)
    except (
        subprocess.CalledProcessError,
        OSError,
        psycopg.Error,
        ClusterProblem,
        UpgradeFailed,
    ) as why:
        raise UpgradeFailed(
            f"CHƯA QUAY VỀ ĐƯỢC: {_words(why)}\nVăn phòng đang đóng. Bản sao lưu còn "
            f"nguyên ở {place.shelf / journal.copy}. Khắc phục điều trên rồi chạy: "
            "congvu upgrade --heal"
        ) from why
    _opened(place)


def empty_database() -> None:
    """All tables away, so that a copy can be put in; all of it or nothing."""
    with psycopg.connect(_owner_url()) as link:
        link.execute("DROP SCHEMA IF EXISTS mail CASCADE")
        link.execute("DROP SCHEMA public CASCADE")
        link.execute("CREATE SCHEMA public")
        create_extensions(link)


def _key(options: Sequence[str]) -> list[str]:
    """Of what a backup is told, what a restore must know, too."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--key-file")
    told, _rest = parser.parse_known_args(list(options))
    return ["--key-file", told.key_file] if told.key_file else []


# -- steps --


def _close(place: Place) -> None:
    (place.root / "closed").touch(mode=0o644)
    (place.root / "proving").unlink(missing_ok=True)
    subprocess.run([place.systemctl, "stop", *SERVICES], check=True)


def _open(place: Place) -> None:
    """Nothing was changed: as if it had not been closed."""
    (place.root / "closed").unlink(missing_ok=True)
    subprocess.run([place.systemctl, "start", *SERVICES], check=True)
    place.journal.unlink()


def _opened(place: Place) -> None:
    """First no way back any more, then the door.

    Were the journal back after a power cut, what people did since would be undone.
    """
    place.journal.unlink(missing_ok=True)
    _settle(place.root)
    (place.root / "closed").unlink(missing_ok=True)
    (place.root / "proving").unlink(missing_ok=True)


def _copy(place: Place, old: str) -> str:
    before = _copies(place.shelf)
    _congvu(place, old, "backup", str(place.shelf), *place.options)
    fresh = sorted(_copies(place.shelf) - before)
    if not fresh:
        raise UpgradeFailed(f"không thấy bản sao lưu mới trong {place.shelf}")
    return fresh[-1]


def _copies(shelf: Path) -> set[str]:
    return {path.name for path in shelf.glob("*Z") if COPY.fullmatch(path.name)}


def _point(place: Place, name: str) -> None:
    """``current`` and the units that belong to it."""
    for unit in (place.release(name) / "deploy" / "systemd").glob("*"):
        # Never half of one: among them is what heals after a power cut.
        part = place.units / f"{unit.name}.new"
        shutil.copyfile(unit, part)
        _settle(part)
        part.replace(place.units / unit.name)
    fresh = place.root / "current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("releases") / name)
    fresh.replace(place.current)
    _settle(place.units, place.root)
    subprocess.run([place.systemctl, "daemon-reload"], check=True)


def _settle(*paths: Path) -> None:
    """On the disk, whatever happens: the tables may lie on another one."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _prove(place: Place) -> None:
    """Started behind the closed door: does it answer that it can work?"""
    (place.root / "proving").touch(mode=0o644)
    subprocess.run([place.systemctl, "start", *SERVICES], check=True)
    end, told = time.monotonic() + PATIENCE, "không trả lời"
    while time.monotonic() < end:
        is_ready, told = _ready(place.port)
        if is_ready:
            return
        time.sleep(1)
    raise UpgradeFailed(f"/health/ready sau {PATIENCE:.0f} giây: {told}")


def _ready(port: int) -> tuple[bool, str]:
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with closing(link):
            link.request("GET", "/health/ready")
            answer = link.getresponse()
            return answer.status == 200, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as why:
        return False, str(why)


def _forget_old_releases(place: Place, keep: set[str]) -> None:
    """The newest few stay; what runs and what ran before it always."""
    found = sorted(
        place.root.joinpath("releases").iterdir(), key=lambda path: path.stat().st_mtime
    )
    for path in found[:-KEPT_RELEASES]:
        if path.name not in keep:
            shutil.rmtree(path)


def newer_migrations(release: Path) -> list[str]:
    """What the tables went through that this release has never heard of."""
    folders = {path.parent.name: path for path in release.glob("congvu/*/migrations")}
    with psycopg.connect(_owner_url()) as link:
        there = link.execute(
            "SELECT to_regclass('public.django_migrations')"
        ).fetchone()
        if there is None or there[0] is None:
            return []
        rows = link.execute("SELECT app, name FROM django_migrations").fetchall()
    return sorted(
        f"{app}.{name}"
        for app, name in rows
        if app in folders and not (folders[app] / f"{name}.py").exists()
    )


def _owner_url() -> str:
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


def _congvu(place: Place, name: str, *words: str) -> None:
    """A verb of one release, as the office's own user."""
    command = [str(place.release(name) / ".venv" / "bin" / "congvu"), *words]
    if os.geteuid() == 0:
        command = ["runuser", "-u", place.user, "--", *command]
    done = subprocess.run(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        told = done.stdout.strip().splitlines()[-8:]
        raise UpgradeFailed(
            f"congvu {words[0]} ({name}), mã {done.returncode}:\n" + "\n".join(told)
        )


def _words(why: Exception) -> str:
    return str(why) or type(why).__name__


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
