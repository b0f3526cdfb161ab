"""A paper about machines, set as NĐ 30/2020 sets a biên bản, for both sides to sign.

The head, the table and the letters are those of every other paper of the office; only
its end differs: two sides sign beside one another. The words are our own. Pure: no
clock, so that the same paper gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.inventory.rules import PaperKind, PaperState
from congvu.outgoing.formats.body_rows import content_rows
from congvu.outgoing.formats.compose_pdf import draw_rows
from congvu.outgoing.formats.faces import Face
from congvu.outgoing.formats.head_rows import Head
from congvu.outgoing.formats.rows import MM, Row, Type, centred, stacked
from congvu.outgoing.rules.paper import Block, Layout, Paper

_ROOM_TO_SIGN = 26 * MM
_HALF, _THREE_QUARTERS, _SIDE = 0.25, 0.75, 0.46
_LAYOUT = Layout(size=13)
_ROWS_TOGETHER = 2


SUMMARIES = {
    PaperKind.GIVE: "Về việc bàn giao máy tính",
    PaperKind.BACK: "Về việc thu hồi máy tính",
    PaperKind.MOVE: "Về việc điều chuyển máy tính",
    PaperKind.SELL: "Về việc thanh lý máy tính",
    PaperKind.SCRAP: "Về việc tiêu hủy máy tính",
    PaperKind.AWAY: "Về việc điều chuyển máy tính",
}


@dataclass(frozen=True)
class ReceiptLine:
    name: str
    kind: str
    serial: str
    model: str
    price: int | None = None
    left: int | None = None


@dataclass(frozen=True)
class Receipt:
    """One paper as it is printed; ``confirmed`` says how the other side confirmed.

    ``wiping`` is what was done with the disks, in a sentence, of a disposal.
    """

    agency: str
    above: str
    place: str
    number: int
    symbol: str
    on: date
    what: str
    giver: str
    giver_post: str
    receiver: str
    receiver_post: str
    decision: str = ""
    decision_on: date | None = None
    wiping: str = ""
    condition: str = ""
    confirmed: str = ""
    shows_worth: bool = False
    lines: Sequence[ReceiptLine] = ()


def receipt_fields(receipt: Receipt) -> dict[str, Any]:
    """Its text in the language of drafts, for a paper that is signed the usual way."""
    return {
        "body": [
            {"kind": b.kind, "text": b.text, "level": b.level, "rows": b.rows}
            for b in _body(receipt)
        ],
        "recipients": [receipt.agency],
    }


def receipt_pdf(receipt: Receipt) -> bytes:
    """Raises ``NoFont`` where no face has the letters."""
    paper = _paper(receipt)
    room = A4[0] - (_LAYOUT.left + _LAYOUT.right) * MM
    rows = Head(paper, room).rows() + content_rows(paper.body, _LAYOUT, room)
    held = [
        Row(r.height, r.marks, r.above, keep=True, repeated=r.repeated)
        for r in rows[-_ROWS_TOGETHER:]
    ]
    out = BytesIO()
    canvas: Any = Canvas(out, pagesize=A4, invariant=1, lang="vi-VN", pdfVersion=(1, 7))
    canvas.setTitle(f"{paper.type_name} {paper.summary}")
    canvas.setAuthor(receipt.agency)
    canvas.setCreator("Công Vụ")
    draw_rows(canvas, [*rows[:-_ROWS_TOGETHER], *held, _signed(receipt, room)], _LAYOUT)
    canvas.save()
    return out.getvalue()


def receipt_docx(receipt: Receipt) -> bytes:
    """The same as a Word file, to be filled in by hand or kept beside."""
    # Read when somebody asks for Word: every process would carry it.
    from congvu.outgoing.formats.compose_docx import (  # noqa: PLC0415
        compose_document,
    )
    from congvu.outgoing.formats.docx_parts import (  # noqa: PLC0415
        packed,
        still_table,
        styled,
    )

    document = compose_document(_paper(receipt))
    half = (A4[0] - (_LAYOUT.left + _LAYOUT.right) * MM) / 2
    table = still_table(document, 1, (half, half))
    for cell, (side, name) in zip(table.rows[0].cells, _sides(receipt), strict=True):
        styled(cell.paragraphs[0], "Quyền hạn chức vụ").add_run(side)
        styled(cell.add_paragraph("(ký, ghi rõ họ tên)"), "Chỉ dẫn phụ lục")
        for _line in range(4):
            cell.add_paragraph("")
        styled(cell.add_paragraph(name), "Họ tên người ký")
    return packed(document)


def receipt_name(number: int, year: int, form: str) -> str:
    """What its file is called."""
    return f"Biên bản {number}-{year}.{form}"


def recorded_words(symbol: str, day: date) -> str:
    """By which minutes the data on its media is gone."""
    return f"Xử lý vật mang dữ liệu: theo Biên bản số {symbol} ngày {_day(day)}."


def wiped_words(how: str, day: date, by: str) -> str:
    """What was done with the disks, in a sentence."""
    return f"Xử lý đĩa: {how}, ngày {_day(day)}, người làm: {by}."


def settled_words(
    kind: PaperKind, state: PaperState, at: datetime, *, by: str, reason: str
) -> str:
    """How the other side answered, in a sentence; nothing where nobody was asked."""
    when = f"{at:%H:%M ngày %d/%m/%Y}"
    if state == PaperState.WITHDRAWN:
        return f"Giấy này đã rút lúc {when}, không có giá trị."
    if state == PaperState.REFUSED:
        return f"Bên nhận không nhận lúc {when}: {reason.rstrip('.')}."
    if kind in (PaperKind.GIVE, PaperKind.MOVE):
        return f"Bên nhận ({by}) đã xác nhận trên phần mềm lúc {when}."
    return ""


def _sides(receipt: Receipt) -> tuple[tuple[str, str], tuple[str, str]]:
    return (
        ("ĐẠI DIỆN BÊN GIAO", receipt.giver),
        ("ĐẠI DIỆN BÊN NHẬN", receipt.receiver),
    )


def _paper(receipt: Receipt) -> Paper:
    return Paper(
        type_code="BB",
        type_name="Biên bản",
        parent_name=receipt.above,
        issuer_name=receipt.agency,
        symbol=receipt.symbol,
        place=receipt.place,
        number=receipt.number,
        issued_on=receipt.on,
        summary=receipt.what,
        body=tuple(_body(receipt)),
        layout=_LAYOUT,
    )


def _body(receipt: Receipt) -> list[Block]:
    first = f"Hôm nay, ngày {_day(receipt.on)}, các bên lập biên bản về các máy sau."
    if receipt.decision and receipt.decision_on is not None:
        first = (
            f"Căn cứ Quyết định số {receipt.decision} ngày "
            f"{_day(receipt.decision_on)}, ngày {_day(receipt.on)} các bên lập "
            "biên bản về các máy sau."
        )
    body = [Block(text=first), Block(text=f"Bên giao: {_side(receipt, giver=True)}.")]
    if receipt.receiver:
        body.append(Block(text=f"Bên nhận: {_side(receipt, giver=False)}."))
    body.append(Block(kind="table", rows=_table(receipt)))
    body.append(Block(text=f"Tổng số máy: {len(receipt.lines)}."))
    if receipt.condition:
        body.append(Block(text=f"Tình trạng, phụ kiện: {receipt.condition}."))
    if receipt.wiping:
        body.append(Block(text=receipt.wiping))
    if receipt.confirmed:
        body.append(Block(text=receipt.confirmed))
    last = "Biên bản lập thành hai bản có giá trị như nhau, mỗi bên giữ một bản"
    return [*body, Block(text=last)]


def _side(receipt: Receipt, *, giver: bool) -> str:
    name = receipt.giver if giver else receipt.receiver
    post = receipt.giver_post if giver else receipt.receiver_post
    return f"{name}, {post}" if post else name


def _table(receipt: Receipt) -> tuple[tuple[str, ...], ...]:
    head = ["TT", "Tên máy", "Loại, kiểu máy", "Số máy"]
    if receipt.shows_worth:
        head += ["Nguyên giá (đồng)", "Còn lại (đồng)"]
    rows = [tuple(head)]
    for number, one in enumerate(receipt.lines, start=1):
        what = f"{one.kind}, {one.model}" if one.model else one.kind
        row = [str(number), one.name, what, one.serial or "không có"]
        if receipt.shows_worth:
            row += [_money(one.price), _money(one.left)]
        rows.append(tuple(row))
    return tuple(rows)


def _signed(receipt: Receipt, room: float) -> Row:
    """Both sides beside one another, on one page."""
    kind, small = Type(_LAYOUT.size), Type(_LAYOUT.size - 1)
    columns = []
    for middle, (side, name) in zip(
        (room * _HALF, room * _THREE_QUARTERS), _sides(receipt), strict=True
    ):
        wide = room * _SIDE
        columns.append(
            stacked(
                [
                    *centred(side, Face.BOLD, kind, middle, wide),
                    *centred("(ký, ghi rõ họ tên)", Face.ITALIC, small, middle, wide),
                    Row(_ROOM_TO_SIGN),
                    *centred(name, Face.BOLD, kind, middle, wide),
                ]
            )
        )
    marks = tuple(mark for column in columns for mark in column.marks)
    return Row(max(column.height for column in columns), marks, above=14.0)


def _money(value: int | None) -> str:
    return f"{value:,}".replace(",", ".") if value is not None else "chưa rõ"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
