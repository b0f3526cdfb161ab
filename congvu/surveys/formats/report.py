"""The report on a survey: parts, tables and annexes, from the facts alone. Pure.

The language of papers is Vietnamese, whoever composes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from congvu.lib.text import roman
from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.symbols import date_words
from congvu.reviews.formats.blocks import Block, dash, heading, line, table, told
from congvu.reviews.formats.numbers import fraction, short_day, whole
from congvu.surveys.rules import ITEMS, QUESTIONS, YES_NAMES, Kind, Upgrade, shown
from congvu.surveys.rules.facts import BodyFact, SurveyFacts

REPORT = "BC"
MOST_LISTED, MOST_LINES = 10, 2000
NONE = "–"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


def report_fields(facts: SurveyFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    fields = {
        "summary": line(f"Kết quả {_lower(facts.survey)}")[:500],
        "bases": [line(f"Căn cứ {facts.basis}")] if facts.basis else [],
        "recipients": ["Các cơ quan, đơn vị tại Phụ lục I"],
        "addressees": [],
        "body": _numbered(_sections(facts)),
        "appendices": _annexes(facts),
    }
    plain = from_json(fields).as_json()
    return {name: plain[name] for name in _FIELDS}


def how_many(facts: SurveyFacts) -> str:
    """12/16 đơn vị; còn thiếu: …: stands wherever a sum does."""
    said = f"{fraction(facts.answered, facts.asked)} đơn vị"
    if not facts.missing:
        return said
    return f"{said}; còn thiếu: {', '.join(facts.missing)}"


def points(number: Fraction) -> str:
    """62,5 as the pages show it."""
    return f"{shown(number)}".replace(".", ",")


def price(number: int | None) -> str:
    return NONE if number is None else whole(number)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _numbered(blocks: list[Block]) -> list[Block]:
    found, number = [], 0
    for block in blocks:
        if block["kind"] == "heading":
            number += 1
            block = {**block, "text": f"{roman(number)}. {block['text']}"}
        found.append(block)
    return found


def _sections(facts: SurveyFacts) -> list[Block]:
    opening = (
        f"{facts.agency} báo cáo kết quả {_lower(facts.survey)} như sau; số liệu đến "
        f"hết {date_words(facts.on)}."
    )
    found = [told(opening), *_answering(facts)]
    if facts.bodies:
        found += [*_standing(facts), *_upgrading(facts)]
    found += [heading("Đề xuất, kiến nghị")]
    found.append(
        told(
            "Đề nghị cấp có thẩm quyền xem xét danh sách nâng cấp tại Phụ lục II, bố "
            "trí kinh phí theo thứ tự ưu tiên; đơn vị chưa nộp phiếu nộp ngay."
        )
    )
    return [*found, told(f"Trên đây là báo cáo của {facts.agency}")]


def _answering(facts: SurveyFacts) -> list[Block]:
    late = sum(one.late > 0 for one in facts.bodies)
    apart = sum(one.differing > 0 for one in facts.bodies)
    said = (
        f"Đợt rà soát mở {date_words(facts.begun_on)}, hạn nộp "
        f"{date_words(facts.due_on)}. Đã nộp: {how_many(facts)}."
    )
    found = [heading("Tình hình nộp phiếu"), told(said)]
    if facts.bodies:
        found.append(
            told(
                f"Trong {whole(facts.answered)} đơn vị đã nộp có {whole(late)} đơn vị "
                f"nộp muộn; {whole(apart)} đơn vị khai ít nhất một số khác số đo được, "
                "có ghi lý do."
            )
        )
    return found


def _standing(facts: SurveyFacts) -> list[Block]:
    rows = [["Nội dung", f"Tổng của {fraction(facts.answered, facts.asked)} đơn vị"]]
    for one in QUESTIONS:
        if one.key == "mbps":
            continue
        number = facts.totals[one.key]
        said = whole(number)
        if one.kind == Kind.YES:
            said = fraction(number, facts.answered)
        rows.append([one.name, said])
    found = [heading("Hiện trạng"), *table("Số liệu đơn vị khai", rows)]
    if facts.mean is not None:
        found.append(
            told(
                f"Điểm bình quân của {fraction(facts.answered, facts.asked)} đơn vị: "
                f"{points(facts.mean)}/100. Điểm bình quân theo tiêu chí:"
            )
        )
    score = [["Tiêu chí", "Điểm bình quân", "Điểm tối đa"]]
    for each in facts.criteria:
        mean = points(each.mean) if each.mean is not None else NONE
        score.append([each.criterion.name, mean, whole(each.criterion.weight)])
    found += table("Điểm theo tiêu chí", score)
    weakest = facts.bodies[:MOST_LISTED]
    found.append(told("Đơn vị có điểm thấp nhất:"))
    last = len(weakest) - 1
    return [
        *found,
        *(dash(_placed(o) + (";" if n < last else ".")) for n, o in enumerate(weakest)),
    ]


def _placed(one: BodyFact) -> str:
    equal = " (đồng hạng)" if one.is_tied else ""
    return f"{one.name}: {points(one.total)} điểm, thứ {one.rank}{equal}"


def _upgrading(facts: SurveyFacts) -> list[Block]:
    found = [heading("Nâng cấp theo thứ tự ưu tiên")]
    if not facts.upgrades:
        return [*found, told("Không đơn vị nào cần nâng cấp theo tiêu chí đang dùng.")]
    said = (
        f"Có {whole(len(facts.upgrades))} mục cần nâng cấp của "
        f"{fraction(facts.answered, facts.asked)} đơn vị, dự toán "
        f"{whole(facts.sum.cost)} đồng theo đơn giá tỉnh nhập"
    )
    if facts.sum.unpriced:
        said += f"; chưa gồm {whole(facts.sum.unpriced)} mục chưa có đơn giá"
    found.append(told(f"{said}. Mục làm tăng nhiều điểm nhất đứng trước."))
    found += table("Mục ưu tiên đầu", _lines(facts.upgrades[:MOST_LISTED]))
    by_item = [["Hạng mục", "Số lượng", "Dự toán (đồng)"]]
    for key, item in ITEMS.items():
        some = [one for one in facts.upgrades if one.item.key == key]
        if some:
            costs = [one.cost for one in some]
            known = [one for one in costs if one is not None]
            cost = whole(sum(known)) if len(known) == len(costs) else "chưa có đơn giá"
            by_item.append([item.name, whole(sum(o.count for o in some)), cost])
    return [*found, *table("Theo hạng mục", by_item)]


def _lines(lines: Sequence[Upgrade]) -> list[list[str]]:
    head = ["Thứ tự", "Đơn vị", "Hạng mục", "Số lượng", "Điểm tăng"]
    rows = [[*head, "Đơn giá (đồng)", "Dự toán (đồng)"]]
    rows += [
        [
            f"{one.rank}{' (đồng hạng)' if one.is_tied else ''}",
            one.name,
            one.item.name,
            f"{whole(one.count)} {one.item.unit}",
            points(one.gain),
            price(one.price),
            price(one.cost),
        ]
        for one in lines
    ]
    return rows


# -- annexes


def _annexes(facts: SurveyFacts) -> list[dict[str, Any]]:
    found = [("Kết quả rà soát của từng đơn vị", _bodies(facts))]
    found.append(("Danh sách nâng cấp theo thứ tự ưu tiên", _all_upgrades(facts)))
    found.append(("Tiêu chí, đơn giá đã dùng", _norms(facts)))
    return [
        {"title": title, "body": blocks, "landscape": True} for title, blocks in found
    ]


def _bodies(facts: SurveyFacts) -> list[Block]:
    asked = [one for one in QUESTIONS if one.key != "both"]
    rows = [["Thứ", "Đơn vị", *(one.name for one in asked), "Khác số đo", "Điểm"]]
    for one in facts.bodies:
        cells = []
        for each in asked:
            value = one.values.get(each.key)
            is_yes = each.kind == Kind.YES and value is not None
            cells.append(YES_NAMES[value or 0] if is_yes else price(value))
        placed = f"{one.rank}{' (đồng hạng)' if one.is_tied else ''}"
        rows.append([placed, one.name, *cells, whole(one.differing), points(one.total)])
    rows += [
        ["", name, *[NONE] * len(asked), NONE, "chưa nộp"] for name in facts.missing
    ]
    return [told(f"{how_many(facts)}."), *table("", rows)]


def _all_upgrades(facts: SurveyFacts) -> list[Block]:
    if not facts.upgrades:
        return [told("Không có mục nào.")]
    rest = len(facts.upgrades) - MOST_LINES
    more = [told(f"Và {whole(rest)} mục khác.")] if rest > 0 else []
    return [
        told(f"{how_many(facts)}. Cộng: {whole(facts.sum.cost)} đồng."),
        *table("", _lines(facts.upgrades[:MOST_LINES])),
        *more,
    ]


def _norms(facts: SurveyFacts) -> list[Block]:
    rows = [["Tiêu chí", "Điểm tối đa", "Không điểm ở", "Đủ điểm ở", "Căn cứ"]]
    for each in facts.criteria:
        one = each.criterion
        source = one.source if one.is_own else f"{one.source} (chưa xác minh nguồn)"
        years = f", từ {one.years} năm tuổi" if one.years else ""
        rows.append(
            [
                f"{one.name}{years}",
                *map(whole, (one.weight, one.zero, one.full)),
                source,
            ]
        )
    priced = {one.item.key: one.price for one in facts.upgrades}
    prices = [["Hạng mục", "Đơn giá (đồng)"]]
    prices += [[ITEMS[key].name, price(n)] for key, n in sorted(priced.items())]
    found = table(f"Tiêu chí theo {short_day(facts.begun_on)}", rows)
    if len(prices) > 1:
        found += table(f"Đơn giá đến {short_day(facts.on)}", prices)
    return found
