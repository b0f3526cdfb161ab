"""Which period, by which rule it closes, until when it is handed in."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congvu.law.queries import calendar, find_rule
from congvu.reporting.models import ReportForm, ReportRound
from congvu.reporting.rules import (
    Days,
    ReportPeriod,
    Rhythm,
    days_of,
    report_period,
)


def period_of_round(found: ReportRound, rhythm: str) -> ReportPeriod:
    return ReportPeriod(found.period_start, Rhythm(rhythm))


def period_words(period: ReportPeriod) -> str:
    words, named = period.words
    return _(words) % named


def days_for(form: ReportForm, period: ReportPeriod) -> tuple[Days, str]:
    """The days of a period, and by what its figures close: the form's own day with the
    form's basis, the rule of the day, or the end of the period where neither says.
    """
    day, by = form.closing_day, form.basis
    if day is None and period.rhythm != Rhythm.ONCE:
        rule = find_rule("report_closing", period.rhythm, period.last)
        if rule is not None:
            day, by = rule.number("day"), rule.citation_on_record
    if day is None:
        by = _("hết kỳ")
    found = days_of(
        period,
        closing_day=day,
        lead_days=form.lead_days,
        due_days=form.due_days,
        calendar=calendar(),
    )
    return found, by[:300]


def sendable(form: ReportForm, on: date) -> list[ReportPeriod]:
    """The periods a round may be about: this one, those just before, the next."""
    rhythm = Rhythm(form.rhythm)
    now = report_period(rhythm, on)
    if rhythm == Rhythm.ONCE:
        return [now]
    taken = set(
        form.rounds.filter(withdrawn_at=None).values_list("period_start", flat=True)
    )
    near = [now.moved(n) for n in (-4, -3, -2, -1, 0, 1)]
    return [period for period in near if period.start not in taken]
