"""The letter with which somebody outside is asked, in our own words. Pure.

Kept as the office writes it, whatever language the clerk reads in.
"""

from __future__ import annotations

from dataclasses import dataclass

from congvu.calendar.formats.papers import MeetingFacts, when
from congvu.calendar.rules import Says

_SUBJECTS = {
    Says.REQUEST: "Giấy mời: {title}",
    Says.CANCEL: "Hủy: {title}",
}
_LONGEST_SUBJECT = 400


@dataclass(frozen=True)
class LetterWords:
    subject: str
    body: str


def letter_words(
    says: Says,
    facts: MeetingFacts,
    *,
    to: str,
    agency: str,
    again: bool = False,
    because: str = "",
) -> LetterWords:
    """What it says to who reads it without a calendar program."""
    lines = [f"Kính gửi: {to}", ""]
    if says == Says.CANCEL:
        lines.append(f"{agency} xin báo: cuộc họp dưới đây không diễn ra, hoặc không")
        lines.append("còn mời ông/bà dự nữa.")
    elif again:
        lines.append(f"{agency} xin báo lại lời mời, có thay đổi như sau.")
    else:
        lines.append(f"{agency} trân trọng kính mời ông/bà dự họp.")
    lines += [
        "",
        f"Nội dung: {facts.title}",
        f"Thời gian: {when(facts.starts)}",
        f"Địa điểm: {facts.place or '…'}",
    ]
    if says == Says.CANCEL:
        lines += [f"Lý do: {because}"] if because else []
    else:
        lines += [f"Phòng trực tuyến: {facts.link}"] if facts.link else []
        lines += [f"Chủ trì: {facts.chair}"] if facts.chair else []
        lines += [
            "",
            "Xin trả lời bằng nút dự / không dự của chương trình thư, hoặc viết thư",
            "trả lời thư này.",
        ]
    subject = _SUBJECTS[says].format(title=facts.title)
    return LetterWords(subject[:_LONGEST_SUBJECT], "\n".join(lines) + "\n")
