"""The figure that shows whether a duty is carried out, as far as it is known now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.duties.models import Duty, Share
from congvu.indicators.queries import described, figures, period_words
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


@dataclass(frozen=True)
class Measured:
    """What may be shown as evidence: a figure in words, and what it is of."""

    label: str
    value: Decimal
    indicator: str
    period: str
    body_id: UUID


def measured_of(share: Share, on: date) -> Measured | None:
    """What the duty's indicator says of who has the share, where it is known."""
    found = duty_figure(share.duty, {share.agency_id}, on=on)
    if found is None or found.figure.value is None:
        return None
    named = {
        "name": _(found.declared.name),
        "period": period_words(found.figure.period),
    }
    return Measured(
        label=_("%(name)s, %(period)s") % named,
        value=found.figure.value,
        indicator=found.declared.code,
        period=found.figure.period.code,
        body_id=share.agency_id,
    )


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
