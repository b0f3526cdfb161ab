"""Reading: standards of a day, how systems stand, what is not connected or alike."""

from congvu.standards.queries.evaluations import (
    EvaluationPage,
    Whole,
    count_evaluations,
    evaluation_page,
    may_score,
    whole,
)
from congvu.standards.queries.law import (
    catalogue,
    connect_by,
    find_standard,
    mandatory,
    standards_on,
)
from congvu.standards.queries.lists import (
    PAGE,
    Cell,
    SystemsPage,
    alike_systems,
    by_standard,
    checks_of,
    claim_of,
    living,
    said_of,
    systems_page,
    unconnected,
    waived_connection,
)

__all__ = [
    "PAGE",
    "Cell",
    "EvaluationPage",
    "SystemsPage",
    "Whole",
    "alike_systems",
    "by_standard",
    "catalogue",
    "checks_of",
    "claim_of",
    "connect_by",
    "count_evaluations",
    "evaluation_page",
    "find_standard",
    "living",
    "mandatory",
    "may_score",
    "said_of",
    "standards_on",
    "systems_page",
    "unconnected",
    "waived_connection",
    "whole",
]
