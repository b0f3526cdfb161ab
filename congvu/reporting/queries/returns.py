"""One return: its questions, what was typed, what it was before, what is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from congvu.indicators.queries import figures
from congvu.indicators.rules import Period, PeriodKind, one_body
from congvu.reporting.models import (
    ReportReturn,
    ReportRound,
    ReturnEvent,
    Submission,
)
from congvu.reporting.rules import (
    AUDIT_EVENTS,
    EVENT_WORDS,
    Judged,
    Question,
    Rhythm,
    judge,
    questions_of,
)
from congvu.ui.rules import Event, dated

_PERIODS = {
    Rhythm.MONTH: PeriodKind.MONTH,
    Rhythm.QUARTER: PeriodKind.QUARTER,
    Rhythm.HALF: PeriodKind.HALF,
    Rhythm.YEAR: PeriodKind.YEAR,
}


@dataclass(frozen=True)
class Measured:
    """What the office's own records say where a person types the same. ``value`` is
    None where it is not known, and ``why`` says so; a share is in per cent.
    """

    value: Decimal | None
    why: str = ""


@dataclass(frozen=True)
class ReturnPage:
    """All that a page of a return shows. ``answers`` as typed or as handed in."""

    questions: Sequence[Question]
    answers: Mapping[str, Any]
    judged: Judged
    before: Mapping[str, Any]
    measured: Mapping[str, Measured]
    submissions: Sequence[Submission]

    @property
    def last(self) -> Submission | None:
        return self.submissions[-1] if self.submissions else None


def return_page(report: ReportReturn, *, handed_in: bool, on: date) -> ReturnPage:
    """``handed_in``: what was handed in last, and never what is being typed."""
    found = report.round
    questions = questions_of(found.version.questions)
    submissions = list(report.submissions.order_by("number"))
    answers: Mapping[str, Any] = report.answers
    if handed_in:
        answers = submissions[-1].answers if submissions else {}
    before = values_before(report)
    return ReturnPage(
        questions=questions,
        answers=answers,
        judged=judge(questions, answers, before),
        before=before,
        measured=measured_beside(report, questions, on=on),
        submissions=submissions,
    )


def last_submission(report: ReportReturn) -> Submission | None:
    return report.submissions.order_by("-number").first()


def previous_submission(report: ReportReturn) -> Submission | None:
    """What the same body handed in for the last period before this one; one query."""
    found = report.round
    return (
        Submission.objects.filter(
            report__given_agency=report.given_agency_id,
            report__given_unit_id=report.given_unit_id,
            report__round__form=found.form_id,
            report__round__period_start__lt=found.period_start,
            report__round__withdrawn_at=None,
        )
        .select_related("report__round__version")
        .order_by("-report__round__period_start", "-number")
        .first()
    )


def values_before(report: ReportReturn) -> Mapping[str, Any]:
    """Those, read by the questions they answered; only of the very period before."""
    last = previous_submission(report)
    if last is None or not _is_next(last.report.round, report.round):
        return {}
    return judge(questions_of(last.report.round.version.questions), last.answers).values


def _is_next(then: ReportRound, now: ReportRound) -> bool:
    from_then = Rhythm(now.form.rhythm)
    if from_then == Rhythm.ONCE:
        return False
    months = (now.period_start.year - then.period_start.year) * 12
    months += now.period_start.month - then.period_start.month
    return months == from_then.months


def measured_beside(
    report: ReportReturn, questions: Sequence[Question], *, on: date
) -> Mapping[str, Measured]:
    """Figures of whole calendar months; one query, none where no question has one."""
    codes = {q.key: q.indicator for q in questions if q.indicator}
    kind = _PERIODS.get(Rhythm(report.round.form.rhythm))
    if not codes or kind is None:
        return {}
    if report.unit_id is not None:
        return dict.fromkeys(codes, Measured(None, _("chỉ đo theo cơ quan")))
    group = one_body(report.agency_id)
    period = Period(report.round.period_start, kind)
    found = figures([group], sorted(set(codes.values())), [period], on=on)
    by_code = {figure.code: figure for figure in found}
    told = {}
    for key, code in codes.items():
        figure = by_code.get(code)
        if figure is None:
            told[key] = Measured(None, _("không có chỉ tiêu này"))
        elif figure.value is None:
            told[key] = Measured(None, figure.why or _("chưa biết"))
        else:
            told[key] = Measured(figure.value)
    return told


# What passes between who was asked and who asks.
_BETWEEN = (
    "reporting.submitted",
    "reporting.accepted",
    "reporting.correction-asked",
    "reporting.urged",
    "reporting.passed",
)


def events_of(report: ReportReturn, *, is_own: bool, on: date) -> list[Event]:
    """The timeline, oldest first; how it came about is its own side's. One query."""
    rows = ReturnEvent.objects.filter(report=report).order_by("at", "id")
    if not is_own:
        rows = rows.filter(event__in=_BETWEEN)
    sent = report.round
    said = _(EVENT_WORDS["reporting.sent"]) % {"due_on": f"{sent.due_on:%d/%m/%Y}"}
    lines = [Event(said, sent.sent_by, at=sent.sent_at)]
    lines += [Event(_said(row), row.actor, at=row.at) for row in rows]
    return dated(lines, on)


def _said(row: ReturnEvent) -> str:
    words = EVENT_WORDS.get(row.event) or AUDIT_EVENTS.get(row.event, row.event)
    said = _(words) % row.detail if row.detail else _(words)
    return f"{said}: “{row.text}”" if row.text else said
