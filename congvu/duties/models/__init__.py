"""The tables of duties."""

from congvu.duties.models.asking import DoneReport, Evidence
from congvu.duties.models.difficulties import Difficulty, DifficultyStep
from congvu.duties.models.duties import Duty, DutyEvent, Share
from congvu.duties.models.following import (
    DutyLetter,
    DutyReminder,
    DutyUrging,
    ExtensionRequest,
)
from congvu.duties.models.standing import Standing, due, ended

__all__ = [
    "Difficulty",
    "DifficultyStep",
    "DoneReport",
    "Duty",
    "DutyEvent",
    "DutyLetter",
    "DutyReminder",
    "DutyUrging",
    "Evidence",
    "ExtensionRequest",
    "Share",
    "Standing",
    "due",
    "ended",
]
