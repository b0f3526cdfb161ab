"""The annex tables: bodies by state, what is late, indicators by month. Pure."""

from __future__ import annotations

from typing import Any

from congvu.duties.rules import DUTY_STATE_NAMES, DutyState
from congvu.lib.text import roman
from congvu.reviews.formats.blocks import table as in_table
from congvu.reviews.formats.blocks import told
from congvu.reviews.formats.indicators import NONE, NOTHING, UNKNOWN, shown, sign
from congvu.reviews.formats.numbers import (
    decimal,
    fraction,
    percent,
    short_day,
    whole,
)
from congvu.reviews.rules import BodyTally, Facts, Known, MonthFigure, Tally

MOST_LATE = 1500
Annex = dict[str, Any]


def annexes(facts: Facts) -> list[Annex]:
    """Only those that have a line; wide ones lie across."""
    found = []
    if facts.tally.total:
        found += [_bodies(facts), _late(facts)]
    if facts.indicators:
        found.append(_indicators(facts))
    return found


def names_of(found: list[Annex]) -> list[str]:
    """As the text points at them; a single one has no number."""
    if len(found) == 1:
        return ["Phụ lục"]
    return [f"Phụ lục {roman(number)}" for number in range(1, len(found) + 1)]


def _annex(title: str, blocks: list[Any]) -> Annex:
    return {"title": title, "body": blocks, "landscape": True}


def _bodies(facts: Facts) -> Annex:
    head = ["TT", "Cơ quan, đơn vị"]
    head += [DUTY_STATE_NAMES[state].capitalize() for state in DutyState]
    head += ["Tổng", "Đúng hạn/ đến hạn", "Tỷ lệ (%)"]
    rows = [head]
    for number, one in enumerate(facts.bodies, 1):
        rows.append([str(number), one.name, *_numbers(one.tally)])
    whole_line = BodyTally("Tổng cộng", facts.tally)
    rows.append(["", whole_line.name, *_numbers(whole_line.tally)])
    title = f"Nhiệm vụ theo cơ quan, đơn vị đến {short_day(facts.closing)}"
    return _annex(title, in_table("", rows))


def _numbers(tally: Tally) -> list[str]:
    states = [whole(tally.of(state)) for state in DutyState]
    done = fraction(tally.in_time, tally.due) if tally.due else NONE
    return [
        *states,
        whole(tally.total),
        done,
        percent(tally.share).removesuffix(" %") or NONE,
    ]


def _late(facts: Facts) -> Annex:
    title = f"Nhiệm vụ quá hạn đến {short_day(facts.closing)}"
    if not facts.late:
        return _annex(title, [told("Không có nhiệm vụ nào quá hạn.")])
    head = ["TT", "Nhiệm vụ", "Nơi thực hiện", "Văn bản giao", "Hạn"]
    rows = [[*head, "Số ngày quá hạn", "Khó khăn, vướng mắc đã báo"]]
    for number, one in enumerate(facts.late[:MOST_LATE], 1):
        rows.append(
            [
                str(number),
                one.title,
                one.body,
                one.paper or "giao trực tiếp",
                short_day(one.deadline),
                whole(one.days),
                one.hard or "chưa báo",
            ]
        )
    rest = len(facts.late) - MOST_LATE
    more = [told(f"Và {whole(rest)} nhiệm vụ khác.")] if rest > 0 else []
    return _annex(title, [*in_table("", rows), *more])


def _indicators(facts: Facts) -> Annex:
    months = facts.span.months
    head = ["Chỉ tiêu", *(f"Tháng {first.month}" for first in months)]
    rows = [[*head, "Cả kỳ", "Mục tiêu"]]
    for one in facts.indicators:
        by_month = {figure.first: figure for figure in one.months}
        rows.append(
            [
                one.name,
                *(_month(by_month.get(first), sign(one)) for first in months),
                shown(one) or UNKNOWN,
                f"{decimal(one.target)}{sign(one)}" if one.target is not None else NONE,
            ]
        )
    return _annex(f"Chỉ tiêu theo tháng, {facts.span.said}", in_table("", rows))


def _month(figure: MonthFigure | None, unit: str) -> str:
    """A longer indicator has no months: that is no gap."""
    if figure is None:
        return NONE
    if figure.value is not None:
        return f"{decimal(figure.value)}{unit}"
    return NOTHING if figure.known == Known.NOTHING else UNKNOWN
