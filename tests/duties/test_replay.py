"""Random histories: states are exclusive and add up, and a past day can be replayed.

The model beside the office is a plain list of what was said each evening; it shares no
code with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Count
from django.db.utils import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as some

from congvu.audit.rules import SYSTEM
from congvu.duties.actions import pass_duties
from congvu.duties.actions.standing import stand, standing_now
from congvu.duties.models import Duty, Share, Standing
from congvu.duties.queries import end_of, standing_on, state_case
from congvu.duties.rules import Course
from congvu.organisations.models import Agency
from congvu.organisations.rules import BodyKind, Passed, Passing
from tests.documents import reforms
from tests.duties.stories import give
from tests.people import SINCE, Province
from tests.scale import examples

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LENGTH = 12

# What happens to a share on a day: the step, and how far back or ahead it reaches.
steps = some.tuples(
    some.integers(0, LENGTH - 1),
    some.integers(0, 2),
    some.sampled_from(["done", "extend", "suspend", "resume", "revoke", "undo"]),
    some.integers(0, 6),
)


class Paper:
    """The model: for each share a dict of what is known of each day, by course."""

    def __init__(
        self, first: date, due: date, *, begins: date | None = None, whose: str = ""
    ) -> None:
        self.first = first
        self.begins = begins
        self.known: dict[date, dict[str, Any]] = {
            first + timedelta(n): {
                "how": "open",
                "due": due,
                "more": False,
                "end": None,
                "whose": whose,
            }
            for n in range(LENGTH * 3)
        }

    def now(self) -> dict[str, Any]:
        return self.known[max(self.known)]

    def from_day(self, day: date, fact: dict[str, Any]) -> None:
        """Whose the days were stays, whatever is learnt of them later."""
        for known, was in self.known.items():
            if known >= day:
                self.known[known] = {**fact, "whose": was["whose"]}

    def handed_on(self, day: date, whose: str) -> None:
        for known, was in self.known.items():
            if known >= day:
                self.known[known] = {**was, "whose": whose}

    def state(self, day: date) -> str:
        fact = self.known[day]
        if fact["how"] == "gone":
            return "revoked"
        if fact["how"] == "pause":
            return "suspended"
        if fact["how"] == "end":
            return "done-late" if fact["end"] > fact["due"] else "done-in-time"
        if fact["due"] < day:
            return "late"
        if self.begins is not None and day < self.begins:
            return "not-yet"
        return "extended" if fact["more"] else "in-time"


def _step(
    share: Share, paper: Paper, kind: str, reach: int, day: date, at: datetime
) -> None:
    facts, fact = standing_now(share).facts, paper.now()
    if kind == "done":
        back = max(day - timedelta(reach), share.given_on)
        stand(
            share=share,
            facts=replace(facts, course=Course.DONE, done_on=back),
            on=back,
            at=at,
        )
        paper.from_day(back, {**fact, "how": "end", "end": back})
        return
    changed, mine = facts, dict(fact)
    if kind == "extend":
        later = (facts.deadline or day) + timedelta(reach + 1)
        changed = replace(facts, deadline=later, extended=True)
        mine |= {"due": later, "more": True}
    else:
        courses = {
            "suspend": (Course.SUSPENDED, "pause"),
            "resume": (Course.UNDER_WAY, "open"),
            "revoke": (Course.REVOKED, "gone"),
            "undo": (Course.UNDER_WAY, "open"),
        }
        course, how = courses[kind]
        changed = replace(facts, course=course, done_on=None)
        mine |= {"how": how, "end": None}
    stand(share=share, facts=changed, on=day, at=at)
    paper.from_day(day, mine)


def _figures(day: date, known_before: datetime | None = None) -> dict[str, int]:
    rows = standing_on(day, known_before=known_before).annotate(state=state_case(day))
    return dict(rows.values_list("state").annotate(n=Count("pk")))


@settings(max_examples=examples(25))
@given(history=some.lists(steps, max_size=14))
def test_any_past_day_gives_the_figures_of_that_evening(
    province: Province, history: list[tuple[int, int, str, int]]
) -> None:
    with transaction.atomic():
        first = province.today - timedelta(days=LENGTH)
        start = datetime.combine(first, datetime.min.time(), HANOI)
        duty = give(
            province,
            province.commune.id,
            province.division.id,
            province.office.id,
            at=start.replace(hour=8),
            given_on=first,
            deadline=first + timedelta(days=4),
        )
        shares = list(duty.shares.order_by("id"))
        papers = [Paper(first, first + timedelta(days=4)) for _share in shares]
        evenings: dict[date, Counter[str]] = {}
        for n in range(LENGTH):
            day = first + timedelta(n)
            for turn, (when, which, kind, reach) in enumerate(sorted(history)):
                if when == n:
                    at = start + timedelta(days=n, hours=9, minutes=turn)
                    _step(shares[which], papers[which], kind, reach, day, at)
            evenings[day] = Counter(paper.state(day) for paper in papers)

        for day, evening in evenings.items():
            replayed = _figures(day, end_of(day))
            assert replayed == dict(evening), f"as recorded on {day}"
            assert sum(replayed.values()) == len(shares)
            today = Counter(paper.state(day) for paper in papers)
            assert _figures(day) == dict(today), f"as known now of {day}"
        transaction.set_rollback(True)


def _by_agency(
    day: date, known_before: datetime | None = None
) -> dict[tuple[str, str], int]:
    rows = standing_on(day, known_before=known_before).annotate(state=state_case(day))
    counted = rows.values_list("agency", "state").annotate(n=Count("pk"))
    return {(str(agency), state): n for agency, state, n in counted}


def _merged(old: Agency, heir: Agency, on: date, at: datetime) -> None:
    body = Passed(BodyKind.AGENCY, old.id, old.id, heir.id)
    pass_duties(Passing(uuid4(), "Nghị quyết sắp xếp", on, at, SYSTEM, (body,)))


@settings(max_examples=examples(15))
@given(
    history=some.lists(steps, max_size=12),
    ends=some.integers(1, LENGTH - 1),
    begins=some.lists(some.none() | some.integers(1, 4), min_size=3, max_size=3),
)
def test_any_past_day_gives_each_agency_its_figures_across_a_merger(
    province: Province,
    history: list[tuple[int, int, str, int]],
    ends: int,
    begins: list[int | None],
) -> None:
    """Yến Dương ends on one of the days; Cổ Linh has its duties from that morning, and
    what is learnt later of the days before stays with who had them.
    """
    with transaction.atomic():
        first = province.today - timedelta(days=LENGTH)
        start = datetime.combine(first, datetime.min.time(), HANOI)
        due = first + timedelta(days=4)
        heir = reforms.make_commune(province, SINCE, province.at).agency
        who = [province.commune.id, province.committee.id, province.commune.id]
        desks = [province.commune.id, province.division.id, province.commune.id]
        shares, papers = [], []
        for n, more in enumerate(begins):
            opens = first + timedelta(days=more) if more else None
            given_at = start.replace(hour=8) + timedelta(minutes=n)
            duty = give(
                province,
                desks[n],
                at=given_at,
                given_on=first,
                deadline=due,
                begins_on=opens,
            )
            shares.append(duty.shares.get())
            papers.append(Paper(first, due, begins=opens, whose=str(who[n])))
        evenings: dict[date, Counter[tuple[str, str]]] = {}
        for n in range(LENGTH):
            day = first + timedelta(n)
            if n == ends:
                _merged(province.commune, heir, day, start + timedelta(days=n, hours=8))
                for place in (0, 2):
                    # What is over by then stays where it was.
                    if papers[place].now()["how"] in ("open", "pause"):
                        papers[place].handed_on(day, str(heir.id))
            for turn, (when, which, kind, reach) in enumerate(sorted(history)):
                if when == n:
                    at = start + timedelta(days=n, hours=9, minutes=turn)
                    shares[which].refresh_from_db()
                    _step(shares[which], papers[which], kind, reach, day, at)
            evenings[day] = _told(papers, day)

        for day, evening in evenings.items():
            assert _by_agency(day, end_of(day)) == dict(evening), f"as recorded {day}"
            assert _by_agency(day) == dict(_told(papers, day)), f"as known now of {day}"
        transaction.set_rollback(True)


def _told(papers: list[Paper], day: date) -> Counter[tuple[str, str]]:
    return Counter((paper.known[day]["whose"], paper.state(day)) for paper in papers)


def _one(province: Province) -> tuple[Duty, Share, Standing]:
    duty = give(province)
    share = duty.shares.get()
    return duty, share, standing_now(share)


@pytest.mark.parametrize(
    "change",
    [
        {"deadline": date(2030, 1, 1)},
        {"course": "revoked"},
        {"valid_until": date(2190, 1, 1)},
        {"at": datetime(2020, 1, 1, tzinfo=HANOI)},
    ],
)
def test_what_was_recorded_is_never_rewritten(
    province: Province, change: dict[str, Any]
) -> None:
    _duty, _share, standing = _one(province)

    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        Standing.objects.filter(pk=standing.pk).update(**change)


def test_a_record_ends_once(province: Province) -> None:
    _duty, _share, standing = _one(province)
    rows = Standing.objects.filter(pk=standing.pk)
    rows.update(replaced_at=province.at)

    for moment in (None, province.at + timedelta(days=1)):
        with (
            pytest.raises(DatabaseError, match="never rewritten"),
            transaction.atomic(),
        ):
            rows.update(replaced_at=moment)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_no_two_standings_speak_of_one_day_at_one_moment(province: Province) -> None:
    _duty, share, standing = _one(province)

    with (
        pytest.raises(DatabaseError, match="standing_one_at_a_time"),
        transaction.atomic(),
    ):
        Standing.objects.create(
            share=share,
            valid_from=standing.valid_from + timedelta(days=3),
            at=province.at + timedelta(days=3),
            course=Course.REVOKED,
            agency=province.commune,
        )


def test_shares_are_a_tree_for_the_database_too(province: Province) -> None:
    duty, share, _standing = _one(province)
    below = {
        "duty": duty,
        "parent": share,
        "role": "lead",
        "agency": province.commune,
        "desk_name": "x",
        "given_desk_name": "x",
        "given_on": province.today,
        "given_at": province.at,
        "given_by": "x",
        "given_by_post": "x",
    }
    desk = province.commune_office.id
    made = Share.objects.create(desk_id=desk, given_desk_id=desk, **below)

    with pytest.raises(DatabaseError, match="never in a circle"), transaction.atomic():
        Share.objects.create(
            **{**below, "parent": made},
            desk_id=province.commune.id,
            given_desk_id=province.commune.id,
        )
    with pytest.raises(DatabaseError, match="stays where"), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(parent=made)
    with (
        pytest.raises(DatabaseError, match="bound to its sentence"),
        transaction.atomic(),
    ):
        Duty.objects.filter(pk=duty.pk).update(sentence="khác")
