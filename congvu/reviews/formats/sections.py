"""The five parts of the report, each from the facts alone, by small rules. Pure.

The language of papers is Vietnamese, whoever composes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from congvu.duties.rules import DUTY_STATE_NAMES, DutyState
from congvu.outgoing.rules.charts import ChartKind
from congvu.outgoing.rules.symbols import date_words
from congvu.reviews.formats.blocks import (
    Block,
    chart,
    clause,
    dash,
    heading,
    table,
    told,
)
from congvu.reviews.formats.indicators import indicators
from congvu.reviews.formats.numbers import (
    fraction,
    moved,
    percent,
    points,
    short_day,
    whole,
)
from congvu.reviews.rules import (
    BodyTally,
    Facts,
    Hardship,
    LateDuty,
    SpanKind,
    Tally,
    places_of,
)

CHART_BODIES, MOST_LISTED = 20, 20


def sections(facts: Facts, *, annexes: Sequence[str]) -> list[Block]:
    """``annexes`` are the names of those that the text may point at, in order."""
    found = [told(_opening(facts)), *_carried_out(facts)]
    if facts.tally.total:
        found += [*_bodies(facts, annexes), *_late(facts, annexes)]
    found += [*indicators(facts, annexes), *_proposals(facts)]
    found.append(told(f"Trên đây là báo cáo của {facts.agency}"))
    return found


def _opening(facts: Facts) -> str:
    by = ""
    if facts.paper is not None:
        by = f"Thực hiện {facts.paper.name}, "
    said = (
        f"{by}{facts.agency} báo cáo kết quả thực hiện nhiệm vụ {facts.span.said} "
        f"như sau; số liệu đến hết {date_words(facts.closing)}, như đã ghi đến hết "
        "ngày ấy."
    )
    if not facts.is_over:
        said += (
            f" Kỳ báo cáo kết thúc {date_words(facts.span.last)}; đây là số liệu đến "
            f"{date_words(facts.closing)}."
        )
    return said


_BEFORE = {SpanKind.QUARTER: "quý trước", SpanKind.YEAR: "năm trước"}


def _before(facts: Facts) -> str:
    return _BEFORE.get(facts.span.kind, "cùng kỳ năm trước")


# -- I


def _carried_out(facts: Facts) -> list[Block]:
    found = [heading("Tình hình thực hiện")]
    now, then = facts.tally, facts.before
    if not now.total:
        words = "không có nhiệm vụ nào thuộc phạm vi báo cáo"
        return [*found, told(f"Đến hết {date_words(facts.closing)}, {words}.")]
    parts = [
        f"{_(state)} {whole(now.of(state))}" for state in DutyState if now.of(state)
    ]
    total = (
        f"Đến hết {date_words(facts.closing)} có {whole(now.total)} nhiệm vụ thuộc "
        f"phạm vi báo cáo, gồm: {'; '.join(parts)}."
    )
    if then is not None:
        total += (
            f" So với {_before(facts)} ({whole(then.total)} nhiệm vụ, số liệu "
            f"đến hết {date_words(facts.before_closing)}), tổng số "
            f"{moved(now.total, then.total)}."
        )
    else:
        total += (
            f" Đến hết {date_words(facts.before_closing)} chưa có nhiệm vụ nào được "
            f"ghi, nên không so sánh với {_before(facts)}."
        )
    found += [told(total), told(_in_time(facts))]
    found += table("Nhiệm vụ theo trạng thái", _states(facts))
    found.append(_states_chart(facts))
    return found + _trend(facts)


def _in_time(facts: Facts) -> str:
    now, then = facts.tally, facts.before
    share = now.share
    if share is None:
        return "Chưa có nhiệm vụ nào đến hạn, nên chưa tính tỷ lệ đúng hạn."
    said = (
        f"Trong {whole(now.due)} nhiệm vụ đã đến hạn, {whole(now.in_time)} nhiệm vụ "
        f"hoàn thành đúng hạn ({fraction(now.in_time, now.due)}), đạt {percent(share)}"
    )
    if now.weighted is not None and now.weighted != share:
        said += f"; tính theo trọng số đạt {percent(now.weighted)}"
    if then is not None and then.share is not None:
        said += (
            f"; so với {_before(facts)} {points(share, then.share)} "
            f"({fraction(then.in_time, then.due)}, {percent(then.share)})"
        )
    return f"{said}."


def _states(facts: Facts) -> list[list[str]]:
    now, then = facts.tally, facts.before
    head = ["Trạng thái", f"Đến {short_day(facts.closing)}"]
    if then is not None:
        head += [f"Đến {short_day(facts.before_closing)}", "Tăng, giảm"]
    rows = [
        _state_row(_(state).capitalize(), now.of(state), then, state)
        for state in DutyState
    ]
    return [head, *rows, _state_row("Tổng cộng", now.total, then, None)]


def _state_row(
    name: str, now: int, then: Tally | None, state: DutyState | None
) -> list[str]:
    row = [name, whole(now)]
    if then is None:
        return row
    before = then.total if state is None else then.of(state)
    change = now - before
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return [*row, whole(before), f"{sign}{whole(abs(change))}"]


def _states_chart(facts: Facts) -> Block:
    rows = [["Trạng thái", "Số nhiệm vụ"]]
    rows += [
        [_(state).capitalize(), whole(facts.tally.of(state))]
        for state in DutyState
        if facts.tally.of(state)
    ]
    day = short_day(facts.closing)
    return chart(ChartKind.BARS, f"Biểu đồ: Nhiệm vụ theo trạng thái, đến {day}", rows)


def _trend(facts: Facts) -> list[Block]:
    """Only where there is more than one point to draw a line through."""
    if sum(share is not None for _label, share in facts.trend) < 2:
        return []
    rows = [["Ngày chốt", "Tỷ lệ đúng hạn (%)"]]
    rows += [
        [label, percent(share).removesuffix(" %") if share is not None else "chưa biết"]
        for label, share in facts.trend
    ]
    title = "Biểu đồ: Tỷ lệ hoàn thành đúng hạn qua các kỳ"
    return [chart(ChartKind.TREND, title, rows)]


# -- II


def _bodies(facts: Facts, annexes: Sequence[str]) -> list[Block]:
    places = places_of(facts.bodies)
    count = len(facts.bodies)
    said = f"Nhiệm vụ thuộc {whole(count)} cơ quan, đơn vị"
    if places.nothing_due:
        said += f", trong đó {whole(places.nothing_due)} nơi chưa có gì đến hạn"
    found = [heading("Kết quả theo cơ quan, đơn vị"), told(f"{said}.")]
    shares = {one.tally.share for one in (*places.first, *places.last)}
    if places.last and shares == {Fraction(1)}:
        found.append(told("Mọi nơi có nhiệm vụ đến hạn đều hoàn thành đúng hạn 100 %."))
    elif places.last:
        found.append(told(f"Tỷ lệ đúng hạn cao nhất: {_named(places.first)}."))
        found.append(told(f"Tỷ lệ đúng hạn thấp nhất: {_named(places.last)}."))
    elif places.first:
        found.append(told(f"Tỷ lệ đúng hạn: {_named(places.first)}."))
    for body in facts.ended:
        heirs = f"; nhiệm vụ do {', '.join(body.heirs)} kế thừa" if body.heirs else ""
        when = date_words(body.ended_on)
        found.append(told(f"{body.name} kết thúc hoạt động từ {when}{heirs}."))
    found.append(told(f"Chi tiết từng nơi tại {annexes[0]}."))
    return [*found, _bodies_chart(facts)]


def _named(bodies: Sequence[BodyTally]) -> str:
    return "; ".join(
        f"{one.name} ({fraction(one.tally.in_time, one.tally.due)}, "
        f"{percent(one.tally.share)})"
        for one in bodies
    )


_OPEN = (DutyState.NOT_YET, DutyState.IN_TIME, DutyState.EXTENDED)
_SET_ASIDE = (DutyState.SUSPENDED, DutyState.REVOKED)


def _bodies_chart(facts: Facts) -> Block:
    most = sorted(facts.bodies, key=lambda one: -one.tally.total)[:CHART_BODIES]
    parts = (
        ("Đúng hạn", (DutyState.DONE_IN_TIME,)),
        ("Xong quá hạn", (DutyState.DONE_LATE,)),
        ("Quá hạn", (DutyState.LATE,)),
        ("Chưa xong, còn hạn", _OPEN),
        ("Tạm dừng, thu hồi", _SET_ASIDE),
    )
    shown = [
        (name, states)
        for name, states in parts
        if any(one.tally.of(state) for one in most for state in states)
    ]
    rows = [["Cơ quan, đơn vị", *(name for name, _states in shown)]]
    for one in most:
        sums = [sum(one.tally.of(s) for s in states) for _name, states in shown]
        rows.append([one.name, *map(whole, sums)])
    title = "Biểu đồ: Nhiệm vụ theo cơ quan, đơn vị"
    if len(facts.bodies) > len(most):
        title += f" ({len(most)} nơi nhiều nhiệm vụ nhất)"
    return chart(ChartKind.STACKED, title, rows)


# -- III


def _late(facts: Facts, annexes: Sequence[str]) -> list[Block]:
    found = [heading("Nhiệm vụ quá hạn, khó khăn, vướng mắc")]
    if facts.late:
        longest = max(facts.late, key=lambda one: (one.days, one.title))
        places = len({one.body for one in facts.late})
        found.append(
            told(
                f"Có {whole(len(facts.late))} nhiệm vụ quá hạn của {whole(places)} "
                f"cơ quan, đơn vị; lâu nhất {whole(longest.days)} ngày: "
                f"“{longest.title}” ({longest.body}). Danh sách tại {annexes[1]}."
            )
        )
        found.append(told(_why(facts.late)))
    else:
        found.append(told("Không có nhiệm vụ nào quá hạn."))
    return found + _hardships(facts.hardships, facts.closing)


def _why(late: Sequence[LateDuty]) -> str:
    told_why = sum(1 for one in late if one.hard)
    silent = len(late) - told_why
    said = []
    if told_why:
        said.append(f"{whole(told_why)} nhiệm vụ đã báo khó khăn, vướng mắc")
    if silent:
        said.append(f"{whole(silent)} nhiệm vụ chưa báo lý do nào")
    return f"Trong số quá hạn, {', '.join(said)}."


def _hardships(open_: Sequence[Hardship], closing: date) -> list[Block]:
    if not open_:
        return [told("Không còn khó khăn, vướng mắc nào chờ trả lời hay quyết định.")]
    up = [one for one in open_ if one.escalated_on is not None]
    waiting = len(open_) - len(up)
    said = []
    if waiting:
        said.append(f"{whole(waiting)} khó khăn, vướng mắc chờ trả lời")
    if up:
        said.append(f"{whole(len(up))} khó khăn, vướng mắc đã trình, chờ quyết định")
    found = [told(f"Còn {' và '.join(said)}:")]
    shown = [*up, *(one for one in open_ if one.escalated_on is None)][:MOST_LISTED]
    lines = [_hardship(one, closing) for one in shown]
    found += [dash(f"{line};") for line in lines[:-1]]
    found.append(dash(f"{lines[-1]}."))
    if len(open_) > len(shown):
        found.append(told(f"Và {whole(len(open_) - len(shown))} việc khác."))
    return found


def _hardship(one: Hardship, closing: date) -> str:
    if one.escalated_on is not None:
        when = f"trình ngày {short_day(one.escalated_on)}, chờ quyết định"
    else:
        when = f"báo ngày {short_day(one.asked_on)}, chờ trả lời"
    if one.due_on is not None and one.due_on < closing:
        when = f"{when}, hạn ngày {short_day(one.due_on)} đã qua"
    return f"{one.body}: {one.title} (nhiệm vụ “{one.duty}”; {when})"


# -- V


def _proposals(facts: Facts) -> list[Block]:
    """What was put before who decides; a person writes on from here."""
    found = [heading("Đề xuất, kiến nghị")]
    up = [one for one in facts.hardships if one.escalated_on is not None][:MOST_LISTED]
    if not up:
        words = "chưa có khó khăn, vướng mắc nào được trình chờ quyết định"
        return [*found, told(f"Đến hết {date_words(facts.closing)} {words}.")]
    for number, one in enumerate(up, 1):
        said = f"Xem xét, quyết định vướng mắc của {one.body}: {one.title}."
        if one.proposal:
            said += f" Đề xuất: {one.proposal}"
        found.append(clause(number, said))
    return found


def _(state: DutyState) -> str:
    return DUTY_STATE_NAMES[state]
