"""Whatever acts follow each other, everything has exactly one who answers for it.

Random sequences of real acts (merge, split with and without a keeper, dissolve, choose)
over four communes, with papers registered and moved on in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.models import Assignment, Register, RegisterEntry
from congvu.documents.queries import (
    NOT_ENDED,
    agency_responsible,
    desk_responsible,
    faults,
)
from congvu.documents.rules import Paper
from congvu.lib.dates import local_date
from congvu.organisations.access import NoSeat, seat_of_post
from congvu.organisations.actions import (
    appoint,
    carry_out_reform,
    choose_heir,
)
from congvu.organisations.models import Agency, Post, Unit
from congvu.organisations.queries import agency_by_code
from congvu.organisations.queries.reforms import waiting_decisions
from congvu.organisations.rules import members_of
from tests.organisations.acts import decide
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

Answer = dict[UUID, UUID]


@dataclass
class Run:
    """One history: the day it has come to, codes that mean somebody, answers given."""

    province: Province
    at: datetime
    codes: list[str]
    serial: int = 0
    answers: dict[date, tuple[Answer, Answer]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return local_date(self.at)

    def new_code(self) -> str:
        self.serial += 1
        return f"09{self.serial:03d}"

    def make(self, code: str) -> str:
        return (
            f"lập | | {code} | H03.99.{code[2:]} | Ủy ban nhân dân xã Số {code} | xã"
            " | H03 | xã |"
        )

    def settle(self, code: str, *, people: int) -> None:
        """Let somebody sit in the first posts of a new body."""
        agency = agency_by_code(code, self.on)
        posts = Post.objects.filter(unit__agency=agency).order_by("unit", "position")
        roles = ("records-clerk", "leader", "office-chief")[:people]
        for who, role in zip(("tu", "phuc", "son"), roles, strict=False):
            post = posts.filter(role=role).first()
            person = self.province.cast[who].person
            assert person is not None
            if post is not None:
                appoint(
                    person=person,
                    post=post,
                    valid_from=self.on,
                    by=SYSTEM,
                    at=self.at,
                )

    def act(self, *rows: str) -> None:
        reform = decide(self.on, self.at, *rows)
        carry_out_reform(reform_id=reform.id, by=SYSTEM, at=self.at)

    def register(self, code: str, *, submit: bool) -> None:
        """A paper where somebody keeps the book, perhaps on a leader's desk."""
        agency = agency_by_code(code, self.on)
        found: dict[str, Post] = {}
        for post in Post.objects.valid(on=self.on).filter(unit__agency=agency):
            found.setdefault(post.role, post)
        try:
            clerk = seat_of_post(found["records-clerk"].id, self.on)
        except NoSeat:
            return
        self.serial += 1
        entry = actions.register_incoming(
            paper=Paper(
                subject=f"Việc thứ {self.serial}",
                issuer_name="Sở Nội vụ",
                type_code="CV",
                symbol=f"{self.serial}/SNV-VP",
                issued_on=self.on,
            ),
            arrived_at=self.at,
            by=clerk,
            at=self.at,
        )
        if submit:
            with transaction.atomic():
                self._submit(entry, found["leader"], clerk)

    def _submit(self, entry: RegisterEntry, leader: Post, clerk: Any) -> None:
        try:
            seat_of_post(leader.id, self.on)
        except NoSeat:
            return
        actions.submit(
            entry_id=entry.id, leader_post_id=leader.id, by=clerk, at=self.at
        )

    def look(self) -> None:
        """Ask who answers today, and hold every earlier answer against now."""
        self.answers[self.on] = self._ask(self.on)
        for day, before in self.answers.items():
            now = self._ask(day)
            for then, later in zip(before, now, strict=True):
                assert {k: later[k] for k in then} == then, day

    def _ask(self, day: date) -> tuple[Answer, Answer]:
        things = [
            *RegisterEntry.objects.values_list("id", flat=True),
            *Register.objects.values_list("id", flat=True),
        ]
        parts = Assignment.objects.values_list("id", flat=True)
        return agency_responsible(things, day), desk_responsible(parts, day)

    def check(self) -> None:
        """Today: one living agency for each thing, one living desk for each part."""
        agencies, desks = self._ask(self.on)
        there = {a.pk for a in Agency.objects.valid(on=self.on)}
        units = {u.pk for u in Unit.objects.valid(on=self.on)}
        living = {p.pk for p in Post.objects.valid(on=self.on)} | units
        living |= {members_of(u) for u in units}
        assert set(agencies.values()) <= there
        for part in Assignment.objects.filter(state__in=NOT_ENDED):
            assert desks[part.pk] == part.desk_id
            assert part.desk_id in living
        entries = RegisterEntry.objects.exclude(state__in=["done", "returned"])
        for entry in entries:
            assert agencies[entry.pk] == entry.agency_id
        assert [rule for rule, fault in faults() if fault] == []


@contextmanager
def undone() -> Iterator[None]:
    """Each example plays in a transaction that never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "absorb", "split", "divide", "dissolve", "choose"]),
        st.integers(0, 5),
        st.integers(0, 3),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def take(run: Run, step: tuple[str, int, int, bool]) -> None:
    """One act on one day; what would be refused anyway is not tried."""
    verb, pick, people, submits = step
    code = run.codes[pick % len(run.codes)]
    others = [c for c in run.codes if c != code]
    run.register(code, submit=submits)
    run.at += timedelta(days=3)
    fresh = run.new_code()
    if verb == "merge":
        run.act(run.make(fresh), f"sáp nhập | {code} | {fresh}")
        run.settle(fresh, people=people)
    elif verb == "absorb" and others:
        run.act(f"sáp nhập | {code} | {others[0]}")
        fresh = ""
    elif verb in ("split", "divide"):
        second = run.new_code()
        keeps = "x" if verb == "split" else ""
        run.act(
            run.make(fresh),
            run.make(second),
            f"chia | {code} | {fresh} | | | | | | {keeps}",
            f"chia | {code} | {second} | | | | | |",
        )
        run.codes.append(second)
        run.settle(fresh, people=people)
    elif verb == "dissolve":
        run.act(f"giải thể | {code} | H03")
        fresh = ""
    else:
        for waiting in waiting_decisions(run.on)[:1]:
            choose_heir(
                predecessor_id=waiting.heir.predecessor_id,
                heir_id=waiting.candidates[pick % len(waiting.candidates)].id,
                by=SYSTEM,
                at=run.at,
            )
        return
    run.codes.remove(code)
    run.codes += [fresh] if fresh else []


@pytest.mark.slow
@settings(max_examples=12)
@given(steps=STEPS)
@example(
    steps=[
        ("divide", 0, 3, True),
        ("merge", 1, 3, True),
        ("choose", 0, 3, True),
        ("merge", 3, 3, True),
        ("dissolve", 4, 0, True),
    ]
)
@example(
    steps=[
        ("merge", 0, 3, True),
        ("merge", 3, 0, True),
        ("absorb", 3, 2, False),
        ("split", 0, 2, True),
    ]
)
def test_everything_has_one_who_answers_and_the_past_stays(
    province: Province, steps: list[tuple[str, int, int, bool]]
) -> None:
    with undone():
        run = Run(province, province.at, ["01918"])
        made = [run.new_code() for _n in range(3)]
        run.act(*(run.make(code) for code in made))
        run.codes += made
        run.look()
        for step in steps:
            if run.codes:
                take(run, step)
            run.check()
            run.look()
