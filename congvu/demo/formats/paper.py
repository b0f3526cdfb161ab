"""A paper as a PDF in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I (text, no scan)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

# Families that have every Vietnamese letter, the one nearest to the law's first.
_FAMILIES = (
    (
        "/usr/share/fonts/truetype/liberation*",
        "LiberationSerif-{}.ttf",
        ("Regular", "Bold", "Italic", "BoldItalic"),
    ),
    (
        "/usr/share/fonts/truetype/noto",
        "NotoSerif-{}.ttf",
        ("Regular", "Bold", "Italic", "BoldItalic"),
    ),
    (
        "/usr/share/fonts/truetype/dejavu",
        "DejaVuSerif{}.ttf",
        ("", "-Bold", "-Italic", "-BoldItalic"),
    ),
)
_WIDTH = A4[0] - 45 * mm
_LEFT, _RIGHT = 0.44 * _WIDTH, 0.56 * _WIDTH


@dataclass(frozen=True)
class Sheet:
    """What stands on a paper. An empty ``type_name`` makes it a công văn."""

    superior: str
    issuer: str
    symbol: str
    place: str
    day: date
    type_name: str
    subject: str
    to: str
    body: tuple[str, ...]
    receivers: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    mark: str = ""


@cache
def have_fonts() -> bool:
    """Register a family with Vietnamese letters; False when the machine has none."""
    for folder, pattern, faces in _FAMILIES:
        for directory in sorted(Path("/").glob(folder.lstrip("/")), reverse=True):
            files = [directory / pattern.format(face) for face in faces]
            if all(file.exists() for file in files) and _register(files):
                return True
    return False


def _register(files: list[Path]) -> bool:
    names = ("Paper", "Paper-Bold", "Paper-Italic", "Paper-BoldItalic")
    try:
        fonts = [
            TTFont(name, str(file)) for name, file in zip(names, files, strict=True)
        ]
    except TTFError:
        return False
    # Liberation 1 (Debian's fonts-liberation up to 12) has no Vietnamese letters.
    if not all(ord(letter) in f.face.charToGlyph for f in fonts for letter in "ộƯạỷ"):
        return False
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        "Paper", normal=names[0], bold=names[1], italic=names[2], boldItalic=names[3]
    )
    return True


def _style(
    size: float, *, centred: bool = False, face: str = "Paper"
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{face}-{size}-{centred}",
        fontName=face,
        fontSize=size,
        leading=size * 1.25,
        alignment=TA_CENTER if centred else TA_JUSTIFY,
    )


def _one_line(text: str, size: float, face: str, width: float) -> Paragraph:
    """Centred, and set smaller where a wide font would break the line."""
    wanted = pdfmetrics.stringWidth(text, face, size)
    if wanted > width - 6:
        size = size * (width - 6) / wanted
    return Paragraph(_safe(text), _style(size, centred=True, face=face))


def make_pdf(sheet: Sheet) -> bytes:
    """The paper's bytes: the same for the same sheet."""
    if not have_fonts():
        raise LookupError("no font with Vietnamese letters on this machine")
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=30 * mm,
        rightMargin=15 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=sheet.subject,
        author=sheet.issuer,
        invariant=1,
    )
    document.build([*_head(sheet), *_title(sheet), *_body(sheet), *_foot(sheet)])
    return stream.getvalue()


def _rule(width: float) -> Flowable:
    return HRFlowable(width=width, thickness=0.7, color="black", spaceBefore=1)


def _columns(left: list[Flowable], right: list[Flowable]) -> Table:
    table = Table([[left, right]], colWidths=[_LEFT, _RIGHT])
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _head(sheet: Sheet) -> list[Flowable]:
    bold = _style(12.5, centred=True, face="Paper-Bold")
    left: list[Flowable] = []
    if sheet.superior:
        left.append(_one_line(sheet.superior.upper(), 12.5, "Paper", _LEFT))
    left += [Paragraph(sheet.issuer.upper(), bold), _rule(50)]
    right: list[Flowable] = [
        _one_line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Paper-Bold", _RIGHT),
        _one_line("Độc lập - Tự do - Hạnh phúc", 13, "Paper-Bold", _RIGHT),
        _rule(150),
    ]
    number: list[Flowable] = [_one_line(f"Số: {sheet.symbol}", 13, "Paper", _LEFT)]
    if not sheet.type_name:
        subject = sheet.subject[0].lower() + sheet.subject[1:]
        words = _style(12, centred=True)
        number.append(Paragraph(f"V/v {_safe(subject)}", words))
    day = sheet.day
    # Days below 10 and the first two months with a nought (Phụ lục I).
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    written = f"{sheet.place}, ngày {day.day:02d} tháng {month} năm {day.year}"
    dated: list[Flowable] = [_one_line(written, 13, "Paper-Italic", _RIGHT)]
    if sheet.mark:
        dated += [Spacer(1, 4 * mm), _stamp(sheet.mark)]
    return [
        _columns(left, right),
        Spacer(1, 2 * mm),
        _columns(number, dated),
        Spacer(1, 5 * mm),
    ]


def _stamp(words: str) -> Table:
    style = ParagraphStyle(
        "stamp", parent=_style(13, centred=True, face="Paper-Bold"), textColor="#b3261e"
    )
    box = Table([[Paragraph(words, style)]], colWidths=[(12 + 3 * len(words)) * mm])
    box.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1, "#b3261e")]))
    return box


def _title(sheet: Sheet) -> list[Flowable]:
    made: list[Flowable] = []
    if sheet.type_name:
        made += [
            Paragraph(
                sheet.type_name.upper(), _style(14, centred=True, face="Paper-Bold")
            ),
            Paragraph(
                _safe(sheet.subject), _style(14, centred=True, face="Paper-Bold")
            ),
            _rule(90),
            Spacer(1, 5 * mm),
        ]
    if sheet.to:
        made += [
            Paragraph(f"Kính gửi: {_safe(sheet.to)}.", _style(13.5, centred=True)),
            Spacer(1, 5 * mm),
        ]
    return made


def _body(sheet: Sheet) -> list[Flowable]:
    style = ParagraphStyle(
        "body",
        parent=_style(13.5),
        firstLineIndent=10 * mm,
        spaceAfter=6,
        leading=18,
    )
    return [Paragraph(_safe(text), style) for text in sheet.body]


def _foot(sheet: Sheet) -> list[Flowable]:
    left: list[Flowable] = [
        Paragraph("Nơi nhận:", _style(12, face="Paper-BoldItalic")),
        *(Paragraph(f"- {_safe(line)}", _style(11)) for line in sheet.receivers),
    ]
    right: list[Flowable] = [
        *(
            Paragraph(line, _style(13, centred=True, face="Paper-Bold"))
            for line in sheet.authority
        ),
        Spacer(1, 24 * mm),
        Paragraph(sheet.signer, _style(13.5, centred=True, face="Paper-Bold")),
    ]
    return [Spacer(1, 6 * mm), _columns(left, right)]


def _safe(text: str) -> str:
    """Paragraphs read a little markup: an ampersand is written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
