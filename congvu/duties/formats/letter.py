"""The text of a letter that urges a body: our own words, the facts in a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class LateTask:
    title: str
    paper: str
    deadline: date


def letter_fields(
    tasks: Sequence[LateTask], *, late: int, body: str, day: date, answer_by: date
) -> dict[str, Any]:
    """Addressee, text and recipients of the draft, in the language of papers.

    ``late``: how many there are; where the table cannot list them all, it says so.
    """
    table = [("TT", "Nhiệm vụ", "Văn bản giao", "Hạn")]
    table += [
        (str(number), task.title, task.paper or "giao trực tiếp", _day(task.deadline))
        for number, task in enumerate(tasks, 1)
    ]
    first = (
        f"Qua theo dõi việc thực hiện nhiệm vụ, đến ngày {_day(day)}, {body} còn "
        f"{late} nhiệm vụ đã quá hạn mà chưa có báo cáo hoàn thành"
    )
    if late > len(tasks):
        first += f"; bảng dưới đây nêu {len(tasks)} nhiệm vụ quá hạn lâu nhất"
    asked = (
        f"Đề nghị {body} khẩn trương hoàn thành các nhiệm vụ trên, báo cáo kết quả và "
        f"lý do chậm trước ngày {_day(answer_by)}."
    )
    hard = (
        "Khó khăn, vướng mắc nếu có thì báo cáo bằng văn bản, nêu rõ đề xuất, để được "
        "xem xét, giải quyết."
    )
    return {
        "addressees": [body],
        "body": [
            {"kind": "paragraph", "text": f"{first}:"},
            {"kind": "table", "text": "", "rows": table},
            {"kind": "paragraph", "text": asked},
            {"kind": "paragraph", "text": hard},
        ],
        "recipients": ["Như trên"],
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
