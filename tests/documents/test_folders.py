"""Watched folders: what a scanner drops is taken in, set aside, never deleted."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from congvu.documents.actions import take_in_folders
from congvu.documents.models import IntakeItem
from congvu.documents.rules import IntakeState
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


def test_a_quiet_file_is_taken_in_and_set_aside(
    province: Province, folder: Path
) -> None:
    path = drop(folder, "quet.pdf", make_pdf())

    assert take_in_folders(at=province.at) == 1

    item = IntakeItem.objects.get()
    assert (item.name, item.channel, item.state) == (
        "quet.pdf",
        "folder",
        IntakeState.READING,
    )
    assert item.received_by == "Nông Thị Lan"
    assert item.agency_id == province.committee.id
    assert not path.exists()
    assert (folder / "da-nhan" / "quet.pdf").exists()
    assert take_in_folders(at=province.at) == 0


def test_a_file_still_being_written_waits(province: Province, folder: Path) -> None:
    drop(folder, "dang-ghi.pdf", make_pdf(), age=0)

    assert take_in_folders(at=province.at) == 0


def test_a_refused_file_is_kept_too_with_its_reason(
    province: Province, folder: Path
) -> None:
    drop(folder, "rong.pdf", b"")

    take_in_folders(at=province.at)

    assert IntakeItem.objects.get().state == IntakeState.REFUSED
    assert (folder / "da-nhan" / "rong.pdf").exists()


def test_the_same_name_twice_overwrites_nothing(
    province: Province, folder: Path
) -> None:
    for text in ("mot", "hai"):
        drop(folder, "quet.pdf", make_pdf(text))
        take_in_folders(at=province.at)

    assert len(list((folder / "da-nhan").iterdir())) == 2
    assert IntakeItem.objects.count() == 2


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
    """A file lies where the taken ones should go: nothing of that agency can move."""
    (folder / "da-nhan").write_bytes(b"")
    kept = drop(folder, "mot.pdf", make_pdf())
    commune = home / "folders" / "H03.33.10"
    commune.mkdir()
    drop(commune, "hai.pdf", make_pdf())

    assert [take_in_folders(at=province.at) for _again in range(2)] == [1, 0]

    item = IntakeItem.objects.get()
    assert (item.name, item.agency_id) == ("hai.pdf", province.commune.id)
    assert kept.exists()
    assert "mot.pdf" in caplog.text


def test_a_file_whose_taking_was_cut_off_comes_back_and_is_taken_once(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "da-nhan").mkdir()
    drop(folder / "da-nhan", ".dang-nhan-1-mot.pdf", make_pdf())
    assert take_in_folders(at=province.at) == 0

    monkeypatch.setattr("congvu.documents.actions.folders.ABANDONED_SECONDS", -1.0)

    assert [take_in_folders(at=province.at) for _again in range(2)] == [1, 0]
    assert IntakeItem.objects.get().name == "1-mot.pdf"
