"""The papers about an incident: first notice, report, notice about personal data. Pure.

No official form was published for the first two (NĐ 331/2026 Đ28.6 awaits one); the
third has Mẫu 08 of NĐ 356/2025, whose layout we have not read. What is filled in are
the facts that the law asks for. Papers are in Vietnamese, whoever composes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from congvu.lib.dates import VIETNAM
from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import Block, clause, dash, line, told
from congvu.reviews.formats.numbers import whole

NOTICE, REPORT = "CV", "BC"
TYPES = {
    "urgent": NOTICE,
    "notice": NOTICE,
    "old-notice": NOTICE,
    "report": REPORT,
    "personal": NOTICE,
}
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")
UNKNOWN = "đang xác minh"


@dataclass(frozen=True)
class IncidentFacts:
    """Everything the papers say."""

    name: str
    agency: str
    to: str
    basis: str
    group: str
    gravity: str
    gravity_reason: str
    detected_at: datetime
    systems: Sequence[str]
    cause: str
    scope: str
    measures: str
    contained_at: datetime | None
    recovered_at: datetime | None
    subjects: int | None
    contacts: Sequence[str]


def paper_fields(key: str, facts: IncidentFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    begin = {
        "report": "Báo cáo nguyên nhân, phạm vi, biện pháp xử lý sự cố",
        "personal": "Thông báo vi phạm dữ liệu cá nhân trong sự cố",
    }.get(key, "Thông báo ban đầu về sự cố")
    paper = {
        "summary": f"{begin} {facts.name}"[:500],
        "bases": [line(f"Căn cứ {facts.basis}")],
        "recipients": [],
        "addressees": [facts.to],
        "body": _body(key, facts),
        "appendices": [],
    }
    plain = from_json(paper).as_json()
    return {name: plain[name] for name in _FIELDS}


def moment(at: datetime | None) -> str:
    if at is None:
        return UNKNOWN
    return f"{at.astimezone(VIETNAM):%H giờ %M phút ngày %d/%m/%Y}"


def _body(key: str, facts: IncidentFacts) -> list[Block]:
    parts = [
        ("Sự cố", f"{facts.name}; nhóm: {facts.group}"),
        ("Thời điểm phát hiện", moment(facts.detected_at)),
        ("Hệ thống bị ảnh hưởng", ", ".join(facts.systems) or UNKNOWN),
        ("Mức độ", _gravity(facts)),
        ("Phạm vi", facts.scope or UNKNOWN),
    ]
    if key == "personal":
        count = UNKNOWN if facts.subjects is None else whole(facts.subjects)
        parts.append(("Số chủ thể dữ liệu bị ảnh hưởng", count))
    if key in {"report", "personal"}:
        parts += [
            ("Nguyên nhân", facts.cause or UNKNOWN),
            ("Biện pháp đã thực hiện", facts.measures or UNKNOWN),
            ("Ngăn chặn", moment(facts.contained_at)),
            ("Khôi phục", moment(facts.recovered_at)),
        ]
    body = [told(f"{facts.agency} kính gửi {facts.to} thông tin về sự cố như sau:")]
    body += [
        clause(number, f"{name}: {text}.".replace("..", "."))
        for number, (name, text) in enumerate(parts, start=1)
    ]
    body.append(clause(len(parts) + 1, "Đầu mối liên hệ:"))
    body += [dash(f"{one};") for one in facts.contacts] or [dash(f"{UNKNOWN}.")]
    return body


def _gravity(facts: IncidentFacts) -> str:
    if not facts.gravity_reason:
        return facts.gravity
    return f"{facts.gravity}; lý do: {facts.gravity_reason}"
