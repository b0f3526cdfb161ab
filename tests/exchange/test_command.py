"""``congvu edxml``: read and write are each other's inverse from the shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from congvu.files import jail
from tests.exchange.making import document, full_document, status, written


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> Any:
    settings.HOME = tmp_path
    yield
    jail.stop()


def told(path: Path, *more: str) -> Any:
    out = StringIO()
    call_command("edxml", "read", str(path), "--json", *more, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("make", [document, full_document, status])
def test_what_is_read_is_written_again_byte_by_byte(make: Any, tmp_path: Path) -> None:
    path, back = tmp_path / "a.edxml", tmp_path / "b.edxml"
    path.write_bytes(written(make()))

    (tmp_path / "a.json").write_text(json.dumps(told(path)), encoding="utf-8")
    call_command("edxml", "write", str(tmp_path / "a.json"), str(back))

    assert back.read_bytes() == path.read_bytes()


def test_attachments_may_go_to_a_folder(tmp_path: Path) -> None:
    path, back = tmp_path / "a.edxml", tmp_path / "b.edxml"
    path.write_bytes(written(document()))

    found = told(path, "--files", str(tmp_path / "tep"))
    file = Path(found["attachments"][0]["file"])
    assert file.read_bytes() == b"%PDF-1.4 nho"
    (tmp_path / "a.json").write_text(json.dumps(found), encoding="utf-8")
    call_command("edxml", "write", str(tmp_path / "a.json"), str(back))

    assert back.read_bytes() == path.read_bytes()


def test_every_field_is_told_also_the_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.edxml"
    path.write_bytes(written(status("03")))

    found = told(path)

    assert found["kind"] == "status"
    assert found["status_code"] == "03"
    assert found["status_name"] == "đã tiếp nhận"
    assert found["status_known"] is True
    assert found["timestamp"] == "2026-11-26T12:30:05+07:00"
    assert found["description"] == ""
    assert found["staff"] is None
    assert found["from"]["organ_id"] == "H55"


def test_a_broken_file_is_refused_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.edxml"
    path.write_text("<edXML>\n  <a></b>\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"Dòng 2, cột 8: Tệp XML viết sai"):
        call_command("edxml", "read", str(path), "--json")


def test_the_shell_needs_no_database_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.edxml"
    path.write_bytes(written(status()))
    surroundings = os.environ | {
        "CONGVU_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    words = [sys.executable, "-m", "congvu.config.cli", "edxml", "read", str(path)]
    given: Any = {"env": surroundings, "capture_output": True, "text": True}

    read = subprocess.run([*words, "--json"], check=True, **given)
    path.write_text("<edXML", encoding="utf-8")
    broken = subprocess.run(words, check=False, **given)

    assert json.loads(read.stdout)["kind"] == "status"
    assert broken.returncode == 1
    assert "Dòng 1, cột 1" in broken.stderr


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.edxml"):
        call_command("edxml", "read", str(tmp_path / "gone.edxml"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "letter"}, "kind: cần “document” hoặc “status”"),
        ({"nonsense": 1}, "nonsense: không có trường này"),
        ({"subject": 5}, "subject: cần chữ"),
        ({"due_date": "mai"}, "due_date: cần ngày dạng"),
        ({"to": {}}, "to: cần một danh sách"),
        ({"to": [{"organ_id": "H55", "x": 1}]}, r"to\[0\]\.x: không có trường này"),
        ({"code": None}, "MessageHeader/Code: thiếu"),
        ({"extras": [{"inside": "MessageHeader"}]}, "“extras” hoặc"),
        ({"attachments": [{"content": "%%%"}]}, "base64"),
        ({"attachments": [{"content": "AAAA", "sha256": "0" * 64}]}, "mã băm"),
    ],
)
def test_json_that_is_no_message_is_refused_in_words(
    change: dict[str, Any], words: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "a.edxml", tmp_path / "b.edxml"
    path.write_bytes(written(document()))
    wrong = tmp_path / "a.json"
    wrong.write_text(json.dumps(told(path) | change), encoding="utf-8")

    with pytest.raises(CommandError, match=f"(?i){words}"):
        call_command("edxml", "write", str(wrong), str(out))
    assert list(tmp_path.glob("b*")) == []
