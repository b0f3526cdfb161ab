"""Demo papers as files: the reader finds on them what was written."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from congvu.demo.formats.paper import Sheet, have_fonts, make_pdf

SHEET = Sheet(
    superior="UBND tỉnh Bắc Kạn",
    issuer="Sở Nội vụ",
    symbol="1102/SNV-CCHC",
    place="Bắc Kạn",
    day=date(2026, 2, 3),
    type_name="",
    subject="Đăng ký nội dung tập huấn R&D",
    to="Ủy ban nhân dân tỉnh Bắc Kạn",
    body=("Một đoạn <ngắn> & đủ.",),
    receivers=("Như trên;", "Lưu: VT."),
    authority=("GIÁM ĐỐC",),
    signer="Chu Đức Mạnh",
    mark="KHẨN",
)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    assert have_fonts(), "no font with Vietnamese letters: make test installs one"


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert make_pdf(SHEET) == make_pdf(SHEET)
    assert make_pdf(SHEET).startswith(b"%PDF-")


def test_the_paper_says_what_the_sheet_says() -> None:
    with pypdfium2.PdfDocument(make_pdf(SHEET)) as document:
        assert len(document) == 1
        page = document[0]
        text = " ".join(page.get_textpage().get_text_range().split())

    for words in (
        "SỞ NỘI VỤ",
        "Số: 1102/SNV-CCHC",
        "V/v đăng ký nội dung tập huấn R&D",
        "ngày 03 tháng 02 năm 2026",
        "<ngắn> & đủ",
        "KHẨN",
        "Chu Đức Mạnh",
    ):
        assert words in text
