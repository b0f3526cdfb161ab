"""What only speaks of secrecy stays; what is secret never goes through unseen."""

from __future__ import annotations

import pytest
from PIL import ImageDraw, ImageFont

from congvu.documents.formats.paper_secrecy import sighted
from congvu.files.formats import ocr
from congvu.files.formats.pdf import render_pages
from tests.documents.reading.as_pdf import fonts_are_there
from tests.documents.reading.secrecy import (
    FONT,
    REPORT,
    Case,
    as_pdf_bytes,
    judged_cases,
    open_cases,
    secret_cases,
)

pytestmark = pytest.mark.skipif(
    not fonts_are_there(), reason="not run: the DejaVu fonts are missing"
)


def _fates(cases: list[Case]) -> dict[str, str]:
    return {case.slug: case.fate for case in cases}


def test_ordinary_papers_that_speak_of_secrecy_go_on() -> None:
    cases = open_cases()

    assert len(cases) >= 12
    assert set(_fates(cases).values()) == {"open"}, _fates(cases)


def test_what_only_a_person_can_tell_is_never_destroyed_and_never_let_through() -> None:
    assert set(_fates(judged_cases()).values()) == {"judged"}, _fates(judged_cases())


def test_the_papers_own_mark_is_certain() -> None:
    cases = secret_cases()

    assert set(_fates(cases).values()) == {"secret"}, _fates(cases)


def test_the_page_is_told_so_that_the_person_knows_where_to_look() -> None:
    pages = {c.slug: c.found.page for c in judged_cases() if c.found is not None}

    assert (pages["annex"], pages["annex-in-the-middle"], pages["foot"]) == (2, 4, 1)


@pytest.mark.skipif(not ocr.is_available(), reason="not run: Tesseract is missing")
@pytest.mark.parametrize(
    ("ink", "is_certain"), [((200, 30, 40), True), ((25, 25, 25), False)]
)
def test_a_red_stamp_on_a_scan_is_certain_and_a_black_one_is_judged(
    ink: tuple[int, int, int], *, is_certain: bool
) -> None:
    [sheet] = render_pages(as_pdf_bytes(REPORT), range(1, 2), dpi=200)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((190, 350, 480, 420), outline=ink, width=5)
    letters = ImageFont.truetype(FONT, 40)
    pen.text((215, 358), "TUYỆT MẬT", fill=ink, font=letters)

    found = sighted(ocr.read_scan([sheet]))

    assert found is not None
    assert (found.page, found.is_certain) == (1, is_certain)
