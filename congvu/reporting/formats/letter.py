"""The text of a letter that urges a body to report: our own words, a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class LateReport:
    form: str
    period: str
    due_on: date


def letter_fields(
    reports: Sequence[LateReport], *, body: str, day: date, hand_in_by: date
) -> dict[str, Any]:
    """Addressee, text and recipients of the draft, in the language of papers."""
    table = [("TT", "Báo cáo", "Kỳ", "Hạn nộp")]
    table += [
        (str(number), one.form, one.period, _day(one.due_on))
        for number, one in enumerate(reports, 1)
    ]
    first = (
        f"Qua theo dõi chế độ báo cáo định kỳ, đến ngày {_day(day)}, {body} còn "
        f"{len(reports)} báo cáo đã quá hạn mà chưa nộp:"
    )
    asked = (
        f"Đề nghị {body} hoàn thành, nộp các báo cáo trên trước ngày "
        f"{_day(hand_in_by)} và cho biết lý do chậm. Số liệu tổng hợp nêu rõ nơi "
        "chưa báo cáo."
    )
    return {
        "addressees": [body],
        "body": [
            {"kind": "paragraph", "text": first},
            {"kind": "table", "text": "", "rows": table},
            {"kind": "paragraph", "text": asked},
        ],
        "recipients": ["Như trên"],
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
