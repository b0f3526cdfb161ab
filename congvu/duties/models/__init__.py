"""The tables of duties."""

from congvu.duties.models.asking import DoneReport, Evidence
from congvu.duties.models.duties import Duty, DutyEvent, Share
from congvu.duties.models.standing import Standing

__all__ = [
    "DoneReport",
    "Duty",
    "DutyEvent",
    "Evidence",
    "Share",
    "Standing",
]
