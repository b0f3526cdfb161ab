"""What a dossier lacks, who may judge it, by when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address, ip_network
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.systems.rules.words import DossierState


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words, at which field."""

    words: str
    field: str | None = None


@dataclass(frozen=True)
class Facts:
    """How much of the overview (Đ22.3, Đ22.4) is on record."""

    purpose: str
    scope: str
    model: str
    users: int | None
    equipment: int
    applications: int
    zones: int
    risk: str
    level: int
    expert_opinion: str


def submit_faults(facts: Facts) -> list[Fault]:
    """Everything that is missing, at once."""
    asked: Iterable[tuple[object, str]] = (
        (facts.purpose, _("Chưa ghi mục đích của hệ thống.")),
        (facts.scope, _("Chưa ghi phạm vi, quy mô của hệ thống.")),
        (facts.model, _("Chưa ghi mô hình lô-gic, vật lý.")),
        (facts.users, _("Chưa ghi số người dùng.")),
        (facts.equipment, _("Chưa có thiết bị nào trong danh mục thiết bị.")),
        (facts.applications, _("Chưa có ứng dụng nào trong danh mục ứng dụng.")),
        (facts.zones, _("Chưa có vùng mạng nào.")),
        (facts.risk, _("Chưa ghi nhận diện rủi ro ban đầu khi xác định cấp độ.")),
    )
    found = [Fault(words) for given, words in asked if not given]
    if facts.level >= 4 and not facts.expert_opinion:
        words = _("Cấp độ 4, 5 cần ý kiến chuyên môn trong hồ sơ.")
        found.append(Fault(words, "expert_opinion"))
    return found


# Types of papers by their codes (NĐ 30/2020, Phụ lục III).
_REGULATIONS = frozenset({"QĐ", "QC", "QyĐ"})
_DECISIONS = frozenset({"QĐ"})


def paper_faults(field: str, type_code: str, *, is_other: bool) -> list[Fault]:
    """What a named paper has to be: a regulation by itself or by a decision (Đ30.7), a
    decision where something is decided; one paper is not two of them (``is_other``:
    the dossier names it for something else).
    """
    found = []
    if field == "regulation" and type_code not in _REGULATIONS:
        words = _(
            "Văn bản này không phải quyết định ban hành quy chế, quy chế hoặc quy định."
        )
        found.append(Fault(words, field))
    if field != "regulation" and type_code not in _DECISIONS:
        found.append(Fault(_("Văn bản này không phải quyết định."), field))
    if is_other:
        words = _(
            "Hồ sơ đã ghi văn bản này cho việc khác; quy chế, quyết định lập hội đồng, "
            "quyết định phê duyệt là các văn bản khác nhau."
        )
        found.append(Fault(words, field))
    return found


@dataclass(frozen=True)
class Operator:
    """Who runs a system: an agency, and where it is known the unit."""

    agency: UUID
    unit: UUID | None


def is_operator(operator: Operator, *, agency: UUID, unit: UUID) -> bool:
    """Where no unit is named the whole agency runs it."""
    if operator.unit is not None:
        return operator.unit == unit
    return operator.agency == agency


def appraise_faults(
    operator: Operator,
    *,
    agency: UUID,
    unit: UUID,
    appraiser: str,
    has_council: bool,
    answer: str,
) -> list[Fault]:
    """Nobody appraises what they run (Đ18.4): another unit, or a council that the owner
    set up by a decision; what the police ministry appraises is recorded by its answer.
    """
    if appraiser == "ministry":
        if answer:
            return []
        words = _("Ghi văn bản thẩm định của Bộ Công an: số, ngày.")
        return [Fault(words, "answer")]
    if has_council or not is_operator(operator, agency=agency, unit=unit):
        return []
    words = _(
        "Đơn vị vận hành không tự thẩm định hệ thống của mình; cần đơn vị khác, hoặc "
        "hội đồng độc lập do chủ quản lập: ghi số, ký hiệu quyết định đã phát hành."
    )
    return [Fault(words, "council")]


def approve_faults(
    *,
    has_regulation: bool,
    approver: str,
    has_decision: bool,
    answer: str,
) -> list[Fault]:
    """Đ30.7: the regulation comes before the approval."""
    found = []
    if not has_regulation:
        words = _(
            "Quy chế bảo đảm an ninh mạng phải được ban hành trước khi phê duyệt; ghi "
            "số, ký hiệu quy chế đã phát hành."
        )
        found.append(Fault(words, "regulation"))
    if approver in {"unit", "owner"}:
        if not has_decision:
            words = _("Ghi số, ký hiệu quyết định phê duyệt đã phát hành.")
            found.append(Fault(words, "decision"))
    elif not answer:
        words = _("Ghi văn bản phê duyệt nhận được: cơ quan, số, ngày.")
        found.append(Fault(words, "answer"))
    return found


@dataclass(frozen=True)
class Clock:
    """A duty with its last day."""

    key: str
    due_on: date | None


CLOCK_NAMES = {
    "return": _("Trả lại hồ sơ không hợp lệ"),
    "appraise": _("Thẩm định"),
    "approve": _("Phê duyệt"),
}


MOST_COST = 10**15


def cost_faults(cost: int | None, security_cost: int | None) -> list[Fault]:
    """Whole đồng; both or none, the part not more than the whole."""
    if cost is None and security_cost is None:
        return []
    found = []
    if cost is None or not 0 < cost <= MOST_COST:
        words = _("Ghi kinh phí của dự án bằng số đồng, lớn hơn 0.")
        found.append(Fault(words, "cost"))
    if security_cost is None or security_cost < 0:
        words = _("Ghi số đồng dành cho an ninh mạng; không có thì ghi 0.")
        found.append(Fault(words, "security_cost"))
    elif cost is not None and security_cost > cost:
        words = _("Kinh phí an ninh mạng lớn hơn kinh phí của dự án.")
        found.append(Fault(words, "security_cost"))
    return found


def is_short(cost: int, security_cost: int, percent: int) -> bool:
    """Whether security gets less than so many per cent of a project."""
    return security_cost * 100 < cost * percent


def is_late(due_on: date | None, done_on: date | None) -> bool:
    return due_on is not None and done_on is not None and done_on > due_on


def running(
    state: str,
    *,
    return_due_on: date | None,
    appraise_due_on: date | None,
    approve_due_on: date | None,
    today: date,
) -> Clock | None:
    """The clock that runs now: a dossier may be sent back until its day is over, then
    it has to be appraised.
    """
    if state == DossierState.SUBMITTED:
        if return_due_on is not None and today <= return_due_on:
            return Clock("return", return_due_on)
        return Clock("appraise", appraise_due_on)
    if state == DossierState.APPRAISED:
        return Clock("approve", approve_due_on)
    return None


def are_addresses(text: str) -> bool:
    """Whether each of them, parted by commas or blanks, is an address or a range."""
    parts = text.replace(",", " ").split()
    return all(_is_address(part) for part in parts)


def _is_address(part: str) -> bool:
    for read in (ip_address, lambda one: ip_network(one, strict=False)):
        try:
            read(part)
        except ValueError:
            continue
        return True
    return False


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, min(day.day, 28))
