"""Real papers of 2026, when they are at hand: three scans and one signed PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from congvu.documents.formats.paper import PaperHead, read_head
from congvu.files.formats import docx, ocr, pdf

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="not run: the shared papers are not at hand"
)


def _scanned(name: str) -> PaperHead:
    if not ocr.is_available():
        pytest.skip("not run: Tesseract is missing")
    path = DATA / "documents" / name
    pages = pdf.read_pages(path)
    numbers = pdf.pages_to_recognise(pages)
    assert numbers == [p.number for p in pages], "a seal's text is not the paper's"
    return read_head(ocr.read_scan(pdf.render_pages(path, numbers)))


def test_figures_drawn_by_a_signature_are_read_where_they_stand() -> None:
    path = DATA / "documents" / "hanoi_tb_453_flag.pdf"
    head = read_head(pdf.read_head_pages(path))
    assert head.number.value == "453"
    assert head.symbol.value == "TB-UBND"
    assert head.issued_on.value == date(2026, 4, 29)
    assert head.issuer.value == "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI"
    assert head.type_code.value == "TB"
    assert head.subject.value == "Về việc treo cờ Tổ quốc"
    assert head.signer.value == "Võ Tuấn Anh"
    assert head.signer_position.value == "PHÓ CHÁNH VĂN PHÒNG"


@pytest.mark.slow
def test_a_printed_number_on_a_scan_is_read() -> None:
    head = _scanned("cv_3722_metro.pdf")
    assert head.code.value == "3722/VPCP-CN"
    assert head.issued_on.value == date(2026, 4, 28)
    assert head.type_code.value == "CV"
    assert head.issuer.value == "VĂN PHÒNG CHÍNH PHỦ"
    # A black seal covers the surname: no name is better than half of one.
    assert head.signer.value is None


@pytest.mark.slow
def test_a_number_written_by_hand_stays_empty() -> None:
    head = _scanned("qd_729_ttg.pdf")
    assert head.number.value is None
    assert head.symbol.value == "QĐ-TTg"
    assert head.issued_on.value in (None, date(2026, 4, 23))
    assert head.type_code.value == "QĐ"
    assert head.signer.value == "Lê Minh Hưng"


@pytest.mark.slow
def test_a_day_under_the_arrival_stamp_stays_empty() -> None:
    head = _scanned("tt_21_bct_fuel.pdf")
    assert head.number.value is None
    assert head.symbol.value == "2026/TT-BCT"
    assert head.issued_on.value is None
    assert head.type_code.value == "TT"
    assert head.signer.value in (None, "Nguyễn Sinh Nhật Tân")


@pytest.mark.parametrize("part", range(1, 7))
def test_an_annex_alone_has_no_number_of_its_own(part: int) -> None:
    head = read_head(docx.read_pages(DATA / "nd30" / f"phu-luc-{part}.docx"))
    assert head.number.value is None
    assert head.issued_on.value is None


@pytest.mark.parametrize("path", sorted((DATA / "odd-pdf").glob("*.pdf")))
def test_an_odd_pdf_is_read_or_refused_by_name(path: Path) -> None:
    try:
        pages = pdf.read_head_pages(path)
    except pdf.UnreadablePdf:
        return
    assert read_head(pages).number.value is None
