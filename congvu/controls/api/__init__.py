"""Requirements for machines: the same actions as the pages."""

from congvu.controls.api.audits import router as security_audits_router
from congvu.controls.api.learning import router as learning_router
from congvu.controls.api.people import router as security_people_router
from congvu.controls.api.regulations import router as security_regulations_router
from congvu.controls.api.requirements import router as requirements_router
from congvu.controls.api.yearly import router as security_reports_router

__all__ = [
    "learning_router",
    "requirements_router",
    "security_audits_router",
    "security_people_router",
    "security_regulations_router",
    "security_reports_router",
]
