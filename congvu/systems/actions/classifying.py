"""A level is found by the criteria of a day; a level approved earlier is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.actions.saying import (
    alive_reasons,
    keeps_reasons,
    length_reasons,
    locked_system,
    note,
    refuse_marked,
)
from congvu.systems.models import InformationSystem, LevelAssessment, SystemLevel
from congvu.systems.queries import FACTS, criteria_on, last_assessment
from congvu.systems.rules import (
    CHOICES,
    LEVELS,
    LONGEST_REASON,
    LONGEST_TEXT,
    MOST_SUBJECTS,
    NUMBERS,
    QUESTIONS,
    REVIEW_REASON_NAMES,
    YES_NO,
    Answer,
    Verdict,
    judge,
    level_taken,
    missing,
)


@dataclass(frozen=True)
class AssessmentData:
    """Every question answered; ``proposed`` only where the risk asks for more."""

    answers: Mapping[str, Answer]
    on: date | None
    reason: str
    note: str = ""
    proposed: int | None = None
    risk: str = ""


def classify_system(
    *, system_id: UUID, data: AssessmentData, by: Seat, at: datetime
) -> LevelAssessment:
    """By the criteria of ``on``; every one answered, the highest wins (Đ8.2)."""
    refuse_marked(texts=[data.note, data.risk], by=by, at=at)
    return _classify(system_id, data, by, at)


@transaction.atomic
def _classify(
    system_id: UUID, data: AssessmentData, by: Seat, at: datetime
) -> LevelAssessment:
    found, today = locked_system(system_id), local_date(at)
    on = data.on or today
    rules = criteria_on(on)
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    reasons += _day_reasons(found, on, today)
    if not rules:
        words = _("Ngày này chưa có tiêu chí xác định cấp độ.")
        reasons.append(Reason(words, "on"))
    reasons += [
        Reason(_("Chưa trả lời: %(asked)s") % {"asked": _(QUESTIONS[one])}, one)
        for one in missing(rules, data.answers)
    ]
    reasons += _answer_reasons(data.answers)
    verdict = judge(rules, data.answers)
    proposed = data.proposed or verdict.level
    text, risk = nfc(data.note).strip(), nfc(data.risk).strip()
    reasons += _risk_reasons(proposed, verdict, risk)
    reasons += length_reasons(text, "note", LONGEST_REASON)
    reasons += length_reasons(risk, "risk", LONGEST_TEXT)
    if data.reason not in set(REVIEW_REASON_NAMES):
        reasons.append(Reason(_("Chọn lý do xác định cấp độ."), "reason"))
    if reasons:
        raise Refused(reasons)
    made = LevelAssessment.objects.create(
        system=found,
        on=on,
        reason=data.reason,
        note=text,
        answers={name: data.answers.get(name) for name in FACTS},
        criteria=_kept(verdict),
        level=verdict.level,
        proposed=proposed,
        risk=risk,
        basis=_basis(verdict),
        at=at,
        by=by.person_name,
    )
    _take(found, data.answers, proposed)
    level_taken(found.pk, local_date(at))
    told = {"level": verdict.level, "proposed": proposed, "on": on.isoformat()}
    with override("vi"):
        words = _("Cấp độ %(level)s theo tiêu chí, đề xuất cấp độ %(proposed)s") % told
    note("systems.assessed", system=found, by=by, at=at, text=words, data=told)
    return made


def _take(
    found: InformationSystem, answers: Mapping[str, Answer], proposed: int
) -> None:
    """What a set does not ask keeps the answer it had."""
    for name in FACTS:
        if answers.get(name) not in {None, ""}:
            setattr(found, name, answers[name])
    found.assessed_level = proposed
    found.review_since, found.review_reason, found.review_note = None, "", ""
    found.save()


def _day_reasons(found: InformationSystem, on: date, today: date) -> list[Reason]:
    if on > today:
        return [Reason(_("Ngày xác định cấp độ chưa tới."), "on")]
    last = last_assessment(found)
    if last is not None and on < last.on:
        words = _("Đã xác định cấp độ theo quy định của ngày sau đó.")
        return [Reason(words, "on")]
    return []


def _answer_reasons(answers: Mapping[str, Answer]) -> list[Reason]:
    reasons = []
    for name, given in answers.items():
        if given in {None, ""} and not isinstance(given, bool):
            continue
        if name in NUMBERS:
            is_number = isinstance(given, int) and not isinstance(given, bool)
            good = is_number and 0 <= int(given or 0) <= MOST_SUBJECTS
        elif name in YES_NO:
            good = isinstance(given, bool)
        else:
            good = given in set(CHOICES.get(name, ()))
        if not good:
            reasons.append(Reason(_("Câu trả lời không đúng."), name))
    return reasons


def _risk_reasons(proposed: int, verdict: Verdict, risk: str) -> list[Reason]:
    if proposed not in LEVELS or proposed < verdict.level:
        words = _("Không đề xuất thấp hơn cấp độ theo tiêu chí: %(level)s.")
        return [Reason(words % {"level": verdict.level}, "proposed")]
    if proposed > verdict.level and not risk:
        words = _("Đề xuất cao hơn tiêu chí thì ghi rủi ro nào đòi hỏi.")
        return [Reason(words, "risk")]
    return []


def _kept(verdict: Verdict) -> list[dict[str, object]]:
    return [
        {
            "key": one.rule.key,
            "label": one.rule.label,
            "basis": one.rule.citation_on_record,
            "level": one.level,
            "holds": one.holds,
        }
        for one in verdict.criteria
    ]


def _basis(verdict: Verdict) -> str:
    """Which criteria decide; where none holds, the set itself."""
    deciding = [one.rule.citation_on_record for one in verdict.deciding]
    named = deciding or [one.rule.source_symbol for one in verdict.criteria[:1]]
    return "; ".join(dict.fromkeys(named))[:LONGEST_REASON]


@transaction.atomic
def record_level(
    *,
    system_id: UUID,
    level: int | None,
    on: date | None,
    basis: str,
    by: Seat,
    at: datetime,
) -> SystemLevel:
    """A level that was approved before the office had its dossier."""
    found, basis = locked_system(system_id), " ".join(nfc(basis).split())
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    if level not in LEVELS:
        reasons.append(Reason(_("Chọn cấp độ từ 1 đến 5."), "level"))
    if on is None or on > local_date(at):
        words = _("Ghi ngày phê duyệt, không sau hôm nay.")
        reasons.append(Reason(words, "on"))
    if not basis:
        reasons.append(Reason(_("Ghi quyết định phê duyệt."), "basis"))
    reasons += length_reasons(basis, "basis", LONGEST_REASON)
    if on is not None and found.level_on is not None and on <= found.level_on:
        words = _("Đã có cấp độ phê duyệt từ ngày đó hoặc sau đó.")
        reasons.append(Reason(words, "on"))
    if reasons or level is None or on is None:
        raise Refused(reasons)
    made = SystemLevel.objects.create(
        system=found, level=level, on=on, basis=basis, at=at, by=by.person_name
    )
    take_level(found, made)
    data = {"level": level, "on": on.isoformat(), "basis": basis}
    with override("vi"):
        words = _("Cấp độ %(level)s theo %(basis)s") % data
    note("systems.level-recorded", system=found, by=by, at=at, text=words, data=data)
    return made


def take_level(found: InformationSystem, made: SystemLevel) -> None:
    found.level, found.level_on, found.level_basis = made.level, made.on, made.basis
    found.save(update_fields=["level", "level_on", "level_basis"])
    level_taken(found.pk, local_date(made.at))
