"""By when, and how often: the days a sentence names."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = (
    r"(?:ngày\s)?(?P<d>\d{1,2})\s?(?:(?:/|\.|-)\s?(?P<m>\d{1,2})(?:\s?(?:/|\."
    r"|-)\s?(?P<y>\d{4}|\d{2}))?"
    r"|\stháng\s(?P<m2>\d{1,2})(?:\s?(?:/|,|năm)?\s?(?P<y2>\d{4})\b)?)(?!\d|[/.]\d)"
)
_BEFORE = (
    r"(?:(?:xong |thành )?(?:trước|chậm nhất(?: là)?(?: vào)?(?: trước)?(?: đến)?"
    r"|muộn nhất(?: là)?(?: vào)?"
    r"|hạn cuối(?: cùng)?(?: là)?|thời hạn(?: hoàn thành)?(?: là)?|hạn(?: chót)?|xong"
    r"|đến hết|hết|cho đến|đến|tới|vào|thời gian(?: hoàn thành)?)"
    r"(?: trước)?(?: (?:hết|cuối|thời điểm"
    r"|thời hạn))?(?: :)?(?: trước)? (?:\d{1,2}(?: giờ|h"
    r"|g)(?:\d{2})?(?: \d{2})?(?: phút)? ?,? ?)?)"
)
_TODAY = r"(?:hôm nay|(?:sáng|trưa|chiều|tối|đêm) nay)"
_YEAR = r"(?:năm )?(?P<y>20\d\d|19\d\d)"
_MONTH = r"tháng (?P<m>\d{1,2})(?:(?: năm |/| / |, năm )(?P<y>20\d\d))?"
_QUARTER = r"quý (?P<q>iv|i{1,3}|[1-4])(?:(?: năm |/| / |-| )(?P<y>20\d\d))?"

_PATTERNS = {
    "until": rf"{_BEFORE}(?:ngày )?{_DAY}",
    "range": rf"từ (?:ngày )?[\d/.\-]+(?: tháng \d+)?(?: năm \d+)? (?:đến|-|tới)"
    rf"(?: hết)? {_DAY}",
    "quarter": rf"(?:trong|trước|hết|đến|vào|cuối|xong|thời gian|:|\()(?: hết)?"
    rf"(?: thực hiện)?(?: trong)?(?: :)? ?{_QUARTER}",
    "month": rf"(?:trong|trước|hết|đến|vào|cuối|xong|thời gian|:|\()"
    rf"(?: hết| cuối| đầu)?(?: thực hiện)?(?: trong)?(?: :)? ?{_MONTH}(?! ?[/.]?\d)",
    "year": r"(?:đến hết|đến cuối|đến|hết|trong|cuối|trước|vào|phấn đấu"
    rf"|phấn đấu đến)(?: hết| cuối)? {_YEAR}"
    rf"(?!\s?[-/]\s?\d|\d)",
    "own": r"(?:đến |trong |hết )(?:cuối |hết )?năm nay",
    "half": r"(?:trong|trước|hết|xong) (?P<h>6|06|sáu) tháng (?P<w>đầu|cuối) năm"
    r"(?: (?P<y>20\d\d))?",
    # Of today, "vào" and "đến" tell when it was as often as when it is to be.
    "near": r"(?:trước|(?:chậm|muộn) nhất(?: là)?(?: vào| đến)?|trong|hết|xong"
    rf"|(?:đến|vào)(?! ?,? ?(?:ngày )?{_TODAY}))"
    r"(?: (?:trước|trong|hết))?(?: \d{1,2} ?(?:giờ|h|g)\d{0,2}(?: \d{2})?(?: phút)?)?"
    rf" ?,? ?(?:ngày )?(?P<near>{_TODAY}"
    r"|(?:(?<=ngày )|(?:sáng|trưa|chiều|tối) )mai)\b",
    "bare": r"(?:hoàn thành|xong|báo cáo|thời gian thực hiện|thời gian hoàn thành"
    rf"|thời hạn|gửi|trình|nộp)[^.;]{{0,60}}? (?:ngày ){_DAY}",
}
_COMPILED = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}
_FORBIDDEN = re.compile(
    r"(?:số [\w/.\-]+ |ký |công văn |ban hành |thông tư |quyết định |chỉ thị "
    r"|nghị định |kế hoạch |văn bản |thông báo |luật |công điện |nghị quyết )$"
)
_IS_DONE = re.compile(
    r"(?:quyết định|ban hành|ký|thông báo|kế hoạch|văn bản|công văn|chỉ thị) $"
)
_BY_WHEN = ("trong", "trước", "hết", "chậm nhất", "xong")
"""Of what is still to be decided or written: "trình … quyết định trong tháng 9"."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class When:
    """``start`` and ``end`` are places in the said text that was looked at."""

    day: date | None
    start: int
    end: int
    words: str


_YEARLY = re.compile(r"(?:hằng|hàng|mỗi) năm\b|định kỳ (?:6|06|sáu) tháng")
_EVERY_YEAR = re.compile(r"^ ?(?:hằng|hàng|mỗi) năm")


def deadline_in(said: str, *, issued: date | None) -> When | None:
    """The day by which a sentence wants something; ``said`` in small letters, its signs
    set apart by spaces. Where several are named, the last allowed one counts."""
    found = [when for when in _days(said, issued) if when.day]
    if not found:
        return None
    named = [w for w in found if issued is None or w.day is None or w.day >= issued]
    return (
        max(named or found, key=lambda w: (w.day or date.min, -w.start))
        if named
        else None
    )


def _days(said: str, issued: date | None) -> list[When]:
    taken: list[When] = []
    for kind, pattern in _COMPILED.items():
        for hit in pattern.finditer(said):
            if any(w.start < hit.end() and hit.start() < w.end for w in taken):
                continue
            if _is_of_a_paper(said, hit) or _comes_again(said, hit):
                continue
            day = _day_of(kind, hit, issued)
            if day:
                words = hit.group().lstrip(" (:")
                start = hit.end() - len(words)
                taken.append(When(day, start, hit.end(), words.strip()))
    return taken


def _comes_again(said: str, hit: re.Match[str]) -> bool:
    """ "trước ngày 15/12 hằng năm", "hằng năm báo cáo trước ngày 15/6 và 15/12"."""
    if _EVERY_YEAR.match(said[hit.end() :][:12]):
        return True
    dated = hit.groupdict().get("y") or hit.groupdict().get("y2")
    clause = re.split(r"[;.]", said[: hit.start()])[-1]
    return not dated and bool(_YEARLY.search(clause))


def _is_of_a_paper(said: str, hit: re.Match[str]) -> bool:
    """The day of another paper, or how long a programme runs, is no deadline."""
    before = said[max(0, hit.start() - 40) : hit.start()]
    if re.search(
        r"(?:giai đoạn|định hướng|tầm nhìn|thời kỳ|nhiệm kỳ|chiến lược)[^;.]{0,30}$",
        before,
    ):
        return True
    if hit.group().startswith("đến") and re.search(r"(?:tính|từ trước|từ)\s?$", before):
        return True
    if _IS_DONE.search(before) and hit.group().lstrip(" (").startswith(_BY_WHEN):
        return False
    return bool(_FORBIDDEN.search(before))


def _day_of(kind: str, hit: re.Match[str], issued: date | None) -> date | None:
    said = hit.groupdict()
    if kind == "near":
        later = timedelta(days=said["near"].endswith("mai"))
        return issued + later if issued else None
    default = issued.year if issued else None
    year = said.get("y") or said.get("y2")
    whole = int(year) if year else default
    if whole is not None and whole < 100:
        whole += 2000
    if whole is None or not 1945 <= whole <= 2200:
        return None
    if kind in ("until", "range", "bare"):
        return _valid(whole, int(said.get("m") or said.get("m2") or 0), int(said["d"]))
    if kind == "month":
        month = int(said["m"])
        before = hit.group().lstrip("( ").startswith("trước")
        return _last(whole, month, first=before)
    if kind == "quarter":
        return _last(whole, 3 * _QUARTERS[said["q"]])
    if kind == "half":
        return date(whole, 6, 30) if said["w"] == "đầu" else date(whole, 12, 31)
    return date(whole, 12, 31)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(year: int, month: int, *, first: bool = False) -> date | None:
    if not 1 <= month <= 12:
        return None
    if first:
        return date(year, month, 1)
    return date(year, month, calendar.monthrange(year, month)[1])


_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "sáu": 6, "chín": 9, "mười hai": 12, "năm": 5}
_UNITS = {"năm": "Y", "tháng": "M", "quý": "Q", "tuần": "W", "ngày": "D"}
_RECURS = (
    re.compile(r"ngày \d{1,2} (?:của )?tháng (?:đầu|cuối)(?: của)? (?P<u>quý)"),
    re.compile(
        r"ngày \d{1,2} (?:của |hằng |hàng )*(?P<u>tháng)(?: tiếp theo| sau| kế tiếp"
        r"| liền kề)"
    ),
    re.compile(
        r"(?:định kỳ|mỗi|cứ)(?: \( ?)?(?: vào)?(?: cứ)? (?P<n>\d{1,2}|một|hai|ba|sáu"
        r"|chín|mười hai)"
        r"(?: \( ?\w+ ?\))? (?P<u>năm|tháng|tuần|quý|ngày)"
    ),
    re.compile(
        r"(?:hằng|hàng|mỗi|(?<!tiến độ )(?<!kế hoạch )(?<!lộ trình )từng|theo"
        r"|cuối mỗi) (?P<u>năm|quý|tháng|tuần"
        r"|ngày)(?! (?:sinh|tháng|lễ|làm|đầu|đó|nay|kỳ \d|cụ thể|thứ|iv|i{1,3}\b))"
    ),
    re.compile(
        r"(?:định kỳ|báo cáo)(?: \w+){0,3} (?P<u>năm|quý|tháng|tuần)\b"
        r"(?! \d| nay| học| i{1,3}\b| iv\b)"
    ),
    re.compile(
        r"(?P<n>\d{1,2}|một|hai|ba|sáu) (?P<u>năm|tháng|tuần|quý) (?:một|01|1) lần"
    ),
    re.compile(
        r"(?P<n>\d{1,2}|một|hai) (?:lần|lượt) ?(?:/|một|mỗi|trong)(?: \d)? ?(?P<u>năm"
        r"|quý|tháng|tuần)(?P<per>)"
    ),
)


@dataclass(frozen=True)
class Again:
    duration: str
    start: int
    end: int


def recurs_in(said: str) -> Again | None:
    """How often, as an ISO 8601 duration: "định kỳ 6 tháng" is P6M."""
    best: Again | None = None
    for pattern in _RECURS:
        for hit in pattern.finditer(said):
            if best and best.start <= hit.start():
                continue
            duration = _duration(hit)
            if duration and not (best and best.start < hit.start()):
                best = Again(duration, hit.start(), hit.end())
        if best:
            return best
    return None


def _duration(hit: re.Match[str]) -> str:
    said = hit.groupdict()
    count = said.get("n") or "1"
    number = int(count) if count.isdigit() else _NUMBERS.get(count, 1)
    unit = _UNITS[said["u"]]
    if "per" in said:
        months = {"Y": 12, "Q": 3, "M": 1}.get(unit)
        if months is None or number < 1 or months % number:
            return f"P1{unit}" if unit != "Q" else "P3M"
        months //= number
        return "P1Y" if months == 12 else f"P{months}M"
    if unit == "Q":
        return f"P{3 * number}M"
    return f"P{number}{unit}"
