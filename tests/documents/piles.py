"""Piles of scans for the stories: separator sheets as printed, papers, blank backs."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pypdfium2 as pdfium
import segno
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.separator_pdf import write_separator_pdf

_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
WIDE, HIGH = 1240, 1754


def sheet(*, turned: int = 0) -> Image.Image:
    """Our own separator sheet as a scanner sees it."""
    out = BytesIO()
    write_separator_pdf(out)
    document = pdfium.PdfDocument(out.getvalue())
    picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    return picture.rotate(turned, fillcolor=255)


def blank() -> Image.Image:
    return Image.new("L", (WIDE, HIGH), 252)


def written(number: int, page: int = 1, *, label: str = "") -> Image.Image:
    """A page of a paper; with a label where its prefix was stuck on."""
    picture = Image.new("L", (WIDE, HIGH), 252)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(_FONT, 26)
    head = [
        "UBND TỈNH BẮC KẠN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ TÀI CHÍNH                        Độc lập - Tự do - Hạnh phúc",
        f"Số: {number}/STC-NS              Bắc Kạn, ngày 13 tháng 11 năm 2024",
        f"V/v quyết toán ngân sách số {number}",
    ]
    for row, text in enumerate(head if page == 1 else [f"trang {page} của {number}"]):
        pen.text((120, 120 + 50 * row), text, fill=20, font=font)
    for row in range(18):
        words = f"Sở Tài chính đề nghị các đơn vị rà soát, báo cáo, dòng {row}."
        pen.text((120, 420 + 50 * row), words, fill=30, font=font)
    if label:
        out = BytesIO()
        segno.make(label, micro=False).save(out, kind="png", scale=5)
        picture.paste(Image.open(out).convert("L"), (900, 60))
    return picture


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    """As a scanner saves it: a picture a page, nothing else."""
    out = BytesIO()
    pen = Canvas(out, pagesize=(595, 842), invariant=1)
    for page in pages:
        packed = BytesIO()
        page.save(packed, "JPEG", quality=70)
        pen.drawImage(ImageReader(BytesIO(packed.getvalue())), 0, 0, 595, 842)
        pen.showPage()
    pen.save()
    return out.getvalue()


def as_tiff(pages: Sequence[Image.Image]) -> bytes:
    out = BytesIO()
    first, *rest = pages
    first.save(out, "TIFF", save_all=True, append_images=rest, dpi=(150, 150))
    return out.getvalue()
