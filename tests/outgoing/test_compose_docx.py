"""The paper as a Word file: of the same form, and read back after it was edited."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings

from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.rules.paper import Block, Paper
from tests.outgoing.papers import DECISION, LETTER, PAPERS, SUBMISSION
from tests.outgoing.word_files import saved
from tests.scale import examples

SAME = (
    "type_code",
    "type_name",
    "symbol",
    "place",
    "number",
    "issued_on",
    "year",
    "summary",
    "addressees",
    "bases",
    "recipients",
    "filed",
    "copies",
    "urgency",
    "address",
    "layout",
)


@pytest.mark.parametrize("paper", [LETTER, DECISION, SUBMISSION])
def test_our_own_file_is_read_back_as_the_paper(paper: Paper) -> None:
    read = read_docx(compose_docx(paper)).paper

    for name in SAME:
        assert getattr(read, name) == getattr(paper, name), name
    # What is printed in capitals comes back in capitals.
    assert read.issuer_name == paper.issuer_name.upper()
    assert read.signer.name == paper.signer.name
    assert [b.kind for b in read.body] == [b.kind for b in paper.body]
    assert [b.words.casefold() for b in read.body] == [
        b.words.casefold() for b in paper.body
    ]
    assert [
        (a.title, a.landscape, [b.words for b in a.body]) for a in read.appendices
    ] == [(a.title, a.landscape, [b.words for b in a.body]) for a in paper.appendices]


def test_what_a_person_changed_in_word_is_in_the_paper() -> None:
    document = Document(BytesIO(compose_docx(LETTER)))
    edited = next(p for p in document.paragraphs if p.text.startswith("1. Giao Sở"))
    edited.runs[0].text = "1. Giao Sở Tài chính thẩm định trước ngày 25."
    edited.insert_paragraph_before("Đoạn thêm.", style="Nội dung")

    read = read_docx(saved(document)).paper

    assert [b.text for b in read.body][1:3] == [
        "Đoạn thêm.",
        "1. Giao Sở Tài chính thẩm định trước ngày 25.",
    ]
    assert read.body[0] == LETTER.body[0]


def test_open_places_are_bookmarks() -> None:
    document = Document(BytesIO(compose_docx(LETTER)))
    names = {b.get(qn("w:name")) for b in document.element.iter(qn("w:bookmarkStart"))}

    assert names == {"so", "ky_hieu", "dia_danh", "ngay", "thang", "nam", "chu_ky"}
    filled = Document(BytesIO(compose_docx(DECISION)))
    assert "Số: 07/QĐ-UBND" in filled.element.xpath("string()")


def test_the_page_is_the_law_s() -> None:
    document = Document(BytesIO(compose_docx(SUBMISSION)))
    sections = list(document.sections)
    first = sections[0]

    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    for section in sections:
        assert section.top_margin.mm == pytest.approx(20, abs=0.1)
        assert section.left_margin.mm == pytest.approx(30, abs=0.1)
        assert section.different_first_page_header_footer
        start = section._sectPr.find(qn("w:pgNumType"))
        assert start.get(qn("w:start")) == "1"
    assert "PAGE" in first.header._element.xpath("string()")
    assert "PAGE" not in first.first_page_header._element.xpath("string()")
    assert "XEM XONG TRẢ LẠI" in first.first_page_header._element.xpath("string()")


def test_every_element_has_a_style_in_times_new_roman() -> None:
    document = Document(BytesIO(compose_docx(LETTER)))
    used = {p.style.name for p in document.paragraphs} | {
        p.style.name for t in document.tables for c in t._cells for p in c.paragraphs
    }

    assert {"Quốc hiệu", "Số ký hiệu", "Nội dung", "Nơi nhận", "Kính gửi"} <= used
    for name in used:
        assert document.styles[name].font.name == "Times New Roman"
        language = document.styles[name].element.rPr.find(qn("w:lang"))
        assert language.get(qn("w:val")) == "vi-VN"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert compose_docx(SUBMISSION) == compose_docx(SUBMISSION)


def test_hostile_markup_is_text() -> None:
    words = "<w:p>&amp; {{ 7*7 }} ]]> <!-- x --> % \\ \u0007"
    data = compose_docx(replace(LETTER, body=(Block(text=words),), summary=words))

    assert read_docx(data).paper.body[0].text.startswith("<w:p>&amp; {{ 7*7 }} ]]>")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"&lt;w:p&gt;&amp;amp;" in archive.read("word/document.xml")


@given(PAPERS)
@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_any_paper_has_all_its_words_in_the_word_file(paper: Paper) -> None:
    data = compose_docx(paper)
    document = Document(BytesIO(data)).element
    # A chart is a picture that says its rows.
    shown = (about.get("descr", "") for about in document.iter(qn("wp:docPr")))
    said = " ".join([document.xpath("string()"), *shown]).casefold()

    for block in paper.body:
        for word in block.words.split():
            assert word.casefold().strip("./;") in said
    read_docx(data)
