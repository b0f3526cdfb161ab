"""Part IV: what was measured, what was reported, what was aimed at. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from congvu.outgoing.rules.charts import ChartKind
from congvu.reviews.formats.blocks import Block, chart, heading, table, told
from congvu.reviews.formats.numbers import decimal, signed, whole
from congvu.reviews.rules import Facts, IndicatorFact, Known

_HEAD = (
    "Chỉ tiêu", "Đo được", "Báo cáo", "Báo cáo so với đo", "Mục tiêu",
    "Đo so với mục tiêu",
)  # fmt: skip
UNKNOWN, NOTHING, NONE = "chưa biết", "không có gì để tính", "–"


def indicators(facts: Facts, annexes: Sequence[str]) -> list[Block]:
    found = [heading("Các chỉ tiêu")]
    if not facts.indicators:
        return [*found, told("Không có chỉ tiêu nào được theo dõi trong kỳ.")]
    found.append(told(_said(facts.indicators)))
    rows = [list(_HEAD)]
    rows += [_row(one) for one in facts.indicators]
    found += table("Chỉ tiêu trong kỳ", rows)
    found += _chart(facts.indicators)
    where = f"Số liệu từng tháng tại {annexes[-1]}. " if annexes else ""
    return [
        *found,
        told(
            f"{where}“Đo được” do phần mềm đếm từ hồ sơ, sổ sách trên hệ thống; “Báo "
            f"cáo” do người báo; “{UNKNOWN}” không phải là không. Chỉ tiêu chỉ tính "
            "những gì có ngày trong kỳ; phần I tính mọi nhiệm vụ đã đến hạn tới ngày "
            "chốt, nên hai số về nhiệm vụ có thể khác nhau."
        ),
    ]


def _said(facts: Sequence[IndicatorFact]) -> str:
    """Reached, not reached, no target, unknown: each is in exactly one."""
    unknown = [one for one in facts if shown(one) is None]
    empty = [one for one in facts if shown(one) == NOTHING]
    known = [one for one in facts if one.measured is not None]
    parts = (
        (sum(1 for one in known if one.meets is True), "đạt mục tiêu"),
        (sum(1 for one in known if one.meets is False), "chưa đạt mục tiêu"),
        (sum(1 for one in known if one.meets is None), "không có mục tiêu để so sánh"),
        (len(empty), NOTHING),
        (len(unknown), UNKNOWN),
    )
    said = ", ".join(f"{whole(n)} {words}" for n, words in parts if n)
    return f"Theo dõi {whole(len(facts))} chỉ tiêu: {said}."


def shown(one: IndicatorFact) -> str | None:
    """What is measured, as it is printed; None where it is not known."""
    if one.measured is not None:
        old = " (số cũ)" if one.known == Known.OLD else ""
        return f"{decimal(one.measured)}{sign(one)}{old}"
    return NOTHING if one.known == Known.NOTHING else None


def sign(one: IndicatorFact) -> str:
    return {"percent": " %", "days": " ngày"}.get(one.unit, "")


def _row(one: IndicatorFact) -> list[str]:
    return [
        one.name,
        _told(one),
        f"{decimal(one.reported)}{sign(one)}" if one.reported is not None else NONE,
        _apart(one, one.reported, one.measured),
        f"{decimal(one.target)}{sign(one)}" if one.target is not None else NONE,
        _apart(one, one.measured, one.target),
    ]


def _apart(one: IndicatorFact, value: Decimal | None, other: Decimal | None) -> str:
    """How much more the first is; of shares in points."""
    if value is None or other is None:
        return NONE
    points = " điểm" if one.unit == "percent" and value != other else ""
    return f"{signed(value - other)}{points}"


def _bare(one: IndicatorFact) -> str:
    """The number alone, where there is one."""
    return decimal(one.measured) if one.measured is not None else _told(one)


def _told(one: IndicatorFact) -> str:
    return shown(one) or UNKNOWN


def _chart(facts: Sequence[IndicatorFact]) -> list[Block]:
    """Shares on one scale with their targets; no chart where none is measured."""
    shares = [one for one in facts if one.unit == "percent"]
    if not any(one.measured is not None for one in shares):
        return []
    rows = [["Chỉ tiêu", "Đo được (%)", "Mục tiêu (%)"]]
    rows += [
        [
            one.name,
            decimal(one.measured)
            if one.measured is not None
            else shown(one) or UNKNOWN,
            decimal(one.target) if one.target is not None else "",
        ]
        for one in shares
    ]
    title = "Biểu đồ: Chỉ tiêu đo được và mục tiêu"
    return [chart(ChartKind.BARS, title, rows)]
