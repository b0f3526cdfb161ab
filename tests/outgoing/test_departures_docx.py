"""A stranger's Word file against Phụ lục I; and files that are none."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt

from congvu.lib.text import fold
from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.docx_names import TYPE_NAMES
from congvu.outgoing.formats.docx_opening import DocxRefused
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.formats.read_docx_form import docx_form_report, read_docx_form
from congvu.outgoing.rules.paper import Paper
from tests.outgoing.papers import DECISION, LETTER, SUBMISSION
from tests.outgoing.word_files import changed, in_body, saved, word_file

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


@pytest.mark.parametrize("paper", [LETTER, DECISION, SUBMISSION])
def test_our_own_file_is_in_form(paper: Paper) -> None:
    report = docx_form_report(compose_docx(paper))

    assert report.departures == ()
    assert len(report.passed) >= 80


def stranger() -> bytes:
    """A letter as a hand makes it: no styles, a table for the head, slips of form."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    head = document.add_table(2, 2)
    cells = [
        (0, 0, "UBND TỈNH BẮC KẠN", 12, True, False),
        (0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        (0, 1, "Độc lập – Tự do – Hạnh phúc", 13, True, False),
        (1, 0, "Số:        /UBND-NNTNMT", 13, False, False),
        (1, 0, "V/v trả lời kiến nghị", 12, False, False),
        (1, 1, "Bắc Kạn, ngày     tháng     năm 2024", 13, False, False),
    ]
    for row, column, text, size, bold, italic in cells:
        _write(
            head.cell(row, column).add_paragraph(), text, size, bold, italic, _CENTRE
        )
    _write(document.add_paragraph(), "Kính gửi:", 14)
    _write(document.add_paragraph(), "- Sở Tài chính;", 14)
    _write(document.add_paragraph(), "- Sở Xây dựng.", 14)
    for text, indent in (("Đoạn thứ nhất của văn bản.", 1.27), ("Đoạn hai.", 0.55)):
        paragraph = document.add_paragraph()
        _write(paragraph, text, 14, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Cm(indent)
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.line_spacing = 1.0
    end = document.add_table(1, 2)
    left, right = end.rows[0].cells
    _write(left.add_paragraph(), "Nơi nhận:", 12, True, True)
    _write(left.add_paragraph(), "- Như trên;", 11)
    _write(left.add_paragraph(), "- Phòng NNTNMT", 12)
    for text in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"):
        _write(right.add_paragraph(), text, 14, True, False, _CENTRE)
    _write(right.add_paragraph(), "Triệu Đức Khánh", 14, True, False, _CENTRE)
    return saved(document)


def _write(
    paragraph, text: str, size: float, bold=False, italic=False, align=None
) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run.bold, run.italic = bold, italic
    paragraph.alignment = align


def test_a_stranger_s_letter_is_understood() -> None:
    paper = read_docx(stranger()).paper

    assert paper.type_code == "CV"
    assert paper.issuer_name == "UBND TỈNH BẮC KẠN"
    assert paper.symbol == "UBND-NNTNMT"
    assert (paper.place, paper.year, paper.number) == ("Bắc Kạn", 2024, None)
    assert paper.summary == "V/v trả lời kiến nghị"
    assert paper.addressees == ("Sở Tài chính", "Sở Xây dựng")
    assert [b.text for b in paper.body] == ["Đoạn thứ nhất của văn bản.", "Đoạn hai."]
    assert paper.signer.authority[-1] == "PHÓ CHỦ TỊCH"
    assert paper.signer.name == "Triệu Đức Khánh"
    assert paper.recipients == ("Như trên", "Phòng NNTNMT")


def test_what_departs_in_a_stranger_s_letter_is_named() -> None:
    said = {(d.code, str(d.found), str(d.expected)) for d in read_docx_form(stranger())}

    assert {
        ("margin-left", "25 mm", "30 đến 35 mm"),
        ("issuer-full", "“UBND TỈNH BẮC KẠN”", "“Ủy ban nhân dân TỈNH BẮC KẠN”"),
        (
            "motto",
            "“Độc lập – Tự do – Hạnh phúc”",
            "“Độc lập - Tự do - Hạnh phúc”",
        ),
        ("look-date", "kiểu chữ đứng", "kiểu chữ nghiêng"),
        ("indent-block", "lùi đầu dòng 0,55 cm", "1 cm hoặc 1,27 cm"),
        ("look-recipients", "cỡ chữ 12", "cỡ chữ 11"),
        ("recipient-ends", "“- Phòng NNTNMT”", "cuối dòng có dấu “.”"),
        ("filed", "chưa có", "dòng cuối là “Lưu: VT, NNTNMT.”"),
        (
            "page-number",
            "không có số trang ở lề trên",
            "số trang canh giữa trong lề trên",
        ),
    } <= said
    assert {code for code, *_rest in said} == {
        "margin-left",
        "issuer-full",
        "motto",
        "look-date",
        "indent-block",
        "look-recipients",
        "recipient-ends",
        "filed",
        "page-number",
    }


def test_numbers_that_word_counts_are_read_as_they_are_seen() -> None:
    document = Document()
    for style, text in (
        ("List Number", "Giao Sở Tài chính."),
        ("List Number", "Giao Sở Xây dựng."),
        ("List Bullet", "Một gạch."),
        ("Normal", "Không số."),
    ):
        document.add_paragraph(text, style=style)
    read = read_docx(saved(document)).paper

    assert [(b.text, b.kind, b.level) for b in read.body] == [
        ("1. Giao Sở Tài chính.", "item", 1),
        ("2. Giao Sở Xây dựng.", "item", 1),
        ("- Một gạch.", "item", 3),
        ("Không số.", "paragraph", 0),
    ]


def test_looks_come_from_styles_and_the_file_too() -> None:
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_paragraph("Một đoạn văn.")
    said = {(d.code, str(d.found)) for d in read_docx_form(saved(document))}

    assert ("font", "“Arial”") in said
    assert ("look-body", "cỡ chữ 11") in said


def test_type_names_are_those_of_the_law() -> None:
    path = Path(__file__).parents[2] / "congvu/law/data/types.yaml"
    rules = yaml.safe_load(path.read_text("utf-8"))["rules"]
    rows = next(
        r["rows"]
        for r in rules
        if r["kind"] == "document_type" and r["source"] == "nd-30-2020"
    )

    assert {row["key"]: row["label"] for row in rows} == dict(TYPE_NAMES)
    assert len({fold(name) for name in TYPE_NAMES.values()}) == 29


def _locked() -> bytes:
    data = bytearray(word_file("A"))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        flags = struct.unpack_from("<H", data, at + 8)[0]
        struct.pack_into("<H", data, at + 8, flags | 1)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def _bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (160 * 2**20))
    return out.getvalue()


NONE = [
    ("empty", b"", "không phải tệp Word"),
    ("text", b"hello", "không phải tệp Word"),
    ("half", word_file("A")[:2000], "không phải tệp Word"),
    ("other zip", changed(b"PK\x05\x06" + b"\0" * 18, added={"a": b"b"}), "không phải"),
    ("locked", _locked(), "mật khẩu"),
    ("bomb", _bomb, "lớn bất thường"),
    (
        "entities",
        changed(
            word_file("A"),
            {
                "word/document.xml": lambda _x: (
                    b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
                )
            },
        ),
        "thực thể XML",
    ),
    (
        "broken",
        changed(word_file("A"), {"word/document.xml": lambda x: x[:-20]}),
        "XML hỏng",
    ),
    (
        "no body",
        changed(word_file("A"), {"word/document.xml": lambda _x: b"<a/>"}),
        "không",
    ),
    (
        "nonsense",
        changed(
            word_file("A"),
            {
                "word/document.xml": in_body(
                    '<w:p><w:pPr><w:spacing w:before="cao"/></w:pPr>'
                    "<w:r><w:t>A</w:t></w:r></w:p>"
                )
            },
        ),
        "trình bày không đọc được",
    ),
    (
        "style of no name",
        changed(
            word_file("A"),
            {"word/document.xml": in_body("<w:p><w:pPr><w:pStyle/></w:pPr></w:p>")},
        ),
        "trình bày không đọc được",
    ),
    (
        "page of no size",
        changed(
            word_file("A"),
            {"word/document.xml": lambda x: x.replace(b'w:w="12240"', b'w:w="to"')},
        ),
        "trình bày không đọc được",
    ),
]


@pytest.mark.parametrize(
    ("data", "words"), [n[1:] for n in NONE], ids=[n[0] for n in NONE]
)
def test_what_is_no_word_file_is_named(
    data: bytes | Callable[[], bytes], words: str
) -> None:
    given = data() if callable(data) else data

    with pytest.raises(DocxRefused, match=words):
        read_docx_form(given)
