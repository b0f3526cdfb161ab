"""What was set and reported over time, with what was ended and taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from congvu.indicators.models import ReportedFigure, Target


def targets_of(code: str, body: UUID | None = None) -> list[Target]:
    """Every target for all bodies, or of one, the newest first; one query."""
    rows = Target.objects.filter(indicator=code, body_id=body)
    return list(rows.order_by("-valid_from", "-set_at"))


def reports_of(code: str, body: UUID, period_start: date) -> list[ReportedFigure]:
    """All that was said of one figure, what stands now first; one query."""
    rows = ReportedFigure.objects.filter(
        indicator=code, body_id=body, period_start=period_start
    )
    return sorted(rows, key=lambda one: (one.ended_at is None, one.reported_at))[::-1]
