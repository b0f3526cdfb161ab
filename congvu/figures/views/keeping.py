"""What must be reached, and what people report: written down, corrected, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.duties.access import evidence_offered
from congvu.figures import actions, queries
from congvu.figures.access import (
    get_report_to_withdraw,
    get_target_to_withdraw,
    may_set_for_all,
    may_set_target,
    reports_figures,
    target_bodies,
)
from congvu.figures.forms import ReportForm, TargetForm, WithdrawForm
from congvu.figures.rules import name_of
from congvu.figures.views.frame import Frame
from congvu.figures.views.pages import Told
from congvu.figures.views.telling import sure_words
from congvu.indicators.models import ReportedFigure, Target
from congvu.indicators.queries import (
    Line,
    figures,
    period_words,
    reports_of,
    tell,
    value_words,
)
from congvu.indicators.rules import Declared, Period, PeriodKind, Unit
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import METHODS, done, posted


@require_http_methods(METHODS)
@with_seat()
def targets(request: SeatRequest, code: str) -> HttpResponse:
    """What was set for whom and when, what a text asks above it, and a form."""
    seat, today = request.seat, timezone.localdate()
    frame = Frame.of(seat, code, request.GET, today)
    bodies = target_bodies(seat, frame.sight)
    if not bodies:
        raise Http404
    form = TargetForm(
        posted(request),
        initial={"valid_from": frame.period.start},
        bodies=bodies,
        unit=frame.declared.unit,
        for_all=may_set_for_all(seat),
    )
    made = form.is_bound and done(
        form,
        lambda: actions.set_target(
            code=code,
            body_id=form.body_id(),
            value=form.cleaned_data["value"],
            valid_from=form.cleaned_data["valid_from"],
            valid_until=form.cleaned_data["valid_until"],
            source=form.cleaned_data["source"],
            by=seat,
            at=timezone.now(),
        ),
    )
    if made:
        messages.success(request, _("Đã đặt mức phải đạt."))
        return redirect(frame.url("targets"))
    names = {member: b.name for b in frame.sight.bodies for member in b.group.bodies}
    kept = queries.targets_set(code, frame.sight.bodies)
    context = {
        **frame.context("targets"),
        "form": form,
        "goal": _goal(frame.declared),
        "rows": [_target(frame, row, names) for row in kept],
    }
    status = 422 if form.errors else 200
    return render(request, "figures/targets.html", context, status=status)


def _goal(declared: Declared) -> dict[str, Any] | None:
    """What a text asks, until somebody sets another."""
    if declared.goal is None:
        return None
    return {
        "value": value_words(declared.unit, declared.goal.value),
        "since": declared.goal.valid_from,
        "source": _(declared.goal.source),
        "sure": sure_words(declared.goal.sure),
    }


def _target(frame: Frame, row: Target, names: dict[UUID, str]) -> dict[str, Any]:
    may = may_set_target(frame.seat, frame.sight, row.body_id)
    return {
        "row": row,
        "whose": names.get(row.body_id, "") if row.body_id else _("Mọi cơ quan"),
        "value": value_words(frame.declared.unit, row.value),
        "url": reverse("figures:withdraw-target", args=[row.id])
        if may and row.ended_at is None
        else "",
    }


@require_http_methods(METHODS)
@with_seat()
def reports(request: SeatRequest, code: str) -> HttpResponse:
    """What one's own body reported of a period, beside what was counted."""
    seat, today = request.seat, timezone.localdate()
    frame = Frame.of(seat, code, _own(request), today)
    if not reports_figures(seat) or frame.body is None:
        raise Http404
    declared = frame.declared
    period = _own_period(declared, frame.period)
    history = reports_of(code, seat.agency_id, period.start)
    standing = next((one for one in history if one.ended_at is None), None)
    form = ReportForm(
        posted(request),
        unit=declared.unit,
        offered=evidence_offered(seat, since=period.start),
        corrects=standing is not None,
    )
    made = form.is_bound and done(form, lambda: _report(request, form, code, period))
    if made:
        messages.success(request, _("Đã ghi số báo cáo."))
        return redirect(frame.url("reports", ky=name_of(period)))
    (figure,) = figures([frame.body.group], [code], [period], on=today)
    context = {
        **frame.context("reports"),
        "period_words": period_words(period),
        "form": form,
        "told": Told(figure),
        "standing": standing,
        "rows": _reported(request, history, declared.unit),
    }
    status = 422 if form.errors else 200
    return render(request, "figures/reports.html", context, status=status)


def _own(request: SeatRequest) -> dict[str, str]:
    """Whoever's page it was opened from: one reports for one's own body."""
    asked = {"ky": request.GET.get("ky", "")}
    return {**asked, "co-quan": str(request.seat.agency_id)}


def _own_period(declared: Declared, period: Period) -> Period:
    """A figure is reported of the indicator's own kind of period: the last in a longer
    one."""
    if period.kind == declared.period:
        return period
    parts = period.parts(declared.period)
    begun = [one for one in parts if one.start <= timezone.localdate()]
    return (begun or parts)[-1]


def _report(
    request: SeatRequest, form: ReportForm, code: str, period: Period
) -> ReportedFigure:
    kind, key = form.record_chosen()
    return actions.report_figure(
        code=code,
        period_start=period.start,
        value=form.cleaned_data["value"],
        evidence=form.cleaned_data["evidence"],
        because=form.cleaned_data.get("because", ""),
        evidence_kind=kind,
        evidence_id=key,
        by=request.seat,
        at=timezone.now(),
    )


def _reported(
    request: SeatRequest, history: list[ReportedFigure], unit: Unit
) -> list[dict[str, Any]]:
    """Each with what it rests on, a link for who may read that."""
    lines = [
        Line(one.body_id, one.period_start, one.evidence_kind, one.evidence_id, 0)
        for one in history
        if one.evidence_id is not None
    ]
    readable = tell(request.seat, lines)
    return [
        {
            "row": one,
            "value": value_words(unit, one.value),
            "record": readable.get(one.evidence_id) if one.evidence_id else None,
            "url": reverse("figures:withdraw-report", args=[one.id])
            if one.ended_at is None
            else "",
        }
        for one in history
    ]


@require_http_methods(METHODS)
@with_seat()
def withdraw_target(request: SeatRequest, target_id: UUID) -> HttpResponse:
    found = get_target_to_withdraw(request.seat, target_id)
    return _withdrawing(
        request,
        title=_("Rút mức phải đạt"),
        said=_("Mức này không còn hiệu lực cho ngày nào nữa; lý do được giữ lại."),
        back=reverse("figures:targets", args=[found.indicator_id]),
        act=lambda because: actions.withdraw_target(
            target_id=target_id, because=because, by=request.seat, at=timezone.now()
        ),
    )


@require_http_methods(METHODS)
@with_seat()
def withdraw_report(request: SeatRequest, report_id: UUID) -> HttpResponse:
    found = get_report_to_withdraw(request.seat, report_id)
    kind = PeriodKind(found.indicator.period)
    ky = name_of(Period(found.period_start, kind))
    return _withdrawing(
        request,
        title=_("Rút số báo cáo"),
        said=_("Số này không đứng cạnh số đo nữa; nó và lý do rút được giữ lại."),
        back=f"{reverse('figures:reports', args=[found.indicator_id])}?ky={ky}",
        act=lambda because: actions.withdraw_report(
            report_id=report_id, because=because, by=request.seat, at=timezone.now()
        ),
    )


def _withdrawing(
    request: SeatRequest,
    *,
    title: str,
    said: str,
    back: str,
    act: Callable[[str], Any],
) -> HttpResponse:
    form = WithdrawForm(posted(request))
    if form.is_bound and done(form, lambda: act(form.cleaned_data["because"])):
        messages.success(request, _("Đã rút."))
        return redirect(back)
    context = {"form": form, "title": title, "said": said, "back": back}
    status = 422 if form.errors else 200
    return render(request, "figures/withdraw.html", context, status=status)
