"""States of duties, what a duty is made of, the words of the log. Pure."""

from congvu.duties.rules.asking import (
    ANSWER_NAMES,
    EVIDENCE_KIND_NAMES,
    LONGEST_REASON,
    Answer,
    EvidenceKind,
)
from congvu.duties.rules.difficulties import (
    DIFFICULTY_STATE_NAMES,
    EFFECT_NAMES,
    OPEN_DIFFICULTIES,
    DifficultyState,
    Effect,
)
from congvu.duties.rules.giving import (
    HEAVIEST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    DutyData,
    Fault,
    body_faults,
    data_faults,
)
from congvu.duties.rules.letter import LateTask, letter_fields
from congvu.duties.rules.log import AUDIT_EVENTS, AUDIT_WORDS, EVENT_WORDS
from congvu.duties.rules.recurring import recurring_words
from congvu.duties.rules.states import (
    COURSE_NAMES,
    DUE_STATES,
    DUTY_STATE_MEANS,
    DUTY_STATE_NAMES,
    OPEN_COURSES,
    OPEN_STATES,
    SHARE_ROLE_NAMES,
    SOURCE_NAMES,
    Course,
    DutyState,
    Facts,
    ShareRole,
    Source,
    state_of,
)

__all__ = [
    "ANSWER_NAMES",
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "COURSE_NAMES",
    "DIFFICULTY_STATE_NAMES",
    "DUE_STATES",
    "DUTY_STATE_MEANS",
    "DUTY_STATE_NAMES",
    "EFFECT_NAMES",
    "EVENT_WORDS",
    "EVIDENCE_KIND_NAMES",
    "HEAVIEST",
    "LONGEST_REASON",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "OPEN_COURSES",
    "OPEN_DIFFICULTIES",
    "OPEN_STATES",
    "SHARE_ROLE_NAMES",
    "SOURCE_NAMES",
    "Answer",
    "Course",
    "DifficultyState",
    "DutyData",
    "DutyState",
    "Effect",
    "EvidenceKind",
    "Facts",
    "Fault",
    "LateTask",
    "ShareRole",
    "Source",
    "body_faults",
    "data_faults",
    "letter_fields",
    "recurring_words",
    "state_of",
]
