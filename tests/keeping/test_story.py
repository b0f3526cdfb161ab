"""An office copied while its clerks register, then put back on an empty machine."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import signal
import time
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from congvu.audit.jobs import Sealer
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files.actions import destroy, store
from congvu.keeping.actions import back_up
from congvu.keeping.models import Backup
from congvu.keeping.queries import last_backup
from congvu.keeping.rules import Unfit
from congvu.keeping.store import Shelf
from congvu.machine.session import database_at_hand
from congvu.machine.state import read_database_urls, read_mail_url
from tests.documents.pages import make_entry
from tests.keeping.machine import Machine
from tests.people import Province, make_province

CLERKS = 2


def put_in_home(home: Path) -> dict[str, bytes]:
    """What only this installation has, and one thing of each kind made anew."""
    kept = {
        "secret-key": b"the-old-key",
        "law/wire.yaml": b"# own numbers of types\n",
        "openid/20260101T000000.000000Z.json": b"{}",
        "signing/root.pem": b"pem",
        "packages/one.zip": b"zip" * 1000,
        "folders/H03/tu-choi/refused.pdf": b"refused",
    }
    # several nodes share this one, each by a link
    (home.parent / "shared").mkdir()
    (home / "packages").symlink_to(home.parent / "shared")
    for name, content in {**kept, "log/web.log": b"x", "search/current": b"x"}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    (home / "folders" / "H55").mkdir()
    return kept


def keep_file(text: str) -> str:
    kept = store(
        stream=BytesIO(text.encode()), name="a.txt", by=SYSTEM, at=timezone.now()
    )
    return kept.file.sha256


def _register(clerk: int, province: Province, said: Path, stop: Path) -> None:
    """Lines of moment and number, each written once the number is given."""
    with said.open("w", buffering=1) as out:
        count = 0
        while not stop.exists():
            count += 1
            entry = make_entry(province, subject=f"Văn thư {clerk}, văn bản {count}")
            keep_file(f"Nội dung {clerk}-{count}")
            out.write(f"{time.time()} {entry.number}\n")
            time.sleep(0.05)
    connections.close_all()


def lines(said: Path) -> list[tuple[float, int]]:
    found = (line.split() for line in said.read_text().splitlines())
    return [(float(moment), int(number)) for moment, number in found]


def under_load(place: Path, province: Province, machine: Machine, shelf: Path) -> float:
    """One backup while the clerks register; when it began."""
    connections.close_all()
    stop, context = place / "stop", multiprocessing.get_context("fork")
    said = [place / f"clerk-{n}" for n in range(CLERKS)]
    clerks = [
        context.Process(target=_register, args=(n, province, path, stop))
        for n, path in enumerate(said)
    ]
    for clerk in clerks:
        clerk.start()
    try:
        while not all(path.exists() and lines(path) for path in said):
            time.sleep(0.05)
        began = time.time()
        machine.run("backup", shelf)
        ended = time.time()
    finally:
        stop.touch()
        for clerk in clerks:
            clerk.join(60)
    assert [clerk.exitcode for clerk in clerks] == [0] * CLERKS
    after = [moment for path in said for moment, _n in lines(path)]
    assert any(began < moment < ended for moment in after), "nothing was registered"
    return began


def rows(link: psycopg.Connection[tuple[object, ...]], query: str) -> list[object]:
    return [row[0] for row in link.execute(query).fetchall()]


NUMBERS = "SELECT number FROM documents_registerentry ORDER BY number"
CONTENTS = "SELECT sha256 FROM files_storedfile WHERE state <> 'destroyed'"


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_whole_office_comes_back_with_all_it_had_promised(
    office: Machine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    province = make_province(timezone.now(), timezone.localdate())
    own = put_in_home(office.home)
    secret = store(
        stream=BytesIO(b"mat"), name="m.txt", by=SYSTEM, at=timezone.now()
    ).file
    destroy(file=secret, reason="Mật", by=SYSTEM, at=timezone.now())
    for number in range(3):
        make_entry(province, subject=f"Văn bản {number}")
        keep_file(f"Nội dung {number}")
    Sealer().round()
    shelf = place / "shelf"

    began = under_load(place, province, office, shelf)
    promised = {
        number
        for clerk in range(CLERKS)
        for moment, number in lines(place / f"clerk-{clerk}")
        if moment < began
    }
    second = Machine(place / "second")
    said = second.run("restore", shelf)

    manifest = Shelf(shelf, None).manifest(Shelf(shelf, None).copies()[-1])
    assert manifest.destroyed == [secret.sha256]
    assert not Shelf(shelf, None).holds(secret.sha256)
    assert "Sổ sách: đúng." in said
    assert "Chuỗi nhật ký: đúng." in said
    assert "Kho tệp: đúng." in said
    for name, content in own.items():
        assert (second.home / name).read_bytes() == content
    assert (second.home / "folders" / "H55").is_dir()
    assert not (second.home / "search").exists()
    monkeypatch.setenv("CONGVU_HOME", str(second.home))
    monkeypatch.delenv("DATABASE_URL")
    with database_at_hand(), psycopg.connect(read_database_urls().owner) as link:
        numbers = rows(link, NUMBERS)
        assert numbers == list(range(1, len(numbers) + 1))
        assert promised <= set(numbers)
        assert len(numbers) == manifest.counts["documents_registerentry"]
        assert set(rows(link, CONTENTS)) == manifest.contents.keys()
        assert rows(link, "SELECT count(*) FROM audit_link") != [0]
    with database_at_hand(), psycopg.connect(read_mail_url()) as link:
        assert rows(link, "SELECT count(*) FROM mail.boxes") == [0]
    assert "Toàn vẹn." in second.run("check")
    again = second.run("restore", shelf, code=1)
    assert "cơ sở dữ liệu đã có bảng" in again


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_second_copy_is_small_a_killed_one_is_none_and_a_sealed_one_comes_back(
    office: Machine, place: Path, empty: str
) -> None:
    (place / "key").write_bytes(os.urandom(32))
    sealed = ("--key-file", place / "key")
    paper = keep_file("Nội dung " * 5000)
    shelf = place / "shelf"

    first = office.run("backup", shelf, *sealed)
    fresh = keep_file("Nội dung mới")
    second = office.run("backup", shelf, *sealed)

    assert brought(first)[0] >= 1
    assert brought(first)[1] > 50_000
    assert brought(second)[0] <= brought(first)[0]
    assert brought(second)[1] < 5_000
    before = Shelf(shelf, None).copies()
    assert len(before) == 2
    last = last_backup()
    assert last is not None
    assert (last.place, last.is_sealed, last.lost) == (str(shelf), True, 0)
    assert last.files == 2
    assert last.checked_at >= last.made_at
    assert [e.data["name"] for e in events("keeping.backed-up")] == before
    third = office.run("backup", shelf, *sealed, "--keep", 2, "--verify")
    assert f"Đã bỏ 1 bản cũ, từ {before[0]}" in third
    before = [before[1], Shelf(shelf, None).copies()[-1]]
    assert Shelf(shelf, None).copies() == before
    assert Backup.objects.filter(is_read_whole=True).count() == 1

    with office.start("backup", shelf, *sealed) as killed:
        while not list(shelf.glob("*.part/database.dump.sealed")):
            time.sleep(0.005)
            assert killed.poll() is None, killed.communicate()
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert list(shelf.glob("*.part"))
    assert Shelf(shelf, None).copies() == before
    machine = Machine(place / "other", empty)
    (place / "wrong").write_bytes(os.urandom(32))

    wrong = machine.run("restore", shelf, "--key-file", place / "wrong", code=1)
    assert "khóa không đúng" in wrong
    with machine.start("restore", shelf, *sealed) as killed:
        while not list(machine.home.glob("files/??/??/*")):
            time.sleep(0.005)
            assert killed.poll() is None, killed.communicate()
        killed.send_signal(signal.SIGKILL)
    said = json.loads(machine.run("restore", shelf, *sealed, "--json"))
    assert (said["copy"], said["files"], said["faults"]) == (before[-1], 2, {})
    assert {"books", "audit", "files"} <= set(said["verified"])
    manifest = Shelf(shelf, (place / "key").read_bytes()).manifest(before[-1])
    assert said["rows"] == sum(manifest.counts.values())
    assert said["tables"] == len(manifest.counts)
    assert said["seconds"]["all"] >= said["seconds"]["tables"] > 0
    with psycopg.connect(empty) as link:
        restored = "SELECT data FROM audit_event WHERE event = 'keeping.restored'"
        (told,) = rows(link, restored)
    assert told == {
        "name": before[-1],
        "rows": said["rows"],
        "files": 2,
        "faults": 0,
    }
    for sha256 in (paper, fresh):
        lying = machine.home / "files" / sha256[:2] / sha256[2:4] / sha256
        assert lying.is_file()
    lying.unlink()
    found = machine.run("check", code=1)
    assert f"Kho tệp: SAI 1 điều: {sha256} (missing)" in found
    assert "CÓ LỖI" in found


def events(name: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event=name).order_by("at"))


def brought(said: str) -> tuple[int, int]:
    """How many contents, and how many bytes of them, a backup said it copied."""
    match = re.search(r"chép mới (\d+) nội dung, (\d+) byte", said)
    assert match, said
    return int(match[1]), int(match[2])


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_copied_is_told(office: Machine, place: Path) -> None:
    shelf, kept, lost = place / "shelf", keep_file("Còn"), keep_file("Sẽ mất")
    (office.home / "files" / lost[:2] / lost[2:4] / lost).unlink()

    with pytest.raises(Unfit, match="inside-home"):
        back_up(shelf=Shelf(office.home / "copies", None), at=timezone.now())
    said = office.run("backup", shelf, code=1)

    assert "1 tệp đã mất hoặc hỏng ngay trong kho của văn phòng" in said
    name = Shelf(shelf, None).copies()[-1]
    path = shelf / name / "manifest.json"
    told = json.loads(path.read_text())
    assert told["lost"] == [lost]
    assert last_backup() is None
    (noted,) = events("keeping.backed-up")
    assert noted.data["lost"] == 1
    # what was altered on the shelf is no copy of anything, and is copied anew
    content = shelf / "contents" / kept[:2] / kept
    content.write_bytes(b"x" * content.stat().st_size)
    office.run("backup", shelf, "--verify", code=1)
    assert Shelf(shelf, None).copies() == [name]
    office.run("backup", shelf, "--verify", code=1)  # what is lost stays lost
    assert hashlib.sha256(content.read_bytes()).hexdigest() == kept
    assert len(Shelf(shelf, None).copies()) == 2
