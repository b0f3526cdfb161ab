"""Whatever a desk does with a paper, in whatever order: one answers for it, and what is
refused has changed nothing; and the numbers of a book have no gap and no double.

Lan, Dũng, Hà, Hoa and Minh do what they like with one paper, allowed or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, Grant, HistoryEvent, RegisterEntry
from congvu.documents.rules import (
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    AssignmentState,
    EntryState,
    Paper,
    Part,
)
from congvu.lib.refusals import Refused
from congvu.organisations.rules import members_of
from tests.people import Province
from tests.scale import few_or_all

pytestmark = pytest.mark.usefixtures("law")
PEOPLE = ("lan", "dung", "ha", "hoa", "minh")
ENDED = {
    AssignmentState.DONE,
    AssignmentState.SEEN,
    AssignmentState.RETURNED,
    AssignmentState.WITHDRAWN,
    AssignmentState.PASSED_ON,
}
VERBS = (
    *("submit", "instruct", "instruct", "hold", "transfer", "assign", "assign"),
    *("report", "report", "confirm", "return_report", "send_back", "mark_seen"),
    *("recall", "pass_on", "cancel_number", "return_to_sender"),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.sampled_from(PEOPLE),
        st.integers(0, 9),  # which part, which desk
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=14,
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Play:
    """One paper, the moment it has come to, and what has been done with it."""

    def __init__(self, province: Province) -> None:
        self.province, self.at, self.done = province, province.at, 0
        self.entry = self.register(1)
        posts = [province.cast[who].post for who in PEOPLE]
        self.desks = [p.id for p in posts if p is not None]
        self.desks += [province.division.id, province.office.id]

    def register(self, number: int) -> RegisterEntry:
        self.at += timedelta(seconds=1)
        return actions.register_incoming(
            paper=Paper(
                subject="V/v phòng, chống lũ",
                issuer_name="Sở Nội vụ",
                type_code="CV",
                symbol=f"{number}/SNV-KH",
                issued_on=self.province.today,
            ),
            arrived_at=self.at,
            by=self.province.seat("lan"),
            at=self.at,
        )

    def step(self, verb: str, who: str, which: int, how: int) -> bool:
        """Whether it was done; refused, it has left everything as it was."""
        self.at += timedelta(seconds=1)
        before = self.whole()
        parts = list(Assignment.objects.filter(entry=self.entry).order_by("id"))
        part = parts[which % len(parts)].id if parts else self.entry.id
        given: dict[str, Any] = {
            "entry_id": self.entry.id,
            "by": self.province.seat(who),
            "at": self.at,
        }
        try:
            with transaction.atomic():
                self._do(verb, part, which, how)(**given)
        except (Refused, Http404):
            assert self.whole() == before, f"a refused {verb} left something"
            return False
        self.done += 1
        return True

    def _do(self, verb: str, part: Any, which: int, how: int) -> Callable[..., Any]:
        desk = self.desks[(which + how) % len(self.desks)]
        other = self.desks[how % len(self.desks)]
        shares = [Share(desk, Part.LEAD)]
        if other != desk:
            shares.append(Share(other, Part.SUPPORT if how % 2 else Part.INFORM))
        about: dict[str, Any] = {
            "submit": {"leader_post_id": self.desks[1 if how else which % 5]},
            "instruct": {"text": "Giao xử lý.", "shares": shares, "again": how == 5},
            "hold": {"text": "Giao xử lý.", "shares": shares, "hold": True},
            "assign": {"shares": shares, "again": how == 5},
            "report": {"result": "Đã xong."},
            "return_report": {"reason": "Chưa đủ."},
            "send_back": {"reason": "Không đúng việc."},
            "recall": {"reason": "Giao nhầm."},
            "pass_on": {"to_desk_id": desk, "reason": "Đúng mảng việc."},
            "cancel_number": {"reason": "Vào nhầm sổ."},
            "return_to_sender": {"reason": "Gửi nhầm nơi."},
        }.get(verb, {})
        whole = {"submit", "transfer", "cancel_number", "return_to_sender"}
        if verb not in whole:
            about["assignment_id"] = part
        action = getattr(actions, "instruct" if verb == "hold" else verb)
        return lambda **given: action(**about, **given)

    def whole(self) -> tuple[Any, ...]:
        """All that is known of the paper."""
        entry = RegisterEntry.objects.filter(pk=self.entry.pk).values().get()
        parts = list(
            Assignment.objects.filter(entry=self.entry).order_by("id").values()
        )
        grants = sorted(
            Grant.objects.filter(entry=self.entry).values_list("principal_id", "origin")
        )
        return entry, parts, grants, self.lines()

    def lines(self) -> int:
        return HistoryEvent.objects.filter(entry_id=self.entry.id).count()


def faults(play: Play) -> Iterator[str]:
    """Every rule of the tree that does not hold."""
    entry = RegisterEntry.objects.get(pk=play.entry.pk)
    parts = {a.id: a for a in Assignment.objects.filter(entry=entry)}
    kept = set(Grant.objects.filter(entry=entry).values_list("principal_id", flat=True))
    open_ = [a for a in parts.values() if a.state in OPEN_ASSIGNMENT_STATES]
    if any(a.parent_id and a.parent_id not in parts for a in parts.values()):
        yield "a part hangs on another paper's"
    for part in parts.values():
        above, seen = part, set()
        while above.parent_id and above.id not in seen:
            seen.add(above.id)
            above = parts[above.parent_id]
        if above.id in seen:
            yield "a part hangs on itself"
        if (part.state in ENDED) != (part.ended_at is not None):
            yield f"{part.part} {part.state} and ended {part.ended_at}"
        if part.state in OPEN_ASSIGNMENT_STATES and not (
            {part.desk_id, part.unit_id, members_of(part.desk_id)} & kept
        ):
            yield "a desk has work on what it may not see"
        leads = [
            a
            for a in parts.values()
            if a.parent_id == part.id and a.part == Part.LEAD and a.state not in ENDED
        ]
        if len(leads) > 1:
            yield "two lead the same part"
        if part.state == AssignmentState.HANDED_ON and not any(
            a.parent_id == part.id and a.state not in ENDED for a in parts.values()
        ):
            yield "handed on to nobody"
    tops = [a for a in parts.values() if a.parent_id is None and a.state not in ENDED]
    if len(tops) > 1:
        yield "two trees stand at once"
    asks = [a for a in open_ if a.part != Part.INFORM]
    if entry.state not in OPEN_ENTRY_STATES and asks:
        yield f"{entry.state}, and something is still to do"
    acting = {EntryState.SUBMITTED, EntryState.HANDLING, EntryState.REPORTED}
    if entry.state in acting and not asks:
        yield f"{entry.state}, and nobody has anything to do"
    if not entry.holder and entry.state in OPEN_ENTRY_STATES:
        yield "nobody holds it"


@pytest.mark.repeats
@settings(max_examples=few_or_all(15, 40))
@given(steps=STEPS)
def test_one_answers_for_a_paper_whatever_is_done_with_it(
    province: Province, steps: list[tuple[str, str, int, int]]
) -> None:
    with undone():
        play = Play(province)
        for verb, who, which, how in steps:
            before = play.lines()
            done = play.step(verb, who, which, how)
            assert list(faults(play)) == [], (verb, who)
            assert play.lines() >= before + done, f"{verb} left no line"


LIKELY = (
    ("submit", "lan", 0, 1),
    ("instruct", "dung", 0, 3),
    ("assign", "hoa", 7, 4),
    ("report", "minh", 2, 0),
    ("confirm", "hoa", 2, 0),
    ("confirm", "dung", 1, 0),
)


@pytest.mark.repeats
@settings(max_examples=few_or_all(10, 25))
@given(
    cut=st.integers(1, len(LIKELY)),
    disturb=STEPS,
)
def test_nor_when_the_usual_way_is_disturbed_at_any_place(
    province: Province, cut: int, disturb: list[tuple[str, str, int, int]]
) -> None:
    with undone():
        play = Play(province)
        for step in LIKELY[:cut]:
            assert play.step(*step), step
        for step in disturb[:6]:
            play.step(*step)
            assert list(faults(play)) == [], step
        assert play.done >= cut


@pytest.mark.repeats
@settings(max_examples=few_or_all(8, 20))
@given(st.lists(st.sampled_from(["enter", "enter", "cancel", "return"]), max_size=12))
def test_a_book_has_no_gap_and_no_double_whatever_ends_in_it(
    province: Province, deeds: list[str]
) -> None:
    """Every number once, in the order of entering; what was ended keeps its own."""
    with undone():
        play = Play(province)
        entered = [play.entry]
        for deed in deeds:
            if deed == "enter":
                entered.append(play.register(len(entered) + 1))
                continue
            end = (
                actions.cancel_number if deed == "cancel" else actions.return_to_sender
            )
            with transaction.atomic():
                try:
                    end(
                        entry_id=entered[-1].id,
                        reason="Vào nhầm sổ.",
                        by=province.seat("lan"),
                        at=play.at,
                    )
                except Refused:
                    assert RegisterEntry.objects.get(pk=entered[-1].pk).state not in (
                        OPEN_ENTRY_STATES
                    )

        numbers = RegisterEntry.objects.filter(register=play.entry.register)
        by_time = list(numbers.order_by("registered_at").values_list("id", "number"))
        assert by_time == [(e.id, n) for n, e in enumerate(entered, 1)]
