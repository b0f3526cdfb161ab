"""A full disk, a bucket that says no, a database that goes, a clock that is put back.

Each is real: a file system with no room left, a server on loopback that refuses, a
backend that is terminated. Nothing is lost, people read why, and it heals by itself.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse_lazy
from django.utils import timezone

from congvu.audit.jobs import Sealer
from congvu.audit.queries import sealed
from congvu.audit.rules import first_break
from congvu.config.interrupted import interruption
from congvu.documents.actions import take_in_folders
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.files.models import StoredFile
from congvu.files.queries import verify_store
from congvu.files.store import StoreUnavailable, open_store
from congvu.health.queries import bucket, findings, room, storage
from congvu.health.rules import State
from congvu.jobs.actions import forget_future
from congvu.lib.ids import uuid7
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.people import Province

INTAKE = "/api/v1/intake"
REGISTER = reverse_lazy("documents:register")
PAGE = reverse_lazy("documents:intake-upload")


def send(client: Client, content: bytes) -> Any:
    return client.post(INTAKE, {"files": SimpleUploadedFile("cong-van.pdf", content)})


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    return tmp_path


# -- a full disk


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[None]:
    """A file system of its own, so that "no space left" is the kernel's own word."""
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("not run: nobody here may mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="not run: only root mounts a file system")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_refuses_in_words_loses_nothing_and_heals(
    home: Path, province: Province
) -> None:
    lan = province.client("lan")
    lan.raise_request_exception = False
    with small_disk(home / "files", "1m"):
        first = send(lan, make_pdf("Van ban mot"))
        assert first.status_code == 201

        filler = home / "files" / "full"
        with suppress(OSError), filler.open("wb", buffering=0) as out:
            while True:
                out.write(bytes(4096))
        refused = send(lan, make_pdf("Van ban hai"))

        assert refused.status_code == 503
        assert "máy chủ hết chỗ ghi" in refused.json()["detail"]
        assert refused["Retry-After"]
        assert IntakeItem.objects.count() == StoredFile.objects.count() == 1
        assert list(verify_store()) == []
        assert storage(timezone.now()).state is State.BAD
        assert room(timezone.now()).state is State.BAD
        again = SimpleUploadedFile("b.pdf", make_pdf("Van ban hai"))
        page = lan.post(PAGE, {"file": again})
        assert page.status_code == 503
        assert "hết chỗ ghi" in page.content.decode()

        scan = home / "folders" / "H03" / "quet.pdf"
        scan.parent.mkdir(parents=True)
        scan.write_bytes(make_pdf("Van ban ba"))
        os.utime(scan, (1, 1))  # its writer has let go of it
        assert take_in_folders(at=timezone.now()) == 0
        assert [p.name for p in scan.parent.iterdir()] == ["quet.pdf"]

        filler.unlink()
        assert take_in_folders(at=timezone.now()) == 1
        assert list(scan.parent.iterdir()) == []
        assert send(lan, make_pdf("Van ban hai")).status_code == 201
        assert storage(timezone.now()).state is State.WELL
        assert list(verify_store()) == []
        assert list((home / "files" / "tmp").iterdir()) == []


# -- a bucket that says no


class Moody(BaseHTTPRequestHandler):
    """A store that refuses everything, or does not answer at all."""

    mood = "refuse"

    def _answer(self) -> None:
        if self.mood == "silent":
            time.sleep(3)
            return
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_POST = do_GET = do_HEAD = do_DELETE = _answer  # noqa: N815 - http.server's names

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@pytest.fixture
def moody(settings: Any, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[type]:
    pytest.importorskip("boto3")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "planted")
    patience = {"connect_timeout": 0.5, "read_timeout": 0.5}
    monkeypatch.setattr("congvu.files.store.bucket.PATIENCE", patience)
    monkeypatch.setattr("congvu.files.store.bucket.TRIES", {"max_attempts": 1})
    server = ThreadingHTTPServer(("127.0.0.1", 0), Moody)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    port = server.server_address[1]
    settings.FILES_STORE = f"s3://tep/congvu?endpoint=http://127.0.0.1:{port}"
    yield Moody
    server.shutdown()
    server.server_close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("mood", ["refuse", "silent"])
@pytest.mark.django_db
def test_a_bucket_that_refuses_or_is_silent_is_told_in_words(
    moody: type, mood: str, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moody, "mood", mood)
    lan = province.client("lan")

    refused = send(lan, make_pdf())

    assert refused.status_code == 503
    assert "nơi giữ tệp không trả lời" in refused.json()["detail"]
    assert IntakeItem.objects.count() == StoredFile.objects.count() == 0
    found = bucket(timezone.now())
    assert found is not None
    assert found.state is State.BAD


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
def test_a_bucket_that_answers_again_takes_what_it_had_refused(
    moody: type, settings: Any, province: Province
) -> None:
    lan, content = province.client("lan"), make_pdf()
    assert send(lan, content).status_code == 503

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # moto and its web server warn of themselves
        moto_server = pytest.importorskip("moto.server")
        boto3 = pytest.importorskip("boto3")
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
        client.create_bucket(Bucket="tep-sau")
        settings.FILES_STORE = f"s3://tep-sau/congvu?endpoint={endpoint}"

        assert send(lan, content).status_code == 201
        assert list(verify_store()) == []
        found = bucket(timezone.now())
        assert found is not None
        assert found.state is State.WELL
    finally:
        server.stop()


def test_a_silent_bucket_is_no_missing_file(moody: type) -> None:
    """Told as missing it would be called lost for good."""
    with pytest.raises(StoreUnavailable):
        open_store().open("0" * 64)


# -- a database that goes


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_cut_is_one_calm_page_and_then_all_is_well(
    province: Province,
) -> None:
    """What a restart does to a connection in use: its backend is terminated."""
    lan = province.client("lan")
    lan.raise_request_exception = False
    assert lan.get(REGISTER).status_code == 200

    cut_the_connection()
    page = lan.get(REGISTER)

    assert page.status_code == 503
    assert int(page["Retry-After"]) > 0
    assert "Hệ thống đang khởi động lại" in page.content.decode()
    connection.close()  # as the server does at the end of each request
    assert lan.get(REGISTER).status_code == 200

    cut_the_connection()
    told = lan.get("/api/v1/incoming-documents")
    assert told.status_code == 503
    assert told["Content-Type"] == "application/problem+json"
    assert told["Retry-After"]
    connection.close()


def cut_the_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    given = {k.lower(): connection.settings_dict[k] for k in ("HOST", "PORT", "USER")}
    name, password = (connection.settings_dict[k] for k in ("NAME", "PASSWORD"))
    with psycopg.connect(dbname=name, password=password, **given) as link:
        link.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_what_is_the_machines_fault_and_what_is_ours() -> None:
    class Cause(Exception):
        sqlstate: str | None = None

    def failed(state: str | None) -> OperationalError:
        error, cause = OperationalError("x"), Cause()
        cause.sqlstate = state
        error.__cause__ = cause
        return error

    states = [None, "57P01", "57P03", "08006", "53300", "53100", "40P01", "57014"]
    assert [interruption(failed(s)) for s in states] == [
        *["database"] * 5, "disk", "", "",
    ]  # fmt: skip
    assert interruption(OSError(28, "No space left on device")) == "disk"
    assert interruption(OSError(2, "No such file")) == ""
    assert interruption(ValueError()) == ""


# -- a clock that is put back


@pytest.mark.django_db(transaction=True)
def test_an_hour_back_and_numbers_log_and_keys_stay_in_order(
    province: Province, law: None, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """The clock at the doors and below the keys; Lan's session goes on, too."""
    lan = province.client("lan")
    ahead = timezone.now().replace(hour=5, minute=30)
    monkeypatch.setattr(timezone, "now", lambda: ahead)
    first, key = make_entry(province), uuid7()
    assert lan.get(REGISTER).status_code == 200
    back = ahead - timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: back)
    monkeypatch.setattr(time, "time_ns", lambda: int(back.timestamp() * 10**9))

    second = make_entry(province, subject="Sau khi lùi giờ")

    assert (first.number, second.number) == (1, 2)
    assert second.order_key > first.order_key
    assert uuid7() > key
    newest = RegisterEntry.objects.order_by("-order_key").first()
    assert newest == second
    assert lan.get(REGISTER).status_code == 200
    Sealer().round()
    assert first_break(sealed())[1] is None
    assert {f.check.key: f.state for f in findings(back)}["clock"] is State.BAD


@pytest.mark.django_db
def test_clockwork_does_not_wait_for_an_hour_to_come_again() -> None:
    now = timezone.now()
    ahead = int((now + timedelta(hours=1)).timestamp())
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() + interval '1 h'"
        )
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers"
            " (task_name, periodic_id, defer_timestamp)"
            " VALUES ('a.b', 'clock', %s), ('a.b', 'clock', %s)",
            [ahead, int(now.timestamp()) - 60],
        )

        forget_future(at=now)

        cursor.execute("SELECT defer_timestamp FROM procrastinate_periodic_defers")
        assert cursor.fetchall() == [(int(now.timestamp()) - 60,)]
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now()"
        )
        assert cursor.fetchone() == (0,)
