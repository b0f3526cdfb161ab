"""Other papers that a sentence names, by type, number and day."""

from __future__ import annotations

import re
from datetime import date

from congvu.directives.rules.proposals import Citation

_TYPES = (
    "Nghị quyết liên tịch|Thông tư liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị"
    "|Thông tư"
    "|Thông báo kết luận|Thông báo|Kết luận|Kế hoạch|Công văn|Công điện|Tờ trình"
    "|Văn bản|Quy định"
    "|Quy chế|Hướng dẫn|Chương trình|Báo cáo|Pháp lệnh|Bộ luật|Luật|Đề án|Lệnh|Sắc lệnh"
)
_DAY = (
    r"(?:,?\s*(?:ngày|ban\s+hành\s+ngày|ký\s+ngày)\s*"
    r"(?P<day>\d{1,2}\s*(?:/|-|\.|\s+tháng\s+)\s*\d{1,2}\s*(?:/|-|\.|\s+năm\s+)\s*\d{4}))?"
)
_NUMBERED = re.compile(
    rf"(?P<type>{_TYPES})?\s*(?:số\s*:?\s*)?(?P<number>\d{{1,5}}[a-z]?\s?(?:/\s?\d{{4}}\s?)?(?:/"
    rf"|-)\s?"
    rf"(?:[A-ZĐƯ][A-Za-zĐđƯưÂâ]*\d*)(?:\s?[-/–&]\s?[A-ZĐƯ][A-Za-zĐđƯưÂâ]*\d*){{0,5}}"
    rf"|\d{{1,3}}/\d{{4}}/(?:QH|NQ|UBTVQH)\d*)"
    rf"(?:\s+(?:của|do)\s+[^,;.()\d]{{2,70}}?(?=,?\s*ngày\s*\d))?{_DAY}",
    re.I,
)
_LAW = re.compile(
    r"(?P<articles>(?:(?:khoản|điểm)\s+\w+\s+)*(?:Điều|Khoản"
    r"|Điểm)\s+\d+[a-z]?(?:\s*,\s*(?:Điều\s+)?\d+)*\s+(?:của\s+)?)?(?P<type>Luật"
    r"|Bộ luật|Pháp lệnh)"
    r"(?P<name>(?:\s+(?:[A-ZÀ-ỸĐ][^\W\d_]*|[^\W\d_]+)){1,9}?)(?=\s*(?:[,.;:()]|$"
    r"|\bnăm\b|\bngày\b|\bsố\b|\bvà\b|\bđã\b|\bvề\b|\btheo\b|\bphù\b|\btrong\b"
    r"|\btrên\b|\bđể\b|\bđược\b|\bcó\b|\bđối\b|\bcho\b|\btại\b|\bcủa\b|\bnhằm\b"
    r"|\bvới\b|\bhiện\b))"
    r"(?:\s+(?:năm\s+)?(?P<year>\d{4}))?"
)


def citations_in(text: str, start: int, end: int) -> tuple[Citation, ...]:
    """The papers named between ``start`` and ``end``, in their order."""
    found: list[Citation] = []
    for hit in _NUMBERED.finditer(text, start, end):
        number = re.sub(r"\s+", "", hit["number"])
        if "/" not in number or not re.search(r"[A-Za-zĐ]{2}", number):
            continue
        words = hit.group().strip(" ,")
        begin = hit.start() + len(hit.group()) - len(hit.group().lstrip(" ,\n\t"))
        found.append(
            Citation(
                begin,
                begin + len(words),
                " ".join(words.split()),
                hit["type"],
                number,
                _day(hit["day"]),
            )
        )
    for hit in _LAW.finditer(text, start, end):
        name = " ".join(hit["name"].split())
        if not name[:1].isupper() or any(
            c.start < hit.end() and hit.start() < c.end for c in found
        ):
            continue
        words = hit.group().strip(" ,")
        found.append(
            Citation(
                hit.start(),
                hit.start() + len(words),
                " ".join(words.split()),
                hit["type"],
            )
        )
    return tuple(sorted(found, key=lambda c: c.start))


def _day(said: str | None) -> date | None:
    if not said:
        return None
    day, month, year = (int(n) for n in re.findall(r"\d+", said)[:3])
    try:
        return date(year, month, day)
    except ValueError:
        return None
