"""A draft goes to Word and comes back: what is taken, kept and named."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.leftover import leftovers
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.models import Draft, DraftVersion
from congvu.outgoing.rules.paper import Paper, Signer
from congvu.outgoing.rules.reading_back import merged
from tests.outgoing.drafts import again, begin
from tests.outgoing.papers import DECISION, LETTER, SUBMISSION
from tests.outgoing.word_files import changed, in_body, saved, word_file
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
DRAFTS = "/van-ban/di/du-thao/"


def file_of(content: bytes, name: str = "ban.docx") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def downloaded(client: Any, draft: Draft) -> bytes:
    answer = client.get(f"{DRAFTS}{draft.id}/ban/{draft.version}/van-ban.docx")
    return b"".join(answer.streaming_content)


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    document = Document(BytesIO(content))
    change(document)
    return saved(document)


def newest(draft: Draft) -> DraftVersion:
    return DraftVersion.objects.filter(draft=draft).latest("number")


def test_minh_edits_in_word_and_the_paper_follows(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")

    def change(document: Any) -> None:
        known = next(p for p in document.paragraphs if p.text.startswith("Xét đề"))
        known.runs[0].text = "Xét đề nghị của Sở Tài chính, UBND tỉnh có ý kiến:"
        known.insert_paragraph_before("Theo báo cáo ngày 05 tháng 11.", "Nội dung")

    content = edited(downloaded(minh, draft), change)
    page = minh.post(
        f"{DRAFTS}{draft.id}/tai-len/", {"file": file_of(content)}, follow=True
    ).content.decode()

    made = newest(draft)
    assert made.number == draft.version + 1
    assert [block["text"] for block in made.body["body"]] == [
        "Theo báo cáo ngày 05 tháng 11.",
        "Xét đề nghị của Sở Tài chính, UBND tỉnh có ý kiến:",
    ]
    assert made.body["addressees"] == ["Sở Tài chính", "Sở Nội vụ"]
    assert made.unread == []
    assert "cần xem lại" not in page
    kept = minh.get(f"{DRAFTS}{draft.id}/ban/{made.number}/tep/")
    assert b"".join(kept.streaming_content) == content

    side = minh.get(f"{DRAFTS}{draft.id}/ban/{made.number}/").content.decode()
    assert "<ins>Theo báo cáo ngày 05 tháng 11.</ins>" in side
    assert "<ins>, UBND tỉnh có ý kiến:</ins>" in side
    assert "2 đoạn khác nhau" in side
    few = minh.get(f"{DRAFTS}{draft.id}/ban/{made.number}/?xem=khac").content.decode()
    assert "Sở Nội vụ" in side
    assert "Sở Nội vụ" not in few


def test_what_a_version_cannot_hold_is_named(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")

    def change(document: Any) -> None:
        cell = document.tables[0].rows[1].cells[0]
        cell.paragraphs[0].runs[-1].text = "/UBND-KHAC"
        for paragraph in list(document.paragraphs):
            if "Sở " in paragraph.text and paragraph.text.startswith("-"):
                paragraph._p.getparent().remove(paragraph._p)
        document.add_comment(document.paragraphs[-1].runs, "Anh xem lại số liệu.")

    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Ngoài lề</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    content = edited(downloaded(minh, draft), change)
    content = changed(content, {"word/document.xml": in_body(box)})
    page = minh.post(
        f"{DRAFTS}{draft.id}/tai-len/", {"file": file_of(content)}, follow=True
    ).content.decode()

    made = newest(draft)
    assert made.body["symbol"] == "UBND-KGVX"
    assert made.body["addressees"] == ["Sở Tài chính", "Sở Nội vụ"]
    for words in (
        "Không thấy trong tệp, giữ như bản trước: kính gửi",
        "Theo dự thảo, không theo tệp: ký hiệu (“UBND-KHAC”)",
        "Nhận xét: “Anh xem lại số liệu.”",
        "Chưa đưa được vào bản soạn: “Ngoài lề”",
        "Ảnh, hình vẽ: 1",
    ):
        assert words in page


def test_a_file_that_cannot_be_read_changes_nothing(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")
    bomb = changed(
        word_file("a"),
        {
            "word/document.xml": lambda content: content.replace(
                b"<w:document",
                b'<!DOCTYPE d [<!ENTITY a "a">]><w:document',
                1,
            )
        },
    )

    page = minh.post(f"{DRAFTS}{draft.id}/tai-len/", {"file": file_of(bomb)})

    assert page.status_code == 422
    assert "thực thể XML" in page.content.decode()
    assert again(draft).version == draft.version


@pytest.mark.parametrize("paper", [LETTER, DECISION, SUBMISSION])
def test_nothing_changed_in_word_is_nothing_changed_here(paper: Paper) -> None:
    read = read_docx(compose_docx(paper))
    before = paper.as_json()

    fields, notes = merged(before, read.paper.as_json())

    assert (notes, leftovers(read)) == ([], [])
    assert {name: before[name] for name in fields} == fields


def test_tracked_changes_and_content_controls_are_read(province: Province) -> None:
    words = (
        '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>Câu thêm.</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>Câu bỏ.</w:delText></w:r></w:del>'
        "</w:p><w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Trong ô điền.</w:t></w:r>"
        "</w:p></w:sdtContent></w:sdt>"
    )
    data = changed(
        compose_docx(replace(LETTER, recipients=(), filed="", signer=Signer())),
        {"word/document.xml": in_body(words)},
    )

    read = read_docx(data)

    said = [block.text for block in read.paper.body]
    assert "Câu thêm." in said
    assert "Trong ô điền." in said
    assert not any("Câu bỏ" in text for text in said)
    assert {"kind": "tracked", "what": "2"} in leftovers(read)


def test_libre_office_saves_it_and_nothing_is_lost(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("not run: LibreOffice is missing")
    here, there = tmp_path / "ban.docx", tmp_path / "luu"
    here.write_bytes(compose_docx(SUBMISSION))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            str(there),
            str(here),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    read = read_docx((there / "ban.docx").read_bytes())

    fields, notes = merged(SUBMISSION.as_json(), read.paper.as_json())
    assert (notes, leftovers(read)) == ([], [])
    before = SUBMISSION.as_json()
    changed_fields = {name for name in fields if fields[name] != before[name]}
    assert changed_fields <= {"layout"}  # it counts its margins in its own way
