"""The figures of the overview, each with the list behind it. Rights come as a Scope."""

from congvu.documents.queries.overview.course import (
    HISTORY,
    Asked,
    Cause,
    Chosen,
    Fate,
    Step,
)
from congvu.documents.queries.overview.figures import (
    Cell,
    Picture,
    StepTime,
    UnitOnMap,
    counted,
    has_papers,
    on_map,
    picture,
)
from congvu.documents.queries.overview.history import (
    TENTH,
    PastPaper,
    Remaining,
    past_papers,
)
from congvu.documents.queries.overview.load import (
    Load,
    Lying,
    entries_of_load,
    loads,
    people,
)
from congvu.documents.queries.overview.papers import (
    CoursePaper,
    FigureList,
    Kept,
    entries_list,
    figure_list,
    papers_and_kept,
    words_of,
)
from congvu.documents.queries.overview.words import (
    CAUSE_NAMES,
    FATE_NAMES,
    LYING_NAMES,
    STEP_NAMES,
)

__all__ = [
    "CAUSE_NAMES",
    "FATE_NAMES",
    "HISTORY",
    "LYING_NAMES",
    "STEP_NAMES",
    "TENTH",
    "Asked",
    "Cause",
    "Cell",
    "Chosen",
    "CoursePaper",
    "Fate",
    "FigureList",
    "Kept",
    "Load",
    "Lying",
    "PastPaper",
    "Picture",
    "Remaining",
    "Step",
    "StepTime",
    "UnitOnMap",
    "counted",
    "entries_list",
    "entries_of_load",
    "figure_list",
    "has_papers",
    "loads",
    "on_map",
    "papers_and_kept",
    "past_papers",
    "people",
    "picture",
    "words_of",
]
