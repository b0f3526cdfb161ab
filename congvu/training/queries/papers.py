"""Papers as they lie before who sits them, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Avg, Count, Max, Q, QuerySet

from congvu.training.models import (
    BankQuestion,
    ClassTest,
    Course,
    PaperQuestion,
    Place,
    Sitting,
    TrainingClass,
)
from congvu.training.rules.papers import Laid, is_passed, lay
from congvu.training.rules.questions import QuestionKind, is_answered
from congvu.training.rules.words import PlaceState


def topic_counts(course_id: UUID) -> dict[str, int]:
    """Topic → how many questions new papers may draw from."""
    rows = BankQuestion.objects.filter(course=course_id, retired_at=None)
    counted = rows.order_by("topic").values("topic").annotate(n=Count("pk"))
    return {one["topic"]: one["n"] for one in counted}


def laid_out(sitting: Sitting) -> list[tuple[PaperQuestion, Laid]]:
    """One query."""
    rows = PaperQuestion.objects.filter(sitting=sitting.pk).order_by("number")
    return [
        (row, lay(sitting.seed, row.question_id, row.question.as_asked()))
        for row in rows.select_related("question")
    ]


@dataclass(frozen=True)
class Choice:
    place: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class PromptShown:
    number: int
    text: str
    choices: list[Choice]


@dataclass(frozen=True)
class QuestionShown:
    """All that who sits the test gets of a question: no key, and places for numbers."""

    number: int
    kind: QuestionKind
    stem: str
    points: int
    choices: list[Choice]
    prompts: list[PromptShown]
    text: str
    seen: int
    answered: bool


def shown_paper(sitting: Sitting) -> list[QuestionShown]:
    return [_shown(row, laid) for row, laid in laid_out(sitting)]


def _shown(row: PaperQuestion, laid: Laid) -> QuestionShown:
    asked, places = laid.asked, laid.to_paper(row.given)
    is_matching = asked.kind is QuestionKind.MATCHING
    is_short = asked.kind is QuestionKind.SHORT
    return QuestionShown(
        number=row.number,
        kind=asked.kind,
        stem=asked.stem,
        points=asked.points,
        choices=[] if is_matching else _choices(laid, places),
        prompts=[
            PromptShown(at, text, _choices(laid, places[at : at + 1]))
            for at, text in enumerate(asked.prompts)
        ],
        text=places[0] if is_short and places else "",
        seen=row.revision,
        answered=is_answered(row.given),
    )


def _choices(laid: Laid, chosen: Iterable[str]) -> list[Choice]:
    taken = set(chosen)
    return [
        Choice(str(place), laid.asked.choices[number], str(place) in taken)
        for place, number in enumerate(laid.order)
    ]


@dataclass(frozen=True)
class QuestionFigures:
    """Of papers that were marked; ``share`` in whole percent."""

    question: BankQuestion
    had: int
    answered: int
    share: int


def figures_of(test: ClassTest) -> list[QuestionFigures]:
    """The hardest question first; one query."""
    marked = Q(papers__sitting__test=test.pk, papers__share__isnull=False)
    rows = BankQuestion.objects.filter(marked).annotate(
        had=Count("papers"),
        answered=Count("papers", filter=~Q(papers__given=[])),
        share=Avg("papers__share"),
    )
    return [
        QuestionFigures(one, one.had, one.answered, int(one.share / 10))
        for one in rows.order_by("share", "pk")
    ]


@dataclass(frozen=True)
class TestStanding:
    """The best of somebody's sittings of one test, in thousandths."""

    __test__ = False

    best: int
    passed: bool


NOT_SAT = TestStanding(0, passed=False)


def standings_of(test: ClassTest) -> dict[UUID, TestStanding]:
    """Place → what it has reached."""
    rows = test.sittings.exclude(handed_at=None).order_by("place")
    return {
        place: TestStanding(best, is_passed(best, test.pass_percent))
        for place, best in rows.values_list("place").annotate(best=Max("score"))
    }


def tests_of(found: TrainingClass) -> QuerySet[ClassTest]:
    return ClassTest.objects.filter(training_class=found, withdrawn_at=None)


def results_of_tests(found: TrainingClass) -> list[dict[UUID, TestStanding]]:
    """Of each test of a class that stands."""
    return [standings_of(one) for one in tests_of(found).order_by("pk")]


def bank_of(course: Course) -> QuerySet[BankQuestion]:
    """What new papers draw from."""
    return BankQuestion.objects.filter(course=course, retired_at=None)


@dataclass(frozen=True)
class BankPage:
    """``after`` is the question behind which the next page begins."""

    rows: list[BankQuestion]
    after: UUID | None


def bank_page(course: Course, after: UUID | None, limit: int = 50) -> BankPage:
    """The last first."""
    rows = bank_of(course)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return BankPage(found[:limit], found[limit - 1].pk if more else None)


def own_sittings(test: ClassTest, person_id: UUID) -> list[Sitting]:
    rows = test.sittings.filter(place__person=person_id).select_related("test")
    return list(rows.order_by("number"))


@dataclass(frozen=True)
class Learner:
    """Who has a place, beside what they reached; None: nothing handed in."""

    place: Place
    sittings: int
    percent: float | None
    passed: bool


def learners_of(test: ClassTest) -> list[Learner]:
    """Everybody of the class, two queries."""
    reached = standings_of(test)
    rows = Place.objects.filter(
        training_class=test.training_class_id, state=PlaceState.HELD
    ).annotate(sat=Count("sittings", filter=Q(sittings__test=test.pk)))
    found = []
    for one in rows.select_related("person").order_by("person__folded_name", "pk"):
        best = reached.get(one.pk)
        percent = best.best / 10 if best else None
        found.append(Learner(one, one.sat, percent, bool(best and best.passed)))
    return found
