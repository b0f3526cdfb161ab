"""The office's steps with a question, from its classification to its answer."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on
from congvu.organisations.rules import members_of
from congvu.portal.access.questions import units_offered
from congvu.portal.actions.asking import (
    ask_step_reasons,
    board_desks,
    locked_question,
    note,
    refuse_marked_words,
    said,
    show,
    tell,
    write_to_asker,
)
from congvu.portal.actions.sending import reasons_of
from congvu.portal.models import PublicQuestion
from congvu.portal.rules.questions import (
    LONGEST_ANSWER,
    LONGEST_REASON,
    AskKind,
    AskStep,
    Field,
    QuestionState,
    limit_of,
    promise_faults,
)


def forward_question(
    *,
    question_id: UUID,
    kind: str,
    field: str,
    to_id: UUID | None,
    text: str = "",
    by: Seat,
    at: datetime,
) -> PublicQuestion:
    """Classified and given to a unit of one's own, or to another body's board."""
    refuse_marked_words(texts=[text], by=by, at=at)
    return _forward(question_id, kind, field, to_id, text, by, at)


@transaction.atomic
def _forward(
    question_id: UUID,
    kind: str,
    field: str,
    to_id: UUID | None,
    text: str,
    by: Seat,
    at: datetime,
) -> PublicQuestion:
    found, on = locked_question(question_id, by), local_date(at)
    reasons = ask_step_reasons(found, AskStep.FORWARD, by)
    if field not in set(Field):
        reasons.append(Reason(_("Chọn lĩnh vực."), "field"))
    if kind not in set(AskKind):
        reasons.append(Reason(_("Chọn một mục."), "kind"))
    units = dict(units_offered(by, on))
    other = None
    if to_id is None:
        reasons.append(Reason(_("Chọn nơi trả lời."), "to"))
    elif to_id not in units:
        other = agency_on(to_id, on) if to_id != by.agency_id else None
        if other is None:
            reasons.append(Reason(_("Không tìm thấy nơi trả lời này."), "to"))
    if to_id is not None and found.unit_id == to_id:
        reasons.append(Reason(_("Câu hỏi đang ở đơn vị này."), "to"))
    if len(clean(text)) > LONGEST_REASON:
        reasons.append(Reason(_("Lời chuyển quá dài."), "text"))
    if reasons or to_id is None:
        raise Refused(reasons)
    found.kind, found.field = kind, field
    if other is not None:
        found.agency_id, found.agency_name = other.id, other.name[:200]
        found.unit_id, found.unit_name = None, ""
        found.state, name = QuestionState.NEW, other.name
    else:
        found.unit_id, found.unit_name = to_id, units[to_id][:200]
        found.state, name = QuestionState.FORWARDED, units[to_id]
    found.save()
    found = _again(found)
    note(
        "portal.question-forwarded",
        on=found,
        by=by,
        at=at,
        text=f"{name}. {clean(text)}".strip(". ") if text else name,
        data={"to": name, "field": field, "due_on": str(found.due_on)},
    )
    show(found)
    _tell_forwarded(found, by, at)
    return found


def _again(found: PublicQuestion) -> PublicQuestion:
    """The same row with the agency that has it now."""
    return PublicQuestion.objects.select_related("agency", "contact").get(pk=found.pk)


def _tell_forwarded(found: PublicQuestion, by: Seat, at: datetime) -> None:
    if found.unit_id is None:
        desks = board_desks(found.agency_id, local_date(at))
        tell("portal.asked", found, desks, at, actor=by)
    else:
        to = {found.unit_id, members_of(found.unit_id)}
        tell("portal.to-answer", found, to, at, actor=by, way="forwarded")


_CLOSED = {
    AskStep.BEYOND: QuestionState.BEYOND,
    AskStep.ELSEWHERE: QuestionState.ELSEWHERE,
    AskStep.REFUSE: QuestionState.REFUSED,
}
_MISSING = {
    AskStep.BEYOND: gettext_noop("Ghi cơ quan có thẩm quyền để người hỏi biết."),
    AskStep.ELSEWHERE: gettext_noop("Ghi nơi nhận đơn để người gửi biết."),
    AskStep.REFUSE: gettext_noop("Ghi lý do để người gửi biết."),
}


def close_question(
    *, question_id: UUID, step: AskStep, text: str, by: Seat, at: datetime
) -> PublicQuestion:
    """Not answered here: beyond the competence, under a law of its own, or nothing."""
    refuse_marked_words(texts=[text], by=by, at=at)
    return _close(question_id, step, text, by, at)


@transaction.atomic
def _close(
    question_id: UUID, step: AskStep, text: str, by: Seat, at: datetime
) -> PublicQuestion:
    found = locked_question(question_id, by)
    reasons = ask_step_reasons(found, step, by)
    reasons += said(text, "text", _(_MISSING[step]), LONGEST_REASON)
    if reasons:
        raise Refused(reasons)
    found.state, found.ended_at = _CLOSED[step], at
    found.ended_because = clean(text)
    found.save()
    note(
        "portal.question-closed",
        on=found,
        by=by,
        at=at,
        text=text,
        data={"state": found.state},
    )
    show(found)
    write_to_asker(found, "over", at)
    return found


def promise_answer(
    *,
    question_id: UUID,
    promised_on: date | None,
    reason: str,
    by: Seat,
    at: datetime,
) -> PublicQuestion:
    """The asker is told the day and why; before the last day is over."""
    refuse_marked_words(texts=[reason], by=by, at=at)
    return _promise(question_id, promised_on, reason, by, at)


@transaction.atomic
def _promise(
    question_id: UUID,
    promised_on: date | None,
    reason: str,
    by: Seat,
    at: datetime,
) -> PublicQuestion:
    found, today = locked_question(question_id, by), local_date(at)
    reasons = ask_step_reasons(found, AskStep.PROMISE, by)
    limit = limit_of(found.due_on, found.promised_on) or today
    faults = promise_faults(promised_on, clean(reason), limit=limit, today=today)
    reasons += reasons_of(faults)
    if reasons:
        raise Refused(reasons)
    found.promised_on, found.promise_reason = promised_on, clean(reason)
    found.save()
    note(
        "portal.question-promised",
        on=found,
        by=by,
        at=at,
        text=f"{promised_on:%d/%m/%Y}. {clean(reason)}",
        data={"due_on": str(promised_on)},
    )
    show(found)
    write_to_asker(found, f"promised:{promised_on}", at)
    return found


def draft_answer(
    *, question_id: UUID, text: str, by: Seat, at: datetime
) -> PublicQuestion:
    """The unit's words; who approves judges them."""
    refuse_marked_words(texts=[text], by=by, at=at)
    return _draft(question_id, text, by, at)


@transaction.atomic
def _draft(question_id: UUID, text: str, by: Seat, at: datetime) -> PublicQuestion:
    found = locked_question(question_id, by)
    reasons = ask_step_reasons(found, AskStep.ANSWER, by)
    reasons += said(text, "text", _("Ghi trả lời."), LONGEST_ANSWER)
    if reasons:
        raise Refused(reasons)
    found.answer, found.answered_by = clean(text), by.person_name
    found.writer_id, found.state = by.person_id, QuestionState.CHECKING
    found.save()
    note("portal.question-drafted", on=found, by=by, at=at)
    show(found)
    desks = board_desks(found.agency_id, local_date(at))
    tell("portal.to-check", found, desks, at, actor=by)
    return found


def return_answer(
    *, question_id: UUID, text: str, by: Seat, at: datetime
) -> PublicQuestion:
    """Back to the unit, with what is to be written otherwise."""
    refuse_marked_words(texts=[text], by=by, at=at)
    return _return(question_id, text, by, at)


@transaction.atomic
def _return(question_id: UUID, text: str, by: Seat, at: datetime) -> PublicQuestion:
    found = locked_question(question_id, by)
    reasons = ask_step_reasons(found, AskStep.RETURN, by)
    reasons += said(text, "text", _("Ghi điều cần viết lại."), LONGEST_REASON)
    if reasons:
        raise Refused(reasons)
    found.state = QuestionState.FORWARDED
    found.save()
    note("portal.question-returned", on=found, by=by, at=at, text=text)
    show(found)
    if found.unit_id is not None:
        to = {found.unit_id, members_of(found.unit_id)}
        tell("portal.to-answer", found, to, at, actor=by, way="returned")
    return found


@transaction.atomic
def approve_answer(*, question_id: UUID, by: Seat, at: datetime) -> PublicQuestion:
    """It goes to the asker as it stands; whether all may read it is asked apart."""
    found = locked_question(question_id, by)
    reasons = ask_step_reasons(found, AskStep.APPROVE, by)
    if reasons:
        raise Refused(reasons)
    found.state, found.ended_at = QuestionState.ANSWERED, at
    found.approved_by = by.person_name
    found.save()
    note(
        "portal.question-answered",
        on=found,
        by=by,
        at=at,
        data={"due_on": str(limit_of(found.due_on, found.promised_on))},
    )
    show(found)
    write_to_asker(found, "over", at)
    return found
