"""Courses, classes, attendance; lessons; tests; skills, specialists; certificates."""

from congvu.training.models.certificates import Certificate, CertificateBook
from congvu.training.models.classes import (
    ClassOpinion,
    ClassSession,
    Course,
    Place,
    SessionAttendance,
    TrainingClass,
)
from congvu.training.models.grades import GradeImport, ImportedGrade
from congvu.training.models.lessons import (
    Lesson,
    LessonAttempt,
    LessonFile,
    LessonPackage,
)
from congvu.training.models.skills import ItSpecialist, Skill
from congvu.training.models.tests import (
    BankQuestion,
    ClassTest,
    PaperQuestion,
    Sitting,
    TestPart,
)

__all__ = [
    "BankQuestion",
    "Certificate",
    "CertificateBook",
    "ClassOpinion",
    "ClassSession",
    "ClassTest",
    "Course",
    "GradeImport",
    "ImportedGrade",
    "ItSpecialist",
    "Lesson",
    "LessonAttempt",
    "LessonFile",
    "LessonPackage",
    "PaperQuestion",
    "Place",
    "SessionAttendance",
    "Sitting",
    "Skill",
    "TestPart",
    "TrainingClass",
]
