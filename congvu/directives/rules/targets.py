"""A sentence that names a figure to reach and a day: "Đến hết năm 2010 có 80% …"."""

from __future__ import annotations

import re
from datetime import date

from congvu.directives.rules.deadlines import deadline_in
from congvu.directives.rules.measures import measure_in
from congvu.directives.rules.words import Words

_BEGINS = re.compile(
    r"^(?:đạt|hoàn thành|duy trì|nâng|giảm|tăng|phấn đấu|đến|hết|trong năm|tới|năm"
    r"|từ nay|chậm nhất|bảo đảm|đảm bảo|tối thiểu|ít nhất"
    r"|tỷ lệ|\d|100|trên|có|mỗi|giai đoạn|hằng năm|hàng năm)"
)
_DONE = re.compile(
    r"\b(?:đã|đạt được|mới chỉ|chỉ đạt|so với cùng kỳ|tăng so|giảm so|ước đạt)\b"
)


def is_target(
    words: Words, begin: int, stop: int, issued: date | None, *, by: date | None
) -> bool:
    """``by``: the day the heading above names for all below it."""
    said = words.said(begin, stop)
    if "%" not in said and not re.search(r"\d", said):
        return False
    if _DONE.search(said) or (by is None and not _BEGINS.match(said)):
        return False
    much = measure_in(said)
    if much is None:
        return False
    when = deadline_in(said, issued=issued)
    if when is None and by is not None:
        return True
    return when is not None and (
        issued is None or when.day is None or when.day >= issued
    )
