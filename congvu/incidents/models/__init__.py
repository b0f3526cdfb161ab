"""Incidents, their clocks and evidence; warnings; contacts; signs of attacks."""

from congvu.incidents.models.drills import DrillPlan, LetterResult
from congvu.incidents.models.incidents import (
    Clock,
    CustodyStep,
    Evidence,
    Incident,
    IncidentEvent,
    IncidentPaper,
    IncidentTask,
)
from congvu.incidents.models.signs import SignReading, SignValue, ThreatSign
from congvu.incidents.models.warnings import (
    IncidentContact,
    UnitWarning,
    WarningAnswer,
)

__all__ = [
    "Clock",
    "CustodyStep",
    "DrillPlan",
    "Evidence",
    "Incident",
    "IncidentContact",
    "IncidentEvent",
    "IncidentPaper",
    "IncidentTask",
    "LetterResult",
    "SignReading",
    "SignValue",
    "ThreatSign",
    "UnitWarning",
    "WarningAnswer",
]
