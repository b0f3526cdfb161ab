"""Papers of other bodies in other layouts: what is read of them, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.paper import PaperHead, read_head
from congvu.files.formats import docx, pdf
from tests.documents.reading import as_pdf
from tests.documents.reading.others import OTHERS, SUBJECTS, Other
from tests.documents.reading.others_made import (
    PDF_FORMS,
    WORD_FORMS,
    other_docx,
    other_pdf,
)

pytestmark = pytest.mark.skipif(
    not as_pdf.fonts_are_there(), reason="not run: the DejaVu fonts are missing"
)


def _found(head: PaperHead) -> dict[str, str | None]:
    day = head.issued_on.value
    return {
        "number": head.number.value,
        "symbol": head.symbol.value,
        "issued_on": day.isoformat() if day else None,
        "type": head.type_code.value,
        "issuer": head.issuer.value,
        "signer": head.signer.value,
        "position": head.signer_position.value,
    }


def _name(value: Other | str) -> str:
    return value if isinstance(value, str) else value.slug


def _expect(paper: Other, head: PaperHead) -> None:
    found = _found(head)
    wanted = {name: paper.truth[name] for name in paper.fields}
    assert {name: found[name] for name in paper.fields} == wanted


def _some(forms: Sequence[str], count: int) -> list[tuple[Other, str]]:
    """Each paper in a few of the forms, each form for many papers."""
    return [
        (paper, forms[(i + 3 * k) % len(forms)])
        for i, paper in enumerate(OTHERS)
        for k in range(count)
        # The head would stand on the sheet in front.
        if not (paper.front and forms[(i + 3 * k) % len(forms)] == "first-page-header")
    ]


@pytest.mark.parametrize(("paper", "form"), _some(WORD_FORMS, 3), ids=_name)
def test_a_word_file_of_others_is_read_whole(paper: Other, form: str) -> None:
    _expect(paper, read_head(docx.read_pages(other_docx(paper, form))))


@pytest.mark.parametrize(
    ("paper", "form"), [s for s in _some(PDF_FORMS, 2) if not s[0].letters], ids=_name
)
def test_a_pdf_of_others_is_read_whole(paper: Other, form: str) -> None:
    _expect(paper, read_head(pdf.read_head_pages(other_pdf(paper, form))))


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_summary_that_names_another_paper_is_read_to_its_end(name: str) -> None:
    paper = replace(OTHERS[0], about=SUBJECTS[name])
    for form in PDF_FORMS:
        head = read_head(pdf.read_head_pages(other_pdf(paper, form)))
        assert head.subject.value == SUBJECTS[name]


def test_text_that_a_scanner_laid_under_its_picture_is_not_the_papers() -> None:
    as_pdf.register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    text = canvas.beginText(80, 780)
    text.setFont("Serif", 12)
    text.setTextRenderMode(3)
    for line in (*OTHERS[0].national, "S6: 3122/VPCP-CN, ngay 28 thang 4 nam 2026") * 3:
        text.textLine(line)
    canvas.drawImage(ImageReader(Image.new("RGB", (600, 850), "white")), 0, 0, *A4)
    canvas.drawText(text)
    canvas.save()

    pages = pdf.read_head_pages(stream.getvalue())

    assert pages[0].words == ()
    assert pdf.pages_to_recognise(pages) == [1]
