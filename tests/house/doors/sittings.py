"""Bank of questions, tests, papers that are sat, results of a file."""

from __future__ import annotations

_BANK = "/training-courses/{course_id}/questions"
_CLASS = "/training-classes/{training_class_id}/tests"
_TEST = "/training-tests/{class_test_id}"
_SITTING = "/training-sittings/{sitting_id}"
_LOADS = "/training-classes/{training_class_id}/grade-imports"
_LOAD = "/training-grade-imports/{grade_import_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "training:bank": (f"GET {_BANK}",),
    "training:add-question": (f"POST {_BANK}",),
    "training:import-questions": (f"POST {_BANK}/gift",),
    "training:retire-question": ("POST /training-questions/{test_question_id}/retire",),
    "training:tests": (f"GET {_CLASS}",),
    "training:set-test": (f"POST {_CLASS}",),
    "training:test": (f"GET {_TEST}",),
    "training:withdraw-test": (f"POST {_TEST}/withdraw",),
    "training:begin-test": (f"POST {_TEST}/sittings",),
    "training:sitting": (f"GET {_SITTING}", f"PUT {_SITTING}/answers"),
    "training:hand-in": (f"POST {_SITTING}/hand-in",),
    "training:grade-imports": (f"GET {_LOADS}",),
    "training:check-grades": (f"POST {_LOADS}",),
    "training:grade-import": (f"GET {_LOAD}",),
    "training:keep-grades": (f"POST {_LOAD}/keep",),
    "training:undo-grades": (f"POST {_LOAD}/undo",),
}
