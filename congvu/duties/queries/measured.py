"""The figure that shows whether a duty is carried out, as far as it is known now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from congvu.duties.models import Duty
from congvu.indicators.queries import described, figures
from congvu.indicators.rules import (
    Better,
    Declared,
    Figure,
    one_body,
    period_of,
    rolled_up,
)
from congvu.organisations.queries import predecessors_of


@dataclass(frozen=True)
class DutyFigure:
    """Of the period that yesterday lies in. ``body`` is the one body that leads; of
    several the figure is rolled up.
    """

    declared: Declared
    figure: Figure
    body: UUID | None

    def reached(self, duty: Duty) -> bool | None:
        """Against the duty's own target; none where either is not known."""
        exact = self.figure.exact
        if exact is None or duty.target is None:
            return None
        if self.declared.better == Better.LOWER:
            return exact <= Fraction(duty.target)
        return exact >= Fraction(duty.target)


def duty_figure(
    duty: Duty, agencies: Collection[UUID], *, on: date
) -> DutyFigure | None:
    """What is measured of these agencies, who lead it; two queries, where the duty
    names an indicator that is there at all.
    """
    declared = described([duty.indicator]).get(duty.indicator)
    if not duty.indicator or declared is None or not agencies:
        return None
    before = predecessors_of(agencies, on)
    body = next(iter(agencies)) if len(agencies) == 1 else None
    if body is not None:
        group = one_body(body, before[body])
    else:
        group = rolled_up("duty", set(agencies).union(*before.values()))
    period = period_of(declared.period, on - timedelta(days=1))
    (figure,) = figures([group], [declared.code], [period], on=on)
    return DutyFigure(declared, figure, body)
