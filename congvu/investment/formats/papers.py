"""The yearly estimate and the plan of money as the fields of drafts. Pure; papers are
in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.formats.blocks import Block, dash, heading, line, table, told
from congvu.reviews.formats.numbers import whole

PROPOSAL, PLAN = "TTr", "KH"
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")


@dataclass(frozen=True)
class TableFacts:
    """A table of money: its heads, its rows; whole numbers are written as money."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | int]]

    def appendix(self) -> dict[str, Any]:
        rows = [[_cell(value) for value in row] for row in self.rows]
        return {
            "title": self.title,
            "body": table("", [list(self.head), *rows]),
            "landscape": True,
        }


def _cell(value: str | int) -> str:
    return whole(value) if isinstance(value, int) else value


def needs_table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> TableFacts:
    return TableFacts("Nhu cầu kinh phí từng năm", head, rows)


def sums_table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> TableFacts:
    return TableFacts("Tổng hợp theo thành phần, nguồn, năm (đồng)", head, rows)


def balance_table(rows: Sequence[Sequence[str | int]]) -> TableFacts:
    head = ["TT", "Cơ quan", "Nhu cầu", "Được bố trí", "Số tiền, đồng", "Năm", "Lý do"]
    return TableFacts("Nhu cầu và phần được bố trí", head, rows)


@dataclass(frozen=True)
class YearFacts:
    """``whole``: by year; ``rough``: how much of it no estimate stands behind yet;
    ``weak``: after which text the parts are named and how sure that is, if it is not.
    """

    agency: str
    year: int
    needs: int
    whole: Sequence[tuple[int, int]]
    rough: Sequence[tuple[int, int]]
    apart: int
    weak: tuple[str, str] | None
    tables: Sequence[TableFacts]


def year_fields(facts: YearFacts) -> dict[str, Any]:
    subject = f"Dự toán kinh phí ứng dụng công nghệ thông tin năm {facts.year}"
    body: list[Block] = [
        heading("I. Nhu cầu kinh phí"),
        told(
            f"{facts.agency} đề nghị xem xét dự toán kinh phí ứng dụng công nghệ "
            f"thông tin năm {facts.year} và hai năm tiếp theo, gồm "
            f"{whole(facts.needs)} nhu cầu."
        ),
        *(
            dash(f"Năm {year}: {whole(money)} đồng{_rough(year, facts)};")
            for year, money in facts.whole
        ),
    ]
    if facts.apart:
        body.append(
            told(
                f"{whole(facts.apart)} nhu cầu có dự toán chi tiết chưa khớp với kinh "
                "phí đã đăng ký, sẽ được lập lại trước khi giao."
            )
        )
    body += [
        heading("II. Cơ cấu"),
        told(
            "Cơ cấu theo thành phần chi phí, nguồn vốn và năm, từng nhu cầu tại các "
            f"phụ lục kèm theo.{_unsure(facts)}"
        ),
        told(f"Trên đây là dự toán của {facts.agency}, đề nghị xem xét, quyết định"),
    ]
    return _fields(subject, [], body, facts.tables)


def _unsure(facts: YearFacts) -> str:
    if facts.weak is None:
        return ""
    law, sure = facts.weak
    return f" Thành phần chi phí tạm theo {law} ({sure})."


def _rough(year: int, facts: YearFacts) -> str:
    money = dict(facts.rough).get(year, 0)
    return f", trong đó {whole(money)} đồng chưa có dự toán chi tiết" if money else ""


@dataclass(frozen=True)
class BalanceFacts:
    agency: str
    years: tuple[int, int]
    funded: int
    asked: int
    cells: Sequence[tuple[str, int, int]]
    tables: Sequence[TableFacts]


def balance_fields(facts: BalanceFacts) -> dict[str, Any]:
    first, last = facts.years
    span = f"năm {first}" if first == last else f"các năm {first}–{last}"
    body: list[Block] = [
        heading("I. Mục đích, yêu cầu"),
        told(
            f"Bố trí kinh phí ứng dụng công nghệ thông tin {span} trong nguồn vốn được "
            "xác định, theo thứ tự ưu tiên; nhu cầu chưa bố trí được nêu rõ lý do."
        ),
        heading("II. Nguồn vốn"),
        *(
            dash(f"{words}: bố trí {whole(used)} trên {whole(money)} đồng;")
            for words, money, used in facts.cells
        ),
        heading("III. Nhu cầu được bố trí"),
        told(
            f"Bố trí cho {whole(facts.funded)} trên {whole(facts.asked)} nhu cầu, chi "
            "tiết tại phụ lục kèm theo."
        ),
        heading("IV. Tổ chức thực hiện"),
        told(
            "Các cơ quan triển khai trong phạm vi kinh phí được giao từng năm; việc "
            "điều chỉnh, chuyển nguồn thực hiện theo quyết định của cấp có thẩm quyền."
        ),
        told(f"Trên đây là kế hoạch của {facts.agency}"),
    ]
    subject = f"Bố trí kinh phí ứng dụng công nghệ thông tin {span}"
    return _fields(subject, [], body, facts.tables)


def _fields(
    subject: str, bases: list[str], body: list[Block], tables: Sequence[TableFacts]
) -> dict[str, Any]:
    fields = {
        "summary": line(subject)[:500],
        "bases": bases,
        "recipients": [],
        "addressees": [],
        "body": body,
        "appendices": [one.appendix() for one in tables],
    }
    plain = from_json(fields).as_json()
    return {name: plain[name] for name in _FIELDS}
