"""What comes again begins its next round by itself, once, and the old one stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.duties import actions
from congvu.duties.actions import begin_rounds
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import Duty, DutyEvent
from congvu.duties.rules import Course, DutyState, next_round, state_of
from congvu.notices.models import Notice
from tests.documents import reforms
from tests.duties.stories import give, share_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

#  given        first deadline  recurs   begins       ends         deadline
ROUNDS = """
2026-01-10    2026-06-30      P6M      2026-07-01   2026-12-31   2026-12-31
2026-01-10    2026-06-15      P3M      2026-06-16   2026-09-15   2026-09-15
2026-01-31    2026-01-31      P1M      2026-02-01   2026-02-28   2026-02-28
2024-02-01    2024-02-29      P1Y      2024-03-01   2025-02-28   2025-02-28
2026-01-05    2026-01-09      P1W      2026-01-10   2026-01-16   2026-01-16
2026-01-10    -               P3M      2026-04-10   2026-07-09   -
2026-01-10    2026-06-30      P0M      -            -            -
2026-01-10    2026-06-30      P999Y    -            -            -
"""


@pytest.mark.parametrize("line", ROUNDS.strip().splitlines())
def test_when_the_second_round_is(line: str) -> None:
    given, due, recurs, begins, ends, deadline = (
        None if word == "-" else word for word in line.split()
    )
    assert given
    assert recurs
    found = next_round(
        given_on=date.fromisoformat(given),
        deadline=date.fromisoformat(due) if due else None,
        recurs=recurs,
        after=1,
        since=date.fromisoformat(given),
    )
    said = (found.begins_on, found.ends_on, found.deadline) if found else [None] * 3
    assert [day and day.isoformat() for day in said] == [begins, ends, deadline]


def test_rounds_that_were_over_before_anybody_knew_are_not_begun() -> None:
    """A paper of 2009 opened today has no seventeen late reports."""
    found = next_round(
        given_on=date(2009, 9, 28),
        deadline=date(2010, 12, 31),
        recurs="P1Y",
        after=1,
        since=date(2026, 11, 27),
    )
    assert found is not None
    assert (found.number, found.deadline) == (17, date(2026, 12, 31))


def weekly(people: Province, *, due: int = -1, given: int = 9) -> tuple[Duty, datetime]:
    """To the division, given some days ago and due yesterday, every week again."""
    start = people.at - timedelta(days=given)
    duty = give(
        people,
        people.division.id,
        at=start,
        given_on=start.date(),
        deadline=people.today + timedelta(days=due),
        supports=(people.commune.id,),
        recurs="P1W",
    )
    return duty, start


def rounds(duty: Duty) -> list[Duty]:
    return list(duty.rounds.order_by("round"))


def test_a_round_begins_once_and_the_one_before_stays(province: Province) -> None:
    duty, start = weekly(province)
    first = share_of(duty, province.division.id)
    begin_rounds(by=SYSTEM, at=start + timedelta(days=3))
    assert rounds(duty) == [], "its day has not come"

    assert begin_rounds(by=SYSTEM, at=province.at) == 1
    assert begin_rounds(by=SYSTEM, at=province.at) == 0

    (second,) = rounds(duty)
    share = share_of(second, province.division.id)
    duty.refresh_from_db()
    assert (second.round, second.title, second.recurs) == (2, duty.title, "P1W")
    assert (second.given_on, duty.next_on) == (province.today, None)
    assert second.next_on == province.today + timedelta(days=7)
    assert standing_now(share).deadline == province.today + timedelta(days=6)
    assert [s.role for s in second.shares.order_by("role")] == ["lead", "support"]
    late = state_of(standing_now(first).facts, province.today)
    assert late == DutyState.LATE, "what was not done is still not done"
    assert Notice.objects.filter(target_id=share.id, kind="duties.given").exists()
    assert AuditEvent.objects.filter(event="duties.round-begun").count() == 1
    page = province.client("hoa").get(reverse("duties:duty", args=[second.id]))
    shown = page.content.decode()
    assert "bắt đầu lượt 2 cho" in shown
    assert reverse("duties:duty", args=[duty.id]) in shown, "the round before"


def test_rounds_that_no_worker_began_are_all_begun_later(province: Province) -> None:
    duty, _start = weekly(province, due=-20, given=30)

    assert begin_rounds(by=SYSTEM, at=province.at) == 3

    days = [standing_now(d.shares.get(role="lead")).deadline for d in rounds(duty)]
    assert days == [province.today + timedelta(days=n) for n in (-13, -6, 1)]


def test_the_schedule_holds_when_a_round_was_put_off(province: Province) -> None:
    duty, start = weekly(province, due=5)
    share = share_of(duty, province.division.id)
    actions.ask_extension(
        share_id=share.id,
        until=province.today + timedelta(days=10),
        reason="Chờ số liệu.",
        by=province.seat("hoa"),
        at=start + timedelta(days=1),
    )
    actions.decide_extension(
        share_id=share.id,
        grant=True,
        by=province.seat("dung"),
        at=start + timedelta(days=2),
    )

    begin_rounds(by=SYSTEM, at=province.at + timedelta(days=6))

    (second,) = rounds(duty)
    standing = standing_now(second.shares.get(role="lead"))
    assert standing.deadline == province.today + timedelta(days=12)
    assert not standing.extended


def test_what_is_taken_back_does_not_come_again(province: Province) -> None:
    duty, start = weekly(province)
    actions.revoke(
        share_id=share_of(duty, province.division.id).id,
        reason="Không còn cần.",
        by=province.seat("dung"),
        at=start + timedelta(days=1),
    )

    assert begin_rounds(by=SYSTEM, at=province.at) == 0
    duty.refresh_from_db()
    assert duty.next_on is None


def test_what_is_halted_comes_again_halted(province: Province) -> None:
    duty, start = weekly(province)
    actions.suspend(
        share_id=share_of(duty, province.division.id).id,
        reason="Chờ quy định mới.",
        by=province.seat("dung"),
        at=start + timedelta(days=1),
    )

    begin_rounds(by=SYSTEM, at=province.at)

    (second,) = rounds(duty)
    standing = standing_now(second.shares.get(role="lead"))
    assert standing.course == Course.SUSPENDED


def test_the_heir_has_the_next_round_of_what_was_done(province: Province) -> None:
    start = province.at - timedelta(days=9)
    duty = give(
        province,
        province.commune.id,
        at=start,
        given_on=start.date(),
        deadline=province.today - timedelta(days=1),
        recurs="P1W",
    )
    share = duty.shares.get()
    actions.report_done(
        share_id=share.id,
        done_on=start.date(),
        text="Xong.",
        by=province.seat("phuc"),
        at=start + timedelta(days=1),
    )
    actions.accept_done(
        share_id=share.id, by=province.seat("dung"), at=start + timedelta(days=2)
    )
    heir = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, heir, province.today, province.at)

    begin_rounds(by=SYSTEM, at=province.at)

    (second,) = rounds(duty)
    assert second.shares.get().desk_id == heir.agency.id
    assert duty.shares.get().desk_id == province.commune.id
    assert DutyEvent.objects.filter(event="duties.round-begun").count() == 1
