"""A quarter of the small province that is over: what was ordered, done, late, hard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.urls import reverse
from docx import Document

from congvu.documents.models import Document as Letter
from congvu.duties.actions.standing import stand, standing_now
from congvu.duties.models import Difficulty, DifficultyStep, Share
from congvu.duties.rules import Course, DifficultyState
from congvu.lib.dates import VIETNAM
from congvu.reviews.models import Review
from congvu.reviews.rules import Span, SpanKind, spans_to_offer
from tests.duties.stories import give
from tests.people import Province


@dataclass(frozen=True)
class Quarter:
    """The quarter that ended last, seen from the province's today."""

    span: Span

    @property
    def closing(self) -> date:
        return self.span.last

    def day(self, number: int) -> date:
        """The so many-th day of it, from 0."""
        return self.span.first + timedelta(days=number)


def last_quarter(people: Province) -> Quarter:
    found = next(s for s in spans_to_offer(people.today) if s.kind == SpanKind.QUARTER)
    assert found.last < people.today
    return Quarter(found)


def morning(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), VIETNAM)


def ordered(
    people: Province, given_on: date, deadline: date, *leads: Any, **more: Any
) -> list[Share]:
    duty = give(
        people,
        *leads,
        at=morning(given_on, 8),
        given_on=given_on,
        deadline=deadline,
        **more,
    )
    return list(duty.shares.filter(parent=None, role="lead").order_by("id"))


def finished(share: Share, on: date, *, recorded: date | None = None) -> None:
    facts = replace(standing_now(share).facts, course=Course.DONE, done_on=on)
    stand(share=share, facts=facts, on=on, at=morning(recorded or on))


def hard(share: Share, on: date, *, up: date | None = None, title: str = "") -> None:
    """A difficulty as the record has it; put before who decides on ``up``."""
    state = DifficultyState.ESCALATED if up else DifficultyState.ASKED
    found = Difficulty.objects.create(
        share=share, title=title or "Chưa có đường truyền", state=state, asked_on=on
    )
    for when, step, text in (
        (on, DifficultyState.ASKED, "Đề nghị lắp đường truyền."),
        (up, DifficultyState.ESCALATED, "Đề xuất cấp 200 triệu đồng."),
    ):
        if when is not None:
            DifficultyStep.objects.create(
                difficulty=found,
                state=step,
                text=text,
                paper=_letter(share) if step == DifficultyState.ASKED else None,
                at=morning(when),
                by="Đặng Văn Phúc",
                by_post="Chủ tịch",
                post_id=share.desk_id,
            )


def _letter(share: Share) -> Any:
    return Letter.objects.create(
        subject="V/v khó khăn",
        issuer_name="UBND xã",
        type_name="Công văn",
        created_at=share.given_at,
    )


def a_quarter(people: Province) -> Quarter:
    """Six tasks: two done in time, one late done, one late, one due later, one old."""
    quarter = last_quarter(people)
    commune, division = people.commune.id, people.division.id
    before = quarter.span.before
    old = ordered(people, before.first, before.last - timedelta(days=9), commune)
    finished(old[0], before.last - timedelta(days=10))
    first = ordered(people, quarter.day(3), quarter.day(40), commune, division)
    finished(first[0], quarter.day(30))
    finished(first[1], quarter.day(50))
    late = ordered(
        people, quarter.day(5), quarter.day(60), commune, title="Lập hộp thư công vụ"
    )
    hard(late[0], quarter.day(45), up=quarter.day(55))
    ordered(people, quarter.day(9), people.today + timedelta(days=30), division)
    return quarter


def compose(people: Province, quarter: Quarter, who: str = "ha", **more: Any) -> Review:
    """By the page, as somebody does it."""
    post = people.cast["dung"].post
    assert post is not None
    sent = {"span": quarter.span.code, "signer": str(post.id), **more}
    answer = people.client(who).post(reverse("reviews:compose"), sent)
    assert answer.status_code == 302, answer.content.decode()
    return Review.objects.order_by("-id")[0]


def body(review: Review) -> dict[str, Any]:
    version = review.draft.versions.order_by("-number")[0]
    found: dict[str, Any] = version.body
    return found


def word_file(people: Province, review: Review, who: str = "ha") -> Any:
    version = review.draft.versions.order_by("-number")[0]
    page = reverse(
        "outgoing:version-set", args=[review.draft_id, version.number, "docx"]
    )
    answer = people.client(who).get(page)
    return Document(BytesIO(answer.getvalue()))
