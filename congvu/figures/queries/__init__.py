"""Reading: whose figures, and figures beside one another."""

from congvu.figures.queries.lines import (
    BodyLine,
    IndicatorLine,
    League,
    change_of,
    duties_measured,
    indicator_lines,
    league_lines,
    targets_set,
)
from congvu.figures.queries.sights import (
    WHOLE,
    Body,
    Sight,
    is_commune,
    own_sight,
    sight_below,
    whole_sight,
)

__all__ = [
    "WHOLE",
    "Body",
    "BodyLine",
    "IndicatorLine",
    "League",
    "Sight",
    "change_of",
    "duties_measured",
    "indicator_lines",
    "is_commune",
    "league_lines",
    "own_sight",
    "sight_below",
    "targets_set",
    "whole_sight",
]
