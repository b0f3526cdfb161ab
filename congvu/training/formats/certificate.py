"""A certificate as one landscape page of PDF, with a place for the agency's signature.

The address of its check stands in it three times: as a QR code, in letters, and as a
link, by which `rules.certificates.code_in` finds it in a copy that was changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from congvu.documents.formats.typeset import Ruler, fonts
from congvu.lib.text import gettext_noop as _
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Box, SignatureField

SIGNED_HERE = "chu-ky-co-quan"
_WIDE, _HIGH = landscape(A4)
_MM = 72 / 25.4
_EDGE = 12 * _MM
_CODE = 28 * _MM


@dataclass(frozen=True)
class CertificateWords:
    """What the paper says, in Vietnamese; nothing else about its holder is in it."""

    agency: str
    number: str
    holder: str
    course: str
    hours: str
    period: str
    place: str
    issued_on: date
    valid_until: date | None
    url: str
    code: str


@dataclass(frozen=True)
class ToSeal:
    """A certificate drawn, with the place that the agency's key fills."""

    certificate_id: UUID
    pdf: bytes


def certificate_pdf(words: CertificateWords) -> bytes:
    """Ready to be signed; raises ``NoFont`` where no face has the letters."""
    out = BytesIO()
    canvas: Any = Canvas(out, pagesize=(_WIDE, _HIGH), invariant=1, lang="vi-VN")
    canvas.setTitle(f"{_('Giấy chứng nhận')} {words.number}")
    canvas.setAuthor(words.agency)
    canvas.setCreator("Công Vụ")
    canvas.setLineWidth(2)
    canvas.rect(_EDGE, _EDGE, _WIDE - 2 * _EDGE, _HIGH - 2 * _EDGE)
    _lines(canvas, words)
    _proof(canvas, words)
    canvas.showPage()
    canvas.save()
    right = _WIDE - _EDGE - 95 * _MM
    place = Box(1, right, _EDGE + 14 * _MM, 80 * _MM, 30 * _MM)
    field = SignatureField(SIGNED_HERE, place, words.agency)
    return signing.prepare_pdf(out.getvalue(), signatures=[field])


def _lines(canvas: Any, words: CertificateWords) -> None:
    regular, bold = fonts()
    y = _HIGH - _EDGE - 14 * _MM
    y = _centred(canvas, words.agency.upper(), bold, 14, y)
    y = _centred(canvas, _("GIẤY CHỨNG NHẬN"), bold, 30, y - 10 * _MM)
    y = _centred(canvas, f"{_('Số')}: {words.number}", regular, 12, y - 1 * _MM)
    y = _centred(canvas, _("Chứng nhận"), regular, 14, y - 7 * _MM)
    y = _centred(canvas, words.holder, bold, 24, y - 4 * _MM)
    y = _centred(canvas, _("đã hoàn thành khóa học"), regular, 14, y - 2 * _MM)
    y = _centred(canvas, words.course, bold, 17, y - 2 * _MM)
    told = "; ".join(one for one in (words.hours, words.period) if one)
    y = _centred(canvas, told, regular, 13, y - 1 * _MM)
    if words.valid_until is not None:
        until = f"{_('Có giá trị đến hết ngày')} {words.valid_until:%d/%m/%Y}"
        _centred(canvas, until, regular, 13, y)
    on = words.issued_on
    day = f"{words.place}, ngày {on:%d} tháng {on:%m} năm {on.year}"
    canvas.setFont(regular, 13)
    middle = _WIDE - _EDGE - 55 * _MM
    canvas.drawCentredString(middle, _EDGE + 48 * _MM, day.removeprefix(", "))


def _centred(canvas: Any, text: str, font: str, size: float, y: float) -> float:
    """Where the next line begins; two lines at most, smaller where they are long."""
    room = _WIDE - 2 * _EDGE - 20 * _MM
    lines = Ruler(font, size).lines(text, room)
    while len(lines) > 2 and size > 9:
        size -= 1
        lines = Ruler(font, size).lines(text, room)
    canvas.setFont(font, size)
    for line in lines:
        y -= size * 1.25
        canvas.drawCentredString(_WIDE / 2, y, line)
    return y


def _proof(canvas: Any, words: CertificateWords) -> None:
    left, bottom = _EDGE + 8 * _MM, _EDGE + 12 * _MM
    matrix = [
        list(row) for row in segno.make(words.url, error="m").matrix_iter(border=2)
    ]
    step = _CODE / len(matrix)
    path = canvas.beginPath()
    for down, row in enumerate(matrix):
        for across, dark in enumerate(row):
            if dark:
                corner = bottom + _CODE - (down + 1) * step
                path.rect(left + across * step, corner, step, step)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.linkURL(words.url, (left, bottom, left + _CODE, bottom + _CODE))
    regular, bold = fonts()
    canvas.setFont(bold, 10)
    canvas.drawString(left, bottom - 4 * _MM, f"{_('Mã kiểm tra')}: {words.code}")
    canvas.setFont(regular, 8)
    canvas.drawString(left, bottom - 8 * _MM, words.url)
