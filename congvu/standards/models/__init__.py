"""What is on record of systems and standards, and of software offered."""

from congvu.standards.models.claims import Claim, ConnectionReminder, StandardCheck
from congvu.standards.models.evaluations import (
    Evaluation,
    EvaluationCriterion,
    EvaluationOffer,
    EvaluationPaper,
    EvaluationScore,
    EvaluationScorer,
)

__all__ = [
    "Claim",
    "ConnectionReminder",
    "Evaluation",
    "EvaluationCriterion",
    "EvaluationOffer",
    "EvaluationPaper",
    "EvaluationScore",
    "EvaluationScorer",
    "StandardCheck",
]
