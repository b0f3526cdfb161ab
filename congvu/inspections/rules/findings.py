"""What is found, asked and recommended, and what is wrong with it as typed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from congvu.lib.dates import EARLIEST, LATEST, WorkCalendar
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _

LONGEST_LINE = 300
LONGEST_TEXT = 4000
LONGEST_REASON = 1000
LONGEST_RECOMMENDED = 2000
MOST_QUESTIONS = 200


class About(StrEnum):
    """What an inspection looks at."""

    DUTIES = "duties"
    DIRECTIVE = "directive"
    THEME = "theme"


ABOUT_NAMES = {
    About.DUTIES: _("việc thực hiện nhiệm vụ được giao"),
    About.DIRECTIVE: _("việc thực hiện một văn bản chỉ đạo"),
    About.THEME: _("chuyên đề"),
}


class TeamRole(StrEnum):
    HEAD = "head"
    MEMBER = "member"
    SECRETARY = "secretary"


TEAM_ROLE_NAMES = {
    TeamRole.HEAD: _("trưởng đoàn"),
    TeamRole.MEMBER: _("thành viên"),
    TeamRole.SECRETARY: _("thư ký"),
}


class Verdict(StrEnum):
    """What was seen against what was to be; empty while nobody has judged it."""

    MET = "met"
    PARTLY = "partly"
    NOT = "not"


VERDICT_NAMES = {
    Verdict.MET: _("đạt"),
    Verdict.PARTLY: _("đạt một phần"),
    Verdict.NOT: _("không đạt"),
}


class EvidenceThing(StrEnum):
    """What a finding rests on."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    DOSSIER = "dossier"
    DUTY = "duty"
    FIGURE = "figure"


EVIDENCE_THING_NAMES = {
    EvidenceThing.INCOMING: _("văn bản đến"),
    EvidenceThing.OUTGOING: _("văn bản đi"),
    EvidenceThing.DOSSIER: _("hồ sơ"),
    EvidenceThing.DUTY: _("nhiệm vụ"),
    EvidenceThing.FIGURE: _("số liệu"),
}


class PaperKind(StrEnum):
    """The papers of an inspection that are written here as drafts."""

    DECISION = "decision"
    MINUTES = "minutes"
    CONCLUSION = "conclusion"


PAPER_KIND_NAMES = {
    PaperKind.DECISION: _("Quyết định kiểm tra"),
    PaperKind.MINUTES: _("Biên bản kiểm tra"),
    PaperKind.CONCLUSION: _("Thông báo kết luận kiểm tra"),
}
BY_DECISION = _("theo quyết định kiểm tra")
"""Why a day is what it is, where no rule of law says so."""


class Fault(NamedTuple):
    """What is wrong, with the values its words need, and at which field."""

    words: str
    field: str
    named: dict[str, str] = {}


@dataclass(frozen=True)
class InspectionData:
    """One inspection as it is planned: whom, what about, when; why, if unplanned."""

    body_id: UUID
    about: About
    subject: str
    planned_from: date
    planned_until: date
    unplanned_because: str = ""

    def tidied(self) -> InspectionData:
        return replace(
            self,
            subject=nfc(self.subject),
            unplanned_because=nfc(self.unplanned_because),
        )


def inspection_faults(data: InspectionData, *, year: int | None) -> list[Fault]:
    """``year``: of the plan it stands in; none of one that is outside every plan."""
    found = _needed(data.subject, "subject", _("Ghi nội dung kiểm tra."), LONGEST_LINE)
    found += _order(data.planned_from, data.planned_until, "planned_until")
    if year is None:
        found += _needed(
            data.unplanned_because,
            "unplanned_because",
            _("Kiểm tra đột xuất thì ghi lý do."),
            LONGEST_REASON,
        )
    elif data.unplanned_because:
        words = _("Cuộc trong kế hoạch thì không ghi lý do đột xuất.")
        found.append(Fault(words, "unplanned_because"))
    elif {data.planned_from.year, data.planned_until.year} != {year}:
        words = _("Thời gian phải trong năm %(year)s của kế hoạch.")
        found.append(Fault(words, "planned_from", {"year": str(year)}))
    return found


@dataclass(frozen=True)
class DecisionData:
    """What the decision says: the period looked at, the days, the questions asked."""

    period_from: date
    period_until: date
    starts_on: date
    ends_on: date
    visit_days: tuple[date, ...] = ()
    report_due_on: date | None = None
    report_wanted: str = ""


def decision_faults(
    data: DecisionData, *, decided_on: date | None, days: WorkCalendar
) -> list[Fault]:
    found = _order(data.period_from, data.period_until, "period_until")
    found += _order(data.starts_on, data.ends_on, "ends_on")
    if decided_on is not None and data.starts_on < decided_on:
        words = _("Bắt đầu trước ngày %(day)s của quyết định.")
        found.append(Fault(words, "starts_on", {"day": _day(decided_on)}))
    for day in data.visit_days:
        if not data.starts_on <= day <= data.ends_on:
            words = _("Ngày %(day)s nằm ngoài thời gian kiểm tra.")
            found.append(Fault(words, "visit_days", {"day": _day(day)}))
        elif not days.is_working(day):
            words = _("Ngày %(day)s là ngày nghỉ.")
            found.append(Fault(words, "visit_days", {"day": _day(day)}))
    if len(set(data.visit_days)) < len(data.visit_days):
        found.append(Fault(_("Một ngày được ghi hai lần."), "visit_days"))
    if (data.report_due_on is None) != (not data.report_wanted):
        words = _("Yêu cầu báo cáo thì ghi cả nội dung và hạn nộp.")
        found.append(Fault(words, "report_wanted"))
    if data.report_due_on and decided_on and data.report_due_on < decided_on:
        words = _("Hạn nộp trước ngày %(day)s của quyết định.")
        found.append(Fault(words, "report_due_on", {"day": _day(decided_on)}))
    return found


@dataclass(frozen=True)
class FindingData:
    """What was seen, against which criterion, and what that comes to."""

    seen: str
    criterion: str = ""
    clause: str = ""
    verdict: str = ""
    question: int | None = None

    def tidied(self) -> FindingData:
        return replace(
            self,
            seen=clean(self.seen),
            criterion=nfc(self.criterion),
            clause=nfc(self.clause),
        )


def finding_faults(data: FindingData, *, questions: int) -> list[Fault]:
    found = _needed(data.seen, "seen", _("Ghi điều đã thấy."), LONGEST_TEXT)
    found += _short(data.criterion, "criterion", LONGEST_LINE)
    found += _short(data.clause, "clause", LONGEST_LINE)
    broken = data.verdict in (Verdict.PARTLY, Verdict.NOT)
    if broken and not (data.criterion and data.clause):
        words = _("Không đạt thì ghi quy định nào, điều khoản nào.")
        found.append(Fault(words, "criterion" if not data.criterion else "clause"))
    if data.question is not None and not 1 <= data.question <= questions:
        found.append(Fault(_("Không có câu hỏi này."), "question"))
    return found


@dataclass(frozen=True)
class RecommendationData:
    """Who does what by when; checked again on the day of the conclusion."""

    text: str
    desk_id: UUID | None
    deadline: date | None

    def tidied(self) -> RecommendationData:
        return replace(self, text=clean(self.text))


def recommendation_faults(data: RecommendationData, *, since: date) -> list[Fault]:
    """``since``: the day before which nothing can be due."""
    missing = _("Ghi kiến nghị.")
    found = _needed(data.text, "text", missing, LONGEST_RECOMMENDED)
    if data.desk_id is None:
        found.append(Fault(_("Kiến nghị chưa có nơi thực hiện."), "desk_id"))
    if data.deadline is None:
        found.append(Fault(_("Kiến nghị chưa có hạn."), "deadline"))
    elif data.deadline < since:
        words = _("Hạn %(day)s trước ngày kết luận %(since)s.")
        named = {"day": _day(data.deadline), "since": _day(since)}
        found.append(Fault(words, "deadline", named))
    elif data.deadline > LATEST:
        found.append(Fault(_("Hạn quá xa."), "deadline"))
    return found


class Asked(NamedTuple):
    """One question of a list, and the clause it comes from."""

    text: str
    clause: str = ""


def questions_of(lines: str) -> list[Asked]:
    """A question a line, its clause after a vertical bar."""
    found = []
    for line in clean(lines).splitlines():
        text, _bar, clause = line.partition("|")
        if nfc(text):
            found.append(Asked(nfc(text), nfc(clause)))
    return found


def question_faults(questions: Sequence[Asked]) -> list[Fault]:
    found = []
    if not questions:
        found.append(Fault(_("Bảng chưa có câu hỏi nào."), "questions"))
    if len(questions) > MOST_QUESTIONS:
        words = _("Bảng có quá %(most)s câu hỏi.")
        found.append(Fault(words, "questions", {"most": str(MOST_QUESTIONS)}))
    if any(len(text) > LONGEST_LINE for one in questions for text in one):
        words = _("Có câu dài quá %(most)s ký tự.")
        found.append(Fault(words, "questions", {"most": str(LONGEST_LINE)}))
    return found


def _needed(text: str, field: str, missing: str, most: int) -> list[Fault]:
    return _short(text, field, most) if text else [Fault(missing, field)]


def _short(text: str, field: str, most: int) -> list[Fault]:
    if len(text) <= most:
        return []
    return [Fault(_("Nội dung dài quá %(most)s ký tự."), field, {"most": str(most)})]


def _order(first: date, last: date, field: str) -> list[Fault]:
    if last < first:
        return [Fault(_("Ngày kết thúc trước ngày bắt đầu."), field)]
    if first < EARLIEST or last > LATEST:
        return [Fault(_("Ngày này quá xa."), field)]
    return []


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
