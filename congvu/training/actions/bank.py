"""The bank of questions of a course: put in one by one or by a file, taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.access import keeps_course
from congvu.training.actions.saying import line, refuse_marked
from congvu.training.formats.gift import read_gift
from congvu.training.models import BankQuestion, Course
from congvu.training.queries.papers import bank_of
from congvu.training.rules.questions import (
    LONGEST_TOPIC,
    MOST_IN_BANK,
    Asked,
    faults,
    tidied,
)


@dataclass(frozen=True)
class BankLine:
    """What becomes of one question of a file: put in, or ``why`` not."""

    line: int
    stem: str
    topic: str
    why: str = ""


def _texts(asked: Asked) -> list[str]:
    return [asked.stem, *asked.choices, *asked.prompts, *asked.accepted]


def add_question(
    *, course_id: UUID, topic: str, asked: Asked, by: Seat, at: datetime
) -> BankQuestion:
    asked = tidied(asked)
    refuse_marked(texts=[topic, *_texts(asked)], by=by, at=at)
    with transaction.atomic():
        course, topic = _locked(course_id, by), line(topic)
        reasons = [Reason(_(words), field) for field, words in faults(asked)]
        reasons += _topic_reasons(topic)
        known = bank_of(course)
        if known.filter(stem=asked.stem).exists():
            reasons.append(Reason(_("Ngân hàng đã có câu hỏi này."), "stem"))
        if known.count() >= MOST_IN_BANK:
            reasons.append(Reason(_("Ngân hàng đã đủ 5.000 câu hỏi.")))
        if reasons:
            raise Refused(reasons)
        made = _row(course, topic, asked, by, at)
        made.save(force_insert=True)
        _note("training.question-added", course, by=by, at=at, questions=1)
        return made


def _locked(course_id: UUID, by: Seat) -> Course:
    found = Course.objects.select_for_update().filter(pk=course_id).first()
    if found is None or not keeps_course(by, found):
        raise Refused([Reason(_("Khóa học này không phải của cơ quan."))])
    return found


def _topic_reasons(topic: str) -> list[Reason]:
    if not topic:
        return [Reason(_("Ghi chủ đề."), "topic")]
    if len(topic) > LONGEST_TOPIC:
        return [Reason(_("Chủ đề dài nhất 120 ký tự."), "topic")]
    return []


def _row(
    course: Course, topic: str, asked: Asked, by: Seat, at: datetime
) -> BankQuestion:
    return BankQuestion(
        course=course,
        topic=topic,
        kind=asked.kind,
        stem=asked.stem,
        choices=list(asked.choices),
        prompts=list(asked.prompts),
        accepted=list(asked.accepted),
        key=list(asked.key),
        points=asked.points,
        made_at=at,
        made_by=by.person_name,
    )


def import_questions(
    *, course_id: UUID, topic: str, text: str, is_trial: bool, by: Seat, at: datetime
) -> list[BankLine]:
    """Of a GIFT file; ``topic`` for what stands in no category. A trial changes
    nothing; both tell of every question what becomes of it.
    """
    refuse_marked(texts=[topic, text], by=by, at=at)
    with transaction.atomic():
        course, topic = _locked(course_id, by), line(topic)
        reasons = _topic_reasons(topic)
        if not text.strip():
            reasons.append(Reason(_("Chọn tệp GIFT, hoặc dán nội dung."), "text"))
        if reasons:
            raise Refused(reasons)
        report, made = _sorted_out(course, topic, text, by, at)
        if not is_trial:
            if not made:
                raise Refused([Reason(_("Không có câu hỏi nào nhập được."), "text")])
            BankQuestion.objects.bulk_create(made)
            _note(
                "training.questions-imported", course, by=by, at=at, questions=len(made)
            )
        return report


def _sorted_out(
    course: Course, topic: str, text: str, by: Seat, at: datetime
) -> tuple[list[BankLine], list[BankQuestion]]:
    stems = bank_of(course).values_list("stem", flat=True)
    known, report, made = set(stems), list[BankLine](), list[BankQuestion]()
    for one in read_gift(text):
        own, why = (one.topic or topic)[:LONGEST_TOPIC], _(one.why) if one.why else ""
        if one.asked is None:
            report.append(BankLine(one.line, "", own, why))
            continue
        if one.asked.stem in known:
            why = _("Ngân hàng đã có câu hỏi này.")
        elif len(known) >= MOST_IN_BANK:
            why = _("Ngân hàng đã đủ 5.000 câu hỏi.")
        else:
            known.add(one.asked.stem)
            made.append(_row(course, own, one.asked, by, at))
        report.append(BankLine(one.line, one.asked.stem, own, why))
    return report, made


@transaction.atomic
def retire_question(*, question_id: UUID, by: Seat, at: datetime) -> BankQuestion:
    """On no new paper; papers that have it keep it. Twice is once."""
    rows = BankQuestion.objects.select_for_update(of=("self",))
    found = rows.select_related("course").filter(pk=question_id).first()
    if found is None or not keeps_course(by, found.course):
        raise Refused([Reason(_("Câu hỏi này không phải của cơ quan."))])
    if found.retired_at is None:
        found.retired_at = at
        found.save(update_fields=["retired_at"])
        _note("training.question-retired", found.course, by=by, at=at, questions=1)
    return found


def _note(event: str, course: Course, *, by: Seat, at: datetime, **data: Any) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=course,
        agency_id=course.agency_id,
        data={"course": course.name, **data},
    )


def topics_of(questions: Iterable[BankQuestion]) -> dict[str, list[UUID]]:
    """Topic → its questions."""
    found: dict[str, list[UUID]] = {}
    for one in questions:
        found.setdefault(one.topic, []).append(one.pk)
    return found
