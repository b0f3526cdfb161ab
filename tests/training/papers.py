"""A class whose course has a bank of six questions, and a test of them all."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client

from congvu.training.actions import (
    GradesData,
    TestData,
    check_grades,
    import_questions,
    register_people,
    set_test,
)
from congvu.training.models import (
    ClassTest,
    GradeImport,
    PaperQuestion,
    Sitting,
    TrainingClass,
)
from congvu.training.rules.papers import lay
from tests.people import Province
from tests.training.stories import one_class

BANK = """$CATEGORY: Văn thư

Văn bản điện tử nào có giá trị như bản gốc?{=Ký số đúng quy định ~Chụp ảnh ~Bản in}

Nơi nào giữ số văn bản đi?{=Văn thư ~Lễ tân ~Bảo vệ}

Số văn bản đến cấp lại từ đầu mỗi năm.{T}

$CATEGORY: An toàn

Chọn dấu hiệu thư giả mạo.{~%50%giục giã ~%50%tên miền lạ ~%-100%ký số}

Ghép cổng.{=HTTPS -> 443 =SSH -> 22 = -> 25}

Thủ đô nước ta?{=Hà Nội}
"""


def with_bank(people: Province, *who: str) -> TrainingClass:
    """Its bank filled; these have places."""
    found = one_class(people, capacity=9)
    import_questions(
        course_id=found.course_id,
        topic="Chung",
        text=BANK,
        is_trial=False,
        by=people.seat("quan"),
        at=people.at,
    )
    register_people(
        class_id=found.pk,
        people=[people.seat(one).person_id for one in who],
        by=people.seat("ha"),
        at=people.at,
    )
    return found


def a_test(people: Province, found: TrainingClass, **given: Any) -> ClassTest:
    """Open since half an hour, all of each topic."""
    data: dict[str, Any] = {
        "name": "Bài cuối khóa",
        "opens_at": people.at - timedelta(minutes=30),
        "closes_at": people.at + timedelta(hours=3),
        "minutes": 30,
        "pass_percent": 60,
        "parts": {"Văn thư": 3, "An toàn": 3},
        **given,
    }
    return set_test(
        class_id=found.pk, data=TestData(**data), by=people.seat("quan"), at=people.at
    )


def a_load(people: Province, found: TrainingClass, *who: str) -> GradeImport:
    """A file with everything right for these, looked at and not kept."""
    lines = ["Email address,Course total (Real)"]
    lines += [f"{people.cast[one].user.email},100" for one in who]
    return check_grades(
        class_id=found.pk,
        data=GradesData("diem.csv", 100, 50),
        stream=BytesIO("\n".join(lines).encode()),
        by=people.seat("quan"),
        at=people.at,
    )


def right(row: PaperQuestion) -> list[str]:
    """What somebody who knows it would send from this paper."""
    asked = row.question.as_asked()
    if asked.accepted:
        return [asked.accepted[0]]
    laid = lay(row.sitting.seed, row.question_id, asked)
    return laid.to_paper([str(one) for one in asked.key])


def page_answers(sitting: Sitting, window: str = "w1") -> dict[str, Any]:
    """The form of the paper with every right answer."""
    rows = PaperQuestion.objects.filter(sitting=sitting).select_related("question")
    sent: dict[str, Any] = {"window": window}
    for row in rows:
        sent[f"a-{row.number}"] = right(row)
        sent[f"seen-{row.number}"] = str(row.revision)
    return sent


def number_of(sitting: Sitting, stem: str) -> int:
    return PaperQuestion.objects.get(
        sitting=sitting, question__stem__startswith=stem
    ).number


def typed(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back of the page as it stands."""
    page = client.get(address).content.decode()
    found = re.findall(r'name="((?:seen-\d+)|window)" value="([^"]*)"', page)
    return dict(found)
