"""The block of a copy is laid under the paper that is copied. Run in the jail, for the
paper may be a stranger's.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from congvu.outgoing.formats.copies import Block, CopyWords, copy_block

_BOTTOM, _GAP = 56.7, 14.0  # 20 mm below, and a line between paper and block
_UPRIGHT_WIDTH = (580, 612)


def lay_copy_block(
    document: int, *, words: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """The paper with the block of the copy right below its end, or on a page after it
    where there is no room; refused where it is no PDF that can be read.
    """
    try:
        paper = pypdfium2.PdfDocument(Path(f"/proc/self/fd/{document}").read_bytes())
    except pypdfium2.PdfiumError:
        return {"refused": "pdf-broken"}, b""
    block = copy_block(CopyWords.from_json(words))
    drawn = pypdfium2.PdfDocument(block.pdf)
    room = _end_of(paper)
    fits = room - _GAP - block.height >= _BOTTOM
    if fits:
        _lay(paper, drawn, block, room - _GAP)
    else:
        paper.import_pages(drawn)
    out = BytesIO()
    paper.save(out)
    return {"same_page": fits, "pages": len(paper)}, out.getvalue()


def _end_of(paper: Any) -> float:
    """How far up the last page is free, from the bottom; 0 where it cannot be told."""
    page = paper[len(paper) - 1]
    if (
        page.get_rotation()
        or not _UPRIGHT_WIDTH[0] <= page.get_width() <= (_UPRIGHT_WIDTH[1])
    ):
        return 0.0
    lowest: list[float] = [one.get_bounds()[1] for one in page.get_objects(max_depth=1)]
    return min(lowest + _annotations(page), default=float(page.get_height()))


def _annotations(page: Any) -> list[float]:
    """The lower edges of what is laid over the page: signatures, fields."""
    found = []
    for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
        one, box = pdfium.FPDFPage_GetAnnot(page, place), pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetRect(one, ctypes.byref(box)) and box.top > box.bottom:
            found.append(float(box.bottom))
        pdfium.FPDFPage_CloseAnnot(one)
    return found


def _lay(paper: Any, drawn: Any, block: Block, top: float) -> None:
    page = paper[len(paper) - 1]
    laid = drawn.page_as_xobject(0, paper).as_pageobject()
    laid.set_matrix(pypdfium2.PdfMatrix().translate(0, top - block.top))
    page.insert_obj(laid)
    page.gen_content()
