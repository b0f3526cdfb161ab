"""A class with a bank and a test: Minh has a place in it and is sitting the test."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.training.actions import begin_sitting
from congvu.training.models import BankQuestion
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.training.papers import a_load, a_test, with_bank

#  address                            reading              sending
SITTING_ROUTES = """
training:bank @bank                   keep-training        m
training:add-question @bank           keep-training        keep-training
training:import-questions @bank       keep-training        keep-training=2
training:retire-question @bank        m                    keep-training
training:tests @class-test            see-test             m
training:set-test @class-test         keep-training        keep-training
training:test @class-test             see-test             m
training:withdraw-test @class-test    m                    keep-training
training:begin-test @class-test       m                    see-test
training:sitting @sitting             own-paper            own-paper=2
training:hand-in @sitting             m                    own-paper
training:grade-imports @grades        keep-training        m
training:check-grades @grades         keep-training        keep-training
training:grade-import @grades         keep-training        m
training:keep-grades @grades          m                    keep-training
training:undo-grades @grades          m                    keep-training
"""

_BANK = "/training-courses/{course_id}/questions"
_CLASS = "/training-classes/{training_class_id}/tests"
_TEST = "/training-tests/{class_test_id}"
_SITTING = "/training-sittings/{sitting_id}"
_LOADS = "/training-classes/{training_class_id}/grade-imports"
_LOAD = "/training-grade-imports/{grade_import_id}"

SITTING_OPERATIONS = f"""
GET {_BANK} @bank                                     keep-training
POST {_BANK} @bank                                    keep-training
POST {_BANK}/gift @bank                               keep-training
POST /training-questions/{{test_question_id}}/retire @bank  keep-training
GET {_CLASS} @class-test                              see-test
POST {_CLASS} @class-test                             keep-training
GET {_TEST} @class-test                               see-test
POST {_TEST}/withdraw @class-test                     keep-training=r
POST {_TEST}/sittings @class-test                     see-test>own-paper
GET {_SITTING} @sitting                               own-paper
PUT {_SITTING}/answers @sitting                       own-paper
POST {_SITTING}/hand-in @sitting                      own-paper
GET {_LOADS} @grades                                  keep-training
POST {_LOADS} @grades                                 keep-training
GET {_LOAD} @grades                                   keep-training
POST {_LOAD}/keep @grades                             keep-training
POST {_LOAD}/undo @grades                             keep-training
"""


def sitting_things() -> dict[str, Thing]:
    return {
        "bank": Thing("", COMMITTEE),
        "class-test": Thing("", COMMITTEE, owner="minh"),
        "sitting": Thing("", COMMITTEE, owner="minh"),
        "grades": Thing("", COMMITTEE),
    }


def sitting_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    found = with_bank(people, "minh")
    test = a_test(people, found)
    one = begin_sitting(test_id=test.pk, by=people.seat("minh"), at=people.at)
    question = BankQuestion.objects.order_by("pk").first()
    assert question is not None
    objects["bank"] = {"course_id": found.course_id, "test_question_id": question.pk}
    objects["class-test"] = {
        "training_class_id": found.pk,
        "class_test_id": test.pk,
    }
    objects["sitting"] = {"sitting_id": one.pk}
    load = a_load(people, found, "minh")
    objects["grades"] = {"training_class_id": found.pk, "grade_import_id": load.pk}


def sitting_forms() -> dict[str, dict[str, Any]]:
    soon = timezone.localtime() + timedelta(hours=2)
    return {
        "training:add-question": {
            "topic": "Mạng",
            "kind": "short",
            "stem": "Cổng SSH?",
            "choices": "22",
            "points": "1",
        },
        "training:import-questions": {"topic": "Mạng", "text": "Cổng DNS?{=53}"},
        "training:check-grades": {
            "file": SimpleUploadedFile("d.csv", b"Email,Course total\na@x.vn,1\n"),
            "most": "10",
            "pass_percent": "50",
        },
        "training:set-test": {
            "name": "Bài khác",
            "opens_at": f"{soon - timedelta(hours=1):%H:%M %d/%m/%Y}",
            "closes_at": f"{soon:%H:%M %d/%m/%Y}",
            "minutes": "10",
            "pass_percent": "50",
            "tries": "1",
            "part0": "1",
        },
    }


def sitting_bodies() -> dict[str, dict[str, Any]]:
    now = timezone.now()
    answers: dict[str, Any] = {"window": "w", "answers": []}
    return {
        f"POST {_BANK}": {
            "topic": "Mạng",
            "kind": "short",
            "stem": "Cổng SSH?",
            "accepted": ["22"],
        },
        f"POST {_BANK}/gift": {"topic": "Mạng", "text": "Cổng DNS?{=53}"},
        f"POST {_CLASS}": {
            "name": "Bài khác",
            "opens_at": now.isoformat(),
            "closes_at": (now + timedelta(hours=2)).isoformat(),
            "minutes": 10,
            "pass_percent": 50,
            "parts": {"Văn thư": 1},
        },
        f"PUT {_SITTING}/answers": answers,
        f"POST {_SITTING}/hand-in": answers,
    }
