"""Every change to duties."""

from congvu.duties.actions.assigning import PartData, assign_down
from congvu.duties.actions.giving import give_duty
from congvu.duties.actions.looking import record_duty_view
from congvu.duties.actions.passing import move_duties, pass_duties
from congvu.duties.actions.reporting import (
    EvidenceData,
    accept_done,
    report_done,
    report_progress,
    return_done,
)

__all__ = [
    "EvidenceData",
    "PartData",
    "accept_done",
    "assign_down",
    "give_duty",
    "move_duties",
    "pass_duties",
    "record_duty_view",
    "report_done",
    "report_progress",
    "return_done",
]
