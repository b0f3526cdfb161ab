"""Whatever people try, in whatever order: one state; closed iff all is settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.duties.actions import accept_done, report_done, resume, revoke, suspend
from congvu.duties.models import Share
from congvu.inspections import actions
from congvu.inspections.models import Inspection
from congvu.inspections.queries import courses_of
from congvu.inspections.rules import (
    AFTER_CONCLUSION,
    SETTLED,
    WAYS,
    InspectionState,
    Step,
)
from congvu.lib.refusals import Refused
from congvu.outgoing.models import OutgoingEntry
from tests.inspections.stories import (
    again,
    at_work,
    find,
    paper,
    recommend,
    take,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

STEPS = [s for s in Step if s != Step.DECIDE]
DUTIES = ["done", "suspend", "resume", "revoke"]
TRIES = st.lists(
    st.one_of(
        st.sampled_from([*STEPS, Step.FOLLOW, Step.CLOSE, Step.CLOSE]),
        st.sampled_from(["find", "recommend"]),
        st.tuples(st.sampled_from(DUTIES), st.integers(0, 1)),
    ),
    min_size=4,
    max_size=14,
)


class Player:
    """Tries a thing; what is refused leaves everything as it was."""

    def __init__(
        self, people: Province, found: Inspection, line: OutgoingEntry
    ) -> None:
        self.people, self.found, self.line = people, found, line

    def step(self, step: Step) -> None:
        if step == Step.CONCLUDE:
            actions.conclude(
                inspection_id=self.found.id,
                line_id=self.line.id,
                by=self.people.seat("dung"),
                at=self.people.at,
            )
            return
        until = self.people.today
        take(self.people, self.found, step, text="Như vậy.", until=until)

    def duty(self, deed: str, place: int) -> None:
        asked = list(self.found.recommendations.exclude(duty=None).order_by("number"))
        if place >= len(asked):
            return
        share = Share.objects.get(duty=asked[place].duty_id)
        made: dict[str, Any] = {
            "share_id": share.id,
            "by": self.people.seat("dung"),
            "at": self.people.at,
        }
        if deed == "done":
            phuc = self.people.seat("phuc")
            report_done(done_on=self.people.today, text="Xong.", **{**made, "by": phuc})
            accept_done(**made)
            return
        verbs: dict[str, Callable[..., Any]] = {
            "suspend": suspend,
            "resume": resume,
            "revoke": revoke,
        }
        verbs[deed](reason="Có lý do.", **made)

    def tried(self, one: Any) -> bool:
        """Whether it was done; refused, the whole of it is undone."""
        try:
            with transaction.atomic():
                if isinstance(one, Step):
                    self.step(one)
                elif one == "find":
                    find(self.people, self.found)
                elif one == "recommend":
                    recommend(self.people, self.found)
                else:
                    self.duty(*one)
        except Refused:
            return False
        return True


@settings(max_examples=12)
@given(tries=TRIES)
def test_states_are_exclusive_and_closed_iff_all_is_settled(
    province: Province, line: OutgoingEntry, begun: Inspection, tries: list[Any]
) -> None:
    with transaction.atomic():
        player = Player(province, begun, line)
        for one in tries:
            before = InspectionState(again(begun).state)
            settled = all(course in SETTLED for course in courses_of(begun.id))
            done = player.tried(one)
            now = again(begun)
            after = InspectionState(now.state)
            if isinstance(one, Step) and done:
                assert before in WAYS[one].before
                assert after == WAYS[one].after
            else:
                assert after == before
            if one == Step.CLOSE:
                may = before in WAYS[Step.CLOSE].before and settled
                assert done == may
            assert (now.conclusion_id is not None) == (after in AFTER_CONCLUSION)
            given_ones = now.recommendations.exclude(duty=None).count()
            followed = after in (InspectionState.FOLLOWED, InspectionState.DONE)
            assert followed or given_ones == 0
        transaction.set_rollback(True)


@pytest.fixture
def begun(province: Province, law: None) -> Inspection:
    return at_work(province)


@pytest.fixture
def line(province: Province, law: None) -> OutgoingEntry:
    return paper(province, "Kết luận kiểm tra tại UBND xã Yến Dương")
