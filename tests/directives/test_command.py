"""``congvu directive read FILE``, as the operator types it."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from docx import Document

PAPERS = Path(__file__).parent / "papers"
KEYS = {
    *("sentence", "start", "end", "clause", "lead", "support", "deadline", "recurs"),
    *("measure", "deliverable", "cites", "words", "watch"),
}


def printed(*words: Any, **options: Any) -> str:
    out = StringIO()
    call_command("directive", "read", *words, stdout=out, **options)
    return out.getvalue()


def told(path: Path, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(str(path), json=True, **options))
    return found


def test_a_program_gets_the_text_and_the_duties_in_it() -> None:
    found = told(PAPERS / "nghi_quyet_cap_uy.txt")

    assert (found["kind"], found["issued"]) == ("nghị quyết", "2025-08-15")
    assert found["text"] == unicodedata.normalize("NFC", found["text"])
    for duty in found["duties"]:
        assert set(duty) == KEYS
        assert found["text"][duty["start"] : duty["end"]] == duty["sentence"]
    lead = next(duty for duty in found["duties"] if duty["clause"] == "IV.2")
    assert lead["lead"] == ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]
    assert lead["support"] == ["các cơ quan liên quan"]
    assert lead["watch"] == ["Văn phòng Tỉnh ủy"]
    assert "các cơ quan liên quan" in lead["words"]


def test_a_person_gets_a_list_to_read() -> None:
    shown = printed(str(PAPERS / "nghi_quyet_cap_uy.txt"))

    assert shown.startswith("Đề xuất 10 nhiệm vụ:")
    assert "   Chủ trì: Đảng ủy Ủy ban nhân dân tỉnh\n" in shown
    assert "   Thời hạn: 31/12/2025\n" in shown
    assert "   Định kỳ: P6M\n" in shown


def test_a_paper_without_orders_gives_an_empty_list_and_says_so() -> None:
    found = told(PAPERS / "khong_giao_viec.txt")

    assert found["duties"] == []
    assert found["said"] == "Không tìm thấy câu nào giao nhiệm vụ trong văn bản này."
    assert printed(str(PAPERS / "khong_giao_viec.txt")).strip() == found["said"]


def test_a_word_file_is_read(tmp_path: Path) -> None:
    paper = Document()
    for line in (
        "CHỈ THỊ",
        "Chủ tịch UBND tỉnh yêu cầu:",
        "1. Sở Y tế kiểm tra thuốc.",
    ):
        paper.add_paragraph(line)
    path = tmp_path / "chi-thi.docx"
    paper.save(str(path))

    (duty,) = told(path)["duties"]

    assert (duty["lead"], duty["sentence"]) == (["Sở Y tế"], "Sở Y tế kiểm tra thuốc.")


def test_the_day_may_be_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Giao Sở Y tế báo cáo trước ngày 10/5.", encoding="utf-8")

    assert told(path)["duties"][0]["deadline"] is None
    assert told(path, issued="2026-03-01")["duties"][0]["deadline"] == "2026-05-10"
    with pytest.raises(CommandError, match="không phải là ngày"):
        printed(str(path), issued="mai")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    page = tmp_path / "trang.html"
    page.write_text("<html><script>alert(1)</script></html>", encoding="utf-8")

    with pytest.raises(CommandError, match="hỏng"):
        printed(str(broken))
    with pytest.raises(CommandError, match="trang web"):
        printed(str(page))
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        printed(str(tmp_path / "khong-co.txt"))
