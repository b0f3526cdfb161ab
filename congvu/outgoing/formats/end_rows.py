"""The end of a paper: boxes 7a to 7c, 8, 9b and 12, and the address (box 13)."""

from __future__ import annotations

from dataclasses import replace

from congvu.outgoing.formats.faces import Face, Run, width
from congvu.outgoing.formats.rows import (
    MM,
    Hole,
    Mark,
    Row,
    Rule,
    Type,
    Words,
    centred,
    held,
    paragraph,
    stacked,
)
from congvu.outgoing.rules.paper import Paper

SIGNATURE = (50 * MM, 25 * MM)
SEAL = 36 * MM
"""The seal at its actual size; it covers a third of the signature's image (II.8a)."""
_ROOM_TO_SIGN = 30 * MM
_LABEL, _NAMES = Type(12), Type(11, 1.05)
LEFT_SHARE, _RIGHT_SHARE = 0.43, 0.54
_ABOVE = 14.0
_HELD = 2
"""Lines of text that stay with the signature: it is never alone on a page."""


def end_rows(paper: Paper, room: float, body: list[Row]) -> list[Row]:
    """Body and end together; long lists of recipients go on over the page."""
    left = _recipients(paper, room * LEFT_SHARE)
    signature = _signature(paper, room)
    if not signature.marks:
        return [*body, *left]
    return [*held(body, _HELD), *_beside(left, signature)]


def _beside(left: list[Row], signature: Row) -> list[Row]:
    """The signature to the right of the first rows; those stay on one page."""
    rows, height = [], 0.0
    for row in left:
        if height >= signature.height:
            break
        rows.append(replace(row, keep=True))
        height += row.height
    if height < signature.height:
        rows.append(Row(signature.height - height))
    further = left[len(rows) :]
    rows[-1] = replace(rows[-1], keep=False)
    rows[0] = replace(rows[0], above=_ABOVE, marks=(*rows[0].marks, *signature.marks))
    return [*rows, *further]


def recipient_lines(paper: Paper) -> list[str]:
    """``- Như trên;`` … ``- Lưu: VT, NNTNMT.``"""
    names = [name.removeprefix("-").strip(" ;.") for name in paper.recipients]
    lines = [name for name in names if name]
    filed = paper.filed.removeprefix("Lưu:").strip(" ;.")
    if filed:
        lines.append(f"Lưu: {filed}")
    last = len(lines) - 1
    return [f"- {line}{'.' if n == last else ';'}" for n, line in enumerate(lines)]


def drafter_words(paper: Paper) -> str:
    """``PL.(300)``: who drafted it, in how many copies."""
    if not paper.drafter_mark and paper.copies is None:
        return ""
    copies = f"({paper.copies})" if paper.copies is not None else ""
    return f"{paper.drafter_mark.upper().rstrip('.')}.{copies}"


def _recipients(paper: Paper, room: float) -> list[Row]:
    lines = recipient_lines(paper)
    if not lines and not drafter_words(paper):
        return []
    label = Words(0.0, _LABEL.drop, (Run("Nơi nhận:", Face.BOLD_ITALIC),), _LABEL.size)
    rows = [Row(_LABEL.leading, (label,))]
    for line in lines:
        rows += paragraph([Run(line)], _NAMES, room, justified=False)
    return _with_drafter(paper, rows, room)


def _with_drafter(paper: Paper, rows: list[Row], room: float) -> list[Row]:
    """Box 12 stands after the last recipient, at the right end of its line."""
    text = drafter_words(paper)
    if not text:
        return rows
    wide = width(text, Face.REGULAR, _NAMES.size)
    mark = Words(room - wide, _NAMES.drop, (Run(text),), _NAMES.size)
    last = rows[-1].marks[-1]
    used = (
        sum(width(r.text, r.face, last.size) for r in last.runs)
        if isinstance(last, Words)
        else 0.0
    )
    if len(rows) > 1 and used + wide + 8 <= room:
        return [*rows[:-1], replace(rows[-1], marks=(*rows[-1].marks, mark))]
    return [*rows, *paragraph([Run(text)], _NAMES, room, justified=False)]


def _signature(paper: Paper, room: float) -> Row:
    """Authority and post, room to sign, other post, name; the holes for both signs."""
    signer, kind = paper.signer, Type(paper.layout.size)
    wide = room * _RIGHT_SHARE
    middle = room - wide / 2
    rows: list[Row] = []
    for line in signer.authority:
        rows += centred(line.upper(), Face.BOLD, kind, middle, wide)
    name = signer.name
    if not rows and not name:
        return Row(0.0)
    rows.append(Row(_ROOM_TO_SIGN, _holes(middle), keep=True))
    rows += centred(signer.other_post, Face.BOLD, kind, middle, wide)
    rows += centred(name, Face.BOLD, kind, middle, wide)
    return stacked(rows)


def _holes(middle: float) -> tuple[Mark, ...]:
    """The signature in the middle; the seal over the left third of it."""
    wide, high = SIGNATURE
    x = middle - wide / 2
    drop = (_ROOM_TO_SIGN - high) / 2
    seal_x = x + wide / 3 - SEAL
    seal_drop = (_ROOM_TO_SIGN - SEAL) / 2
    return (
        Hole("signature", x, drop, wide, high),
        Hole("seal", seal_x, seal_drop, SEAL, SEAL),
    )


def address_rows(paper: Paper, room: float) -> list[Row]:
    """Box 13, at the foot of page 1 under a line of the full width."""
    if not paper.address:
        return []
    kind = Type(11)
    rows = [Row(5.0, (Rule(0.0, 1.0, room),))]
    for line in paper.address.split("\n"):
        rows += centred(line, Face.REGULAR, kind, room / 2, room)
    return rows
