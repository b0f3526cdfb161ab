"""Some pages of a document as a PDF of their own, the same bytes each time.

The same bytes, so that work begun again after a kill finds what it made before: what
writes a PDF puts the clock and a chance number into it, and both are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from congvu.files.formats.pdf import opened

_CLOCK = re.compile(rb"(/(?:Creation|Mod)Date ?\(D:)\d{14}")
_CHANCE = re.compile(rb"/ID ?\[ ?<[0-9A-Fa-f]+> ?<[0-9A-Fa-f]+> ?\]")
_TAIL = 2048


def pages_of_pdf(source: Path, numbers: Sequence[int]) -> bytes:
    """The pages with these numbers (from 1), in this order, untouched."""
    with opened(source) as document:
        made = pdfium.PdfDocument.new()
        try:
            made.import_pages(document, [n - 1 for n in numbers])
            out = BytesIO()
            made.save(out)
        finally:
            made.close()
    return _settled(out.getvalue())


def pages_of_pictures(frames: Sequence[Image.Image], dpi: float) -> bytes:
    out = BytesIO()
    first, *others = frames
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi)
    return _settled(out.getvalue())


def _settled(content: bytes) -> bytes:
    """Of the same length, so that the table of places in it stays true."""
    content = _CLOCK.sub(lambda found: found[1] + b"20200101000000", content)
    head, tail = content[:-_TAIL], content[-_TAIL:]
    return head + _CHANCE.sub(
        lambda found: re.sub(rb"[0-9A-Fa-f](?=[0-9A-Fa-f]*>)", b"0", found[0]), tail
    )
