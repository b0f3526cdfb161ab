"""Every change: what a system says of a standard, what checkers found, reminders."""

from congvu.standards.actions.checking import (
    TLS_JOB,
    ask_tls_check,
    check_file,
    keep_tls_check,
)
from congvu.standards.actions.claiming import claim_standard, waive_standard
from congvu.standards.actions.evaluating import (
    Given,
    add_criterion,
    add_offer,
    add_scorer,
    begin_evaluation,
    compose_recommendation,
    drop_part,
    hand_in,
    open_scoring,
    score_offer,
)
from congvu.standards.actions.exporting import export_standards
from congvu.standards.actions.passing import pass_evaluations
from congvu.standards.actions.reminding import (
    remind_of_connections,
    tell_ended_waivers,
)

__all__ = [
    "TLS_JOB",
    "Given",
    "add_criterion",
    "add_offer",
    "add_scorer",
    "ask_tls_check",
    "begin_evaluation",
    "check_file",
    "claim_standard",
    "compose_recommendation",
    "drop_part",
    "export_standards",
    "hand_in",
    "keep_tls_check",
    "open_scoring",
    "pass_evaluations",
    "remind_of_connections",
    "score_offer",
    "tell_ended_waivers",
    "waive_standard",
]
