"""What a machine can see of a file against a standard, as a table."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    StreamObject,
    pdf_name,
)
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from congvu.standards import formats
from tests.standards.stories import PAGE, odt

WORDS = "Ủy ban nhân dân tỉnh Bắc Kạn"
FIELD = '<label for="q">Tìm</label><input id="q">'


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (WORDS.encode(), []),
        (b"\xef\xbb\xbf" + WORDS.encode(), []),
        (b"", ["empty"]),
        (WORDS.encode("utf-16"), ["not-utf-8"]),
        (unicodedata.normalize("NFD", WORDS).encode(), ["not-nfc"]),
        (b"a\x00b", ["nul"]),
        ("chữ \ue000".encode(), ["private-use"]),
        ("céng hßa x· héi chñ nghÜa viÖt nam ®éc lËp µ¶·¹®«".encode(), ["old-code"]),
    ],
)
def test_text(content: bytes, found: list[str]) -> None:
    assert formats.text(content) == found


@pytest.mark.parametrize(
    ("before", "after", "html", "wcag"),
    [
        ("", "", [], []),
        ("<!DOCTYPE html>", "", ["no-doctype"], []),
        ('<meta charset="utf-8">', "", ["no-charset"], []),
        ("<title>Trang chủ</title>", "", ["no-title"], ["no-title"]),
        ("</form>", "", ["unclosed"], []),
        ("<h1>Tin</h1>", '<h1 id="q">Tin</h1>', ["double-id"], []),
        (' lang="vi"', "", [], ["no-lang"]),
        (' alt="Cổng"', "", [], ["no-alt"]),
        ('<label for="q">', '<label for="x">', [], ["no-label"]),
        ("h2>", "h3>", [], ["skipped-heading"]),
        ('alt="Về trang chủ"', 'alt=""', [], ["empty-link"]),
        ("<h1>Tin</h1>", '<a id="tin"></a><h1>Tin</h1>', [], []),
        (
            "<h1>Tin</h1>",
            '<h1 id="t">Tin</h1><a href="/" aria-labelledby="t"></a>',
            [],
            [],
        ),
        ("<h1>Tin</h1>", '<h1>Tin</h1><a href="/" title="Tin"></a>', [], []),
        (FIELD, '<input title="Tìm">', [], []),
        (FIELD, '<b id="t">Tìm</b><input aria-labelledby="t">', [], []),
        (FIELD, '<input title=" ">', [], ["no-label"]),
        (FIELD, '<input type="image" src="c.png" alt="Tìm">', [], []),
        (FIELD, '<input type="image" src="c.png" aria-label="Tìm">', [], []),
        (FIELD, '<input type="image" src="c.png">', [], ["no-alt"]),
        (FIELD, '<input type="IMAGE" src="c.png" alt="">', [], ["no-alt"]),
    ],
)
def test_page(before: str, after: str, html: list[str], wcag: list[str]) -> None:
    """One thing is wrong at a time, and only that is found."""
    page = PAGE.replace(before, after) if before else PAGE
    assert before == "" or page != PAGE
    assert (formats.html(page.encode()), formats.wcag(page.encode())) == (html, wcag)


def test_what_is_no_page_is_said_so() -> None:
    assert formats.html(b"x = 1") == ["not-html"]
    assert formats.wcag(b"\xff\xfe") == ["not-utf-8"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (odt(), []),
        (odt(kind="spreadsheet"), []),
        (odt(version="1.1"), ["old-version"]),
        (odt(stored=False), ["no-mimetype"]),
        (odt(manifest=False), ["no-manifest"]),
        (odt(kind="virus"), ["not-odf"]),
        (b"PK but no zip", ["not-zip"]),
        (odt()[:80], ["not-zip"]),
    ],
    ids=[
        "text",
        "spreadsheet",
        "old version",
        "packed mimetype",
        "no manifest",
        "another kind",
        "no zip",
        "cut off",
    ],
)
def test_open_document(content: bytes, found: list[str]) -> None:
    assert formats.odf(content) == found


def archived() -> bytes:
    """An empty page with what ISO 19005 wants beside it."""
    paper = PdfFileWriter(stream_xrefs=False)
    page = PageObject(
        contents=paper.add_object(StreamObject(stream_data=b"")),
        media_box=(0, 0, 99, 99),
    )
    paper.insert_page(page)
    metadata = paper.add_object(StreamObject(stream_data=b"-"))
    paper.root[pdf_name("/Metadata")] = metadata
    paper.root[pdf_name("/OutputIntents")] = ArrayObject([DictionaryObject()])
    out = io.BytesIO()
    paper.write(out)
    # As long as what the writer put there: its own name.
    mark, name = b'pdfaid:part="2"', re.compile(rb'pdf:Producer="[^"]*"')
    return name.sub(lambda m: mark.ljust(len(m[0])), out.getvalue())


def test_an_archive_copy_has_its_marks() -> None:
    assert formats.pdfa(archived()) == []


def test_a_plain_pdf_is_no_archive_copy() -> None:
    out = io.BytesIO()
    page = Canvas(out)
    page.drawString(100, 100, "Cong van")
    page.save()
    assert formats.pdfa(out.getvalue()) == [
        "no-pdfa-mark",
        "no-output-intent",
        "font-missing",
    ]
    assert formats.pdfa(b"%PDF-1.7 and nothing") == ["not-pdf"]
