"""The invented set: what share of papers is read right, and that nothing is made up."""

from __future__ import annotations

import pytest

from congvu.documents.formats.paper import read_head
from congvu.files.formats import docx, ocr, pdf
from tests.documents.reading import as_docx, as_pdf, report
from tests.documents.reading.papers import invented
from tests.scale import few_or_all

pytestmark = pytest.mark.skipif(
    not as_pdf.fonts_are_there(), reason="not run: the DejaVu fonts are missing"
)


def _assert_floor(score: report.Score, floor: float) -> None:
    for name in report.FIELDS:
        assert score.share(name) >= floor, (name, score.right, score.wrong)


def test_word_files_are_read_right_in_95_of_100() -> None:
    score = report.score_docx([11, 12])
    _assert_floor(score, 0.95)
    assert not score.wrong
    assert score.share("signer") >= 0.95


def test_text_pdfs_are_read_right_in_95_of_100() -> None:
    score = report.score_pdf([11, 12])
    _assert_floor(score, 0.95)
    assert not score.wrong
    assert score.share("signer") >= 0.95


@pytest.mark.slow
def test_pdfs_printed_by_an_office_program_are_read_right_in_95_of_100() -> None:
    score = report.score_office_pdf(13)
    if score is None:
        pytest.skip("not run: LibreOffice is missing")
    _assert_floor(score, 0.95)


# From the sixth on they are the hard ones: turned, faint, in the shadow, on grey paper.
SCANS: list[dict[str, int]] = few_or_all(
    [{"count": 8, "start_at": 5}], [{"count": 8, "start_at": 5}, {"count": 24}]
)


@pytest.mark.slow
@pytest.mark.repeats
@pytest.mark.parametrize("some", SCANS, ids=lambda some: f"{some['count']} scans")
def test_scans_are_read_right_in_85_of_100(some: dict[str, int]) -> None:
    if not ocr.is_available():
        pytest.skip("not run: Tesseract is missing")
    score = report.score_scans(21, **some)
    # A figure under thick seal ink takes part of the symbol with it.
    _assert_floor(score, 0.85)
    assert len(score.wrong) * 12 <= score.papers, score.wrong


def test_every_value_says_where_it_was_read() -> None:
    paper = invented(5)[0]
    head = read_head(pdf.read_head_pages(as_pdf.make_pdf(paper, "two-columns")))
    for reading in (head.number, head.symbol, head.issued_on, head.type_code):
        assert reading.page == 1
        assert reading.box is not None
        assert 0 <= reading.box.x0 < reading.box.x1 <= 1
        assert 0 <= reading.box.y0 < reading.box.y1 <= 0.5
        assert reading.confidence > 0.8
        assert not reading.doubtful
        assert reading.candidates


def test_summary_issuer_office_and_urgency_are_read() -> None:
    for paper in invented(3):
        form = "two-columns"
        head = read_head(pdf.read_head_pages(as_pdf.make_pdf(paper, form)))
        assert head.issuer.value == " ".join(paper.issuer)
        assert head.signer_position.value == paper.authority[-1]
        urgent = "Hỏa tốc" if "urgent" in paper.flags else None
        assert head.urgency.value == urgent
        assert head.secrecy_mark.value is None


def test_a_hidden_number_is_left_empty_but_its_symbol_is_kept() -> None:
    hidden = [p for p in invented(4) if p.truth["number"] is None]
    assert hidden
    for paper in hidden:
        head = read_head(docx.read_pages(as_docx.make_docx(paper, "table")))
        assert head.number.value is None
        assert head.code.value is None
        assert head.symbol.value == paper.symbol
