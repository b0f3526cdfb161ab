"""What the end of a body does to yearly reports and officers: they are of the body of
their day; an heir names its own, as it does who answers an audit and owns a risk.
"""

from __future__ import annotations

from congvu.organisations.rules import stays

stays(
    "controls.YearlyReport.agency",
    "controls.YearlyPaper.agency",
    "controls.SecurityOfficer.agency",
    "controls.LearningDuty.agency",
    "controls.SecurityAudit.agency",
    "controls.UnitRegulation.agency",
    "controls.AuditPart.post",
    "controls.SystemRisk.owner",
)
