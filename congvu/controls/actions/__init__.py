"""Every change of requirements: one verb, one transaction, one line in the log."""

from congvu.controls.actions.answering import AnswerData, answer_requirement
from congvu.controls.actions.audits import (
    AuditData,
    close_audit,
    hand_back,
    hand_in,
    name_respondent,
    start_audit,
)
from congvu.controls.actions.filing import Shown
from congvu.controls.actions.findings import (
    FindingData,
    close_finding,
    prove_mended,
    raise_finding,
    reopen_finding,
)
from congvu.controls.actions.learning import (
    LearnedData,
    Taught,
    drop_learning,
    learn_by_class,
    record_learning,
    require_awareness,
    require_learning,
    tend_learning,
)
from congvu.controls.actions.loading import Loaded, load_catalogue, load_shipped
from congvu.controls.actions.people import (
    CertificateData,
    add_administrator,
    add_certificate,
    end_administrator,
    name_officer,
)
from congvu.controls.actions.periods import fit_periods
from congvu.controls.actions.regulations import ask_staff, compose_regulation
from congvu.controls.actions.reopening import reopen_ended
from congvu.controls.actions.risks import RiskData, end_risk, keep_risk
from congvu.controls.actions.tending import tend_audits
from congvu.controls.actions.yearly import (
    YearData,
    ask_reports,
    compose_report,
    confirm_report,
    say_other,
    say_year,
)

__all__ = [
    "AnswerData",
    "AuditData",
    "CertificateData",
    "FindingData",
    "LearnedData",
    "Loaded",
    "RiskData",
    "Shown",
    "Taught",
    "YearData",
    "add_administrator",
    "add_certificate",
    "answer_requirement",
    "ask_reports",
    "ask_staff",
    "close_audit",
    "close_finding",
    "compose_regulation",
    "compose_report",
    "confirm_report",
    "drop_learning",
    "end_administrator",
    "end_risk",
    "fit_periods",
    "hand_back",
    "hand_in",
    "keep_risk",
    "learn_by_class",
    "load_catalogue",
    "load_shipped",
    "name_officer",
    "name_respondent",
    "prove_mended",
    "raise_finding",
    "record_learning",
    "reopen_ended",
    "reopen_finding",
    "require_awareness",
    "require_learning",
    "say_other",
    "say_year",
    "start_audit",
    "tend_audits",
    "tend_learning",
]
