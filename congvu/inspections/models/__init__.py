"""The tables of inspections."""

from congvu.inspections.models.inspections import (
    Inspection,
    InspectionEvent,
    InspectionPlan,
)
from congvu.inspections.models.people import Checklist, Conflict, TeamMember
from congvu.inspections.models.work import (
    Finding,
    FindingEvidence,
    PaperRequest,
    Recommendation,
)

__all__ = [
    "Checklist",
    "Conflict",
    "Finding",
    "FindingEvidence",
    "Inspection",
    "InspectionEvent",
    "InspectionPlan",
    "PaperRequest",
    "Recommendation",
    "TeamMember",
]
