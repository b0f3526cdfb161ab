"""Counting, targets, and what people report."""

from congvu.indicators.actions.measuring import (
    Outcome,
    keep_indicator,
    measure,
    measure_one,
    week_of,
)
from congvu.indicators.actions.reporting import report_figure, withdraw_figure
from congvu.indicators.actions.targets import set_target, withdraw_target

__all__ = [
    "Outcome",
    "keep_indicator",
    "measure",
    "measure_one",
    "report_figure",
    "set_target",
    "week_of",
    "withdraw_figure",
    "withdraw_target",
]
