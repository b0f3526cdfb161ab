"""The invitation and the notice of conclusions, begun: our own words, facts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from congvu.lib.dates import VIETNAM

_WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


@dataclass(frozen=True)
class MeetingFacts:
    """What stands in both papers of one meeting."""

    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    link: str = ""
    chair: str = ""
    prepares: str = ""
    invited: Sequence[str] = ()


@dataclass(frozen=True)
class Concluded:
    text: str
    who: str
    deadline: date


def invitation_fields(
    facts: MeetingFacts, agenda: Sequence[tuple[str, str, int]]
) -> dict[str, Any]:
    """Giấy mời: who, what, when, where, and the agenda in a table."""
    body = [
        _words(f"Trân trọng kính mời dự: {facts.title}."),
        _item(f"Thời gian: {when(facts.starts)}."),
        _item(f"Địa điểm: {facts.place or '…'}."),
    ]
    if facts.link:
        body.append(_item(f"Phòng trực tuyến: {facts.link}"))
    if facts.chair:
        body.append(_item(f"Chủ trì: {facts.chair}."))
    body.append(_words("Thành phần:"))
    body += [_item(f"{name};") for name in facts.invited]
    if agenda:
        rows = [("TT", "Nội dung", "Trình bày", "Thời lượng")]
        rows += [
            (str(n), text, who, f"{minutes} phút" if minutes else "")
            for n, (text, who, minutes) in enumerate(agenda, 1)
        ]
        body += [_words("Chương trình:"), _table(rows)]
    if facts.prepares:
        body.append(_words(f"Chuẩn bị tài liệu: {facts.prepares}."))
    body.append(
        _words(
            "Tài liệu đọc tại phòng họp không giấy trên phần mềm. Ai không dự được xin "
            "trả lời hoặc cử người đi thay trên phần mềm trước giờ họp."
        )
    )
    return {"body": body, "recipients": ["Như thành phần mời"]}


def notice_fields(
    facts: MeetingFacts, present: Sequence[str], lines: Sequence[Concluded]
) -> dict[str, Any]:
    """Thông báo kết luận: what, when, who was there, then who does what by when."""
    opening = f"Ngày {facts.starts.astimezone(VIETNAM):%d/%m/%Y}"
    if facts.place:
        opening += f", tại {facts.place}"
    opening += f", đã họp: {facts.title}."
    if facts.chair:
        opening += f" {facts.chair} chủ trì."
    if present:
        opening += f" Dự họp có: {'; '.join(present)}."
    rows = [("TT", "Nội dung", "Nơi thực hiện", "Hạn")]
    rows += [
        (str(n), one.text, one.who, f"{one.deadline:%d/%m/%Y}")
        for n, one in enumerate(lines, 1)
    ]
    return {
        "body": [
            _words(opening),
            _words("Sau khi nghe báo cáo và thảo luận, người chủ trì kết luận:"),
            _table(rows),
        ],
        "recipients": ["Như thành phần dự họp", *dict.fromkeys(x.who for x in lines)],
    }


def when(moment: datetime) -> str:
    """ "8 giờ 00, thứ Hai, ngày 02/11/2026"."""
    local = moment.astimezone(VIETNAM)
    day = local.weekday()
    named = "Chủ nhật" if day == len(_WEEKDAYS) else f"thứ {_WEEKDAYS[day]}"
    return f"{local.hour} giờ {local:%M}, {named}, ngày {local:%d/%m/%Y}"


def _words(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}


def _item(text: str) -> dict[str, Any]:
    return {"kind": "item", "text": f"- {text}", "level": 3}


def _table(rows: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    clean = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    return {"kind": "table", "text": "", "rows": clean}
