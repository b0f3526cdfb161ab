"""The yearly report on security of systems (NĐ 331/2026 Đ35-36). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from congvu.lib.text import gettext_noop as _


@dataclass(frozen=True)
class YearlyWindow:
    """First and last day told of; "before" these days: units to owner, owner on."""

    first: date
    last: date
    units_before: date
    owner_before: date

    @property
    def year(self) -> int:
        return self.last.year


def yearly_window(on: date) -> YearlyWindow:
    """The window that a day lies in."""
    return window_of(on.year + (on >= date(on.year, 12, 15)))


def due_window(on: date) -> YearlyWindow:
    """The one told of next: that which closed, until its owner's day is over."""
    closing = window_of(on.year)
    return closing if on < closing.owner_before else yearly_window(on)


def window_of(year: int) -> YearlyWindow:
    """The window that ends in that year."""
    return YearlyWindow(
        date(year - 1, 12, 15),
        date(year, 12, 14),
        date(year, 12, 20),
        date(year, 12, 25),
    )


class Content(IntEnum):
    """What the report tells, in the order of the decree."""

    WHO = 1
    SYSTEMS = 2
    NATIONAL = 3
    APPROVED = 4
    PLAN = 5
    REGULATION = 6
    OBEYED = 7
    TESTED = 8
    REQUIREMENTS = 9
    ROADMAP = 10
    REGULATION_DECISION = 11
    OTHER = 12


CONTENT_NAMES = {
    Content.WHO: _("Chủ quản, đơn vị vận hành"),
    Content.SYSTEMS: _("Danh sách hệ thống, cấp độ đề xuất"),
    Content.NATIONAL: _("Hệ thống đề nghị đưa vào danh mục an ninh quốc gia"),
    Content.APPROVED: _("Hồ sơ cấp độ đã phê duyệt"),
    Content.PLAN: _("Phương án thực hiện đầy đủ, một phần, chưa"),
    Content.REGULATION: _("Hệ thống đã có quy chế"),
    Content.OBEYED: _("Việc thực hiện quy chế"),
    Content.TESTED: _("Hệ thống đã kiểm tra, đánh giá"),
    Content.REQUIREMENTS: _("Kết quả theo từng yêu cầu"),
    Content.ROADMAP: _("Quyết định phê duyệt, lộ trình cho yêu cầu chưa đạt"),
    Content.REGULATION_DECISION: _("Quyết định ban hành quy chế"),
    Content.OTHER: _("Nội dung khác"),
}


class Degree(StrEnum):
    """How far a regulation is obeyed, a plan carried out."""

    FULL = "full"
    PARTLY = "partly"
    NONE = "none"


DEGREE_NAMES = {
    Degree.FULL: _("đầy đủ"),
    Degree.PARTLY: _("một phần"),
    Degree.NONE: _("chưa"),
}


@dataclass(frozen=True)
class Unmet:
    """A requirement that is not met, with the day by which it is to be."""

    code: str
    name: str
    now: str
    planned_on: date | None


@dataclass(frozen=True)
class SystemFacts:
    """What the report says of one system, as records have it that day.

    ``obeyed``, ``tested`` are empty until its unit has said so.
    """

    name: str
    code: str
    proposed: int | None
    approved: int | None
    approved_on: date | None
    basis: str
    national: bool
    met: int
    asked: int
    silent: int
    regulation: str
    regulation_on: date | None
    obeyed: str
    tested: str
    tested_on: date | None
    unmet: tuple[Unmet, ...] = ()

    @property
    def plan(self) -> str:
        """How far its plan is carried out; empty where nothing is asked yet."""
        if not self.asked:
            return ""
        if self.met == self.asked:
            return Degree.FULL
        return Degree.PARTLY if self.met else Degree.NONE


class Owes(StrEnum):
    UNIT = "unit"
    OWNER = "owner"


OWES_NAMES = {
    Owes.UNIT: _("đơn vị vận hành"),
    Owes.OWNER: _("chủ quản"),
}


@dataclass(frozen=True)
class Missing:
    """What a content lacks of a system, and who owes it."""

    content: Content
    system: str
    words: str
    count: int
    owes: Owes


def missing_of(one: SystemFacts) -> list[Missing]:
    """In the order of the contents."""
    unplanned = sum(u.planned_on is None for u in one.unmet) - one.silent
    known: Sequence[tuple[Content, int, str, Owes]] = (
        (
            Content.SYSTEMS,
            one.proposed is None,
            _("chưa xác định cấp độ"),
            Owes.OWNER,
        ),
        (
            Content.APPROVED,
            one.approved is None,
            _("chưa phê duyệt cấp độ"),
            Owes.OWNER,
        ),
        (
            Content.REGULATION,
            not one.regulation,
            _("chưa ghi quy chế đã ban hành"),
            Owes.OWNER,
        ),
        (
            Content.OBEYED,
            not one.obeyed,
            _("chưa ghi việc thực hiện quy chế"),
            Owes.UNIT,
        ),
        (
            Content.TESTED,
            not one.tested,
            _("chưa ghi đã kiểm tra, đánh giá hay chưa"),
            Owes.UNIT,
        ),
        (
            Content.REQUIREMENTS,
            one.silent,
            _("số yêu cầu chưa trả lời: %(count)s"),
            Owes.OWNER,
        ),
        (
            Content.ROADMAP,
            max(unplanned, 0),
            _("số yêu cầu chưa đạt chưa có ngày dự kiến: %(count)s"),
            Owes.OWNER,
        ),
    )
    return [
        Missing(content, one.name, words, int(count), owes)
        for content, count, words, owes in known
        if count
    ]
