"""The position of a day as the fields of a draft. Pure; papers are in Vietnamese."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from congvu.licences.rules import Tally, total
from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import Block, dash, heading, line, table, told
from congvu.reviews.formats.numbers import fraction, percent, short_day, whole

REPORT = "BC"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")
_MOST = 500


@dataclass(frozen=True)
class StatementLine:
    """A commercial product, or an agency, with what was counted."""

    name: str
    tally: Tally
    owned: int | None = None
    seen: int | None = None


@dataclass(frozen=True)
class StatementFacts:
    """Everything the paper says. ``owned`` and ``seen`` are machines in use, and those
    of them that the inventory told of in the 30 days up to the day.
    """

    agency: str
    day: date
    of_all: bool
    owned: int
    seen: int
    free: int
    unknown: int
    products: Sequence[StatementLine]
    agencies: Sequence[StatementLine]
    counted_at: str = ""

    @property
    def digest(self) -> str:
        """The same facts, the same digest, whenever they were counted."""
        facts = {**asdict(self), "counted_at": ""}
        plain = json.dumps(facts, default=str, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


def statement_fields(facts: StatementFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    fields = {
        "summary": line(
            f"Tình trạng bản quyền phần mềm {_whose(facts)} đến hết ngày "
            f"{short_day(facts.day)}"
        )[:500],
        "bases": [],
        "recipients": [],
        "addressees": [],
        "body": _body(facts),
        "appendices": _appendices(facts),
    }
    plain = from_json(fields).as_json()
    return {name: plain[name] for name in _FIELDS}


def _whose(facts: StatementFacts) -> str:
    return "của các cơ quan trong tỉnh" if facts.of_all else f"của {facts.agency}"


def _body(facts: StatementFacts) -> list[Block]:
    every = total(one.tally for one in facts.products)
    day = short_day(facts.day)
    covered = f"{fraction(facts.seen, facts.owned)} máy đang dùng"
    return [
        told(
            f"{facts.agency} báo cáo tình trạng bản quyền phần mềm {_whose(facts)} đến "
            f"hết ngày {day}. Số liệu tính từ kiểm kê máy và quyền sử dụng đã ghi; mã "
            f"số liệu {facts.digest[:16]}, tính lúc {facts.counted_at}."
        ),
        heading("I. Phạm vi của số liệu"),
        told(
            f"Kiểm kê trong 30 ngày đến ngày {day} bao phủ {covered}. Máy chưa kiểm kê "
            "không có trong các số dưới đây, trừ phần mềm đã biết từ lần kiểm kê trước."
        ),
        heading("II. Tình trạng"),
        told(f"Phần mềm thương mại: {whole(every.paid)} lượt cài, trong đó:"),
        dash(f"Có quyền sử dụng: {whole(every.legal)};"),
        dash(f"Cấp vượt số đã có: {whole(every.over)};"),
        dash(f"Chưa có quyền sử dụng: {whole(every.unlicensed)}."),
        told(_rate(every)),
        told(
            f"Phần mềm miễn phí, nguồn mở: {whole(facts.free)} lượt cài. Tên phần mềm "
            f"chưa nhận biết: {whole(facts.unknown)} lượt cài, chưa tính vào đâu."
        ),
        told(
            "Tỷ lệ vi phạm là số lượt cài cấp vượt và chưa có quyền trên số lượt cài "
            "phần mềm thương mại; công thức do phần mềm đặt, chưa có văn bản quy định."
        ),
        told(f"Trên đây là báo cáo của {facts.agency}"),
    ]


def _rate(every: Tally) -> str:
    if every.rate is None:
        return "Không có phần mềm thương mại nào trong kiểm kê, nên không có tỷ lệ."
    of = fraction(every.violations, every.paid)
    return f"Tỷ lệ vi phạm: {percent(every.rate)} ({of})."


def _appendices(facts: StatementFacts) -> list[dict[str, Any]]:
    found = []
    lists = [("Phần mềm thương mại theo sản phẩm", "Sản phẩm", facts.products)]
    if facts.of_all:
        lists.append(("Theo cơ quan", "Cơ quan", facts.agencies))
    for title, column, lines in lists:
        if lines:
            body = table("", _rows(column, lines))
            found.append({"title": title, "body": body, "landscape": True})
    return found


def _rows(column: str, lines: Sequence[StatementLine]) -> list[list[str]]:
    head = ["TT", column, "Lượt cài", "Có quyền", "Cấp vượt", "Chưa có quyền"]
    by_agency = any(one.owned is not None for one in lines)
    more = ["Máy đã kiểm kê"] if by_agency else []
    rows = [[*head, "Tỷ lệ vi phạm", *more]]
    for number, one in enumerate(lines[:_MOST], start=1):
        covered = [fraction(one.seen or 0, one.owned or 0)] if by_agency else []
        rows.append([str(number), one.name, *_numbers(one.tally), *covered])
    every = total(one.tally for one in lines)
    seen, owned = (
        sum(getattr(one, name) or 0 for one in lines) for name in ("seen", "owned")
    )
    covered = [fraction(seen, owned)] if by_agency else []
    rows.append(["", "Tổng cộng", *_numbers(every), *covered])
    return rows


def _numbers(one: Tally) -> list[str]:
    counts = (one.paid, one.legal, one.over, one.unlicensed)
    return [*(whole(n) for n in counts), percent(one.rate) or "–"]
