"""The minutes of media made unreadable, as a draft holds them. Pure; Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import clause, heading, table, told

_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")
_HEAD = ["TT", "Vật mang", "Số sê-ri", "Ở máy", "Cách xử lý", "Ngày", "Kết quả", "Tệp"]


@dataclass(frozen=True)
class Minutes:
    """Everything the minutes say; a row is one medium."""

    agency: str
    name: str
    wiper: str
    witness: str
    second: str
    rows: Sequence[Sequence[str]]
    bases: Sequence[str]


def minutes_fields(minutes: Minutes) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    rows = [[str(n), *row] for n, row in enumerate(minutes.rows, start=1)]
    body = [
        told(f"Tại {minutes.agency}, chúng tôi gồm:"),
        clause(1, f"Người xử lý: {minutes.wiper}."),
        clause(2, f"Người chứng kiến thứ nhất: {minutes.witness}."),
        clause(3, f"Người chứng kiến thứ hai: {minutes.second}."),
        told(f"cùng lập biên bản xử lý vật mang dữ liệu của {minutes.name}:"),
        *table("", [_HEAD, *rows]),
        heading("Cách xử lý theo"),
        *[told(f"{one}.") for one in minutes.bases],
        told(
            "Biên bản đã được đọc lại cho mọi người cùng nghe, thống nhất và ký tên; "
            "lưu vào hồ sơ của máy, hệ thống"
        ),
    ]
    paper = {
        "summary": f"Về việc xử lý vật mang dữ liệu của {minutes.name}"[:500],
        "bases": [],
        "recipients": [],
        "addressees": [],
        "body": body,
        "appendices": [],
    }
    plain = from_json(paper).as_json()
    return {name: plain[name] for name in _FIELDS}
