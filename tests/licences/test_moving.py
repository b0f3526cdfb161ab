"""A part of what was given goes elsewhere: the rest stays as and when it was given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from congvu.lib.refusals import Refused
from congvu.licences.actions import Target, recognise_new, return_seats, transfer
from congvu.licences.models import Entitlement, SeatAllocation
from congvu.licences.queries import position_of, seats_on
from congvu.licences.rules import given as in_order
from tests.licences.world import OFFICE_2016, catalogue, give, machine, right
from tests.people import Province
from tests.scale import examples

pytestmark = pytest.mark.usefixtures("law")


def ago(people: Province, days: int) -> date:
    return people.today - timedelta(days=days)


def move(
    people: Province, one: SeatAllocation, seats: int, days: int, **to: UUID
) -> SeatAllocation:
    agency = people.commune if not to else people.committee
    return transfer(
        allocation_id=one.pk,
        target=Target(agency.pk, **to),
        seats=seats,
        since=ago(people, days),
        by=people.seat("quan"),
        at=people.at,
    )


def test_two_parts_leave_on_one_day_and_the_rest_keeps_its_own(
    province: Province,
) -> None:
    """Ten of WinRAR: four go to the commune, three to the division, both a hundred days
    ago, by the page and by the API.
    """
    catalogue()
    ten = right(province, "winrar", 10)
    first = give(province, ten, 10)
    quan, day = province.client("quan"), ago(province, 100)
    page = quan.post(
        f"/phan-mem/cap-phat/{first.pk}/chuyen/?co_quan={province.commune.pk}",
        {"target": "", "seats": "4", "since": f"{day:%d/%m/%Y}"},
    )
    assert page.status_code == 302, page.content.decode()
    told = quan.post(
        f"/api/v1/seat-allocations/{first.pk}/transfer",
        {
            "agency_id": str(province.committee.pk),
            "unit_id": str(province.division.pk),
            "seats": 3,
            "since": day.isoformat(),
        },
        content_type="application/json",
    )
    assert told.status_code == 200, told.content
    first.refresh_from_db()
    assert (first.seats, first.since, first.until) == (3, ago(province, 300), None)
    rows = SeatAllocation.objects.filter(entitlement=ten)
    open_ones = rows.filter(until=None).order_by("seats", "since")
    assert [(one.seats, one.since) for one in open_ones] == [
        (3, first.since), (3, day), (4, day),
    ]  # fmt: skip
    parts = rows.filter(part_of=first.pk).order_by("pk")
    assert [(one.seats, one.since, one.until) for one in parts] == [
        (4, first.since, day), (3, first.since, day),
    ]  # fmt: skip
    assert {one.moved_from_id for one in open_ones} == {None, *(p.pk for p in parts)}


def test_of_what_was_given_beyond_a_part_goes_too(province: Province) -> None:
    """Two there, three given to the committee because of a reason; two go elsewhere, on
    one day, and the evening before is as it was.
    """
    catalogue()
    for name in "ABC":
        machine(province, name, [OFFICE_2016], ago(province, 90))
    recognise_new()
    two = right(province, "office-2016", 2)
    three = give(province, two, 3, why="Chờ mua thêm")
    day = ago(province, 11)
    before = stood(day)
    assert [state for _machine, state, *_whose in before].count("over") == 1
    move(province, three, 1, 10)
    move(province, three, 1, 10, unit_id=province.division.pk)
    assert stood(day) == before
    assert sum(one.over for one in in_order(seats_on(ago(province, 10)))) == 1


def test_the_rest_that_never_was_is_taken_back_and_what_left_stays(
    province: Province,
) -> None:
    catalogue()
    ten = right(province, "winrar", 10)
    first = give(province, ten, 10)
    moved = move(province, first, 4, 100)
    quan = province.seat("quan")
    return_seats(allocation_id=first.pk, until=first.since, by=quan, at=province.at)
    rows = SeatAllocation.objects.filter(entitlement=ten).order_by("since")
    assert [(one.seats, one.until) for one in rows] == [(4, moved.since), (4, None)]


def test_the_database_adds_up_each_day_whoever_writes(province: Province) -> None:
    """Ten there, ten given, five more with a reason: a part may be split off by hand as
    long as no day has more; back again in the place of what was returned may nobody.
    """
    catalogue()
    ten = right(province, "winrar", 10)
    first = give(province, ten, 10)
    give(province, ten, 5, days_ago=200, why="Chờ mua thêm")

    def write(seats: int, place: int, why: str = "") -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO licences_seatallocation (id, entitlement_id, agency_id,"
                " seats, since, place, over_reason, added_at, added_by) VALUES"
                " (gen_random_uuid(), %s, %s, %s, %s, %s, %s, now(), '')",
                [ten.pk, province.commune.pk, seats, ago(province, 50), place, why],
            )

    rows = SeatAllocation.objects.filter(pk=first.pk)
    with pytest.raises(IntegrityError, match="11 seats"):
        write(1, first.place)
    rows.update(seats=9)
    write(1, first.place)
    with pytest.raises(IntegrityError, match="15 seats"), transaction.atomic():
        rows.update(seats=9, place=7)
    # All of it taken back; then others get the ten.
    SeatAllocation.objects.filter(place=first.place).update(until=ago(province, 20))
    give(province, ten, 5, days_ago=20)
    with pytest.raises(IntegrityError, match="seats given of 10"):
        write(6, first.place)
    with pytest.raises(IntegrityError, match="16 seats"):
        write(6, first.place, "Viện cớ")


# -- any history


@dataclass(frozen=True)
class Step:
    """What, of which of those there are, how many, to whom, on which day."""

    verb: str
    which: int
    seats: int
    to: int
    day: int


STEPS = some.lists(
    some.builds(
        Step,
        some.sampled_from(["give", "beyond", "move", "move", "move", "return"]),
        some.integers(0, 9),
        some.integers(1, 6),
        some.integers(0, 2),
        some.integers(0, 30),
    ),
    min_size=3,
    max_size=10,
)
FIRST = 30


def stood(day: date) -> list[tuple[object, ...]]:
    """What each use is that evening and to whom belongs what covers it."""
    whose = dict(SeatAllocation.objects.values_list("pk", "agency"))
    units = dict(SeatAllocation.objects.values_list("pk", "unit"))
    return sorted(
        (str(one.use.machine_id), one.state.value, str(whose.get(one.allocation_id)),
         str(units.get(one.allocation_id)))
        for one in position_of(day)
    )  # fmt: skip


def sums(entitlement: Entitlement, day: date) -> tuple[int, int]:
    """Given that day: all, and beyond what there is."""
    found = in_order(one for one in seats_on(day))
    mine = [one for one in found if one.seats.entitlement_id == entitlement.pk]
    return sum(one.good + one.over for one in mine), sum(one.over for one in mine)


def deed(
    people: Province, entitlement: Entitlement, step: Step
) -> Callable[[], object]:
    targets: list[dict[str, UUID]] = [{}, {"unit_id": people.division.pk}]
    rows = list(SeatAllocation.objects.filter(until=None).order_by("pk"))
    if step.verb in {"give", "beyond"} or not rows:
        why = "Chờ mua thêm" if step.verb == "beyond" else ""
        to = targets[step.to] if step.to < 2 else {}
        return lambda: give(
            people, entitlement, step.seats, days_ago=step.day, why=why,
            commune=step.to == 2, **to,
        )  # fmt: skip
    one = rows[step.which % len(rows)]
    if step.verb == "return":
        return lambda: return_seats(
            allocation_id=one.pk, until=ago(people, step.day),
            by=people.seat("quan"), at=people.at,
        )  # fmt: skip
    to = {"unit_id": people.division.pk} if step.to else {}
    return lambda: move(people, one, step.seats, step.day, **to)


@pytest.fixture
def offices(province: Province) -> Province:
    """Five machines with Office: three of the committee, two of these of the division;
    two of the commune.
    """
    catalogue()
    for number, name in enumerate("ABCDE"):
        unit = {"unit_id": province.division.pk} if number in {1, 2} else {}
        day = ago(province, FIRST + 1)
        machine(province, name, [OFFICE_2016], day, commune=number > 2, **unit)
    recognise_new()
    assert len(position_of(province.today)) == 5
    return province


@settings(max_examples=examples(24))
@given(steps=STEPS)
def test_no_history_changes_what_was_before_it_or_gives_more_than_is_there(
    offices: Province, steps: list[Step]
) -> None:
    """Whatever is given, moved and returned as of whichever day: the days before that
    day stand as they did, and beyond what there is goes only what had a reason.
    """
    province = offices
    with transaction.atomic():
        right_ = right(province, "office-2016", 5, days_ago=FIRST)
        days = [ago(province, n) for n in range(FIRST, -1, -5)]
        beyond = False
        for step in steps:
            past = [one for one in days if one < ago(province, step.day)]
            was = {one: (stood(one), sums(right_, one)) for one in past[-3:]}
            with suppress(Refused), transaction.atomic():
                deed(province, right_, step)()
                beyond |= step.verb == "beyond"
            assert {one: (stood(one), sums(right_, one)) for one in was} == was
        if not beyond:
            assert all(sums(right_, one)[1] == 0 for one in days)
        transaction.set_rollback(True)
