"""What the stories of questions have in common.

Bình, who has no account, asks the province; Hà, chief of the office, is the board and
approves; Hoa's division answers by Minh.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from congvu.portal import actions
from congvu.portal.models import PublicQuestion
from congvu.portal.rules.questions import AskData, Field, FileGiven
from tests.people import Province

SECRET = "chỉ trong bài thử"
ROAD = "Đường liên thôn Nà Làng bị sạt lở bao giờ sửa?"
WORDS = "Đoạn qua suối sạt từ tháng 9, học sinh phải đi vòng. Gọi tôi 0912 345 678."
ANSWER = "Sở Xây dựng đã bố trí vốn; khởi công trong tháng 12."


def send(
    people: Province,
    *,
    at: datetime | None = None,
    files: Sequence[FileGiven] = (),
    agency: UUID | None = None,
    **more: Any,
) -> str:
    """What the public process writes; the code its sender is shown."""
    given = {"subject": ROAD, "text": WORDS, "may_publish": True, **more}
    return actions.send_question(
        data=AskData(**given),
        files=files,
        agency_id=agency or people.committee.id,
        key=uuid4(),
        secret=SECRET,
        at=at or people.at,
    )


def asked(people: Province, **more: Any) -> PublicQuestion:
    """Sent without an address, and taken over by the worker."""
    code = send(people, **more)
    actions.take_in(at=more.get("at") or people.at)
    return PublicQuestion.objects.get(code=code)


def forwarded(people: Province, **more: Any) -> PublicQuestion:
    found = asked(people, **more)
    return actions.forward_question(
        question_id=found.id,
        kind="question",
        field=Field.ROADS,
        to_id=people.division.id,
        text="Trả lời rõ tháng nào.",
        by=people.seat("ha"),
        at=people.at,
    )


def drafted(people: Province, **more: Any) -> PublicQuestion:
    found = forwarded(people, **more)
    return actions.draft_answer(
        question_id=found.id, text=ANSWER, by=people.seat("minh"), at=people.at
    )


def answered(people: Province, **more: Any) -> PublicQuestion:
    found = drafted(people, **more)
    return actions.approve_answer(
        question_id=found.id, by=people.seat("ha"), at=people.at
    )


def published(people: Province, **more: Any) -> PublicQuestion:
    found = answered(people, **more)
    return actions.publish_answer(
        question_id=found.id,
        subject=ROAD,
        text="Bao giờ sửa đường?",
        answer=ANSWER,
        by=people.seat("ha"),
        at=people.at,
    )
