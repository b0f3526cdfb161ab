"""What the jail does with a pile of scans: looks through it, takes it apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageSequence

from congvu.files.formats import codes, pdf, pdf_pages
from congvu.files.jail.refusing import TaskRefused, open_picture, pdf_trouble

MOST_PAGES = 5000
_PICTURE_DPI = 200.0


def count(document: int, *, kind: str) -> tuple[dict[str, Any], bytes]:
    """How many pages there are; refused like a reading where it cannot be opened."""
    if kind == "pdf":
        try:
            total = pdf.count_pages(_path(document))
        except pdf.UnreadablePdf as why:
            raise TaskRefused(pdf_trouble(str(why))) from why
    else:
        with open_picture(_path(document)) as picture:
            total = int(getattr(picture, "n_frames", 1))
    if not total:
        raise TaskRefused("no-pages")
    if total > MOST_PAGES:
        raise TaskRefused("too-big")
    return {"total": total}, b""


def signs(
    document: int, *, kind: str, first: int, last: int
) -> tuple[dict[str, Any], bytes]:
    """Codes and bareness of the pages from ``first`` to ``last``."""
    found = []
    for number in range(first, last + 1):
        picture = _page(document, kind, number)
        signs = codes.signs_of(picture)
        found.append(
            {"number": number, "codes": list(signs.codes), "blank": signs.blank}
        )
    return {"pages": found}, b""


def extract(
    document: int, *, kind: str, pages: Sequence[int]
) -> tuple[dict[str, Any], bytes]:
    """Some of the pages as a PDF."""
    try:
        if kind == "pdf":
            return {}, pdf_pages.pages_of_pdf(_path(document), pages)
        frames = [_page(document, kind, number) for number in pages]
    except (pdf.UnreadablePdf, pdfium.PdfiumError, IndexError) as why:
        raise TaskRefused("broken") from why
    return {}, pdf_pages.pages_of_pictures(frames, _PICTURE_DPI)


def _page(document: int, kind: str, number: int) -> Image.Image:
    if kind == "pdf":
        try:
            return pdf.render(_path(document), number, dpi=codes.LOOKED_AT_DPI)
        except (pdf.UnreadablePdf, pdfium.PdfiumError, IndexError) as why:
            raise TaskRefused("broken") from why
    with open_picture(_path(document)) as picture:
        for index, frame in enumerate(ImageSequence.Iterator(picture), 1):
            if index == number:
                return frame.convert("L" if frame.mode in ("1", "L") else "RGB")
    raise TaskRefused("no-pages")


def _path(document: int) -> Path:
    return Path(f"/proc/self/fd/{document}")
