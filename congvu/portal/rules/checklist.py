"""The checklist of seventeen sections: which of them a body's site owes on a day. Pure.

What a section must show, who owes it, how soon a thing stands there and how often the
section is looked through are four kinds of dated rule (``law/data/portal.yaml``), each
with a source and how sure it is of its own. The numbers of the sections never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from congvu.law.rules import RuleValue, Sureness
from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.sections import BY_CODE, Section

METADATA = 17
"""No page of its own: judged over everything that stands on the site."""

# How long a thing may take until it stands in its section, by the rule's key.
DEADLINES = {
    3: "issuer",
    6: "guidance",
    7: "plan",
    8: "project",
    11: "question",
    12: "science",
    13: "statistics",
}

FIELD_NAMES = {
    "unit": _("đơn vị"),
    "functions": _("chức năng, nhiệm vụ"),
    "legal_basis": _("căn cứ"),
    "chart": _("sơ đồ tổ chức"),
    "name": _("họ và tên"),
    "post": _("chức vụ"),
    "phone": _("điện thoại"),
    "email": _("thư công vụ"),
    "form": _("hình thức"),
    "issuer": _("cơ quan ban hành"),
    "number": _("số quyết định"),
    "issued_on": _("ngày ban hành"),
    "effective_on": _("ngày có hiệu lực"),
    "summary": _("trích yếu"),
    "file": _("tệp"),
    "validity": _("hiệu lực"),
    "title": _("tiêu đề"),
    "date": _("ngày"),
    "steps": _("các bước"),
    "person": _("người phụ trách từng bước"),
    "time_limit": _("thời hạn giải quyết"),
    "fee": _("phí, lệ phí"),
    "forms": _("biểu mẫu"),
    "law_ref": _("văn bản được phổ biến"),
    "guide": _("nội dung hướng dẫn"),
    "period": _("thời kỳ"),
    "progress": _("tiến độ, kết quả"),
    "project": _("tên dự án"),
    "owner": _("chủ đầu tư"),
    "cost": _("tổng mức đầu tư"),
    "fund": _("nguồn vốn"),
    "state": _("tình trạng"),
    "service": _("tên dịch vụ"),
    "link": _("địa chỉ"),
    "level": _("mức độ"),
    "opens_on": _("ngày mở"),
    "closes_on": _("ngày đóng"),
    "response": _("tiếp thu, giải trình"),
    "question": _("câu hỏi"),
    "due_on": _("hạn trả lời"),
    "topic": _("tên đề tài"),
    "result": _("kết quả"),
    "set": _("tên bộ số liệu"),
    "machine_readable": _("bản máy đọc được"),
    "author": _("tác giả"),
    "source": _("nguồn tin"),
    "creator": _("người tạo"),
    "subject": _("chủ đề"),
    "description": _("mô tả"),
    "publisher": _("nơi công bố"),
    "licence": _("điều kiện sử dụng"),
    "type": _("loại"),
    "format": _("định dạng"),
    "frequency": _("chu kỳ cập nhật"),
    "identifier": _("mã định danh"),
    "language": _("ngôn ngữ"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A number of days with the text it stands in and how sure we are of it."""

    days: int
    citation: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Owed:
    """One section as a site owes it on a day.

    ``least``: so many things must stand in it; 0 where nothing may have happened yet.
    ``fresh``: so many days after the last change it is stale; ``deadline`` in working
    days. The scope says why this kind of body owes the section at all.
    """

    section: Section
    label: str
    fields: frozenset[str]
    least: int
    english: bool
    citation: str
    symbol: str
    sureness: Sureness
    scope_citation: str
    scope_sureness: Sureness
    fresh: Said | None
    deadline: Said | None

    @property
    def code(self) -> int:
        return self.section.code

    @property
    def is_certain(self) -> bool:
        """Whether all of it was read in the text itself."""
        said = [self.sureness, self.scope_sureness]
        said += [part.sureness for part in (self.fresh, self.deadline) if part]
        return all(one == Sureness.READ for one in said)


@dataclass(frozen=True, slots=True)
class RulesOfDay:
    """The four kinds of rule as they stand on one day."""

    sections: Sequence[RuleValue]
    scopes: Sequence[RuleValue]
    deadlines: Sequence[RuleValue]
    freshness: Sequence[RuleValue]


def owed_by(kind: str, rules: RulesOfDay) -> list[Owed]:
    """What the site of such a body owes, by number; nothing for kinds no rule names."""
    scope = _by_key(rules.scopes).get(kind)
    if scope is None:
        return []
    told, fresh = _by_key(rules.sections), _by_key(rules.freshness)
    deadlines = _by_key(rules.deadlines)
    found = []
    for key in _words(scope, "sections"):
        rule = told.get(key)
        if rule is None:
            continue
        section = BY_CODE[int(key)]
        found.append(
            Owed(
                section=section,
                label=rule.label,
                fields=frozenset(_words(rule, "fields")),
                least=_least(rule),
                english=rule.flag("english"),
                citation=rule.citation,
                symbol=rule.source_symbol,
                sureness=rule.sureness,
                scope_citation=scope.citation,
                scope_sureness=scope.sureness,
                fresh=_said(fresh.get(key), kind, "days"),
                deadline=_said(
                    deadlines.get(DEADLINES.get(section.code, "")),
                    "working_days",
                ),
            )
        )
    return sorted(found, key=lambda one: one.code)


def _by_key(rules: Iterable[RuleValue]) -> Mapping[str, RuleValue]:
    return {rule.key: rule for rule in rules}


def _words(rule: RuleValue, name: str) -> list[str]:
    value = rule.value.get(name)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [str(one) for one in value]
    return []


def _least(rule: RuleValue) -> int:
    least = rule.number("least")
    return 1 if least is None else least


def _said(rule: RuleValue | None, *names: str) -> Said | None:
    """The first of the names that the rule gives a number for."""
    if rule is None:
        return None
    for name in names:
        days = rule.number(name)
        if days is not None:
            return Said(days, rule.citation, rule.sureness)
    return None
