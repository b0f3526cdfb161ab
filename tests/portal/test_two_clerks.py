"""Two people at one question at the same moment: one of them is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.portal import actions
from congvu.portal.models import PublicQuestion, QuestionEvent
from congvu.portal.rules.questions import AskStep, QuestionState
from tests.people import Province, make_province
from tests.portal.asked import drafted, forwarded, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def people() -> Province:
    call_command("load_law", verbosity=0)
    return make_province(timezone.now(), timezone.localdate())


def both(*acts: Callable[[], Any]) -> list[str]:
    """Run at once; of each "done", or the first word it was refused with."""
    ends, gate = list[str](), threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
            ends.append("done")
        except Refused:
            ends.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_two_of_the_unit_answer_and_two_of_the_board_decide(people: Province) -> None:
    found = forwarded(people)
    hoa, minh = people.seat("hoa"), people.seat("minh")
    ends = both(
        lambda: actions.draft_answer(
            question_id=found.id, text="Của Hoa.", by=hoa, at=people.at
        ),
        lambda: actions.draft_answer(
            question_id=found.id, text="Của Minh.", by=minh, at=people.at
        ),
    )
    assert ends == ["done", "refused"]
    kept = PublicQuestion.objects.get(pk=found.pk)
    events = QuestionEvent.objects.filter(event="portal.question-drafted")
    assert kept.answered_by == events.get().actor

    other = drafted(people)
    ha, dung = people.seat("ha"), people.seat("dung")
    ends = both(
        lambda: actions.approve_answer(question_id=other.id, by=ha, at=people.at),
        lambda: actions.return_answer(
            question_id=other.id, text="Viết lại.", by=dung, at=people.at
        ),
    )
    assert ends == ["done", "refused"]


def test_two_workers_take_each_sending_once(people: Province) -> None:
    codes = {send(people) for _n in range(6)}
    taken = list[int]()
    both(*[lambda: taken.append(actions.take_in(at=people.at))] * 2)
    assert sum(taken) == 6
    found = PublicQuestion.objects.all()
    assert {q.code for q in found} == codes
    assert {q.state for q in found} == {QuestionState.NEW}
    with pytest.raises(Refused):
        actions.close_question(
            question_id=found[0].id,
            step=AskStep.REFUSE,
            text=" ",
            by=people.seat("ha"),
            at=people.at,
        )
