"""Papers at the edge: very long, very many, very wide, or written to deceive."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.formats.leftover import leftovers
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.models import DraftVersion
from congvu.outgoing.rules.paper import TABLE, Appendix, Block, Paper
from tests.outgoing.drafts import begin
from tests.outgoing.papers import DECISION, LETTER
from tests.outgoing.pdf_reading import read_pdf
from tests.people import Province

LONG = " ".join(
    f"về việc phối hợp triển khai nhiệm vụ thứ {n} tại các xã, phường" for n in range(8)
)[:500].strip()
ROWS = tuple((f"{n}", f"Xã số {n} của tỉnh", f"{n}.000") for n in range(1, 121))
WIDE = Appendix(
    title="Biểu phân bổ",
    landscape=True,
    body=(Block(kind=TABLE, rows=(("TT", "Địa phương", "Kinh phí"), *ROWS)),),
)


def inside(paper: Paper) -> str:
    """Every word of the PDF, none of it outside the paper's margins."""
    read = read_pdf(compose_pdf(paper).pdf)
    for piece in read.pieces:
        wide, high = read.sizes[piece.page - 1]
        assert 0 <= piece.x0 <= piece.x1 <= wide, piece.text
        assert 0 <= piece.low <= high, piece.text
    return " ".join(read.text.split())


@pytest.mark.parametrize("paper", [LETTER, DECISION], ids=["letter", "decision"])
def test_a_summary_of_500_letters_keeps_every_word(paper: Paper) -> None:
    summary = f"V/v {LONG}" if paper is LETTER else LONG.capitalize()
    long = replace(paper, summary=summary)

    said = inside(long)
    assert all(word in said for word in LONG.split()[1:])
    read = read_docx(compose_docx(long))
    assert read.paper.summary == long.summary
    assert leftovers(read) == []


def test_sixty_recipients_stand_whole_and_come_back() -> None:
    names = tuple(f"Ủy ban nhân dân xã thứ {n} và các đơn vị" for n in range(1, 61))
    paper = replace(LETTER, recipients=names, addressees=names)

    said = inside(paper)
    assert all(said.count(f"xã thứ {n} ") >= 2 for n in range(1, 61))
    read = read_docx(compose_docx(paper))
    assert read.paper.recipients == names
    assert read.paper.addressees == names
    assert leftovers(read) == []


def test_a_table_over_pages_says_its_head_on_each() -> None:
    rows = (("TT", "Địa phương", "Kinh phí"), *ROWS)
    paper = replace(LETTER, body=(Block(text="Như sau:"), Block(kind=TABLE, rows=rows)))

    read = read_pdf(compose_pdf(paper).pdf)
    pages = {p.page for p in read.pieces if "Xã số" in p.text}
    heads = {p.page for p in read.pieces if "Địa phương" in p.text}
    assert len(pages) > 2
    assert heads == pages
    document = Document(BytesIO(compose_docx(paper)))
    assert document.element.xpath("count(//w:tblHeader)") == 1
    assert read_docx(compose_docx(paper)).paper.body[-1].rows == rows


def test_a_landscape_appendix_lies_across_and_comes_back_so() -> None:
    paper = replace(DECISION, appendices=(WIDE, *DECISION.appendices))

    sizes = read_pdf(compose_pdf(paper).pdf).sizes
    across = [wide > high for wide, high in sizes]
    assert across[0] is False
    assert across.count(True) >= 2
    assert across[-1] is False
    read = read_docx(compose_docx(paper)).paper
    assert [one.landscape for one in read.appendices] == [True, False]
    assert read.appendices[0].body[0].rows == WIDE.body[0].rows


def test_decomposed_letters_are_the_same_paper() -> None:
    apart = unicodedata.normalize("NFD", LETTER.summary)

    paper = replace(LETTER, summary=apart)

    assert apart != LETTER.summary
    assert paper == LETTER
    assert compose_pdf(paper).pdf == compose_pdf(LETTER).pdf
    assert compose_docx(paper) == compose_docx(LETTER)


HOSTILE = "Chi\u202e 000.000.1 \u202c đồng\u0000\u0007\u200b cho\ufeff\u2066 Sở\u2069"


def test_marks_that_turn_or_hide_words_never_reach_the_paper() -> None:
    paper = replace(LETTER, summary=HOSTILE, body=(Block(text=HOSTILE),))

    said = inside(paper)
    assert "Chi 000.000.1 đồng cho Sở" in said
    text = Document(BytesIO(compose_docx(paper))).element.xpath("string()")
    for mark in "\u202e\u202c\u0000\u0007\u200b\ufeff\u2066\u2069":
        assert mark not in said
        assert mark not in text


@pytest.mark.usefixtures("law")
def test_nor_the_draft_that_somebody_types(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")

    minh.post(
        f"/van-ban/di/du-thao/{draft.id}/sua/",
        {
            "summary": unicodedata.normalize("NFD", "V/v hỗ trợ"),
            "body": HOSTILE.replace("\u0000", ""),
            "after": str(draft.version),
        },
    )

    body = DraftVersion.objects.filter(draft=draft).latest("number").body
    assert body["summary"] == "V/v hỗ trợ"
    assert body["body"][0]["text"] == "Chi 000.000.1 đồng cho Sở"
