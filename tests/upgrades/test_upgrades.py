"""An office of every milestone becomes an office of today, and nothing is lost."""

from __future__ import annotations

import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.scale import few_or_all
from tests.upgrades.columns import Record, Table, migrations, told
from tests.upgrades.making import CODE, DATA

NAMES = sorted(path.stem for path in DATA.glob("*.json"))
# The one with most in it; the oldest, which takes every step, in the long form.
SOME = few_or_all(["exchange"], NAMES)
OWNER, PASSWORD = "congvu_upgrade_owner", "mot-mat-khau"
# What a later version wrote into columns that were there, and why that is right.
REWRITTEN: dict[tuple[str, str], str] = {}
# Lists of models and of monthly tables follow the code; they hold nothing of an office.
FOLLOWS = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "congvu_monthly_table",
}
# Stories of these two write the state of a line past the actions, to see it refused; a
# later check calls such lines finished with work left over. It has to go on saying so.
UNFINISHED = "Văn bản đã giải quyết, đã trả lại, đã hủy số không còn việc dở"
SET_BY_HAND = {"incoming": 6, "reform": 6}


@dataclass(frozen=True)
class Old:
    """A milestone's record, and the machine on which its dump lies now."""

    record: Record
    home: Path
    url: str
    said: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.home, self.url)


def environment(home: Path, url: str) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PG"))}
    return {
        **own,
        "DATABASE_URL": url,
        "CONGVU_HOME": str(home),
        "CONGVU_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
        "PYTHONPATH": str(CODE),
    }


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the tests' own server, with an owner who is no superuser."""
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as link:
        link.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD '{PASSWORD}'")
        try:
            yield address
        finally:
            link.execute(f"DROP ROLE {OWNER}")


@pytest.fixture(scope="module", params=SOME)
def old(request: pytest.FixtureRequest, server: str) -> Iterator[Old]:
    """One milestone's dump in an empty database, brought to today's tables."""
    name = request.param
    home = Path(tempfile.mkdtemp(prefix="congvu-upgrade-"))
    database = f"congvu_upgrade_{name}"
    place = server.rpartition("@")[2].rpartition("/")[0]
    url = f"postgresql://{OWNER}:{PASSWORD}@{place}/{database}"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE template0")
        try:
            unpack(DATA / f"{name}.files.tar.xz", home / "files")
            told_by_code = bring(DATA / f"{name}.sql.xz", home, url)
            text = (DATA / f"{name}.json").read_text(encoding="utf-8")
            yield Old(Record.from_json(text), home, url, told_by_code)
        finally:
            link.execute(f"DROP DATABASE {database} WITH (FORCE)")
            link.execute(f"DROP ROLE IF EXISTS {database}_app")
            shutil.rmtree(home)


def unpack(packed: Path, store: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(packed.read_bytes()))) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            assert content is not None
            place = store / member.name[:2] / member.name[2:4] / member.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.read())


def bring(dump: Path, home: Path, url: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.bringing", str(dump)],
        env={**environment(home, url), "CONGVU_DB_ROLE": "owner"},
        cwd=CODE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, str] = json.loads(done.stdout)
    return said


def test_there_is_a_dump_of_each_milestone() -> None:
    assert {"house", "incoming", "reform", "outgoing", "exchange"} <= set(NAMES)


@pytest.mark.whole
@pytest.mark.repeats
def test_it_holds_what_the_old_code_said_of_it(old: Old) -> None:
    with psycopg.connect(old.url) as link:
        now, applied = told(link), migrations(link)

    assert set(old.record.migrations) < set(applied)
    assert list(differences(old.record.tables, now)) == []
    assert sum(table.rows for table in old.record.tables.values()) > 1000


def differences(before: dict[str, Table], now: dict[str, Table]) -> Iterator[str]:
    for name, table in before.items():
        if name in FOLLOWS:
            continue
        if name not in now:
            yield f"{name} is gone"
            continue
        if table.rows != now[name].rows:
            yield f"{name}: {table.rows} → {now[name].rows}"
        for column, digest in table.columns.items():
            fresh = now[name].columns.get(column)
            if fresh != digest and (name, column) not in REWRITTEN:
                yield f"{name}.{column} " + ("is gone" if fresh is None else "differs")


@pytest.mark.whole
@pytest.mark.repeats
def test_a_second_migration_has_nothing_to_do(old: Old) -> None:
    assert "Applying" in old.said["first"]
    assert "Applying" not in old.said["second"]
    assert "No migrations to apply" in old.said["second"]


@pytest.mark.whole
@pytest.mark.repeats
def test_the_office_proves_it_whole_as_the_role_that_runs_it(old: Old) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "check"],
        env=old.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    books, *_others, last = done.stdout.splitlines()
    by_hand = SET_BY_HAND.get(old.record.name, 0)
    if by_hand:
        assert books.startswith(f"Sổ sách: SAI 1 điều: {UNFINISHED}: {by_hand} (")
    else:
        assert last == "Toàn vẹn.", done.stdout + done.stderr
    assert "Chuỗi nhật ký: đúng." in done.stdout
    assert "Kho tệp: đúng." in done.stdout
    app = json.loads((old.home / "database-role.json").read_text())
    with (
        psycopg.connect(old.url, user=app["user"], password=app["password"]) as link,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        link.execute("UPDATE audit_event SET actor_name = 'ai khác'")
