"""Papers bound one after the other into one PDF with bookmarks. For the jail.

What a signature draws is flattened into the copy, so that it is seen; the signature
itself holds only in the original, which is why the originals lie beside the volume.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageSequence
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

MOST_PAGES = 3000
_DPI = 200.0
_NAME = generic.NameObject


def pages_in(path: str, kind: str) -> tuple[int, str]:
    """How many pages it has; or none, and why (a key of rules.UNBOUND)."""
    try:
        with _as_pdf(path, kind) as document:
            pages = len(document)
            for number in range(pages):
                document[number].close()
    except pdfium.PdfiumError as why:
        return 0, "locked" if "password" in str(why).lower() else "broken"
    except (OSError, ValueError, Image.DecompressionBombError):
        return 0, "broken"
    if pages > MOST_PAGES:
        return 0, "too-long"
    return (pages, "") if pages else (0, "broken")


def bind(front: str, slips: str, papers: Sequence[dict[str, Any]]) -> bytes:
    """The list, then of each paper its slip and its files, in this order."""
    bound = pdfium.PdfDocument.new()
    marks: list[tuple[str, int]] = []
    with pdfium.PdfDocument(front) as listed, pdfium.PdfDocument(slips) as sheets:
        bound.import_pages(listed)
        for number, paper in enumerate(papers):
            marks.append((paper["title"], len(bound)))
            bound.import_pages(sheets, [number])
            for file in paper["files"]:
                with _as_pdf(file["path"], file["kind"]) as document:
                    for page in document:
                        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                    bound.import_pages(document)
    out = BytesIO()
    bound.save(out)
    bound.close()
    return _bookmarked(out, marks)


def _as_pdf(path: str, kind: str) -> pdfium.PdfDocument:
    if kind == "pdf":
        return pdfium.PdfDocument(path)
    out = BytesIO()
    with Image.open(Path(path)) as picture:
        frames = [f.convert("RGB") for f in ImageSequence.Iterator(picture)]
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=_DPI)
    return pdfium.PdfDocument(out.getvalue())


def _bookmarked(pdf: BytesIO, marks: Sequence[tuple[str, int]]) -> bytes:
    """An outline, one line a paper."""
    pdf.seek(0)
    writer = IncrementalPdfFileWriter(pdf, strict=False)
    pages = _pages(writer.root["/Pages"])
    top = generic.DictionaryObject({_NAME("/Type"): _NAME("/Outlines")})
    top_ref = writer.add_object(top)
    lines = [generic.DictionaryObject() for _mark in marks]
    refs = [writer.add_object(line) for line in lines]
    for number, (line, (title, page)) in enumerate(zip(lines, marks, strict=True)):
        line[_NAME("/Title")] = generic.TextStringObject(title)
        line[_NAME("/Parent")] = top_ref
        line[_NAME("/Dest")] = generic.ArrayObject([pages[page], _NAME("/Fit")])
        if number:
            line[_NAME("/Prev")] = refs[number - 1]
        if number + 1 < len(refs):
            line[_NAME("/Next")] = refs[number + 1]
    if refs:
        top[_NAME("/First")], top[_NAME("/Last")] = refs[0], refs[-1]
        top[_NAME("/Count")] = generic.NumberObject(len(refs))
        writer.root[_NAME("/Outlines")] = top_ref
        writer.root[_NAME("/PageMode")] = _NAME("/UseOutlines")
        writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(node: Any) -> list[Any]:
    """References to the pages in order; PDFium writes the tree itself."""
    found: list[Any] = []
    for number in range(len(node["/Kids"])):
        kid = node["/Kids"][number]
        if kid["/Type"] == "/Pages":
            found += _pages(kid)
        else:
            found.append(node["/Kids"].raw_get(number))
    return found
