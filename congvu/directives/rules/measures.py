"""How much: the figure a sentence wants reached."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RELATIONS = (
    (
        re.compile(
            r"(?:ít nhất|tối thiểu|trên|từ|không dưới|tối thiểu là|hơn|đạt từ|≥"
            r"|>)(?: là| đạt| khoảng)?\s?$"
        ),
        "≥",
    ),
    (
        re.compile(
            r"(?:không quá|tối đa|dưới|không vượt quá|ít hơn|≤|<|còn)(?: là)?\s?$"
        ),
        "≤",
    ),
)
_PERCENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%(?:\s?trở lên)?")
_COUNT = re.compile(
    r"(?:ít nhất|tối thiểu|đạt|không dưới|tối đa|không quá)(?: là| trên"
    r"| từ)? (\d[\d.,]*) "
    r"([^\W\d_]+)"
)


@dataclass(frozen=True)
class Measure:
    """``start`` and ``end`` are places in the said text that was looked at."""

    value: float
    unit: str
    relation: str
    start: int
    end: int


def measure_in(said: str) -> Measure | None:
    hit = _PERCENT.search(said)
    if hit:
        return Measure(
            _number(hit[1]), "%", _relation(said, hit), hit.start(), hit.end()
        )
    hit = _COUNT.search(said)
    if hit and hit[2].split()[0] not in (
        "ngày",
        "tháng",
        "năm",
        "giờ",
        "phút",
        "tuần",
        "lần",
    ):
        relation = "≤" if hit.group().startswith(("tối đa", "không quá")) else "≥"
        return Measure(_number(hit[1]), hit[2], relation, hit.start(1), hit.end())
    return None


def _relation(said: str, hit: re.Match[str]) -> str:
    if hit.group().endswith("trở lên"):
        return "≥"
    before = said[max(0, hit.start() - 30) : hit.start()]
    for pattern, relation in _RELATIONS:
        if pattern.search(before):
            return relation
    return "="


def _number(said: str) -> float:
    whole = said.rstrip(".,")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", whole):
        whole = whole.replace(".", "")
    whole = whole.replace(",", ".")
    return float(whole) if whole.count(".") <= 1 else float(whole.replace(".", ""))
