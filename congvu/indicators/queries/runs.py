"""What was counted, when, and what was never."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from congvu.indicators.models import Indicator, MeasuringRun
from congvu.indicators.rules import (
    MOST_SECONDS,
    REGISTER,
    Attempt,
    Better,
    Declared,
    Measured,
    Period,
    PeriodKind,
    Sure,
    Unit,
    past,
)


def last_tried(codes: Collection[str]) -> dict[tuple[str, date], float]:
    """When each was last tried, in seconds; one query."""
    rows = MeasuringRun.objects.filter(indicator__in=codes)
    found = rows.values_list("indicator_id", "period_start", "tried_at")
    return {(code, start): at.timestamp() for code, start, at in found}


def never_done(
    indicator: Measured, on: date, *, besides: Collection[Period]
) -> list[Period]:
    """Of the periods a trend looks back on, those nobody has counted yet; one query."""
    done = MeasuringRun.objects.filter(indicator=indicator.code, done_at__isnull=False)
    known = {*done.values_list("period_start", flat=True), *(p.start for p in besides)}
    return [period for period in past(indicator, on) if period.start not in known]


def failing() -> list[MeasuringRun]:
    """What could not be counted at the last attempt, the newest first; one query."""
    rows = MeasuringRun.objects.filter(state=Attempt.FAILED).select_related("indicator")
    return list(rows.order_by("-tried_at", "indicator", "-period_start"))


def said(reason: str, error: str) -> str:
    """Why it could not be counted, in the reader's language."""
    if not reason:
        return ""
    return _(reason) % {"seconds": MOST_SECONDS, "error": error}


def described(codes: Collection[str]) -> dict[str, Declared]:
    """What each code means: as declared, or as it was by an app that is gone.

    No query where every app is there.
    """
    found = {code: one for code, one in REGISTER.indicators.items() if code in codes}
    if gone := set(codes) - set(found):
        rows = Indicator.objects.filter(pk__in=gone)
        found |= {row.code: _as_declared(row) for row in rows}
    return found


def indicators_known() -> Sequence[Declared]:
    """All there are: the declared ones in their order, then those kept; one query."""
    gone: Any = Indicator.objects.exclude(pk__in=REGISTER.indicators).order_by("pk")
    return [*REGISTER.indicators.values(), *map(_as_declared, gone)]


def _as_declared(row: Indicator) -> Declared:
    return Declared(
        code=row.code,
        name=row.name,
        unit=Unit(row.unit),
        period=PeriodKind(row.period),
        better=Better(row.better),
        definition=row.definition,
        source=row.source,
        sure=Sure(row.sure),
    )
