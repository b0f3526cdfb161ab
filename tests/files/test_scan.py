"""Viruses: what clamd says is believed, and its silence is not taken for a yes.

The scanner here speaks clamd's protocol over a real socket; ``test_real_clamd`` holds
it against the real thing where that is installed.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import threading
import time
from io import BytesIO

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.files import actions, rules
from congvu.files.client import ScannerUnavailable, is_answering, scan
from congvu.files.models import FileState
from tests.files.conftest import make_pdf

# The harmless signature every scanner knows, in two parts so that none objects here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd(threading.Thread):
    def __init__(self, *, mute: bool = False) -> None:
        super().__init__(daemon=True)
        self.mute = mute
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as said:
                connection.sendall(self.answer(said))

    def answer(self, said) -> bytes:
        command = b""
        while not command.endswith(b"\x00"):
            command += said.read(1)
        if command == b"zPING\x00":
            return b"PONG\x00"
        content = b""
        while length := struct.unpack("!I", said.read(4))[0]:
            content += said.read(length)
        if self.mute:
            return b"INSTREAM size limit exceeded. ERROR\x00"
        found = b"EICAR" in content
        return b"stream: Eicar-Test-Signature FOUND\x00" if found else b"stream: OK\x00"


@pytest.fixture
def clamd(settings):
    fake = FakeClamd()
    fake.start()
    settings.CLAMD = fake.address
    yield fake
    fake.listener.close()


def test_a_clean_file_passes(clamd, take):
    assert take(make_pdf(), "a.pdf").file.state == FileState.READY


def test_a_virus_is_kept_apart_by_name(clamd, take):
    stored = take(make_pdf() + EICAR, "a.pdf")

    assert not stored.is_accepted
    assert "Eicar-Test-Signature" in stored.reason


def test_an_answer_that_is_no_answer_keeps_the_file_apart(clamd, take):
    clamd.mute = True

    assert take(make_pdf(), "a.pdf").reason == rules.NOT_SCANNED


def test_without_an_answer_the_file_waits_apart_and_is_scanned_later(settings, take):
    settings.CLAMD = "127.0.0.1:1"
    file = take(make_pdf(), "a.pdf").file
    assert (file.state, file.reason) == (FileState.QUARANTINED, rules.NOT_SCANNED)
    assert actions.retry_unfinished() == 0

    fake = FakeClamd()
    fake.start()
    settings.CLAMD = fake.address
    assert actions.retry_unfinished() == 1
    file = actions.read(file=file, at=timezone.now(), by=SYSTEM)

    assert file.state == FileState.READY
    fake.listener.close()


def test_a_dead_address_is_no_scanner(tmp_path):
    assert not is_answering(str(tmp_path / "no-socket"))
    with pytest.raises(ScannerUnavailable):
        scan(BytesIO(b"x"), address="127.0.0.1:1")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("clamd") is None, reason="clamd is not installed")
def test_real_clamd(tmp_path):
    database = tmp_path / "db"
    database.mkdir()
    (database / "own.ndb").write_text(f"Own.Test:0:*:{EICAR.hex()}\n")
    config = tmp_path / "clamd.conf"
    address = str(tmp_path / "clamd.sock")
    user = "User root\n" if os.geteuid() == 0 else ""
    config.write_text(
        f"LocalSocket {address}\nDatabaseDirectory {database}\nForeground yes\n{user}"
    )
    process = subprocess.Popen(["clamd", "-c", str(config)], stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not is_answering(address) and time.monotonic() < end:
            time.sleep(0.2)
        assert scan(BytesIO(make_pdf()), address=address).virus == ""
        assert "Own.Test" in scan(BytesIO(EICAR), address=address).virus
    finally:
        process.terminate()
        process.wait(timeout=20)
