"""Every change to inspections."""

from congvu.inspections.actions.concluding import conclude, draft_paper, follow
from congvu.inspections.actions.deciding import decide, keep_checklist
from congvu.inspections.actions.finding import (
    EvidenceGiven,
    change_finding,
    change_recommendation,
    recommend,
    record_finding,
    remove_finding,
    remove_recommendation,
)
from congvu.inspections.actions.forgetting import forget_evidence
from congvu.inspections.actions.looking import record_inspection_view
from congvu.inspections.actions.passing import pass_inspections
from congvu.inspections.actions.planning import (
    add_inspection,
    approve_plan,
    draft_plan,
    make_plan,
)
from congvu.inspections.actions.requesting import answer_papers, ask_papers, explain
from congvu.inspections.actions.stepping import take_step
from congvu.inspections.actions.teams import (
    declare_conflict,
    end_conflict,
    name_team,
)

__all__ = [
    "EvidenceGiven",
    "add_inspection",
    "answer_papers",
    "approve_plan",
    "ask_papers",
    "change_finding",
    "change_recommendation",
    "conclude",
    "decide",
    "declare_conflict",
    "draft_paper",
    "draft_plan",
    "end_conflict",
    "explain",
    "follow",
    "forget_evidence",
    "keep_checklist",
    "make_plan",
    "name_team",
    "pass_inspections",
    "recommend",
    "record_finding",
    "record_inspection_view",
    "remove_finding",
    "remove_recommendation",
    "take_step",
]
