"""The open-source plan as the fields of a draft. Pure; papers are in Vietnamese."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import Block, dash, heading, line, table, told
from congvu.reviews.formats.numbers import short_day, whole

PLAN = "KH"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


@dataclass(frozen=True)
class PlanLineFacts:
    instead_of: str
    product: str
    reason: str
    due_on: date
    pilot: str
    to_train: int
    trained: int
    files: int | None
    hours: int | None
    saved: int | None
    planned: int
    done: int
    block: str


@dataclass(frozen=True)
class PlanFacts:
    """Everything the paper says. ``owned`` and ``seen``: machines in use, and those of
    them that the inventory told of in the 30 days up to the day.
    """

    agency: str
    title: str
    basis: str
    starts_on: date
    ends_on: date
    day: date
    owned: int
    seen: int
    lines: Sequence[PlanLineFacts]
    # A preferred product, by what, and whether its source was read.
    listed: Sequence[tuple[str, str, bool]]

    @property
    def digest(self) -> str:
        """The same facts, the same digest."""
        plain = json.dumps(asdict(self), default=str, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


def plan_fields(facts: PlanFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    fields = {
        "summary": line(facts.title)[:500],
        "bases": [line(f"Căn cứ {facts.basis}")] if facts.basis else [],
        "recipients": [],
        "addressees": [],
        "body": _body(facts),
        "appendices": _appendices(facts),
    }
    plain = from_json(fields).as_json()
    return {name: plain[name] for name in _FIELDS}


def _body(facts: PlanFacts) -> list[Block]:
    saved = sum(one.saved or 0 for one in facts.lines)
    people = sum(one.to_train for one in facts.lines)
    hours = sum(one.hours or 0 for one in facts.lines)
    planned = sum(one.planned for one in facts.lines)
    done = sum(one.done for one in facts.lines)
    blocks = [
        heading("I. Mục đích, yêu cầu"),
        told(
            f"Thay từng bước phần mềm phải trả tiền bằng phần mềm nguồn mở tại "
            f"{facts.agency}, từ ngày {short_day(facts.starts_on)} đến trước ngày "
            f"{short_day(facts.ends_on)}, để không dùng phần mềm khi chưa có quyền và "
            "tiết kiệm ngân sách. Kết quả trên từng máy do kiểm kê máy xác nhận."
        ),
        heading("II. Nội dung"),
    ]
    for one in facts.lines:
        pilot = f"; làm thử tại {one.pilot}" if one.pilot else ""
        block = f"; vướng mắc: {one.block}" if one.block else ""
        blocks.append(
            dash(
                f"Thay {one.instead_of} bằng {one.product}, xong trước ngày "
                f"{short_day(one.due_on)}{pilot}. Lý do: {one.reason}{block}."
            )
        )
    blocks += [
        heading("III. Khối lượng và kinh phí"),
        dash(f"Máy trong các đợt triển khai: {whole(planned)}, đã xong {whole(done)};"),
        dash(f"Người cần hướng dẫn sử dụng: {whole(people)};"),
        dash(f"Công chuyển đổi tệp, ước tính: {whole(hours)} giờ;"),
        dash(f"Chi phí bản quyền không phải chi: {whole(saved)} đồng."),
        told(
            f"Số máy tính đến hết ngày {short_day(facts.day)}; kiểm kê trong 30 ngày "
            f"trước đó bao phủ {whole(facts.seen)}/{whole(facts.owned)} máy đang dùng. "
            f"Mã số liệu {facts.digest[:16]}."
        ),
        heading("IV. Tổ chức thực hiện"),
        told(
            "Các đơn vị cài đặt theo đợt, báo vướng mắc của từng máy; đơn vị phụ trách "
            "công nghệ thông tin hướng dẫn sử dụng và theo dõi kết quả qua kiểm kê."
        ),
        told(f"Trên đây là kế hoạch của {facts.agency}"),
    ]
    return blocks


def _appendices(facts: PlanFacts) -> list[dict[str, Any]]:
    head = ["TT", "Thay cho", "Bằng", "Máy", "Đã xong", "Cần hướng dẫn"]
    rows = [[*head, "Đã hướng dẫn", "Tệp", "Giờ công", "Tiết kiệm, đồng"]]
    for number, one in enumerate(facts.lines, start=1):
        rows.append(
            [
                str(number),
                one.instead_of,
                one.product,
                whole(one.planned),
                whole(one.done),
                whole(one.to_train),
                whole(one.trained),
                "–" if one.files is None else whole(one.files),
                "–" if one.hours is None else whole(one.hours),
                "–" if one.saved is None else whole(one.saved),
            ]
        )
    found = [
        {
            "title": "Các dòng thay thế phần mềm",
            "body": table("", rows),
            "landscape": True,
        }
    ]
    if facts.listed:
        named = [["Sản phẩm được ưu tiên", "Theo"]]
        for name, source, is_sure in facts.listed:
            named.append([name, source if is_sure else f"{source} (chưa xác minh)"])
        found.append(
            {
                "title": "Phần mềm nguồn mở được ưu tiên",
                "body": table("", named),
                "landscape": False,
            }
        )
    return found
