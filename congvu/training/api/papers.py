"""Bank of questions, tests, papers, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from congvu.calendar.rules import at_clock
from congvu.lib.dates import EARLIEST, LATEST
from congvu.organisations.api import ApiRequest
from congvu.training import actions
from congvu.training.access import (
    get_class_to_keep,
    get_class_with_tests,
    get_course_to_keep,
    get_question_to_keep,
    get_sitting_for,
    get_test_for,
    get_test_to_keep,
    keeps_class,
)
from congvu.training.api.classes import keeper, reader
from congvu.training.models import BankQuestion, ClassTest, Sitting
from congvu.training.queries.papers import (
    QuestionShown,
    bank_page,
    figures_of,
    learners_of,
    own_sittings,
    shown_paper,
    tests_of,
)
from congvu.training.rules.questions import Asked, QuestionKind

router = Router(tags=["Đào tạo"])
_BANK = "/training-courses/{course_id}/questions"
_CLASS = "/training-classes/{training_class_id}/tests"
_TEST = "/training-tests/{class_test_id}"
_SITTING = "/training-sittings/{sitting_id}"


class BankQuestionIn(Schema):
    topic: str
    kind: QuestionKind
    stem: str
    choices: list[str] = []
    prompts: list[str] = []
    key: list[int] = []
    accepted: list[str] = []
    points: int = 1


class BankQuestionOut(BankQuestionIn):
    id: UUID


class BankQuestionsOut(Schema):
    items: list[BankQuestionOut]
    after: UUID | None


class GiftIn(Schema):
    topic: str
    text: str
    is_trial: bool = True


class BankLineOut(Schema):
    line: int
    stem: str
    topic: str
    why: str


Moment = Annotated[
    AwareDatetime, Field(ge=at_clock(EARLIEST, 0), le=at_clock(LATEST, 23))
]


class ClassTestIn(Schema):
    name: str
    opens_at: Moment
    closes_at: Moment
    minutes: int
    pass_percent: int
    tries: int = 1
    rest_hours: int = 0
    parts: dict[str, int]


class ClassTestOut(Schema):
    id: UUID
    training_class_id: UUID
    name: str
    opens_at: datetime
    closes_at: datetime
    minutes: int
    pass_percent: int
    tries: int
    rest_hours: int


class SittingOut(Schema):
    id: UUID
    test_id: UUID
    number: int
    began_at: datetime
    ends_at: datetime
    handed_at: datetime | None
    score: int | None


class TestLearnerOut(Schema):
    place_id: UUID
    sittings: int
    percent: float | None
    passed: bool


class TestQuestionOut(Schema):
    question_id: UUID
    had: int
    answered: int
    share: int


class ClassTestStandingOut(Schema):
    """``own`` are the reader's sittings; the rest is for who keeps the class."""

    test: ClassTestOut
    own: list[SittingOut]
    learners: list[TestLearnerOut]
    questions: list[TestQuestionOut]


class PaperChoiceOut(Schema):
    place: str
    text: str
    chosen: bool


class PaperPromptOut(Schema):
    number: int
    text: str
    choices: list[PaperChoiceOut]


class PaperQuestionOut(Schema):
    number: int
    kind: QuestionKind
    stem: str
    points: int
    choices: list[PaperChoiceOut]
    prompts: list[PaperPromptOut]
    text: str
    seen: int


class SatAnswerIn(Schema):
    number: int
    given: list[str]
    seen: int


class SatAnswersIn(Schema):
    """``window`` names who sends: another's newer answer is not written over."""

    window: str
    answers: list[SatAnswerIn]


class PaperKeptOut(Schema):
    """Numbers of questions that another window had answered meanwhile."""

    stale: list[int]


@router.get(_BANK, response=BankQuestionsOut, summary="Ngân hàng câu hỏi, có đáp án")
def bank(
    request: ApiRequest, course_id: UUID, after: UUID | None = None
) -> BankQuestionsOut:
    page = bank_page(get_course_to_keep(keeper(request), course_id), after)
    items = [BankQuestionOut.from_orm(one) for one in page.rows]
    return BankQuestionsOut(items=items, after=page.after)


@router.post(_BANK, response={201: BankQuestionOut}, summary="Thêm câu hỏi")
def add_question(
    request: ApiRequest, course_id: UUID, data: BankQuestionIn
) -> Status[BankQuestion]:
    seat = keeper(request)
    found = get_course_to_keep(seat, course_id)
    asked = Asked(
        data.kind,
        data.stem,
        tuple(data.choices),
        tuple(data.prompts),
        tuple(data.key),
        tuple(data.accepted),
        data.points,
    )
    made = actions.add_question(
        course_id=found.pk, topic=data.topic, asked=asked, by=seat, at=timezone.now()
    )
    return Status(201, made)


@router.post(
    _BANK + "/gift", response=list[BankLineOut], summary="Nhập câu hỏi từ tệp GIFT"
)
def import_questions(
    request: ApiRequest, course_id: UUID, data: GiftIn
) -> list[actions.BankLine]:
    seat = keeper(request)
    found = get_course_to_keep(seat, course_id)
    return actions.import_questions(
        course_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(
    "/training-questions/{test_question_id}/retire",
    response={204: None},
    summary="Bỏ câu hỏi khỏi ngân hàng",
)
def retire(request: ApiRequest, test_question_id: UUID) -> Status[None]:
    seat = keeper(request)
    found = get_question_to_keep(seat, test_question_id)
    actions.retire_question(question_id=found.pk, by=seat, at=timezone.now())
    return Status(204, None)


@router.get(_CLASS, response=list[ClassTestOut], summary="Bài kiểm tra của lớp")
def tests(request: ApiRequest, training_class_id: UUID) -> list[ClassTest]:
    found = get_class_with_tests(reader(request), training_class_id)
    return list(tests_of(found).order_by("opens_at", "pk"))


@router.post(_CLASS, response={201: ClassTestOut}, summary="Đặt bài kiểm tra")
def set_test(
    request: ApiRequest, training_class_id: UUID, data: ClassTestIn
) -> Status[ClassTest]:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    wish = actions.TestData(**data.model_dump())
    made = actions.set_test(class_id=found.pk, data=wish, by=seat, at=timezone.now())
    return Status(201, made)


@router.get(_TEST, response=ClassTestStandingOut, summary="Bài kiểm tra và kết quả")
def test(request: ApiRequest, class_test_id: UUID) -> ClassTestStandingOut:
    seat = reader(request)
    found = get_test_for(seat, class_test_id)
    keeps = keeps_class(seat, found.training_class)
    own = own_sittings(found, seat.person_id)
    return ClassTestStandingOut(
        test=ClassTestOut.from_orm(found),
        own=[SittingOut.from_orm(one) for one in own],
        learners=[
            TestLearnerOut(
                place_id=one.place.pk,
                sittings=one.sittings,
                percent=one.percent,
                passed=one.passed,
            )
            for one in (learners_of(found) if keeps else [])
        ],
        questions=[
            TestQuestionOut(
                question_id=one.question.pk,
                had=one.had,
                answered=one.answered,
                share=one.share,
            )
            for one in (figures_of(found) if keeps else [])
        ],
    )


@router.post(_TEST + "/withdraw", response={204: None}, summary="Rút bài kiểm tra")
def withdraw(request: ApiRequest, class_test_id: UUID) -> Status[None]:
    seat = keeper(request)
    found = get_test_to_keep(seat, class_test_id)
    actions.withdraw_test(test_id=found.pk, by=seat, at=timezone.now())
    return Status(204, None)


@router.post(_TEST + "/sittings", response=SittingOut, summary="Bắt đầu làm bài")
def begin(request: ApiRequest, class_test_id: UUID) -> Sitting:
    seat = reader(request)
    found = get_test_for(seat, class_test_id)
    return actions.begin_sitting(test_id=found.pk, by=seat, at=timezone.now())


@router.get(_SITTING, response=list[PaperQuestionOut], summary="Đề của mình")
def paper(request: ApiRequest, sitting_id: UUID) -> list[QuestionShown]:
    """No key, and choices by where they stand on this paper."""
    return shown_paper(get_sitting_for(reader(request), sitting_id))


def _sent(data: SatAnswersIn) -> dict[int, actions.Sent]:
    return {
        one.number: actions.Sent(tuple(one.given), one.seen) for one in data.answers
    }


@router.put(_SITTING + "/answers", response=PaperKeptOut, summary="Lưu câu trả lời")
def keep(request: ApiRequest, sitting_id: UUID, data: SatAnswersIn) -> PaperKeptOut:
    seat = reader(request)
    found = get_sitting_for(seat, sitting_id)
    stale = actions.keep_answers(
        sitting_id=found.pk,
        sent=_sent(data),
        window=data.window,
        by=seat,
        at=timezone.now(),
    )
    return PaperKeptOut(stale=stale)


@router.post(_SITTING + "/hand-in", response=SittingOut, summary="Nộp bài")
def hand_in(request: ApiRequest, sitting_id: UUID, data: SatAnswersIn) -> Sitting:
    seat = reader(request)
    found = get_sitting_for(seat, sitting_id)
    return actions.hand_in(
        sitting_id=found.pk,
        sent=_sent(data),
        window=data.window,
        by=seat,
        at=timezone.now(),
    )
