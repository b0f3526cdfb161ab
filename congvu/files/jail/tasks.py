"""What may be done in the jail. Each task takes an open document and plain arguments.

Loaded by the zygote only: importing the parsers costs memory.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageSequence

from congvu.files.formats import docx, ocr, pdf, plain
from congvu.files.formats.layout import Page, plain_text
from congvu.files.formats.packing import pack_page
from congvu.files.jail import pile_tasks, rewrite_tasks
from congvu.files.jail.refusing import TaskRefused, open_picture, pdf_trouble

Task = Callable[..., tuple[dict[str, Any], bytes]]

MOST_PAGES = 5000
_TEXT_BYTES = 20 * 1024 * 1024
_PICTURE_PIXELS = 120_000_000
_KEPT_PICTURES = ("JPEG", "PNG", "TIFF")
_A4_INCHES = 11.69
_COARSE, _PAPER_INCHES = 96, 40
"""Dots an inch and inches a side between which a picture's own word is taken."""
_ARCHIVAL_MARK = b"pdfaid:part"
_NOT_INSTALLED = (1, 3)
"""Python's own "no such module", and OCRmyPDF's "a program is missing"."""

Image.MAX_IMAGE_PIXELS = _PICTURE_PIXELS


_OWN_PAPER = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R"
    b"/G 6 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 64>>stream\n"
    b"BT /F 12 Tf 72 700 Td (So 12) Tj /G 12 Tf (Bac Kan van ban) Tj ET\n"
    b"endstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"6 0 obj<</Type/Font/Subtype/TrueType/BaseFont/TimesNewRoman>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def warm_up() -> None:
    """Read one paper of our own, so that what is made at first use (the list of fonts,
    compiled patterns) is made once and not in every child."""
    pages = pdf.read_pages(_OWN_PAPER)
    plain_text(pages)
    pack_page(pages[0], "")
    pdf.render(_OWN_PAPER, 1, dpi=20)


def read(document: int, *, kind: str) -> tuple[dict[str, Any], bytes]:
    """All pages with their words, and the numbers of those that are only pictures."""
    if kind == "pdf":
        pages = _read_pdf(document)
        return _reading(pages, pdf.pages_to_recognise(pages))
    if kind == "docx":
        return _reading(_read_docx(document), [])
    if kind == "text":
        return _read_text(_decode(document))
    with _picture(document) as picture:
        total = min(getattr(picture, "n_frames", 1), MOST_PAGES)
    return _bare(total)


def _read_text(text: str) -> tuple[dict[str, Any], bytes]:
    pages = plain.lay_out(text)
    kept = [pack_page(page, plain_text([page])) for page in pages if page.words]
    return {"pages": kept, "total": len(pages), "recognise": [], "text": text}, b""


def _bare(total: int) -> tuple[dict[str, Any], bytes]:
    numbers = list(range(1, total + 1))
    return {"pages": [], "total": total, "recognise": numbers, "text": ""}, b""


def _reading(
    pages: Sequence[Page], recognise: list[int]
) -> tuple[dict[str, Any], bytes]:
    if not pages:
        raise TaskRefused("no-pages")
    texts = [plain_text([page]) for page in pages]
    packed = [pack_page(page, text) for page, text in zip(pages, texts, strict=True)]
    return {
        "pages": packed,
        "total": len(pages),
        "recognise": recognise,
        "text": "\f".join(texts),
    }, b""


def _read_pdf(document: int) -> list[Page]:
    try:
        return pdf.read_pages(_path(document))
    except pdf.UnreadablePdf as why:
        raise TaskRefused(pdf_trouble(str(why))) from why
    except (pdfium.PdfiumError, RecursionError) as why:
        raise TaskRefused("broken") from why


def _read_docx(document: int) -> list[Page]:
    try:
        return docx.read_pages(_path(document))
    except docx.DocxTooLarge as why:
        raise TaskRefused("too-big") from why
    except (docx.UnreadableDocx, zipfile.BadZipFile, RecursionError) as why:
        raise TaskRefused("broken") from why


def _decode(document: int) -> str:
    data = os.pread(document, _TEXT_BYTES, 0)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def recognise(
    document: int, *, kind: str, number: int, timeout: int
) -> tuple[dict[str, Any], bytes]:
    """The words of one page that is a picture."""
    try:
        page = ocr.read_image(
            _page_picture(document, kind, number, dpi=300),
            number=number,
            timeout=timeout,
        )
    except ocr.NoRecogniser as why:
        raise TaskRefused("no-recogniser") from why
    except ocr.RecognitionFailed as why:
        raise TaskRefused("not-recognised") from why
    return {"page": pack_page(page, plain_text([page]))}, b""


def preview(
    document: int, *, kind: str, number: int, width: int, most_bytes: int
) -> tuple[dict[str, Any], bytes]:
    """The picture of one page as WebP, no larger than it may be."""
    picture = _page_picture(
        document, kind, number, dpi=_dpi(document, kind, number, width)
    )
    if picture.width != width:
        height = max(1, min(round(picture.height * width / picture.width), width * 5))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    blob = b""
    for quality in (82, 65, 45, 25, 10):
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=2)
        blob = out.getvalue()
        if len(blob) <= most_bytes:
            break
    return {"width": picture.width, "height": picture.height}, blob


def _dpi(document: int, kind: str, number: int, width: int) -> int:
    """Just enough for the width: a page drawn larger than shown is wasted time."""
    if kind != "pdf":
        return 0
    with pdf.opened(_path(document)) as opened:
        if not 1 <= number <= len(opened):
            raise TaskRefused("no-pages")
        page = opened[number - 1]
        points = float(page.get_width())
        page.close()
    return max(20, min(300, round(width * 72 / max(points, 1.0))))


def _page_picture(document: int, kind: str, number: int, *, dpi: int) -> Image.Image:
    if kind == "pdf":
        try:
            return pdf.render(_path(document), number, dpi=dpi)
        except (pdf.UnreadablePdf, pdfium.PdfiumError, IndexError) as why:
            raise TaskRefused("broken") from why
    if kind == "text":
        sheets = plain.sheets_of(_decode(document))
        if not 1 <= number <= len(sheets):
            raise TaskRefused("no-pages")
        return plain.draw(sheets[number - 1])
    with _picture(document) as picture:
        for index, frame in enumerate(ImageSequence.Iterator(picture), 1):
            if index == number:
                return frame.convert("RGB")
    raise TaskRefused("no-pages")


def _picture(document: int) -> Image.Image:
    return open_picture(_path(document))


def to_pdf(document: int, *, ending: str, timeout: int) -> tuple[dict[str, Any], bytes]:
    """A Word, RTF or OpenDocument paper as PDF, through LibreOffice.

    Each run has a profile of its own: two runs on one profile wait for each other, and
    one broken profile would break all later runs.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise TaskRefused("no-office")
    folder = Path.cwd()
    source = folder / f"paper.{ending}"
    with source.open("wb") as copy, _path(document).open("rb") as original:
        shutil.copyfileobj(original, copy)
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        subprocess.run(
            command,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as why:
        raise TaskRefused("too-slow") from why
    made = folder / "out" / "paper.pdf"
    if not made.exists():
        raise TaskRefused("broken")
    return {}, made.read_bytes()


def searchable(
    document: int, *, kind: str, words: str, pages: str, timeout: int
) -> tuple[dict[str, Any], bytes]:
    """The scan as PDF/A with its text under the picture, through OCRmyPDF.

    ``words`` is a file with the pages read already, ``pages`` the numbers of the
    pictures. What text such a page has is a seal's or an older recognition's:
    ``--redo-ocr`` keeps the first and replaces the second.
    """
    folder = Path.cwd()
    shutil.copyfile(words, folder / "words.json")
    source, dots = _scan_source(document, kind, folder)
    made = folder / "searchable.pdf"
    command = [
        *(sys.executable, "-m", "ocrmypdf"),
        *("--plugin", "congvu.files.formats.text_layer"),
        *("--language", "vie", "--redo-ocr", "--pages", pages),
        # PDF/A where the scan allows it, made by OCRmyPDF itself: Ghostscript draws
        # anew what it converts, and in Debian 12's version spoils text.
        *("--output-type", "auto", "--pdfa-backend", "internal"),
        *("--rotate-pages", "--optimize", "1"),
        *("--jobs", "1", "--use-threads", "--no-progress-bar", "--quiet"),
        # A copy is nobody's signed paper; the original keeps its signature.
        "--invalidate-digital-signatures",
        *(("--image-dpi", str(dots)) if dots else ()),
        *(str(source), str(made)),
    ]
    try:
        done = subprocess.run(
            command,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as why:
        raise TaskRefused("too-slow") from why
    if done.returncode in _NOT_INSTALLED:
        raise TaskRefused("no-copier")
    if done.returncode or not made.exists():
        raise TaskRefused("not-copied")
    copy = made.read_bytes()
    return {"archival": _ARCHIVAL_MARK in copy}, copy


def _scan_source(document: int, kind: str, folder: Path) -> tuple[Path, int]:
    """What OCRmyPDF takes, and how many dots an inch a picture has (0: it says so)."""
    source = folder / "scan"
    if kind == "pdf":
        shutil.copyfile(_path(document), source)
        return source, 0
    with _picture(document) as picture:
        first = picture.info.get("dpi", (0, 0))
        inches = [
            side / max(dot, 1) for side, dot in zip(picture.size, first, strict=True)
        ]
        says_so = min(first) > _COARSE and max(inches) < _PAPER_INCHES
        dots = 0 if says_so else max(30, round(max(picture.size) / _A4_INCHES))
        if picture.format in _KEPT_PICTURES and picture.mode in ("1", "L", "RGB"):
            shutil.copyfile(_path(document), source)
        else:
            frames = [f.convert("RGB") for f in ImageSequence.Iterator(picture)]
            frames[0].save(
                source,
                "TIFF",
                compression="tiff_lzw",
                save_all=True,
                append_images=frames[1:],
                dpi=first if says_so else (dots, dots),
            )
    return source, dots


def walls(document: int) -> tuple[dict[str, Any], bytes]:
    """How this child is confined: for the operator's check and the tests."""
    return {
        "networks": [name for _, name in socket.if_nameindex() if name != "lo"],
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "folder": str(Path.cwd()),
        "environment": sorted(os.environ),
        "open_files": len(list(Path("/proc/self/fd").iterdir())),
        "fenced": not _opens("/etc/hostname"),
    }, b""


def _opens(place: str) -> bool:
    try:
        os.close(os.open(place, os.O_RDONLY))
    except OSError:
        return False
    return True


def _path(document: int) -> Path:
    return Path(f"/proc/self/fd/{document}")


PIPES = {"to_pdf"}  # LibreOffice's, in /tmp
TASKS: dict[str, Task] = {
    "read": read,
    "recognise": recognise,
    "preview": preview,
    "to_pdf": to_pdf,
    "searchable": searchable,
    "walls": walls,
    "count": pile_tasks.count,
    "signs": pile_tasks.signs,
    "extract": pile_tasks.extract,
    "redraw": rewrite_tasks.redraw,
    "redraw_pdf": rewrite_tasks.redraw_pdf,
    "resize": rewrite_tasks.resize,
}
