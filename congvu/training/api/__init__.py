"""Training for machines: the same actions as the pages."""

from congvu.training.api.certificates import router as training_certificates_router
from congvu.training.api.classes import router as training_router
from congvu.training.api.grades import router as training_grades_router
from congvu.training.api.keeping import router as training_keeping_router
from congvu.training.api.lessons import router as training_lessons_router
from congvu.training.api.papers import router as training_papers_router

__all__ = [
    "training_certificates_router",
    "training_grades_router",
    "training_keeping_router",
    "training_lessons_router",
    "training_papers_router",
    "training_router",
]
