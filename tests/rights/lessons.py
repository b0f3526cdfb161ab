"""A lesson of a course of the committee: Minh has a place in a class of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from congvu.training.access import pass_for
from congvu.training.actions import add_package, approve_place, ask_place
from congvu.training.models import Lesson
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.training.packages import package
from tests.training.stories import one_class

_COURSE = "/training-courses/{course_id}/packages"
_PACKAGE = "/training-packages/{lesson_package_id}"

#  address                              reading              sending
LESSON_ROUTES = """
training:lessons @lesson                office               m
training:learn @lesson                  learn-lesson         m
training:packages @lesson               office               m
training:add-package @lesson            keep-training        keep-training=r
training:withdraw-package @lesson       m                    keep-training
training:try-lesson @lesson             keep-training        m
training:lesson-file @lesson            public               m
training:lesson-keep @lesson            m                    public=r
"""

LESSON_OPERATIONS = f"""
GET {_COURSE} @lesson                                 office
POST {_COURSE} @lesson                                keep-training=r
POST {_PACKAGE}/withdraw @lesson                      keep-training
GET /training-classes/{{training_class_id}}/progress @lesson   keep-training
"""


def lesson_forms() -> dict[str, dict[str, Any]]:
    """Without its file."""
    return {"training:add-package": {"counts": "on"}}


def lesson_things() -> dict[str, Thing]:
    return {"lesson": Thing("", COMMITTEE, owner="minh")}


def lesson_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    found = one_class(people, name="Lớp tự học", capacity=50)
    minh = people.seat("minh")
    place = ask_place(class_id=found.pk, by=minh, at=people.at)
    approve_place(place_id=place.pk, by=people.seat("hoa"), at=people.at)
    made = add_package(
        course_id=found.course_id,
        stream=BytesIO(package()),
        counts=True,
        by=people.seat("quan"),
        at=people.at,
    )
    lesson = Lesson.objects.get(package=made)
    objects["lesson"] = {
        "training_class_id": found.pk,
        "course_id": found.course_id,
        "lesson_package_id": made.pk,
        "lesson_id": lesson.pk,
        "lesson_pass": pass_for(minh, lesson, place),
        "path": "bai/index.html",
    }
