"""What is counted of training equals what a person counts on this page."""

from __future__ import annotations

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Period, PeriodKind, one_body, period_of
from congvu.organisations.models import Agency
from congvu.training.actions import (
    ask_place,
    close_class,
    mark,
    register_people,
)
from congvu.training.indicators import tell_learners, tell_places
from congvu.training.models import Place
from tests.people import Province
from tests.training.stories import one_class, session

pytestmark = pytest.mark.usefixtures("law")
COMPLETED, TAUGHT = "training.completed", "training.people_taught"


def count(
    people: Province, code: str, period: Period, agency: Agency
) -> tuple[int, int]:
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    (figure,) = figures([one_body(agency.pk)], [code], [period], on=people.today)
    return figure.numerator, figure.records


def _taught(people: Province) -> None:
    """Three in one class, two of whom came: Minh, and the office's chief."""
    found = one_class(people, capacity=5)
    seat, at = people.seat("ha"), people.at
    register_people(
        class_id=found.pk,
        people=[people.seat("minh").person_id, people.seat("hoa").person_id],
        by=seat,
        at=at,
    )
    ask_place(class_id=found.pk, by=seat, at=at)
    first = session(people, found, hours=5)
    came = Place.objects.exclude(person=people.hoa.person)
    mark(
        session_id=first.pk,
        present=list(came.values_list("pk", flat=True)),
        late=[],
        by=people.seat("quan"),
        at=at,
    )
    close_class(class_id=found.pk, by=people.seat("quan"), at=at)


def test_places_and_people_of_a_year_equal_the_hand_count(province: Province) -> None:
    """Of three places two were completed; of the seven who hold a post at the
    committee two learned something (Sơn left); at the commune nobody of two.
    """
    _taught(province)
    month = period_of(PeriodKind.MONTH, province.today)
    year = period_of(PeriodKind.YEAR, province.today)
    mine = province.committee
    assert count(province, COMPLETED, month, mine) == (2, 3)
    assert count(province, TAUGHT, year, mine) == (2, 7)
    assert count(province, TAUGHT, year, province.commune) == (0, 2)

    page = lineage(COMPLETED, [mine.pk], month, counting=False)
    hoa = Place.objects.get(person=province.hoa.person)
    assert [one.record_id for one in page.lines] == [hoa.pk]
    page = lineage(TAUGHT, [mine.pk], year, counting=True)
    learned = {province.seat("minh").person_id, province.seat("ha").person_id}
    assert {one.record_id for one in page.lines} == learned

    # Hoa is told of Minh, whom she heads; the commune's head of nobody here
    told = tell_places(province.seat("hoa"), [hoa.pk])
    assert told[hoa.pk].words.startswith("Ma Thị Hoa")
    people = list(learned)
    assert set(tell_learners(province.seat("hoa"), people)) == {
        province.seat("minh").person_id
    }
    assert tell_learners(province.seat("phuc"), people) == {}
    assert tell_places(province.seat("phuc"), [hoa.pk]) == {}
