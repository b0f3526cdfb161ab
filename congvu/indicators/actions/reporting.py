"""What a person says a figure is, with what it rests on; beside the measured one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.indicators.actions.targets import (
    HUNDREDTH,
    known_indicator,
    value_reasons,
)
from congvu.indicators.models import Indicator, ReportedFigure
from congvu.indicators.rules import PeriodKind, period_of
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc


@transaction.atomic
def report_figure(
    *,
    code: str,
    body_id: UUID,
    period_start: date,
    value: Decimal,
    evidence: str,
    by: Actor,
    at: datetime,
    because: str = "",
    evidence_kind: str = "",
    evidence_id: UUID | None = None,
) -> ReportedFigure:
    """Write down a body's figure of a period; said anew, it corrects what was said.

    ``because`` says why it is corrected; the old figure stays, with that reason.
    ``evidence_kind`` and ``evidence_id`` name the record it rests on, if there is one.
    """
    indicator = known_indicator(code)
    evidence = nfc(evidence)[:1000]
    old = _standing(indicator, body_id, period_start)
    reasons = value_reasons(indicator, value)
    reasons += _period_reasons(indicator, period_start, local_date(at))
    if not evidence:
        reasons.append(Reason(_("Chưa ghi căn cứ của số báo cáo."), "evidence"))
    if bool(evidence_kind) != (evidence_id is not None):
        reasons.append(Reason(_("Căn cứ chưa rõ là bản ghi nào."), "evidence"))
    if old is not None and not nfc(because):
        reasons.append(Reason(_("Chưa ghi lý do sửa số đã báo cáo."), "because"))
    if reasons:
        raise Refused(reasons)
    if old is not None:
        _end(old, because=because, by=by, at=at)
    made = ReportedFigure.objects.create(
        indicator=indicator,
        body_id=body_id,
        period_start=period_start,
        value=value.quantize(HUNDREDTH),
        evidence=evidence,
        evidence_kind=evidence_kind,
        evidence_id=evidence_id,
        reported_at=at,
        reported_by=by.name[:80],
        reported_post_id=by.post_id,
        corrects=old,
    )
    _note("indicators.figure-reported", made, old, nfc(because)[:1000], by, at)
    return made


def _standing(
    indicator: Indicator, body_id: UUID, period_start: date
) -> ReportedFigure | None:
    rows = ReportedFigure.objects.select_for_update()
    return rows.filter(
        indicator=indicator,
        body_id=body_id,
        period_start=period_start,
        ended_at__isnull=True,
    ).first()


def _period_reasons(indicator: Indicator, start: date, on: date) -> list[Reason]:
    kind = PeriodKind(indicator.period)
    if period_of(kind, start).start != start:
        words = _("Kỳ của chỉ tiêu không bắt đầu vào ngày này.")
        return [Reason(words, "period_start")]
    if start > on:
        return [Reason(_("Kỳ này chưa bắt đầu."), "period_start")]
    return []


def _end(figure: ReportedFigure, *, because: str, by: Actor, at: datetime) -> None:
    figure.ended_at, figure.ended_by = at, by.name[:80]
    figure.ended_because = nfc(because)[:1000]
    figure.save(update_fields=["ended_at", "ended_by", "ended_because"])


@transaction.atomic
def withdraw_figure(
    *, figure_id: UUID, because: str, by: Actor, at: datetime
) -> ReportedFigure:
    """Take a reported figure back: it stands beside nothing any more, and says why."""
    figure = ReportedFigure.objects.select_for_update().filter(pk=figure_id).first()
    reasons = [] if nfc(because) else [Reason(_("Chưa ghi lý do rút."), "because")]
    if figure is None or figure.ended_at is not None:
        reasons.append(Reason(_("Số báo cáo này không còn.")))
    if reasons or figure is None:
        raise Refused(reasons)
    _end(figure, because=because, by=by, at=at)
    _note("indicators.figure-withdrawn", figure, None, figure.ended_because, by, at)
    return figure


def _note(
    event: str,
    figure: ReportedFigure,
    old: ReportedFigure | None,
    because: str,
    by: Actor,
    at: datetime,
) -> None:
    record(
        event,
        on=figure,
        by=by,
        at=at,
        data={
            "indicator": figure.indicator_id,
            "body": figure.body_id,
            "period": figure.period_start.isoformat(),
            "value": str(figure.value),
            "old": str(old.value) if old else "",
            "because": because,
        },
    )
