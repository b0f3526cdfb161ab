"""Every change to duties."""

from congvu.duties.actions.assigning import PartData, assign_down
from congvu.duties.actions.difficulties import (
    answer_difficulty,
    decide_difficulty,
    escalate_difficulty,
    raise_difficulty,
    refer_difficulty,
)
from congvu.duties.actions.exporting import export_scorecard
from congvu.duties.actions.extending import ask_extension, decide_extension
from congvu.duties.actions.forgetting import forget_duties, forget_evidence
from congvu.duties.actions.giving import give_duty
from congvu.duties.actions.halting import resume, revoke, suspend
from congvu.duties.actions.letters import urge_by_letter
from congvu.duties.actions.looking import record_duty_view
from congvu.duties.actions.measuring import measure_by
from congvu.duties.actions.passing import move_duties, pass_duties
from congvu.duties.actions.reminding import remind_of_difficulties, remind_of_duties
from congvu.duties.actions.reporting import (
    EvidenceData,
    accept_done,
    report_done,
    report_progress,
    return_done,
)
from congvu.duties.actions.rounds import begin_rounds
from congvu.duties.actions.urging import urge, urge_many

__all__ = [
    "EvidenceData",
    "PartData",
    "accept_done",
    "answer_difficulty",
    "ask_extension",
    "assign_down",
    "begin_rounds",
    "decide_difficulty",
    "decide_extension",
    "escalate_difficulty",
    "export_scorecard",
    "forget_duties",
    "forget_evidence",
    "give_duty",
    "measure_by",
    "move_duties",
    "pass_duties",
    "raise_difficulty",
    "record_duty_view",
    "refer_difficulty",
    "remind_of_difficulties",
    "remind_of_duties",
    "report_done",
    "report_progress",
    "resume",
    "return_done",
    "revoke",
    "suspend",
    "urge",
    "urge_by_letter",
    "urge_many",
]
