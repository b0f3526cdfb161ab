"""What stands on a certified copy: the block under the copied paper, and the extract.

NĐ 30/2020/NĐ-CP Phụ lục I, phần II, mục I: form of the copy, who makes it, number and
symbol, place and date, signer, recipients, under a full line below the end of the
copied paper. An electronic copy has only the mark at the top right of its first page,
which the agency's signature shows (mục II).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.outgoing.formats.compose_pdf import compose_pdf, draw_rows
from congvu.outgoing.formats.end_rows import end_rows
from congvu.outgoing.formats.faces import Face
from congvu.outgoing.formats.rows import MM, Row, Rule, Type, centred, stacked
from congvu.outgoing.rules.body_text import blocks_of
from congvu.outgoing.rules.paper import Layout, Paper, Signer
from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.symbols import place_and_date

_LAYOUT = Layout()
_NAME, _MARK, _DATE = Type(13), Type(14), Type(14)
_LEFT_SHARE = 0.45
_BELOW_LINE, _BELOW_HEAD = 8.0, 6.0


@dataclass(frozen=True)
class CopyWords:
    """Every word of the block; ``symbol`` has its number."""

    mark: str
    agency: str
    symbol: str
    place: str
    on: date
    signer_lines: tuple[str, ...]
    signer_name: str
    recipients: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "mark": self.mark,
            "agency": self.agency,
            "symbol": self.symbol,
            "place": self.place,
            "on": self.on.isoformat(),
            "signer_lines": list(self.signer_lines),
            "signer_name": self.signer_name,
            "recipients": list(self.recipients),
        }

    @classmethod
    def from_json(cls, got: Mapping[str, Any]) -> CopyWords:
        return cls(
            mark=got["mark"],
            agency=got["agency"],
            symbol=got["symbol"],
            place=got["place"],
            on=date.fromisoformat(got["on"]),
            signer_lines=tuple(got["signer_lines"]),
            signer_name=got["signer_name"],
            recipients=tuple(got["recipients"]),
        )


@dataclass(frozen=True)
class Block:
    """One page with the block at its top; ``top`` and ``height`` in PDF points."""

    pdf: bytes
    top: float
    height: float


def copy_block(words: CopyWords) -> Block:
    """The block alone on a page, as it is laid under the copied paper."""
    room = A4[0] - (_LAYOUT.left + _LAYOUT.right) * MM
    rows = _rows(words, room)
    out = BytesIO()
    canvas: Any = Canvas(out, pagesize=A4, invariant=1, lang="vi-VN", pdfVersion=(1, 7))
    canvas.setTitle(f"{words.mark} {words.symbol}")
    draw_rows(canvas, rows, _LAYOUT)
    canvas.save()
    height = sum(row.above + row.height for row in rows)
    return Block(out.getvalue(), A4[1] - _LAYOUT.top * MM, height)


def _rows(words: CopyWords, room: float) -> list[Row]:
    line = Row(_BELOW_LINE, (Rule(0.0, 1.0, room),))
    foot = Paper(
        signer=Signer(authority=words.signer_lines, name=words.signer_name),
        recipients=words.recipients,
        filed="VT",
        layout=_LAYOUT,
    )
    return [line, _head(words, room), *end_rows(foot, room, [])]


def _head(words: CopyWords, room: float) -> Row:
    """Who copies and its number to the left, form and date of the copy to the right."""
    left, right = room * _LEFT_SHARE, room * (1 - _LEFT_SHARE)
    middle = room - right / 2
    sides = (
        [
            *centred(words.agency.upper(), Face.BOLD, _NAME, left / 2, left),
            *centred(f"Số: {words.symbol}", Face.REGULAR, _NAME, left / 2, left),
        ],
        [
            *centred(words.mark, Face.BOLD, _MARK, middle, right),
            *centred(
                place_and_date(words.place, words.on),
                Face.ITALIC,
                _DATE,
                middle,
                right,
            ),
        ],
    )
    both = [stacked(side) for side in sides]
    marks = tuple(mark for side in both for mark in side.marks)
    return Row(max(side.height for side in both) + _BELOW_HEAD, marks)


@dataclass(frozen=True)
class Extracted:
    """The head of the paper a part is copied from, and that part."""

    type_code: str
    type_name: str
    issuer: str
    symbol: str
    place: str
    on: date | None
    summary: str
    signer_name: str
    extract: str


def extract_pdf(words: Extracted) -> bytes:
    """The paper built anew with its form and the copied part (Điều 25.3)."""
    number, _slash, notation = words.symbol.partition("/")
    paper = from_json(
        {
            "type_code": words.type_code,
            "type_name": words.type_name,
            "issuer_name": words.issuer,
            "symbol": notation,
            "place": words.place,
            "number": int(number) if number.isdecimal() else None,
            "issued_on": words.on.isoformat() if words.on else None,
            "summary": words.summary,
            "body": blocks_of(words.extract),
            "signer": {"authority": [], "name": words.signer_name},
        }
    )
    return compose_pdf(paper).pdf
