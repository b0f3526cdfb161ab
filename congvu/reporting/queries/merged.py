"""A round over all its bodies: two queries a round, however many answered."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from congvu.reporting.models import ReportRound, Submission
from congvu.reporting.rules import (
    HANDED_IN,
    Answered,
    Rhythm,
    Table,
    judge,
    merge,
    questions_of,
)


def merged_round(found: ReportRound, *, beside: bool = True) -> Table:
    """What was handed in and not sent back, beside the period before."""
    before = previous_round(found) if beside else None
    then = merged_round(before, beside=False) if before is not None else None
    questions = questions_of(found.version.questions)
    last = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    rows = found.returns.annotate(last_answers=Subquery(last.values("answers")[:1]))
    answered, missing, asked = [], [], 0
    for row in rows.order_by("name", "pk"):
        asked += 1
        if row.state not in HANDED_IN:
            missing.append(row.name)
            continue
        values = judge(questions, row.last_answers or {}).values
        answered.append(Answered(row.pk, row.name, values))
    return merge(questions, answered, asked=asked, missing=missing, before=then)


def previous_round(found: ReportRound) -> ReportRound | None:
    """The same form's round of the very period before."""
    rhythm = Rhythm(found.form.rhythm)
    if rhythm == Rhythm.ONCE:
        return None
    start = found.period_start
    months = start.year * 12 + start.month - 1 - rhythm.months
    return (
        ReportRound.objects.filter(
            form=found.form_id,
            period_start=start.replace(year=months // 12, month=months % 12 + 1),
            withdrawn_at=None,
        )
        .select_related("form", "version")
        .first()
    )
