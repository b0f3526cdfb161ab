"""The papers of an inspection, begun: our own words, the facts in tables. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class PlanLine:
    body: str
    subject: str
    first: date
    last: date


@dataclass(frozen=True)
class Facts:
    """What stands in every paper of one inspection."""

    body: str
    subject: str
    period: tuple[date | None, date | None]
    days: tuple[date | None, date | None]
    team: Sequence[tuple[str, str, str]] = ()
    """Name, post, part in the team."""
    decision: str = ""


@dataclass(frozen=True)
class Found:
    """A finding as the paper has it."""

    seen: str
    against: str
    verdict: str
    explanation: str = ""


@dataclass(frozen=True)
class Recommended:
    text: str
    who: str
    deadline: date


def plan_fields(lines: Sequence[PlanLine], *, year: int) -> dict[str, Any]:
    table = [("TT", "Cơ quan được kiểm tra", "Nội dung", "Thời gian")]
    table += [
        (str(n), line.body, line.subject, _span((line.first, line.last)))
        for n, line in enumerate(lines, 1)
    ]
    return {
        "body": [
            _words(f"Kế hoạch kiểm tra năm {year} gồm {len(lines)} cuộc:"),
            _table(table),
            _words(
                "Từng cuộc thực hiện theo quyết định kiểm tra. Kiểm tra đột xuất khi "
                "có lý do do người có thẩm quyền quyết định."
            ),
        ],
        "recipients": ["Các cơ quan được kiểm tra"],
    }


def decision_fields(facts: Facts) -> dict[str, Any]:
    return {
        "body": [
            _words(
                f"Điều 1. Kiểm tra {facts.body} về: {facts.subject}. "
                f"Thời kỳ kiểm tra: {_span(facts.period)}. "
                f"Thời gian kiểm tra: {_span(facts.days)}."
            ),
            _words("Điều 2. Đoàn kiểm tra gồm:"),
            _team(facts),
            _words(
                f"Điều 3. Đoàn kiểm tra, {facts.body} và các cơ quan liên quan chịu "
                "trách nhiệm thi hành Quyết định này."
            ),
        ],
        "recipients": ["Như Điều 3", facts.body],
    }


def minutes_fields(facts: Facts, found: Sequence[Found]) -> dict[str, Any]:
    """Biên bản: both sides sign it, each under its name."""
    return {
        "body": [
            _words(
                f"Thực hiện {facts.decision or 'quyết định kiểm tra'}, Đoàn kiểm tra"
            ),
            _team(facts),
            _words(f"đã làm việc với {facts.body} về: {facts.subject}."),
            *_findings(found),
            _words("Biên bản đã đọc cho các bên cùng nghe, thống nhất và ký tên."),
            _table(
                [
                    ("ĐẠI DIỆN CƠ QUAN ĐƯỢC KIỂM TRA", "ĐẠI DIỆN ĐOÀN KIỂM TRA"),
                    ("(ký, ghi rõ họ tên)", "(ký, ghi rõ họ tên)"),
                ]
            ),
        ],
        "recipients": [facts.body],
    }


def conclusion_fields(
    facts: Facts, found: Sequence[Found], asked: Sequence[Recommended]
) -> dict[str, Any]:
    table = [("TT", "Kiến nghị", "Nơi thực hiện", "Hạn")]
    table += [
        (str(n), one.text, one.who, _day(one.deadline))
        for n, one in enumerate(asked, 1)
    ]
    closing = (
        [_words("Kiến nghị:"), _table(table)]
        if asked
        else [_words("Không có kiến nghị.")]
    )
    return {
        "body": [
            _words(
                f"Thực hiện {facts.decision or 'quyết định kiểm tra'}, Đoàn kiểm tra "
                f"đã kiểm tra {facts.body} về: {facts.subject}; thời kỳ "
                f"{_span(facts.period)}. Kết luận như sau:"
            ),
            *_findings(found),
            *closing,
        ],
        "recipients": [facts.body],
    }


def _findings(found: Sequence[Found]) -> list[dict[str, Any]]:
    if not found:
        return [_words("Không có phát hiện nào được ghi.")]
    table = [("TT", "Điều đã thấy", "Quy định", "Giải trình", "Đánh giá")]
    table += [
        (str(n), one.seen, one.against, one.explanation, one.verdict)
        for n, one in enumerate(found, 1)
    ]
    return [_words("Kết quả kiểm tra:"), _table(table)]


def _team(facts: Facts) -> dict[str, Any]:
    rows = [("TT", "Họ và tên", "Chức vụ", "Vai trò")]
    rows += [(str(n), *one) for n, one in enumerate(facts.team, 1)]
    return _table(rows)


def _words(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}


def _table(rows: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    clean = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    return {"kind": "table", "text": "", "rows": clean}


def _span(days: tuple[date | None, date | None]) -> str:
    first, last = days
    if first is None or last is None:
        return "…"
    return f"từ ngày {_day(first)} đến ngày {_day(last)}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
