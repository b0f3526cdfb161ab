"""The result of a phishing drill, a row for each letter that was sent. Pure.

Columns are known by their heads, with or without marks, in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from congvu.lib.text import fold, nfc
from congvu.lib.text import gettext_noop as _

LONGEST_ADDRESSEE = 254
_HEADS = {
    "nguoi nhan": "addressee",
    "ho ten": "addressee",
    "ho va ten": "addressee",
    "dia chi": "addressee",
    "dia chi thu": "addressee",
    "thu dien tu": "addressee",
    "email": "addressee",
    "da mo": "opened",
    "mo thu": "opened",
    "opened": "opened",
    "da bam": "clicked",
    "bam lien ket": "clicked",
    "clicked": "clicked",
    "da khai": "gave",
    "khai thong tin": "gave",
    "submitted": "gave",
    "da bao": "reported",
    "bao cao": "reported",
    "reported": "reported",
}
_YES = {"co", "x", "1", "roi", "yes", "true", "da"}
_NO = {"", "khong", "0", "chua", "no", "false", "-"}
_MARKS = ("opened", "clicked", "gave", "reported")

NO_HEAD = _("Không thấy cột người nhận (họ tên hoặc địa chỉ thư) và cột đã bấm")
NO_ADDRESSEE = _("Dòng không ghi người nhận")
TWICE = _("Người nhận này đã có ở một dòng trên")
UNCLEAR = _("Chỉ ghi có hoặc không (1, 0, x cũng được)")
CONTRADICTS = _("Đã khai thông tin thì phải đã bấm liên kết")


@dataclass(frozen=True)
class LetterResult:
    """What one person did with the letter."""

    addressee: str
    opened: bool
    clicked: bool
    gave: bool
    reported: bool


@dataclass
class ResultsRead:
    """Each trouble names its line and why it was left."""

    results: list[LetterResult] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)


def read_results(rows: Sequence[tuple[int, Sequence[str]]]) -> ResultsRead:
    """Of numbered rows, the first being the heads."""
    read = ResultsRead()
    heads = [_HEADS.get(fold(one)) for one in rows[0][1]] if rows else []
    if "addressee" not in heads or "clicked" not in heads:
        read.troubles.append(("", NO_HEAD))
        return read
    seen: set[str] = set()
    for line, cells in rows[1:]:
        told: dict[str, str] = {}
        for head, cell in zip(heads, cells, strict=False):
            if head and not told.get(head):
                told[head] = nfc(cell)
        reasons = _reasons(told, seen)
        if reasons:
            read.troubles += [(str(line), why) for why in reasons]
            continue
        seen.add(fold(told["addressee"]))
        marks = {name: fold(told.get(name, "")) in _YES for name in _MARKS}
        read.results.append(LetterResult(told["addressee"], **marks))
    return read


def _reasons(told: dict[str, str], seen: set[str]) -> list[str]:
    reasons = []
    name = told.get("addressee", "")
    if not name or len(name) > LONGEST_ADDRESSEE:
        reasons.append(NO_ADDRESSEE)
    elif fold(name) in seen:
        reasons.append(TWICE)
    marks = {one: fold(told.get(one, "")) for one in _MARKS}
    if any(mark not in _YES | _NO for mark in marks.values()):
        reasons.append(UNCLEAR)
    elif marks["gave"] in _YES and marks["clicked"] not in _YES:
        reasons.append(CONTRADICTS)
    return reasons
