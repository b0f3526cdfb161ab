"""Files brought to the door of the small province, and their forms."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.jobs import read_one
from congvu.documents.models import IntakeItem

_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


def day(days: int = 0) -> str:
    return (date.today() + timedelta(days=days)).strftime("%d/%m/%Y")  # noqa: DTZ011


def paper_pdf(number: int = 1462, *, secret: str = "", pages: int = 1) -> bytes:
    """A công văn with a head that reads whole."""
    if "paper" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("paper", _FONT))
    out = BytesIO()
    pen = Canvas(out, pagesize=(595, 842), invariant=1)
    lines = [
        (70, 780, "UBND TỈNH BẮC KẠN"),
        (40, 764, "SỞ NÔNG NGHIỆP VÀ PTNT"),
        (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (345, 764, "Độc lập - Tự do - Hạnh phúc"),
        (80, 735, f"Số: {number}/SNN-CNTY"),
        (320, 735, "Bắc Kạn, ngày 13 tháng 11 năm 2024"),
        (60, 715, "V/v hỗ trợ phòng, chống rét"),
        (60, 701, "cho đàn vật nuôi vụ đông xuân"),
        (180, 660, "Kính gửi: Ủy ban nhân dân tỉnh Bắc Kạn."),
        (70, 620, "Sở Nông nghiệp và PTNT đề nghị Ủy ban nhân dân tỉnh xem xét."),
        (380, 540, "KT. GIÁM ĐỐC"),
        (375, 524, "PHÓ GIÁM ĐỐC"),
        (370, 460, "Lường Văn Thiệp"),
    ]
    for page in range(pages):
        pen.setFont("paper", 10)
        if page == 0:
            for x, y, text in lines:
                pen.drawString(x, y, text)
            if secret:
                pen.drawString(90, 680, secret)
        else:
            pen.drawString(70, 780, f"Trang {page + 1}")
        pen.showPage()
    pen.save()
    return out.getvalue()


def bring(
    client: Client, content: bytes, name: str, *, read: bool = True
) -> IntakeItem:
    """Dropped on the page, and read by the worker."""
    known = set(IntakeItem.objects.values_list("id", flat=True))
    answer = client.post(
        "/tiep-nhan/tai-len/",
        {"file": SimpleUploadedFile(name, content)},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200, answer.content.decode()
    item = IntakeItem.objects.exclude(id__in=known).get()
    if read:
        read_one(item_id=str(item.id))
        item.refresh_from_db()
    return item


def form(**changed: Any) -> dict[str, Any]:
    """What the registration form posts."""
    return {
        "symbol": "1462/SNN-CNTY",
        "issued_on": "13/11/2024",
        "issuer_name": "Sở Nông nghiệp và Phát triển nông thôn",
        "type_code": "CV",
        "urgency": "normal",
        "subject": "Hỗ trợ phòng, chống rét cho đàn vật nuôi",
        "signer_name": "Lường Văn Thiệp",
        "signer_position": "Phó Giám đốc",
        "arrived_on": day(),
        "secrecy": "khong",
        "note": "",
    } | changed
