"""Watched folders: what a scanner drops is in the store, or set aside as refused."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import look_again, read_item, take_in_folders
from congvu.documents.models import IntakeItem
from congvu.documents.queries import reason_of
from congvu.documents.rules import IntakeState
from congvu.files import actions as files
from congvu.files.store import open_store
from tests.documents.door import paper_pdf
from tests.files.conftest import make_pdf
from tests.people import Province


@pytest.fixture
def folder(home: Path, province: Province) -> Path:
    made = home / "folders" / "H03"
    made.mkdir(parents=True)
    return made


def drop(folder: Path, name: str, content: bytes, *, age: float = 60) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_a_quiet_file_is_taken_in_and_leaves_the_folder(
    province: Province, folder: Path
) -> None:
    content = make_pdf()
    drop(folder, "quet.pdf", content)

    assert take_in_folders(at=province.at) == 1

    item = IntakeItem.objects.get()
    assert (item.name, item.channel, item.state) == (
        "quet.pdf",
        "folder",
        IntakeState.READING,
    )
    assert item.received_by == "Nông Thị Lan"
    assert item.agency_id == province.committee.id
    assert list(folder.iterdir()) == []
    with open_store().open(item.file.sha256) as kept:
        assert kept.read() == content
    assert take_in_folders(at=province.at) == 0


def test_a_file_still_being_written_waits(province: Province, folder: Path) -> None:
    drop(folder, "dang-ghi.pdf", make_pdf(), age=0)

    assert take_in_folders(at=province.at) == 0


def test_a_refused_file_is_kept_too_with_its_reason(
    province: Province, folder: Path
) -> None:
    drop(folder, "rong.pdf", b"")

    take_in_folders(at=province.at)

    item = IntakeItem.objects.get()
    assert item.state == IntakeState.REFUSED
    assert (folder / "tu-choi" / "rong.pdf").exists()
    assert "tu-choi" in reason_of(item)


def test_the_same_name_twice_overwrites_nothing(
    province: Province, folder: Path
) -> None:
    for _again in range(2):
        drop(folder, "rong.pdf", b"")
        take_in_folders(at=province.at)

    assert len(list((folder / "tu-choi").iterdir())) == 2
    assert IntakeItem.objects.count() == 2


def _bytes_anywhere(home: Path, content: bytes) -> list[Path]:
    files = [p for p in home.rglob("*") if p.is_file()]
    return [p for p in files if content in p.read_bytes()]


@pytest.mark.usefixtures("law")
def test_a_secret_from_a_scanner_leaves_no_bytes_on_disk(
    province: Province, folder: Path, home: Path, django_capture_on_commit_callbacks
) -> None:
    content = paper_pdf(secret="TỐI MẬT")
    drop(folder, "scan.pdf", content)
    take_in_folders(at=province.at)
    assert _bytes_anywhere(home, content) != []

    with django_capture_on_commit_callbacks(execute=True):
        read_item(item_id=IntakeItem.objects.get().id, by=SYSTEM, at=province.at)
    assert _bytes_anywhere(home, content) == []

    # The same sheet through the scanner's folder once more.
    drop(folder, "scan-lai.pdf", content)
    take_in_folders(at=province.at)

    assert _bytes_anywhere(home, content) == []
    assert {i.state for i in IntakeItem.objects.all()} == {IntakeState.REFUSED}


@pytest.mark.usefixtures("law")
def test_a_secret_found_days_later_leaves_none_either(
    province: Province, folder: Path, home: Path, django_capture_on_commit_callbacks
) -> None:
    content = paper_pdf(secret="TỐI MẬT")
    drop(folder, "scan.pdf", content)
    take_in_folders(at=province.at)
    # As if LibreOffice had been missing: ready, and nobody knows what it says.
    item = IntakeItem.objects.get()
    IntakeItem.objects.update(state=IntakeState.READY)
    files.read(file=item.file, at=province.at, by=SYSTEM)

    with django_capture_on_commit_callbacks(execute=True):
        look_again(file_id=item.file_id, by=SYSTEM, at=province.at)

    assert _bytes_anywhere(home, content) == []


def test_links_hidden_files_and_folders_stay_where_they_are(
    province: Province, folder: Path, home: Path
) -> None:
    outside = drop(home, "bi-mat.txt", b"khong duoc doc")
    (folder / "link.pdf").symlink_to(outside)
    drop(folder, ".an.pdf", make_pdf())
    (folder / "trong").mkdir()

    assert take_in_folders(at=province.at) == 0
    assert not IntakeItem.objects.exists()


def test_a_folder_of_nobody_is_left_alone(province: Province, home: Path) -> None:
    for name in ("H99", "..la", "khong-ma"):
        other = home / "folders" / name
        other.mkdir(parents=True)
        drop(other, "a.pdf", make_pdf())

    assert take_in_folders(at=province.at) == 0


def test_without_any_folder_there_is_nothing_to_do(
    province: Province, home: Path
) -> None:
    assert take_in_folders(at=province.at) == 0


def test_one_bad_path_keeps_no_other_file_or_agency_waiting(
    province: Province, folder: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file lies where refused ones should go: that one cannot move."""
    (folder / "tu-choi").write_bytes(b"")
    os.utime(folder / "tu-choi", (time.time() + 60,) * 2)
    drop(folder, "mot.pdf", b"")
    commune = home / "folders" / "H03.33.10"
    commune.mkdir()
    drop(commune, "hai.pdf", make_pdf())

    assert [take_in_folders(at=province.at) for _again in range(2)] == [1, 0]

    item = IntakeItem.objects.get(agency=province.commune)
    assert item.name == "hai.pdf"
    assert IntakeItem.objects.get(agency=province.committee).state == "refused"
    [kept] = folder.glob(".dang-nhan-*-mot.pdf")
    assert kept.exists()
    assert "mot.pdf" in caplog.text


def test_a_file_whose_taking_was_cut_off_comes_back_and_is_taken_once(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(folder, ".dang-nhan-1-mot.pdf", make_pdf())
    assert take_in_folders(at=province.at) == 0

    monkeypatch.setattr("congvu.documents.actions.folders.ABANDONED_SECONDS", -1.0)

    assert [take_in_folders(at=province.at) for _again in range(2)] == [1, 0]
    assert IntakeItem.objects.get().name == "1-mot.pdf"
