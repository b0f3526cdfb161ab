"""A form sent for a period: by hand, or by itself when its day has come. Set-based."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.reporting.actions.asking import (
    fault_reasons,
    length_reasons,
    locked_form,
    locked_round,
    refuse_marked,
    runs_reasons,
    said_reasons,
)
from congvu.reporting.models import ReportForm, ReportReturn, ReportRound
from congvu.reporting.queries import (
    days_for,
    recipients_of,
    sendable,
    told_of,
)
from congvu.reporting.rules import (
    LONGEST_NOTE,
    Days,
    ReportPeriod,
    ReturnState,
    Rhythm,
    form_faults,
    questions_of,
    report_period,
)


def send_round(
    *,
    form_id: UUID,
    period_start: date,
    by: Seat,
    at: datetime,
    due_on: date | None = None,
    note: str = "",
) -> ReportRound:
    """To everybody the form names, as they are today. ``due_on``: another than the
    form's own days come to.
    """
    refuse_marked(texts=[note], by=by, at=at)
    return _send(form_id, period_start, due_on, note, by, at)


@transaction.atomic
def _send(
    form_id: UUID,
    period_start: date,
    due_on: date | None,
    note: str,
    by: Seat,
    at: datetime,
) -> ReportRound:
    form, on = locked_form(form_id, by), local_date(at)
    reasons = runs_reasons(by, form)
    period = next((p for p in sendable(form, on) if p.start == period_start), None)
    if period is None:
        words = _("Kỳ này không gửi được: đã gửi rồi, hoặc quá xa hôm nay.")
        reasons.append(Reason(words, "period"))
    if due_on is not None and due_on < on:
        reasons.append(Reason(_("Hạn nộp đã qua."), "due_on"))
    reasons += length_reasons(note, "note", LONGEST_NOTE)
    reasons += _form_reasons(form, on)
    if reasons or period is None:
        raise Refused(reasons)
    days, closes_by = days_for(form, period)
    found = _round(form, period, days, closes_by, at)
    found.due_on = due_on or max(days.due_on, on)
    found.note = nfc(note).strip()
    found.sent_by, found.sent_by_post = by.person_name, by.acts_as
    _begin(found, by.actor, at, frozenset(by.desks))
    return found


def _form_reasons(form: ReportForm, on: date) -> list[Reason]:
    version = form.versions.order_by("-number")[0]
    reasons = fault_reasons(form_faults(questions_of(version.questions)))
    if not recipients_of(form, on):
        reasons.append(Reason(_("Hôm nay không còn nơi nào phải báo cáo."), "bodies"))
    return reasons


def _round(
    form: ReportForm, period: ReportPeriod, days: Days, closes_by: str, at: datetime
) -> ReportRound:
    return ReportRound(
        form=form,
        version=form.versions.order_by("-number")[0],
        period_start=period.start,
        counts_from=days.counts_from,
        closes_on=days.closes_on,
        closes_by=closes_by,
        due_on=days.due_on,
        sent_at=at,
    )


def _begin(found: ReportRound, by: Actor, at: datetime, own: frozenset[UUID]) -> None:
    """The round, a return each, a notice each; the same few statements for any number.
    What the unique key refuses was begun by another a moment ago.
    """
    on = local_date(at)
    bodies = recipients_of(found.form, on)
    found.save(force_insert=True)
    rows = [
        ReportReturn(
            round=found,
            agency_id=found.form.agency_id if body.is_unit else body.id,
            given_agency_id=found.form.agency_id if body.is_unit else body.id,
            unit_id=body.id if body.is_unit else None,
            given_unit_id=body.id if body.is_unit else None,
            name=body.name[:200],
            state=ReturnState.NOT_OPENED,
        )
        for body in bodies
    ]
    ReportReturn.objects.bulk_create(rows, batch_size=1000)
    told = told_of(rows, on)
    notify_each(
        "reporting.asked",
        to=[(desk, row.pk, {}) for row in rows for desk in sorted(told[row.pk] - own)],
        at=at,
        actor=found.sent_by,
    )
    data = {
        "bodies": len(rows),
        "period": found.period_start.isoformat(),
        "due_on": found.due_on.isoformat(),
    }
    record(
        "reporting.sent",
        by=by,
        at=at,
        on=found,
        agency_id=found.form.agency_id,
        data=data,
    )


def begin_rounds(*, at: datetime) -> int:
    """Every recurring form whose day has come, each period once; how many were sent.

    What was missed while no worker ran begins late, as long as it is not past its
    period's own days. A form that cannot be sent is left for its people.
    """
    on, sent = local_date(at), 0
    for form_id in (
        ReportForm.objects.filter(begins_itself=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        sent += _begin_form(form_id, on, at)
    return sent


@transaction.atomic
def _begin_form(form_id: UUID, on: date, at: datetime) -> int:
    form = ReportForm.objects.select_for_update(of=("self",)).get(pk=form_id)
    if not form.begins_itself or form.starts_from is None or _form_reasons(form, on):
        return 0
    now, sent = report_period(Rhythm(form.rhythm), on), 0
    for period in (now.moved(-1), now):
        days, closes_by = days_for(form, period)
        if period.start < form.starts_from or not days.begins_on <= on <= days.due_on:
            continue
        if form.rounds.filter(period_start=period.start).exists():
            continue
        found = _round(form, period, days, closes_by, at)
        found.sent_by = _("Tự động theo chu kỳ")
        _begin(found, SYSTEM, at, frozenset())
        sent += 1
    return sent


def withdraw_round(
    *, round_id: UUID, reason: str, by: Seat, at: datetime
) -> ReportRound:
    """Sent by mistake: nobody has to answer; what was typed stays to be read."""
    refuse_marked(texts=[reason], by=by, at=at)
    return _withdraw(round_id, reason, by, at)


@transaction.atomic
def _withdraw(round_id: UUID, reason: str, by: Seat, at: datetime) -> ReportRound:
    found, on = locked_round(round_id, by), local_date(at)
    reasons = runs_reasons(by, found.form) + said_reasons(reason, "reason")
    if found.withdrawn_at is not None:
        reasons.append(Reason(_("Kỳ báo cáo này đã được rút.")))
    if found.returns.filter(state=ReturnState.ACCEPTED).exists():
        words = _("Đã có báo cáo được chấp nhận nên không rút được.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    found.withdrawn_at, found.withdrawn_because = at, nfc(reason).strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_because"])
    rows = list(found.returns.only("agency", "unit_id"))
    told = told_of(rows, on)
    notify_each(
        "reporting.withdrawn",
        to=[(desk, row.pk, {}) for row in rows for desk in sorted(told[row.pk])],
        at=at,
        actor=by.person_name,
    )
    record("reporting.withdrawn", by=by.actor, at=at, on=found)
    return found
