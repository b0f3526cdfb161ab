"""The papers of a level dossier: request with its annexes, opinion, decision. Pure.

The language of papers is Vietnamese, whoever composes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.symbols import date_words
from congvu.reviews.formats.blocks import (
    Block,
    clause,
    dash,
    heading,
    line,
    table,
    told,
)
from congvu.reviews.formats.numbers import short_day, whole
from congvu.systems.rules import PLAN_CONTENTS, PaperPart, PlanSection

TYPES = {
    PaperPart.REQUEST: "TTr",
    PaperPart.RETURN: "CV",
    PaperPart.OPINION: "BC",
    PaperPart.SUBMISSION: "TTr",
    PaperPart.DECISION: "QĐ",
    PaperPart.PLAN: "QĐ",
}
NONE = "–"
UNSAID = "chưa ghi"
# That there are four we have read, not what they are.
_ADDED = (
    "Cấp độ 4, 5 thuyết minh thêm bốn nội dung theo Điều 22.5 Nghị định "
    "331/2026/NĐ-CP; phần mềm chưa có nguyên văn các nội dung này, đơn vị lập hồ sơ "
    "ghi vào đây."
)
_FIELDS = ("summary", "bases", "recipients", "addressees", "body", "appendices")
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class DossierFacts:
    """Everything the papers say, each list as it is on record that day."""

    system: str
    code: str
    owner: str
    operator: str
    head: str
    contact: str
    owner_rule: str
    operator_rule: str
    operator_head: str
    operator_contact: str
    cost: str
    returned_on: date | None
    return_reason: str
    purpose: str
    scope: str
    users: int | None
    model: str
    exposure: str
    level: int
    by_criteria: int
    assessed_on: date
    basis: str
    risk: str
    answers: Sequence[tuple[str, str]]
    criteria: Sequence[Mapping[str, Any]]
    equipment: Rows
    applications: Rows
    zones: Rows
    services: Rows
    connections: Rows
    siblings: Rows
    plan: Sequence[PlanSection]
    regulation: str
    appraised_by: str
    appraised_on: date | None
    expert_opinion: str
    law: str
    on: date


def paper_fields(part: PaperPart, facts: DossierFacts) -> dict[str, Any]:
    """Plain data, as a version of a draft keeps it."""
    made = {
        PaperPart.REQUEST: _request,
        PaperPart.RETURN: _return,
        PaperPart.OPINION: _opinion,
        PaperPart.SUBMISSION: _submission,
        PaperPart.DECISION: _decision,
        PaperPart.PLAN: _plan_decision,
    }[part](facts)
    whole_paper = {
        "bases": [line(f"Căn cứ {facts.law}")],
        "recipients": [],
        "addressees": [],
        "appendices": [],
        **made,
    }
    plain = from_json(whole_paper).as_json()
    return {name: plain[name] for name in _FIELDS}


def _named(facts: DossierFacts) -> str:
    return f"cấp độ {facts.level} đối với hệ thống thông tin {facts.system}"


def _request(facts: DossierFacts) -> dict[str, Any]:
    higher = ""
    if facts.level > facts.by_criteria:
        higher = (
            f" Theo tiêu chí là cấp độ {facts.by_criteria}; đề xuất cao hơn vì rủi ro."
        )
    body = [
        told(
            f"{facts.operator} đề nghị thẩm định, phê duyệt {_named(facts)} "
            f"(mã {facts.code}) như sau:"
        ),
        clause(1, f"Chủ quản: {facts.owner}; vận hành: {facts.operator}."),
        clause(
            2,
            f"Cấp độ đề xuất: {facts.level}, theo {facts.basis}, xét ngày "
            f"{short_day(facts.assessed_on)}.{higher}",
        ),
        clause(3, "Hồ sơ gồm các phụ lục kèm theo."),
        *([clause(4, f"Kinh phí của dự án: {facts.cost}.")] if facts.cost else []),
        told("Kính đề nghị xem xét, quyết định"),
    ]
    return {
        "summary": f"Đề nghị phê duyệt {_named(facts)}"[:500],
        "body": body,
        "appendices": _annexes(facts),
    }


def _return(facts: DossierFacts) -> dict[str, Any]:
    day = date_words(facts.returned_on) if facts.returned_on else "…"
    body = [
        told(
            f"Sau khi xem xét hồ sơ đề xuất {_named(facts)} của {facts.operator}, "
            f"hồ sơ chưa hợp lệ và được trả lại {day}."
        ),
        clause(1, f"Lý do, nội dung cần bổ sung: {facts.return_reason or NONE}"),
        clause(2, f"Đề nghị {facts.operator} hoàn thiện hồ sơ và trình lại."),
    ]
    return {"summary": f"Trả lại hồ sơ đề xuất {_named(facts)}"[:500], "body": body}


def _submission(facts: DossierFacts) -> dict[str, Any]:
    """By who appraised, to who approves."""
    day = date_words(facts.appraised_on) if facts.appraised_on else "…"
    body = [
        told(
            f"{facts.appraised_by} đã thẩm định hồ sơ đề xuất {_named(facts)} của "
            f"{facts.operator} {day}; kính trình {facts.owner}:"
        ),
        clause(1, f"Phê duyệt {_named(facts)}, mã {facts.code}, theo {facts.basis}."),
        clause(2, f"Quy chế bảo đảm an ninh mạng: {facts.regulation or 'chưa có'}."),
        clause(3, "Phê duyệt phương án bảo đảm an ninh kèm hồ sơ."),
        told("Kính trình xem xét, quyết định"),
    ]
    return {"summary": f"Trình phê duyệt {_named(facts)}"[:500], "body": body}


def _plan_decision(facts: DossierFacts) -> dict[str, Any]:
    body = [
        told(
            "Điều 1. Phê duyệt phương án bảo đảm an ninh của hệ thống thông tin "
            f"{facts.system}, mã {facts.code}, cấp độ {facts.level}, kèm theo quyết "
            "định này."
        ),
        told(
            f"Điều 2. {facts.operator} thực hiện phương án; kết quả từng yêu cầu được "
            "cập nhật khi thay đổi."
        ),
        told(
            f"Điều 3. {facts.operator} và các đơn vị liên quan chịu trách nhiệm thi "
            "hành quyết định này."
        ),
    ]
    summary = f"Phê duyệt phương án bảo đảm an ninh hệ thống thông tin {facts.system}"
    return {
        "summary": summary[:500],
        "body": body,
        "appendices": [{"title": "Phương án bảo đảm an ninh", "body": _plan(facts)}],
    }


def _opinion(facts: DossierFacts) -> dict[str, Any]:
    regulation = facts.regulation or "chưa có"
    body = [
        told(
            f"Sau khi xem xét hồ sơ đề xuất {_named(facts)} của {facts.operator}, "
            "kết quả thẩm định như sau:"
        ),
        clause(1, "Thành phần hồ sơ: đủ theo quy định."),
        clause(
            2,
            f"Cấp độ: tiêu chí của ngày {short_day(facts.assessed_on)} cho cấp độ "
            f"{facts.by_criteria}; đề xuất cấp độ {facts.level} là có căn cứ "
            f"({facts.basis}).",
        ),
        clause(3, f"Quy chế bảo đảm an ninh mạng: {regulation}."),
        clause(4, "Phương án bảo đảm an ninh: theo phụ lục của hồ sơ."),
        told(f"Trên đây là kết quả thẩm định {_named(facts)}"),
    ]
    return {"summary": f"Kết quả thẩm định {_named(facts)}"[:500], "body": body}


def _decision(facts: DossierFacts) -> dict[str, Any]:
    regulation = facts.regulation or "quy chế của đơn vị"
    day = date_words(facts.appraised_on) if facts.appraised_on else "…"
    body = [
        told(f"Điều 1. Phê duyệt {_named(facts)}, mã {facts.code}."),
        dash(f"Chủ quản: {facts.owner};"),
        dash(f"Vận hành: {facts.operator}."),
        told(
            f"Điều 2. {facts.operator} thực hiện phương án bảo đảm an ninh của hồ sơ, "
            f"{regulation}; xem lại cấp độ khi hệ thống thay đổi, có kết nối mới hoặc "
            "sau sự cố nghiêm trọng."
        ),
        told(
            f"Điều 3. {facts.operator} và các đơn vị liên quan chịu trách nhiệm thi "
            "hành quyết định này."
        ),
    ]
    judged = f"Xét kết quả thẩm định của {facts.appraised_by}, {day}"
    return {
        "summary": f"Phê duyệt {_named(facts)}"[:500],
        "bases": [line(f"Căn cứ {facts.law}"), line(judged)],
        "body": body,
    }


# -- annexes of the request: the parts of Điều 21


def _annexes(facts: DossierFacts) -> list[dict[str, Any]]:
    found = [
        ("Tổng quan về hệ thống", _overview(facts)),
        ("Thuyết minh đề xuất cấp độ", _justification(facts)),
        ("Phương án bảo đảm an ninh", _plan(facts)),
    ]
    if facts.level >= 4:
        found.append(("Ý kiến chuyên môn", [told(facts.expert_opinion or NONE)]))
        found.append(("Nội dung thêm theo Điều 22.5", [told(_ADDED)]))
    return [{"title": title, "body": body} for title, body in found]


def _overview(facts: DossierFacts) -> list[Block]:
    users = "chưa rõ" if facts.users is None else whole(facts.users)
    found = [
        heading("1. Chủ quản, vận hành"),
        dash(f"Chủ quản: {facts.owner}; người đại diện: {facts.head or NONE};"),
        dash(f"Văn bản thành lập: {facts.owner_rule or UNSAID};"),
        dash(f"Địa chỉ, điện thoại, thư điện tử: {facts.contact or UNSAID};"),
        dash(
            f"Vận hành: {facts.operator}; người đại diện: "
            f"{facts.operator_head or UNSAID};"
        ),
        dash(f"Văn bản thành lập: {facts.operator_rule or UNSAID};"),
        dash(f"Địa chỉ, điện thoại, thư điện tử: {facts.operator_contact or UNSAID}."),
        heading("2. Phạm vi, quy mô"),
        told(facts.purpose or NONE),
        told(facts.scope or NONE),
        told(f"Phục vụ: {facts.exposure}; số người dùng: {users}."),
        heading("3. Mô hình lô-gic, vật lý"),
        told(facts.model or NONE),
    ]
    found += table(
        "Danh mục thiết bị", _grid(["Thiết bị", "Nơi đặt", "Dùng để"], facts.equipment)
    )
    head = ["Ứng dụng, dịch vụ", "Đặt ở", "Hệ điều hành", "Dùng để"]
    found += table("Danh mục ứng dụng, dịch vụ", _grid(head, facts.applications))
    head = ["Vùng mạng", "IP riêng", "IP công cộng"]
    found += table("Các vùng mạng", _grid(head, facts.zones))
    head = ["Dịch vụ mạng", "Cổng", "Mở ra Internet"]
    found += table("Cổng dịch vụ", _grid(head, facts.services))
    head = ["Hệ thống kia", "Cách nối", "Dữ liệu", "Giao thức", "Văn bản thống nhất"]
    return [*found, *table("Kết nối với hệ thống khác", _grid(head, facts.connections))]


def _grid(head: Sequence[str], rows: Rows) -> list[list[str]]:
    numbered = [[str(n), *row] for n, row in enumerate(rows, start=1)]
    empty = [["", "chưa có", *[""] * (len(head) - 1)]]
    return [["TT", *head], *(numbered or empty)]


def _justification(facts: DossierFacts) -> list[Block]:
    found = [heading("1. Thông tin hệ thống xử lý")]
    found += [dash(f"{asked} {given}") for asked, given in facts.answers]
    found.append(heading("2. Từng tiêu chí"))
    rows = [["Tiêu chí", "Căn cứ", "Cấp độ", "Kết quả"]]
    for one in facts.criteria:
        held = "đúng" if one.get("holds") else "không"
        rows.append([str(one["label"]), str(one["basis"]), str(one["level"]), held])
    found += table("", rows)
    found.append(told(f"Cấp độ theo tiêu chí cao nhất đúng: {facts.by_criteria}."))
    found.append(heading("3. Hệ thống khác của chủ quản"))
    head = ["Hệ thống", "Cấp độ", "Căn cứ"]
    found += table("", _grid(head, facts.siblings))
    found.append(heading("4. Nhận diện rủi ro ban đầu"))
    return [*found, told(facts.risk or NONE)]


def _plan(facts: DossierFacts) -> list[Block]:
    found = [told("Phương án gồm các nội dung sau:")]
    found += [dash(f"{content};") for content in PLAN_CONTENTS]
    if not facts.plan:
        words = "Chưa có yêu cầu nào được trả lời trong phần mềm tính đến ngày"
        return [*found, told(f"{words} {short_day(facts.on)}.")]
    for number, section in enumerate(facts.plan, start=1):
        found.append(heading(f"{number}. {section.title}"))
        rows = [["Mã", "Yêu cầu", "Kết quả", "Cách đáp ứng"]]
        rows += [
            [one.code, one.requirement, one.standing, one.how] for one in section.lines
        ]
        found += table("", rows)
    return found


def council_words(type_name: str, symbol: str) -> str:
    """Who appraised, as the opinion and the decision name it."""
    return f"Hội đồng theo {type_name} {symbol}"
