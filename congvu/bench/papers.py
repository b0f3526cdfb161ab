"""Papers to take in. Knows no Django."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas


def make_paper(number: int) -> bytes:
    """A one-page text PDF in the form of a công văn, each of its own content."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4, invariant=1)
    page.setFont("Helvetica", 12)
    for x, y, text in (
        (70, 780, "SO THU NGHIEM"),
        (300, 780, "CONG HOA XA HOI CHU NGHIA VIET NAM"),
        (70, 745, f"So: {number}/STN-VP"),
        (300, 745, "Bac Kan, ngay 20 thang 11 nam 2026"),
        (70, 725, f"V/v do toc do tiep nhan lan {number}"),
    ):
        page.drawString(x, y, text)
    for line in range(30):
        page.drawString(70, 680 - 18 * line, f"Noi dung dong {line} cua ban {number}.")
    page.save()
    return buffer.getvalue()
