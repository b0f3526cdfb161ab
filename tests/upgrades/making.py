"""One milestone's dump, made by the code of its commit.

The commit is checked out beside; its own tests are run in one database and what passes
stays there (``kept.py``); its own sealer seals the log; then the tables are counted,
digested and dumped. Only the libraries are today's.
"""

from __future__ import annotations

import io
import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg

from tests.upgrades.columns import Record, migrations, told

CODE = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"
LARGEST = 300_000
_SEAL = (
    "import django; django.setup(); from congvu.audit.jobs import Sealer;"
    " Sealer().round()"
)


def make(name: str, commit: str, stories: Sequence[str]) -> Record:
    """``data/<name>.json``, ``.sql.xz`` and ``.files.tar.xz``."""
    with tempfile.TemporaryDirectory(prefix="congvu-upgrade-") as place:
        out, old = Path(place), Path(place) / "code"
        out.chmod(0o711)
        _git("clone", "--quiet", "--shared", str(CODE), str(old))
        _git("-C", str(old), "checkout", "--quiet", commit)
        again = [sys.executable, "-m", "tests.upgrades", "inside", name, place]
        subprocess.run(
            [sys.executable, "-m", "congvu.machine.scratch", *again, *stories],
            cwd=CODE,
            check=True,
        )
    return Record.from_json((DATA / f"{name}.json").read_text(encoding="utf-8"))


def inside(name: str, place: Path, stories: Sequence[str]) -> None:
    """With a server of our own at hand (``DATABASE_URL``)."""
    old = place / "code"
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    plugin = Path(__file__).parent
    environment = {
        **os.environ,
        "KEPT_FOLDER": str(place),
        "PYTHONPATH": f"{old}{os.pathsep}{plugin}",
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
    }
    subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "kept", "--reuse-db",
            "-p", "no:cacheprovider", "--tb=no", "-W", "ignore",
            *(story for story in stories if (old / story.partition("::")[0]).exists()),
        ],
        cwd=old,
        env=environment,
        check=False,  # a story that meets what another left fails, and is not kept
    )  # fmt: skip
    passed = (place / "stories").read_text(encoding="utf-8").split("\n")
    url = f"{server}/test_congvu"
    subprocess.run(
        [sys.executable, "-c", _SEAL],
        cwd=old,
        env={**environment, "DATABASE_URL": url},
        check=True,
    )
    with psycopg.connect(url) as link:
        record = Record(
            name=name,
            commit=_git("-C", str(old), "rev-parse", "HEAD").strip(),
            committed_at=_git("-C", str(old), "log", "-1", "--format=%cI").strip(),
            server=str(link.info.server_version // 10000),
            migrations=migrations(link),
            stories=passed,
            tables=told(link),
        )
    _write(f"{name}.sql.xz", _dump(url).encode())
    _write(f"{name}.files.tar.xz", _packed(place / "files"))
    (DATA / f"{name}.json").write_text(record.to_json(), encoding="utf-8")


def _dump(url: str) -> str:
    """Plain statements, so that any later server and driver takes them."""
    said = subprocess.run(
        [
            "pg_dump", "--no-owner", "--no-acl", "--schema=public", "--schema=mail",
            "--inserts", "--rows-per-insert=500", f"--dbname={url}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout  # fmt: skip
    # psql's own commands, and the schema that every database has already
    unwanted = ("\\", "CREATE SCHEMA public;", "COMMENT ON SCHEMA public", "--")
    lines = (line for line in said.splitlines() if not line.startswith(unwanted))
    return "\n".join(lines)


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(folder.glob("*")):
            tar.add(path, arcname=path.name, filter=_plain)
    return packed.getvalue()


def _plain(about: tarfile.TarInfo) -> tarfile.TarInfo:
    about.uid = about.gid = about.mtime = 0
    about.uname = about.gname = ""
    return about


def _write(name: str, content: bytes) -> None:
    DATA.mkdir(exist_ok=True)
    small = lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)
    if len(small) > LARGEST:
        sys.exit(f"{name}: {len(small)} bytes; tell fewer stories")
    (DATA / name).write_bytes(small)


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], capture_output=True, text=True, check=True
    ).stdout
