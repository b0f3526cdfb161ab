"""Asking: figures, what stands behind them, what was counted when."""

from congvu.indicators.queries.counting import MEASURE, source_of
from congvu.indicators.queries.figures import (
    bodies_with_figures,
    changes,
    figures,
    league_of,
    trends,
)
from congvu.indicators.queries.kept import reports_of, targets_of
from congvu.indicators.queries.lineage import Line, Page, lineage, recount, tell
from congvu.indicators.queries.runs import (
    described,
    failing,
    indicators_known,
    last_tried,
    never_done,
    said,
)
from congvu.indicators.queries.words import (
    figure_words,
    fraction_words,
    number_words,
    period_words,
    value_words,
)

__all__ = [
    "MEASURE",
    "Line",
    "Page",
    "bodies_with_figures",
    "changes",
    "described",
    "failing",
    "figure_words",
    "figures",
    "fraction_words",
    "indicators_known",
    "last_tried",
    "league_of",
    "lineage",
    "never_done",
    "number_words",
    "period_words",
    "recount",
    "reports_of",
    "said",
    "source_of",
    "targets_of",
    "tell",
    "trends",
    "value_words",
]
