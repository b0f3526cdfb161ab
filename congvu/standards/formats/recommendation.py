"""The recommendation as a version of a draft keeps it. Pure.

In Vietnamese, whoever composes it. No form of it is in what we read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import Block, table, told

TYPE = "TTr"
MOST_LINES = 1500
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


@dataclass(frozen=True)
class OfferTold:
    """``below`` names the criteria of which it misses the minimum."""

    name: str
    vendor: str
    price: int | None
    means: Sequence[Fraction]
    total: Fraction
    place: int | None
    below: Sequence[str]


@dataclass(frozen=True)
class RecommendationFacts:
    """``criteria``: name, weight, minimum; ``given``: program, criterion, who, points,
    what they rest on.
    """

    name: str
    need: str
    criteria: Sequence[tuple[str, int, int]]
    scorers: Sequence[str]
    offers: Sequence[OfferTold]
    given: Sequence[tuple[str, str, str, int, str]]
    shifts: int
    changed: Sequence[str]


def points(value: Fraction) -> str:
    """Two places, the way people here write them; halves go away from nothing."""
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100},{hundredths % 100:02d}"


def recommendation(facts: RecommendationFacts) -> dict[str, Any]:
    body = [
        told(f"Nhu cầu: {facts.need}"),
        told(
            f"{len(facts.scorers)} người chấm độc lập, không thấy điểm của nhau trước "
            f"khi nộp: {', '.join(facts.scorers)}. Điểm và căn cứ của từng người tại "
            "Phụ lục kèm theo."
        ),
        *table("So sánh theo tiêu chí, điểm 0 đến 10", _compared(facts)),
        *(told(_offer(one)) for one in facts.offers),
        told(_firmness(facts)),
        told(_proposal(facts.offers)),
    ]
    paper = {
        "summary": f"Kiến nghị lựa chọn phần mềm: {facts.name}"[:500],
        "bases": [],
        "recipients": [],
        "addressees": [],
        "body": body,
        "appendices": [
            {
                "title": "Điểm và căn cứ của từng người chấm",
                "body": _given(facts),
                "landscape": True,
            }
        ],
    }
    plain = from_json(paper).as_json()
    return {name: plain[name] for name in _FIELDS}


def _compared(facts: RecommendationFacts) -> list[list[str]]:
    """A line a criterion, a column an offer, the best first."""
    head = ["Tiêu chí", "Trọng số (%)", "Tối thiểu"]
    rows = [[*head, *(one.name for one in facts.offers)]]
    for place, (name, weight, least) in enumerate(facts.criteria):
        means = [points(one.means[place]) for one in facts.offers]
        rows.append([name, str(weight), str(least), *means])
    totals = [points(one.total) for one in facts.offers]
    return [*rows, ["Điểm chung", "100", "", *totals]]


def _given(facts: RecommendationFacts) -> list[Block]:
    rows = [["Phần mềm", "Tiêu chí", "Người chấm", "Điểm", "Căn cứ"]]
    for offer, criterion, who, given, evidence in facts.given[:MOST_LINES]:
        rows.append([offer, criterion, who, str(given), " ".join(evidence.split())])
    rest = len(facts.given) - MOST_LINES
    more = [told(f"Và {rest} dòng khác, xem tại trang đánh giá.")] if rest > 0 else []
    return [*table("", rows), *more]


def _offer(one: OfferTold) -> str:
    price = f"{one.price:,} đồng".replace(",", ".") if one.price is not None else ""
    given = f", giá chào {price}" if price else ""
    start = f"{one.name} ({one.vendor}{given}): {points(one.total)} điểm"
    if one.below:
        return f"{start}, bị loại vì dưới tối thiểu: {', '.join(one.below)}."
    return f"{start}, xếp thứ {one.place}."


def _firmness(facts: RecommendationFacts) -> str:
    if not facts.changed:
        return (
            f"Tăng, giảm từng trọng số 10 điểm ({facts.shifts} trường hợp): phần mềm "
            "xếp thứ nhất không đổi."
        )
    return (
        "Thứ nhất thay đổi khi trọng số của các tiêu chí sau tăng hoặc giảm 10 điểm: "
        f"{', '.join(facts.changed)}."
    )


def _proposal(offers: Sequence[OfferTold]) -> str:
    first = [one for one in offers if one.place == 1]
    if not first:
        return "Không phần mềm nào đạt điểm tối thiểu; kiến nghị không lựa chọn."
    if len(first) > 1:
        names = ", ".join(one.name for one in first)
        return f"Kiến nghị xem xét thêm giữa các phần mềm bằng điểm: {names}."
    return f"Kiến nghị lựa chọn {first[0].name} của {first[0].vendor}."
