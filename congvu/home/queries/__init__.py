"""What the overview tells, put together from the papers' own record."""

from congvu.home.queries.causes import (
    LATE_FIGURE,
    KeptRow,
    LatePaper,
    LateReport,
    days_late,
    late_report,
    why,
)
from congvu.home.queries.forecast import (
    Foreseen,
    WeekTested,
    backtest,
    foreseen,
    why_foreseen,
)
from congvu.home.queries.listing import Listed, Wish, listing
from congvu.home.queries.maps import (
    MAP_NAMES,
    THEN,
    TODAY,
    UnitMap,
    asked_of,
    ended_before,
    ended_name,
    unit_map,
)
from congvu.home.queries.overview import (
    FIGURE_NAMES,
    FIGURES,
    Counts,
    Overview,
    StepLine,
    UnitCounts,
    overview,
    unit_name,
)
from congvu.home.queries.reports import late_causes_report, overview_report

__all__ = [
    "FIGURES",
    "FIGURE_NAMES",
    "LATE_FIGURE",
    "MAP_NAMES",
    "THEN",
    "TODAY",
    "Counts",
    "Foreseen",
    "KeptRow",
    "LatePaper",
    "LateReport",
    "Listed",
    "Overview",
    "StepLine",
    "UnitCounts",
    "UnitMap",
    "WeekTested",
    "Wish",
    "asked_of",
    "backtest",
    "days_late",
    "ended_before",
    "ended_name",
    "foreseen",
    "late_causes_report",
    "late_report",
    "listing",
    "overview",
    "overview_report",
    "unit_map",
    "unit_name",
    "why",
    "why_foreseen",
]
