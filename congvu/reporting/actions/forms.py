"""Forms made and changed. What a round asked stays; a change makes a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.duties.access import reach_of
from congvu.duties.queries import visible_duties
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyKind
from congvu.reporting.access import makes_forms
from congvu.reporting.actions.asking import (
    fault_reasons,
    locked_form,
    not_yours,
    refuse_marked,
    runs_reasons,
)
from congvu.reporting.models import FormRecipient, FormVersion, ReportForm
from congvu.reporting.queries import offered
from congvu.reporting.rules import (
    FormData,
    Question,
    data_faults,
    form_faults,
    next_key,
    question_faults,
    questions_of,
    report_period,
)

_FIELDS = (
    *("name", "basis", "note", "rhythm", "closing_day"),
    *("due_days", "lead_days", "begins_itself", "duty_id"),
)


def make_form(
    *, data: FormData, by: Seat, at: datetime, questions: Sequence[Question] = ()
) -> ReportForm:
    """A new form; it is sent when it asks something."""
    data = data.tidied()
    refuse_marked(texts=_texts(data, questions), by=by, at=at)
    return _make(data, questions, by, at)


@transaction.atomic
def _make(
    data: FormData, questions: Sequence[Question], by: Seat, at: datetime
) -> ReportForm:
    on = local_date(at)
    reasons = [] if makes_forms(by) else [not_yours()]
    reasons += _reasons(data, by, on)
    if questions:
        reasons += fault_reasons(form_faults(questions))
    if reasons:
        raise Refused(reasons)
    form = ReportForm(
        agency_id=by.agency_id,
        unit_id=by.unit_id,
        unit_name=by.unit_name[:200],
        made_at=at,
        made_by=by.person_name,
        made_by_post=by.acts_as,
    )
    _fill(form, data, on)
    form.save(force_insert=True)
    _write_recipients(form, data, on)
    FormVersion.objects.create(
        form=form,
        number=1,
        questions=[q.as_json() for q in questions],
        changed_at=at,
        changed_by=by.person_name,
    )
    told = {"rhythm": data.rhythm, "version": 1}
    record("reporting.form-made", by=by.actor, at=at, on=form, data=told)
    return form


def change_form(*, form_id: UUID, data: FormData, by: Seat, at: datetime) -> ReportForm:
    """Everything but its questions; rounds that were sent stay as they were sent."""
    data = data.tidied()
    refuse_marked(texts=_texts(data, ()), by=by, at=at)
    return _change(form_id, data, by, at)


@transaction.atomic
def _change(form_id: UUID, data: FormData, by: Seat, at: datetime) -> ReportForm:
    form, on = locked_form(form_id, by), local_date(at)
    reasons = runs_reasons(by, form) + _reasons(data, by, on, was=form)
    if form.rhythm != data.rhythm and form.rounds.exists():
        words = _("Biểu mẫu đã gửi thì không đổi chu kỳ; lập biểu mẫu khác.")
        reasons.append(Reason(words, "rhythm"))
    if reasons:
        raise Refused(reasons)
    _fill(form, data, on)
    form.save()
    form.recipients.all().delete()
    _write_recipients(form, data, on)
    record("reporting.form-changed", by=by.actor, at=at, on=form)
    return form


def _texts(data: FormData, questions: Sequence[Question]) -> list[str]:
    return [data.name, data.basis, data.note, *(_said(q) for q in questions)]


def _said(question: Question) -> str:
    names = (c.name for c in question.columns)
    return "\n".join([question.label, question.help, *question.options, *names])


def _fill(form: ReportForm, data: FormData, on: date) -> None:
    begins = data.begins_itself and not form.begins_itself
    for name in _FIELDS:
        setattr(form, name, getattr(data, name))
    if begins:
        form.starts_from = report_period(data.rhythm, on).start


def _reasons(
    data: FormData, by: Seat, on: date, *, was: ReportForm | None = None
) -> list[Reason]:
    reasons = fault_reasons(data_faults(data))
    known = offered(by.agency_id, on)
    if set(data.bodies) - set(known) or set(data.kinds) - set(AgencyKind.values):
        words = _("Có nơi không còn, hoặc cơ quan này không yêu cầu báo cáo được.")
        reasons.append(Reason(words, "bodies"))
    duty = data.duty_id if was is None or was.duty_id != data.duty_id else None
    if duty and not visible_duties(reach_of(by)).filter(pk=duty).exists():
        reasons.append(Reason(_("Không tìm thấy nhiệm vụ này."), "duty"))
    return reasons


def _write_recipients(form: ReportForm, data: FormData, on: date) -> None:
    units = {pk for pk, body in offered(form.agency_id, on).items() if body.is_unit}
    rows = [FormRecipient(form=form, kind=kind) for kind in data.kinds]
    rows += [
        FormRecipient(form=form, unit_id=body)
        if body in units
        else FormRecipient(form=form, agency_id=body)
        for body in data.bodies
    ]
    FormRecipient.objects.bulk_create(rows)


# -- its questions, one at a time: of two people at once nobody undoes the other


def put_question(
    *, form_id: UUID, question: Question, by: Seat, at: datetime
) -> FormVersion:
    """The question of that key anew; without a key another one at the end."""
    refuse_marked(texts=[_said(question)], by=by, at=at)
    return _put(form_id, question, by, at)


@transaction.atomic
def _put(form_id: UUID, question: Question, by: Seat, at: datetime) -> FormVersion:
    form = locked_form(form_id, by)
    questions, ever = _questions(form)
    if not question.key:
        question = replace(question, key=next_key(questions, ever))
    elif question.key not in {q.key for q in questions}:
        raise Refused([_("Câu hỏi này không còn trong biểu mẫu.")])
    others = [q for q in questions if q.key != question.key]
    old = next((q for q in questions if q.key == question.key), None)
    reasons = runs_reasons(by, form)
    reasons += fault_reasons(question_faults(question, others))
    if old is not None and old.kind != question.kind and form.rounds.exists():
        words = _("Câu hỏi đã gửi thì không đổi loại; bỏ câu này và thêm câu khác.")
        reasons.append(Reason(words, "kind"))
    if reasons:
        raise Refused(reasons)
    put = [question if q.key == question.key else q for q in questions]
    if old is None:
        put.append(question)
    reasons = fault_reasons(form_faults(put))
    if reasons:
        raise Refused(reasons)
    return _write("reporting.question-put", form, put, question.key, by, at)


@transaction.atomic
def drop_question(*, form_id: UUID, key: str, by: Seat, at: datetime) -> FormVersion:
    form = locked_form(form_id, by)
    questions, _ever = _questions(form)
    reasons = runs_reasons(by, form)
    pointing = [q.label for q in questions if key in (*q.sums, q.part, q.whole)]
    if pointing:
        words = _("Câu này còn được tính trong: %(labels)s.")
        reasons.append(Reason(words % {"labels": "; ".join(pointing)}))
    if reasons:
        raise Refused(reasons)
    left = [q for q in questions if q.key != key]
    return _write("reporting.question-dropped", form, left, key, by, at)


@transaction.atomic
def move_question(
    *, form_id: UUID, key: str, up: bool, by: Seat, at: datetime
) -> FormVersion:
    form = locked_form(form_id, by)
    questions, _ever = _questions(form)
    reasons = runs_reasons(by, form)
    place = next((n for n, q in enumerate(questions) if q.key == key), None)
    if place is None:
        reasons.append(Reason(_("Câu hỏi này không còn trong biểu mẫu.")))
    if reasons or place is None:
        raise Refused(reasons)
    to = place - 1 if up else place + 1
    if 0 <= to < len(questions):
        questions[place], questions[to] = questions[to], questions[place]
    return _write("reporting.question-moved", form, questions, key, by, at)


def _questions(form: ReportForm) -> tuple[list[Question], list[str]]:
    """What it asks now, and every key it ever gave."""
    versions = list(form.versions.order_by("number"))
    ever = [one["key"] for version in versions for one in version.questions]
    return list(questions_of(versions[-1].questions)), ever


def _write(
    event: str,
    form: ReportForm,
    questions: Sequence[Question],
    key: str,
    by: Seat,
    at: datetime,
) -> FormVersion:
    """The newest version, or the one after it where a round asked that."""
    version = form.versions.order_by("-number")[0]
    if version.rounds.exists():
        version = FormVersion(form=form, number=version.number + 1)
    version.questions = [q.as_json() for q in questions]
    version.changed_at, version.changed_by = at, by.person_name
    version.save()
    told = {"version": version.number, "key": key}
    record(event, by=by.actor, at=at, on=form, data=told)
    return version
