"""Catalogues of requirements, how each system answers them, the yearly report."""

from congvu.controls.models.answers import Answer, AnswerBefore, Evidence
from congvu.controls.models.audits import (
    AuditFinding,
    AuditPart,
    FindingStep,
    SecurityAudit,
)
from congvu.controls.models.catalogues import Catalogue, Requirement, RequirementLink
from congvu.controls.models.learning import LearningDuty
from congvu.controls.models.people import (
    SecurityCertificate,
    SecurityOfficer,
    SystemAdministrator,
)
from congvu.controls.models.regulations import UnitRegulation
from congvu.controls.models.risks import SystemRisk
from congvu.controls.models.yearly import SystemYear, YearlyPaper, YearlyReport

__all__ = [
    "Answer",
    "AnswerBefore",
    "AuditFinding",
    "AuditPart",
    "Catalogue",
    "Evidence",
    "FindingStep",
    "LearningDuty",
    "Requirement",
    "RequirementLink",
    "SecurityAudit",
    "SecurityCertificate",
    "SecurityOfficer",
    "SystemAdministrator",
    "SystemRisk",
    "SystemYear",
    "UnitRegulation",
    "YearlyPaper",
    "YearlyReport",
]
