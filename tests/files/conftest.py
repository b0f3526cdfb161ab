"""A store of its own for every test, and small papers to put in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen import canvas

from congvu.audit.rules import SYSTEM
from congvu.files import actions, jail
from congvu.files.actions import Stored

ODD_PDFS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "odd-pdf"


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def no_runs(transactional_db):
    """Django does not empty the library's tables after a test with real commits."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


@pytest.fixture(autouse=True, scope="session")
def _one_jail():
    yield
    jail.stop()


@pytest.fixture
def take(db):
    """Store and read at once, as the intake command does."""

    def take(content: bytes, name: str) -> Stored:
        now = timezone.now()
        stored = actions.store(
            stream=BytesIO(content), name=name, by=SYSTEM, at=now, read_later=False
        )
        read = actions.read(file=stored.file, at=now, by=SYSTEM)
        return Stored(read, stored.created)

    return take


def make_pdf(text: str = "UBND TINH BAC KAN", pages: int = 1) -> bytes:
    out = BytesIO()
    paper = canvas.Canvas(out)
    for number in range(1, pages + 1):
        paper.drawString(72, 780, text)
        for line in range(20):
            paper.drawString(72, 740 - 20 * line, f"Trang {number} dong {line} van ban")
        paper.showPage()
    paper.save()
    return out.getvalue()


def make_docx(text: str = "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN") -> bytes:
    out = BytesIO()
    paper = docx.Document()
    paper.add_paragraph(text)
    paper.add_paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;")
    paper.save(out)
    return out.getvalue()


def make_scan(lines: tuple[str, ...] = ("CONG VAN SO 12", "Ngay 5 thang 6")) -> bytes:
    """A page that is only a picture, of the size of A4 at 150 dots per inch."""
    picture = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(
        "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", 44
    )
    for row, line in enumerate(lines):
        pen.text((150, 150 + 90 * row), line, fill="black", font=font)
    out = BytesIO()
    picture.save(out, "PDF", resolution=150)
    return out.getvalue()
