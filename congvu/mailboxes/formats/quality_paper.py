"""The report on official mail of a month, begun: our own words, figures in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class SentLine:
    body: str
    tries: int
    arrived: int
    failed: int
    median: str
    p95: str


@dataclass(frozen=True)
class MailFacts:
    """Everything the paper says; ``on`` is the day the boxes were counted for."""

    month: date
    on: date
    whole: SentLine
    bodies: Sequence[SentLine]
    received: int
    spam: int
    boxes: int
    used: int
    idle: int
    unused: Sequence[tuple[str, str, str, str]]
    breaches: int


def quality_subject(month: date) -> str:
    return f"Chất lượng thư điện tử công vụ tháng {month:%m/%Y}"


def quality_fields(facts: MailFacts) -> dict[str, Any]:
    whole = facts.whole
    body = [
        _heading("I. Chuyển thư"),
        _words(
            f"Trong tháng {facts.month:%m/%Y} có {_number(whole.tries)} lượt gửi thư; "
            f"{_number(whole.arrived)} lượt đã tới "
            f"({_share(whole.arrived, whole.tries)}), {_number(whole.failed)} lượt "
            "không tới. Thời gian chuyển: một nửa số thư tới trong "
            f"{whole.median}, 95 trên 100 thư tới trong {whole.p95}."
            if whole.tries
            else f"Trong tháng {facts.month:%m/%Y} không có lượt gửi thư nào."
        ),
    ]
    if facts.bodies:
        rows = [
            ("TT", "Nơi gửi", "Lượt gửi", "Đã tới", "Không tới", "Trung vị", "95 %")
        ]
        rows += [
            (
                str(n),
                one.body,
                _number(one.tries),
                _number(one.arrived),
                _number(one.failed),
                one.median,
                one.p95,
            )
            for n, one in enumerate(facts.bodies, 1)
        ]
        body.append(_table(rows))
    body += [
        _heading("II. Thư đến và thư rác"),
        _words(
            f"Hộp thư văn thư nhận {_number(facts.received)} thư; "
            f"{_number(facts.spam)} thư mang dấu thư rác do bộ lọc của máy chủ thư, "
            "máy chủ phía trước hoặc nơi gửi ghi; các thư ấy vẫn được giữ."
        ),
        _heading("III. Sử dụng hộp thư"),
        _words(
            f"Đến ngày {facts.on:%d/%m/%Y}, {_number(facts.used)} trên "
            f"{_number(facts.boxes)} hộp thư có người mở hoặc gửi thư trong 30 ngày "
            f"({_share(facts.used, facts.boxes)})."
        ),
    ]
    body += _idle(facts)
    body += [
        _heading("IV. Chấp hành quy chế"),
        _words(
            f"Có {_number(facts.breaches)} thư mang số ký hiệu văn bản gửi ngoài quy "
            "chế gửi, nhận văn bản điện tử."
            if facts.breaches
            else "Không thấy thư nào mang số ký hiệu văn bản gửi ngoài quy chế."
        ),
    ]
    return {"body": body}


def _idle(facts: MailFacts) -> list[dict[str, Any]]:
    if not facts.idle:
        return []
    first = len(facts.unused)
    told = f"{_number(facts.idle)} hộp thư không dùng trong 30 ngày"
    more = f", {_number(first)} hộp thư đầu là" if first < facts.idle else ""
    rows = [("TT", "Địa chỉ", "Tên", "Đơn vị", "Dùng lần cuối")]
    rows += [(str(n), *one) for n, one in enumerate(facts.unused, 1)]
    return [_words(f"{told}{more}:"), _table(rows)]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _share(part: int, whole: int) -> str:
    if not whole:
        return "0 %"
    return f"{100 * part / whole:.1f} %".replace(".", ",")


def _heading(text: str) -> dict[str, Any]:
    return {"kind": "heading", "text": text}


def _words(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}


def _table(rows: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    clean = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    return {"kind": "table", "text": "", "rows": clean}
