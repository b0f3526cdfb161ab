"""What people, programs and jobs do about courses, classes, places and skills."""

from congvu.training.actions.attending import attend, code_shown, mark
from congvu.training.actions.bank import (
    BankLine,
    add_question,
    import_questions,
    retire_question,
)
from congvu.training.actions.classes import (
    ClassData,
    cancel_class,
    change_class,
    close_class,
    open_class,
)
from congvu.training.actions.courses import (
    CourseData,
    end_course,
    keep_course,
    resume_course,
)
from congvu.training.actions.exporting import Form, export_report, export_units
from congvu.training.actions.grades import (
    GradesData,
    check_grades,
    keep_grades,
    undo_grades,
)
from congvu.training.actions.issuing import (
    certificates_to_seal,
    keep_sealed,
    number_certificates,
    withdraw_certificate,
)
from congvu.training.actions.lessons import (
    add_package,
    keep_progress,
    withdraw_package,
)
from congvu.training.actions.opinions import OpinionData, give_opinion
from congvu.training.actions.passing import pass_classes
from congvu.training.actions.places import (
    approve_place,
    ask_place,
    invite,
    refuse_place,
    register_people,
    withdraw_place,
)
from congvu.training.actions.reminding import remind_of_classes
from congvu.training.actions.sessions import (
    SessionData,
    add_session,
    change_session,
    drop_session,
)
from congvu.training.actions.setting import TestData, set_test, withdraw_test
from congvu.training.actions.sitting import (
    Sent,
    begin_sitting,
    close_lapsed,
    hand_in,
    keep_answers,
)
from congvu.training.actions.skills import name_specialist, record_skills

__all__ = [
    "BankLine",
    "ClassData",
    "CourseData",
    "Form",
    "GradesData",
    "OpinionData",
    "Sent",
    "SessionData",
    "TestData",
    "add_package",
    "add_question",
    "add_session",
    "approve_place",
    "ask_place",
    "attend",
    "begin_sitting",
    "cancel_class",
    "certificates_to_seal",
    "change_class",
    "change_session",
    "check_grades",
    "close_class",
    "close_lapsed",
    "code_shown",
    "drop_session",
    "end_course",
    "export_report",
    "export_units",
    "give_opinion",
    "hand_in",
    "import_questions",
    "invite",
    "keep_answers",
    "keep_course",
    "keep_grades",
    "keep_progress",
    "keep_sealed",
    "mark",
    "name_specialist",
    "number_certificates",
    "open_class",
    "pass_classes",
    "record_skills",
    "refuse_place",
    "register_people",
    "remind_of_classes",
    "resume_course",
    "retire_question",
    "set_test",
    "undo_grades",
    "withdraw_certificate",
    "withdraw_package",
    "withdraw_place",
    "withdraw_test",
]
