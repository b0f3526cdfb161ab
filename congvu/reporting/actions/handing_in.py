"""A return approved and handed in, judged by who asked: accepted, or sent back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.reporting.access import hands_in
from congvu.reporting.actions.asking import (
    length_reasons,
    locked_return,
    not_yours,
    note,
    refuse_marked,
    runs_reasons,
    said_reasons,
    state_reasons,
)
from congvu.reporting.models import ReportReturn, Submission
from congvu.reporting.queries import told_of, values_before
from congvu.reporting.rules import (
    LONGEST_NOTE,
    OPEN,
    AnswerFault,
    Question,
    ReturnState,
    judge,
    questions_of,
)


def submit(
    *, return_id: UUID, seen: int, by: Seat, at: datetime, text: str = ""
) -> Submission:
    """Approved by who leads: what stands there now is frozen with its digest. Faults
    forbid it; of warnings something has to be said.
    """
    refuse_marked(texts=[text], by=by, at=at)
    return _submit(return_id, seen, text, by, at)


@transaction.atomic
def _submit(
    return_id: UUID, seen: int, text: str, by: Seat, at: datetime
) -> Submission:
    report = locked_return(return_id, by)
    reasons = [] if hands_in(by, report) else [not_yours()]
    reasons += state_reasons(report, *sorted(OPEN))
    if report.revision != seen:
        words = _("Số liệu đã thay đổi sau khi bạn xem (%(who)s). Xem lại rồi nộp.")
        reasons.append(Reason(words % {"who": report.saved_by}))
    questions = questions_of(report.round.version.questions)
    judged = judge(questions, report.answers, values_before(report))
    reasons += [Reason(told(questions, fault)) for fault in judged.faults]
    if judged.warnings and not nfc(text).strip():
        words = _("Có số liệu cần giải trình: ghi lý do ở ô Giải trình.")
        reasons.append(Reason(words, "text"))
    reasons += length_reasons(text, "text", LONGEST_NOTE)
    if reasons:
        raise Refused(reasons)
    made = _freeze(report, questions, judged.warnings, text, by, at)
    report.state = ReturnState.SUBMITTED
    report.handed_in_on = report.handed_in_on or local_date(at)
    report.save(update_fields=["state", "handed_in_on"])
    detail = {
        "number": made.number,
        "digest": made.digest,
        "warnings": len(judged.warnings),
    }
    said = made.note
    note("reporting.submitted", report=report, by=by, at=at, text=said, detail=detail)
    notify(
        "reporting.submitted",
        to=[report.round.form.unit_id],
        target_id=report.pk,
        at=at,
        actor=by.person_name,
    )
    return made


def told(questions: Sequence[Question], fault: AnswerFault) -> str:
    """A fault with its question, and the row of a small table."""
    labels = {q.key: q.label for q in questions}
    words = _(fault.words) % fault.named
    if fault.row is not None:
        words = _("dòng %(row)s: %(words)s") % {"row": fault.row + 1, "words": words}
    return f"{labels.get(fault.key, fault.key)}: {words}"


def _freeze(
    report: ReportReturn,
    questions: Sequence[Question],
    warnings: Sequence[AnswerFault],
    text: str,
    by: Seat,
    at: datetime,
) -> Submission:
    number = report.submissions.count() + 1
    return Submission.objects.create(
        report=report,
        number=number,
        answers=report.answers,
        warnings=[told(questions, one) for one in warnings],
        note=nfc(text).strip(),
        digest=digest_of(report, number),
        at=at,
        handed_in_by=by.person_name,
        handed_in_by_post=by.acts_as,
        post_id=by.post_id,
    )


def digest_of(report: ReportReturn, number: int) -> str:
    """Of what was handed in, by whom, to which questions; anybody can work it out."""
    frozen = {
        "answers": report.answers,
        "agency": str(report.given_agency_id),
        "number": number,
        "questions": report.round.version.questions,
        "round": str(report.round_id),
    }
    if report.given_unit_id is not None:
        frozen["unit"] = str(report.given_unit_id)
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def accept(*, return_id: UUID, by: Seat, at: datetime, text: str = "") -> ReportReturn:
    """As handed in; it stays so whatever becomes of the body."""
    refuse_marked(texts=[text], by=by, at=at)
    with transaction.atomic():
        report = locked_return(return_id, by)
        reasons = runs_reasons(by, report.round.form) + length_reasons(text, "text")
        reasons += state_reasons(report, ReturnState.SUBMITTED)
        if reasons:
            raise Refused(reasons)
        report.state = ReturnState.ACCEPTED
        report.save(update_fields=["state"])
        said = nfc(text).strip()
        note("reporting.accepted", report=report, by=by, at=at, text=said)
        _tell("reporting.accepted", report, by, at)
        return report


def ask_correction(
    *, return_id: UUID, reason: str, by: Seat, at: datetime
) -> ReportReturn:
    """Sent back with words; until it comes again it is in no sum."""
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        report = locked_return(return_id, by)
        reasons = runs_reasons(by, report.round.form) + said_reasons(reason, "reason")
        reasons += state_reasons(report, ReturnState.SUBMITTED, ReturnState.ACCEPTED)
        if reasons:
            raise Refused(reasons)
        report.state = ReturnState.TO_CORRECT
        report.presented_at, report.presented_by = None, ""
        report.save(update_fields=["state", "presented_at", "presented_by"])
        said = nfc(reason).strip()
        note("reporting.correction-asked", report=report, by=by, at=at, text=said)
        _tell("reporting.correction-asked", report, by, at)
        return report


def _tell(kind: str, report: ReportReturn, by: Seat, at: datetime) -> None:
    desks = told_of([report], local_date(at))[report.pk]
    notify(kind, to=desks - by.desks, target_id=report.pk, at=at, actor=by.person_name)
