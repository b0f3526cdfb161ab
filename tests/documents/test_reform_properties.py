"""Whatever acts follow each other, everything has exactly one who answers for it.

Random sequences of real acts (merge, split with and without a keeper, dissolve, choose)
over four communes, some decided for a later day and overtaken by others, with papers
registered, moved on and sent across by the province in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import Phase, example, given, note, settings
from hypothesis import strategies as st

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, Delivery, Register, RegisterEntry
from congvu.documents.queries import (
    NOT_ENDED,
    agency_responsible,
    desk_responsible,
    faults,
)
from congvu.documents.rules import Paper, Part
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import NoSeat, Seat, seat_of_post
from congvu.organisations.actions import (
    appoint,
    carry_out_reform,
    choose_heir,
)
from congvu.organisations.models import Agency, Identifier, Post, Unit
from congvu.organisations.queries import agency_by_code, due_reforms
from congvu.organisations.queries.reforms import waiting_decisions
from congvu.organisations.rules import members_of
from tests.organisations.acts import decide
from tests.people import Province
from tests.scale import few_or_all

pytestmark = pytest.mark.usefixtures("law")

Answer = dict[UUID, UUID]


@dataclass
class Run:
    """One history: the day it has come to, codes that mean somebody, answers given."""

    province: Province
    at: datetime
    serial: int = 0
    # By act, the codes it makes and how many come to sit there.
    made: dict[UUID, tuple[list[str], int]] = field(default_factory=dict)
    answers: dict[date, tuple[Answer, Answer]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return local_date(self.at)

    def codes(self, on: date) -> list[str]:
        """Whom an act of that day may name: by the record of the day before."""
        rows = Identifier.objects.valid(on=on - timedelta(days=1))
        rows = rows.filter(scheme="commune-5")
        return sorted(rows.values_list("value", flat=True))

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

    def act(self, *rows: str, ahead: int = 0, made: list[str], people: int = 0) -> None:
        """Decided now for a day to come, unless an act decided before forbids it."""
        note(f"{self.on}, {ahead} days ahead: {rows}")
        try:
            reform = decide(self.on + timedelta(days=ahead), self.at, *rows)
        except Refused as why:
            note(f"  refused: {why}")
            return
        self.made[reform.id] = (made, people)
        self.carry_out()

    def carry_out(self) -> None:
        """What is due, the last day first as far as that is permitted."""
        while due := due_reforms(self.on):
            for reform_id in reversed(due):
                try:
                    carry_out_reform(reform_id=reform_id, by=SYSTEM, at=self.at)
                except Refused:
                    continue
                codes, people = self.made[reform_id]
                for code in codes:
                    self.settle(code, people=people)
                break
            else:
                raise AssertionError("acts wait for each other for ever")

    def choose(self, pick: int) -> None:
        """Who keeps what waits longest; not who will end into the divided body."""
        for waiting in waiting_decisions(self.on)[:1]:
            candidate = waiting.candidates[pick % len(waiting.candidates)]
            note(f"{self.on}: {candidate.name} for {waiting.name}")
            try:
                choose_heir(
                    predecessor_id=waiting.heir.predecessor_id,
                    heir_id=candidate.id,
                    by=SYSTEM,
                    at=self.at,
                )
            except Refused as why:
                note(f"  refused: {why}")

    def ask(self, code: str, *, registers: bool) -> None:
        """The province asks a commune that has a clerk; perhaps it is registered."""
        agency = agency_by_code(code, self.on)
        clerk = self._clerk(agency)
        if agency is None or clerk is None:
            return
        lan, dung = (
            seat_of_post(self.province.cast[who].post.id, self.on)  # type: ignore[union-attr]
            for who in ("lan", "dung")
        )
        entry = self._paper(lan)
        actions.submit(
            entry_id=entry.id, leader_post_id=dung.post_id, by=lan, at=self.at
        )
        actions.instruct(
            entry_id=entry.id,
            assignment_id=Assignment.objects.get(entry=entry).id,
            text="Giao xã.",
            shares=[Share(agency.id, Part.LEAD)],
            by=dung,
            at=self.at,
        )
        if registers:
            actions.register_ready(by=clerk, at=self.at)

    def _clerk(self, agency: Agency | None) -> Seat | None:
        posts = Post.objects.valid(on=self.on).filter(unit__agency=agency)
        for post in posts.filter(role="records-clerk"):
            try:
                return seat_of_post(post.id, self.on)
            except NoSeat:
                continue
        return None

    def register(self, code: str, *, submit: bool) -> None:
        """A paper where somebody keeps the book, perhaps on a leader's desk."""
        agency = agency_by_code(code, self.on)
        clerk = self._clerk(agency)
        if clerk is None:
            return
        entry = self._paper(clerk)
        posts = Post.objects.valid(on=self.on).filter(unit__agency=agency)
        leader = posts.filter(role="leader").order_by("id").first()
        if submit and leader is not None:
            with transaction.atomic():
                self._submit(entry, leader, clerk)

    def _paper(self, clerk: Seat) -> RegisterEntry:
        self.serial += 1
        return actions.register_incoming(
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

    def _submit(self, entry: RegisterEntry, leader: Post, clerk: Seat) -> None:
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
        return agency_responsible(things, day), desk_responsible(list(parts), day)

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
            crossing = Delivery.objects.filter(assignment=part).first()
            if crossing is None:
                assert part.desk_id in living
                continue
            at_work = crossing.received or crossing.item
            assert at_work is not None
            assert part.desk_id in there
            assert part.desk_id == crossing.agency_id == at_work.agency_id
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
        st.sampled_from([0, 0, 2, 5, 9]),
    ),
    min_size=1,
    max_size=5,
)


Step = tuple[str, int, int, bool, int]


def take(run: Run, step: Step) -> None:
    """Papers of a day, and an act decided on another; what cannot be is refused."""
    verb, pick, people, submits, ahead = step
    living = run.codes(run.on + timedelta(days=1))
    run.register(living[pick % len(living)], submit=submits)
    run.ask(living[(pick + people) % len(living)], registers=submits)
    run.at += timedelta(days=3)
    run.carry_out()
    codes = run.codes(run.on + timedelta(days=ahead))
    code = codes[pick % len(codes)]
    others = [c for c in codes if c != code]
    fresh = run.new_code()
    if verb == "merge":
        rows = [run.make(fresh), f"sáp nhập | {code} | {fresh}"]
        run.act(*rows, ahead=ahead, made=[fresh], people=people)
    elif verb == "absorb" and others:
        run.act(f"sáp nhập | {code} | {others[0]}", ahead=ahead, made=[])
    elif verb in ("split", "divide"):
        second = run.new_code()
        keeps = "x" if verb == "split" else ""
        run.act(
            run.make(fresh),
            run.make(second),
            f"chia | {code} | {fresh} | | | | | | {keeps}",
            f"chia | {code} | {second} | | | | | |",
            ahead=ahead,
            made=[fresh, second],
            people=people,
        )
    elif verb == "dissolve" and others:
        run.act(f"giải thể | {code} | H03", ahead=ahead, made=[])
    else:
        run.choose(pick)


@pytest.mark.slow
@pytest.mark.repeats
@settings(
    max_examples=few_or_all(5, 12), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
@given(steps=STEPS)
@example(
    steps=[
        ("divide", 0, 3, True, 0),
        ("merge", 1, 3, True, 0),
        ("choose", 0, 3, True, 0),
        ("merge", 3, 3, True, 0),
        ("dissolve", 4, 0, True, 0),
    ]
)
@example(
    steps=[
        ("merge", 0, 3, True, 0),
        ("merge", 3, 0, True, 0),
        ("absorb", 3, 2, False, 0),
        ("split", 0, 2, True, 0),
    ]
)
@example(
    steps=[
        ("absorb", 3, 0, True, 9),
        ("divide", 0, 3, True, 2),
        ("merge", 2, 1, False, 9),
        ("choose", 0, 3, True, 0),
        ("dissolve", 1, 0, True, 0),
    ]
)
@example(
    steps=[
        ("absorb", 0, 3, True, 9),
        ("absorb", 1, 0, True, 0),
        ("choose", 1, 0, True, 0),
        ("choose", 1, 0, True, 0),
    ]
)
def test_everything_has_one_who_answers_and_the_past_stays(
    province: Province, steps: list[Step]
) -> None:
    with undone():
        run = Run(province, province.at)
        made = [run.new_code() for _n in range(3)]
        run.act(*(run.make(code) for code in made), made=made[:2], people=3)
        run.look()
        for step in steps:
            take(run, step)
            run.check()
            run.look()
        run.at += timedelta(days=10)
        run.carry_out()
        run.check()
        run.look()
