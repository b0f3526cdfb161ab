"""What people type about training. Forms read; actions decide."""

from congvu.training.forms.classes import (
    ClassForm,
    CourseForm,
    InviteForm,
    PeopleForm,
    ReasonForm,
    SessionForm,
)
from congvu.training.forms.skills import OpinionForm, SkillForm, SpecialistForm
from congvu.training.forms.testing import GiftForm, GradesForm, QuestionForm, TestForm

__all__ = [
    "ClassForm",
    "CourseForm",
    "GiftForm",
    "GradesForm",
    "InviteForm",
    "OpinionForm",
    "PeopleForm",
    "QuestionForm",
    "ReasonForm",
    "SessionForm",
    "SkillForm",
    "SpecialistForm",
    "TestForm",
]
