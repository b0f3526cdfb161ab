"""Each fault is made for real, and the doctor names it with its remedy."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings as office
from django.db import connection

from congvu.config.doctor import CHECKS, SIGNS, database, examine, house
from congvu.config.doctor import office as at_work
from congvu.config.doctor.said import Patient, Said, State
from congvu.machine.cluster import ensure_role, free_port
from congvu.machine.state import CODE, with_login

ROLE = "doctor_app"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real office's folder with nothing wrong."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    key = folder / "secret-key"
    key.write_text("k" * 64)
    key.chmod(0o600)
    monkeypatch.setenv("CONGVU_HOME", str(folder))
    monkeypatch.setenv("CONGVU_DEMO", "0")
    monkeypatch.setenv("CONGVU_PORT", str(free_port()))
    monkeypatch.setenv("CONGVU_ROOT", str(tmp_path / "opt"))
    monkeypatch.setenv("CONGVU_BACKUPS", str(tmp_path / "shelf"))
    monkeypatch.setenv("CONGVU_TLS_CERTIFICATE", str(tmp_path / "office.pem"))
    monkeypatch.delenv("CONGVU_SECRET_KEY", raising=False)
    return folder


@pytest.fixture
def tables(
    db: None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[psycopg.Connection[Any]]:
    """The database of the tests, entered as a running role with its rights; what
    `tables` is told is committed, so each test takes it back."""
    name = quote(str(connection.settings_dict["NAME"]))
    owner = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with psycopg.connect(owner, autocommit=True) as link:
        ensure_role(link, ROLE, "secret")
        link.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {ROLE}".encode())
        monkeypatch.setenv("DATABASE_URL", with_login(owner, ROLE, "secret"))
        monkeypatch.setenv("DATABASE_OWNER_URL", owner)
        yield link
        link.execute(f"DROP OWNED BY {ROLE}".encode())
        link.execute(f"DROP ROLE {ROLE}".encode())


def examined(look: Callable[[Patient], Said | None]) -> Said:
    patient = Patient()
    found = look(patient)
    if "link" in vars(patient):
        patient.link.close()
    assert found is not None
    # What it says can be said in both languages with what it knows.
    assert found.words % found.values
    assert found.state is State.WELL or found.mend % found.values
    return found


# -- the machine --


def test_a_sound_house_is_well(home: Path) -> None:
    looks = (house.python, house.packages, house.secret, house.folders, house.fonts)

    assert [examined(look).state for look in looks] == [State.WELL] * len(looks)


def test_a_key_that_others_can_read(home: Path) -> None:
    (home / "secret-key").chmod(0o644)

    found = examined(house.secret)

    assert found.state is State.BAD
    assert found.mend % found.values == f"chmod 600 {home / 'secret-key'}"


def test_a_key_that_is_too_short(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGVU_SECRET_KEY", "abc")

    assert examined(house.secret).state is State.BAD


def test_a_home_that_others_look_into_or_that_is_gone(home: Path) -> None:
    home.chmod(0o755)
    assert examined(house.folders).state is State.BAD

    (home / "secret-key").unlink()
    home.rmdir()
    assert "ổ đĩa đã gắn chưa" in examined(house.folders).mend


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("DEBUG", True, "CONGVU_DEBUG"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "CONGVU_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "CONGVU_HOSTS"),
        ("HTTPS", False, "CONGVU_HTTPS"),
    ],
)
def test_settings_that_are_for_trying_only(
    home: Path, settings: Any, setting: str, value: object, word: str
) -> None:
    settings.DEBUG, settings.HTTPS = False, True
    settings.ALLOWED_HOSTS = ["congvu.example.vn", "127.0.0.1"]
    assert examined(house.configuration).state is State.WELL

    setattr(settings, setting, value)

    found = examined(house.configuration)
    assert found.state is State.BAD
    assert word in found.mend


# -- the database --


def test_a_sound_database_is_well(tables: psycopg.Connection[Any]) -> None:
    looks = (database.answers, database.extensions, database.roles, house.clock)
    looks += (database.migrations, at_work.queue)

    assert [examined(look).state for look in looks] == [State.WELL] * len(looks)


def test_a_server_that_is_down(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://a@127.0.0.1:{free_port()}/b")

    found = examined(database.answers)

    assert found.state is State.BAD
    assert "systemctl status postgresql" in found.mend


def test_a_wrong_password_and_a_database_that_is_not_there(
    tables: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = os.environ["DATABASE_URL"]
    monkeypatch.setenv("DATABASE_URL", with_login(right, ROLE, "wrong"))
    assert "pg_hba.conf" in examined(database.answers).mend

    nowhere = urlsplit(right)._replace(path="/nowhere").geturl()
    monkeypatch.setenv("DATABASE_URL", nowhere)
    assert "install.sh" in examined(database.answers).mend


def test_a_role_that_can_rewrite_the_log(tables: psycopg.Connection[Any]) -> None:
    tables.execute(f"GRANT DELETE ON audit_event TO {ROLE}".encode())

    found = examined(database.roles)

    assert found.state is State.BAD
    assert "grant-runtime" in found.mend


def test_an_owner_that_cannot_enter(
    tables: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = with_login(os.environ["DATABASE_URL"], "nobody", "x")
    monkeypatch.setenv("DATABASE_OWNER_URL", wrong)

    assert "owner.env" in examined(database.roles).mend


def test_steps_of_the_tables_missing_or_of_tomorrow(
    tables: psycopg.Connection[Any],
) -> None:
    row = "INSERT INTO django_migrations (app, name, applied) VALUES ('law', %s, now())"
    tables.execute(
        "DELETE FROM django_migrations WHERE app='law' AND name='0001_initial'"
    )
    try:
        assert "law.0001_initial" in str(examined(database.migrations).values)
    finally:
        tables.execute(row.encode(), ["0001_initial"])

    tables.execute(row.encode(), ["0999_of_tomorrow"])
    try:
        assert "mới hơn" in examined(database.migrations).words
    finally:
        tables.execute("DELETE FROM django_migrations WHERE name = '0999_of_tomorrow'")


# -- the office at work --


def test_a_worker_that_is_silent_and_one_that_lives(
    tables: psycopg.Connection[Any],
) -> None:
    assert examined(at_work.worker).state is State.BAD

    tables.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    try:
        assert examined(at_work.worker).state is State.WELL
    finally:
        tables.execute("DELETE FROM procrastinate_workers")


# As a service manager's filter: who asks for Landlock (444) is killed.
FORBIDDEN = """
import ctypes, struct
libc = ctypes.CDLL(None)
steps = ((0x20, 0, 0, 0), (0x15, 0, 1, 444), (0x06, 0, 0, 0x80000000),
         (0x06, 0, 0, 0x7FFF0000))
filters = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *s) for s in steps))
program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(filters))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program) == 0
"""
LOOKED = """
import django
django.setup()
from django.utils import timezone
from congvu.health.queries import reading
found = reading(timezone.now())
print(found.state.value, found.words % found.values)
"""


@pytest.mark.parametrize("filtered", [False, True])
def test_a_filter_that_kills_reading(
    tables: psycopg.Connection[Any], *, filtered: bool
) -> None:
    """The worker's look feels it, the doctor tells what the worker wrote down."""
    done = subprocess.run(
        [sys.executable, "-c", (FORBIDDEN if filtered else "") + LOOKED],
        env={**os.environ, "PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, words = done.stdout.strip().partition(" ")
    assert done.returncode == 0, done.stderr
    assert (state == "bad") is filtered, words

    row = (
        "INSERT INTO health_healthstate (id, key, state, words, values, since,"
        " looked_at) VALUES (gen_random_uuid(), 'reading', %s, %s, '{}', now(), now())"
    )
    tables.execute(row.encode(), [state, words])
    try:
        found = examined(at_work.reading)
    finally:
        tables.execute("DELETE FROM health_healthstate")
    assert (found.state, found.words) == (state, words)
    assert ("RestrictNamespaces" in found.mend) is (state != "well")


def test_no_page_answers(home: Path) -> None:
    found = examined(at_work.pages)

    assert found.state is State.BAD
    assert "congvu-web" in found.mend


@pytest.mark.parametrize(
    ("days", "expected"), [(None, "watch"), (0, "watch"), (3, "watch"), (9, "bad")]
)
def test_how_old_the_newest_copy_is(
    home: Path, days: int | None, expected: str
) -> None:
    """Today's is watched, too: it lies on the disk of the data."""
    shelf = home.parent / "shelf"
    if days is not None:
        moment = datetime.now(UTC) - timedelta(days=days, hours=1)
        (shelf / moment.strftime(at_work.COPY)).mkdir(parents=True)

    assert examined(at_work.copies).state == expected


@pytest.mark.parametrize(
    ("days", "name", "word", "expected"),
    [
        (-1, "congvu.example.vn", "hết hạn ngày", "bad"),
        (10, "congvu.example.vn", "hết hạn trong", "watch"),
        (100, "other.example.vn", "tên máy", "watch"),
        (100, "congvu.example.vn", "tự tạo", "watch"),
    ],
)
def test_certificates(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    name: str,
    word: str,
    expected: str,
) -> None:
    monkeypatch.setenv("CONGVU_HOSTS", "congvu.example.vn,127.0.0.1")
    (home.parent / "office.pem").write_bytes(certificate(name, days))

    found = examined(at_work.certificate)

    assert found.state == expected
    assert word in found.words


def certificate(name: str, days: int) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    told = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=200))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .sign(key, hashes.SHA256())
    )
    return told.public_bytes(serialization.Encoding.PEM)


def test_an_upgrade_that_was_broken_off(home: Path) -> None:
    root = home.parent / "opt"
    (root / "releases" / "1").mkdir(parents=True)
    (root / "current").symlink_to("releases/1")
    journal = {"old": "1", "new": "2", "stage": "changing", "copy": "x"}
    (root / "upgrade.json").write_text(json.dumps(journal))

    found = examined(at_work.services)

    assert found.state is State.BAD
    assert found.mend == "congvu upgrade --heal"


def test_a_bucket_that_does_not_answer(home: Path, settings: Any) -> None:
    settings.FILES_STORE = f"s3://nowhere?endpoint=http://127.0.0.1:{free_port()}"
    os.environ.setdefault("AWS_ACCESS_KEY_ID", "x")
    os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "x")

    assert examined(at_work.bucket).state is State.BAD


# -- the whole --


def test_it_speaks_where_nothing_else_works(home: Path) -> None:
    """Settings that cannot be read, a database that is down: two findings, exit 1."""
    environment = {
        **os.environ,
        "CONGVU_LDAP_URL": "gopher://nowhere",
        "DATABASE_URL": f"postgresql://a@127.0.0.1:{free_port()}/b",
        "PYTHONPATH": str(CODE),
    }

    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "doctor", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    found = {line["key"]: line for line in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1, done.stderr
    assert found["settings"]["state"] == found["database"]["state"] == "bad"
    assert "CONGVU_LDAP_URL" in found["settings"]["words"]
    assert found["packages"]["state"] == "well"
    assert "migrations" not in found


def test_what_the_home_remembers_may_be_cut_off(home: Path) -> None:
    """The database is looked for where a half-written file says it is."""
    (home / "database.json").write_text('{"id": "a1')
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}

    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "doctor", "--json"],
        env={**kept, "CONGVU_HOME": str(home), "PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=False,
    )

    found = {line["key"]: line for line in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1, done.stderr
    assert found["database"]["state"] != "well"
    assert found["packages"]["state"] == "well"


def test_in_english_no_vietnamese_is_left(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "doctor", "--language", "en"],
        env={**os.environ, "PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert not re.search("[ăđêơưạ-ỹ]", done.stdout), done.stdout
    assert done.stdout.count("\n") > 10


def test_a_look_that_fails_hides_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The port is no number: that look breaks, all others are told."""
    monkeypatch.setenv("CONGVU_PORT", "eighty")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://a@127.0.0.1:{free_port()}/b")

    found = {finding.check.key: finding.said for finding in examine(Patient())}

    assert found["pages"].state is State.BAD
    assert "fonts" in found
    assert len(found) > 8


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({check.key for check in CHECKS}) == len(CHECKS)
    assert set(SIGNS) == set(State)
    assert office.DEBUG is False
