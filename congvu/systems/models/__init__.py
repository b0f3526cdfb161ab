"""Information systems, what they are made of, how their levels came about."""

from congvu.systems.models.levels import (
    DossierPaper,
    DossierReminder,
    LevelAssessment,
    LevelDossier,
    SystemEnd,
    SystemEvent,
    SystemLevel,
    TransitionReminder,
)
from congvu.systems.models.systems import (
    InformationSystem,
    SystemApplication,
    SystemConnection,
    SystemEquipment,
    SystemService,
    SystemZone,
)

__all__ = [
    "DossierPaper",
    "DossierReminder",
    "InformationSystem",
    "LevelAssessment",
    "LevelDossier",
    "SystemApplication",
    "SystemConnection",
    "SystemEnd",
    "SystemEquipment",
    "SystemEvent",
    "SystemLevel",
    "SystemService",
    "SystemZone",
    "TransitionReminder",
]
