"""Text with positions from a PDF, through PDFium.

The marks that a digital signature draws (number, day) are annotations, not page
content; they are flattened into the page first, so that they are read where they stand.
PDFium is not thread-safe: whoever calls it from this process holds ``PDFIUM``.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from congvu.files.formats.layout import Box, Page, Word, letters, plain_text
from congvu.files.formats.pdf_rules import in_cells
from congvu.files.formats.pdf_words import (
    Frame,
    read_codes,
    read_words,
    upright_turn,
)

PDFIUM = RLock()
FEWEST_CHARACTERS = 50
"""Below this a page is a picture: scans carry only the text of their seal."""

_SEAL_TEXT = re.compile(
    r"^\W*(Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký|Tổ chức xác thực"
    r"|Digitally signed|Signature Not|Date)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)
_LANDMARK = re.compile(r"CHỦ\s*NGHĨA\s*VIỆT\s*NAM|ĐẢNG\s*CỘNG\s*SẢN", re.IGNORECASE)
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
_MOSTLY = 4
"""So many times more unseen than seen pieces of text: a scan with a seal's own."""
_FIRST, _LAST, _FURTHEST = 3, 2, 30


class UnreadablePdf(Exception):
    """PDFium cannot open the file: broken, circular or locked by a password."""


@contextmanager
def opened(source: Path | bytes) -> Iterator[pdfium.PdfDocument]:
    """An open document, closed again whatever happens; holds the PDFium lock."""
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(source)
        except (pdfium.PdfiumError, OSError) as why:
            raise UnreadablePdf(str(why)) from why
        try:
            yield document
        except pdfium.PdfiumError as why:
            raise UnreadablePdf(str(why)) from why
        finally:
            document.close()


def count_pages(source: Path | bytes) -> int:
    with opened(source) as document:
        return len(document)


def read_pages(source: Path | bytes, *, max_pages: int | None = None) -> list[Page]:
    """Pages of words. With ``max_pages`` only the first ones and the last two.

    A paper whose first pages have no national heading (an annex or a covering letter
    stands in front) is read on until the heading is found.
    """
    with opened(source) as document:
        total = len(document)
        if max_pages is None or total <= max_pages:
            return [_read(document, i) for i in range(total)]
        front = max(1, max_pages - _LAST)
        pages = [_read(document, i) for i in range(front)]
        while len(pages) < min(total - _LAST, _FURTHEST) and not _has_landmark(pages):
            pages.append(_read(document, len(pages)))
        start = max(len(pages), total - _LAST)
        return pages + [_read(document, i) for i in range(start, total)]


def read_head_pages(source: Path | bytes) -> list[Page]:
    """The pages that the head and the signature of a paper stand on."""
    return read_pages(source, max_pages=_FIRST + _LAST)


def read_text(source: Path | bytes) -> str:
    """All the text of a PDF in reading order, a form feed between pages."""
    return plain_text(read_pages(source))


def render(source: Path | bytes, number: int, *, dpi: int = 300) -> Image.Image:
    """The picture of one page (``number`` counts from 1), seals and marks drawn."""
    with opened(source) as document:
        return _render(document, number, dpi)


def render_pages(
    source: Path | bytes, numbers: Sequence[int], *, dpi: int = 300
) -> list[Image.Image]:
    """Pictures of the named pages."""
    with opened(source) as document:
        return [_render(document, number, dpi) for number in numbers]


def has_text(page: Page) -> bool:
    """False when a page needs recognition: what text it has is only its seal's."""
    text = _SEAL_TEXT.sub("", plain_text([page]))
    return len(re.sub(r"\s", "", text)) >= FEWEST_CHARACTERS


def pages_to_recognise(pages: Sequence[Page]) -> list[int]:
    """Numbers of the pages that are pictures of text.

    A short last page of a text document is not: only a page that shows a picture, or
    any page when the whole file has no text.
    """
    bare = [p for p in pages if not has_text(p)]
    if len(bare) == len(pages):
        return [p.number for p in bare]
    return [p.number for p in bare if p.picture]


def _has_landmark(pages: Sequence[Page]) -> bool:
    return any(_LANDMARK.search(" ".join(w.text for w in p.words)) for p in pages)


def _render(document: pdfium.PdfDocument, number: int, dpi: int) -> Image.Image:
    page = document[number - 1]
    # A poster-sized page must not eat the memory of the worker.
    longest = max(page.get_size())
    scale = min(dpi / 72, 5000 / longest) if longest else 1.0
    image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    return image


def _read(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    text = page.get_textpage()
    try:
        codes = read_codes(text)
        left, bottom, right, top = page.get_bbox()
        turn = upright_turn(text, codes, page.get_rotation())
        frame = Frame(left, bottom, (right - left) or 1, (top - bottom) or 1, turn)
        words = read_words(text, codes, frame)
        sideways = turn in (90, 270)
        width, height = frame.width, frame.height
        if sideways:
            width, height = height, width
        covers, picture, hidden = _covers(page, frame)
        if turn == 0:
            words = in_cells(page, _mark_covered(page, words, covers), frame)
        found = Page(index + 1, width, height, tuple(words), picture=picture)
        return found if _is_sound(found) and not hidden else replace(found, words=())
    finally:
        text.close()
        page.close()


def _is_sound(page: Page) -> bool:
    """False for a text layer without meaning (fonts that do not say their letters)."""
    text = "".join(w.text for w in page.words)
    if len(text) < FEWEST_CHARACTERS:
        return True
    odd = sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " ")
    return odd < 0.1 * len(text) and letters(text) > 0.3 * len(text)


def _covers(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Box], bool, bool]:
    """Boxes of what is drawn after text and may hide it; and: is the page a picture,
    and is its text only what a scanner's program laid unseen under or over it?

    Such text was recognised once, nobody knows how well: it is not the paper's.
    """
    covers, picture, seen_text = [], False, False
    shown, unseen = 0, 0
    a, b, c, d = (ctypes.c_float() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for i in range(min(raw.FPDFPage_CountObjects(page), 20_000)):
        item = raw.FPDFPage_GetObject(page, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            seen_text = True
            if raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE:
                unseen += 1
            else:
                shown += 1
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            raw.FPDFPath_GetDrawMode(item, fill, stroke)
            if not fill.value or not seen_text:
                continue
        if not raw.FPDFPageObj_GetBounds(item, a, b, c, d):
            continue
        box = frame.box(a.value, b.value, c.value, d.value)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and box.width * box.height > 0.5:
            picture = True
            shown, unseen = 0, shown + unseen
        if box.width * frame.width > 8 and box.height * frame.height > 8:
            covers.append(box)
    return covers, picture, picture and unseen > _MOSTLY * shown


def _mark_covered(
    page: pdfium.PdfPage, words: list[Word], covers: Sequence[Box]
) -> list[Word]:
    """Take away the confidence of words that something drawn later hides.

    Only what shows counts: the page is rendered once, and a word without dark ink in
    its box cannot be read by a person either.
    """
    hidden = {
        i
        for i, word in enumerate(words)
        if any(cover.overlaps(word.box) for cover in covers)
    }
    if not hidden:
        return words
    image = page.render(scale=1.5).to_pil().convert("RGB")
    marked = list(words)
    for i in hidden:
        word = words[i]
        area = (
            int(word.x0 * image.width),
            int(word.y0 * image.height),
            max(int(word.x1 * image.width), int(word.x0 * image.width) + 1),
            max(int(word.y1 * image.height), int(word.y0 * image.height) + 1),
        )
        # The red channel: a red seal over black letters leaves them dark, red alone
        # is light there.
        red = image.crop(area).getchannel("R").histogram()
        if sum(red[:130]) < 0.03 * sum(red):
            marked[i] = replace(word, confidence=0.2)
    return marked
