"""What is counted of training equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.controls.models import SecurityOfficer
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.organisations.models import Appointment
from congvu.training.actions import close_class, name_specialist, register_people
from congvu.training.models import Place, SessionAttendance
from tests.people import Province
from tests.training.stories import one_class, session

pytestmark = pytest.mark.usefixtures("law")


def _closed(people: Province) -> None:
    """Minh and Hoa have a place, Minh alone was there."""
    found, ha = one_class(people, capacity=5), people.seat("ha")
    who = [people.seat(one).person_id for one in ("minh", "hoa")]
    register_people(class_id=found.pk, people=who, by=ha, at=people.at)
    held = session(people, found, hours=3)
    SessionAttendance.objects.create(
        session=held,
        place=Place.objects.get(person=people.minh.person),
        at=people.at,
        how="hand",
        by="Quân",
    )
    close_class(class_id=found.pk, by=people.seat("quan"), at=people.at)


def _count(people: Province, code: str, kind: PeriodKind) -> tuple[Any, Any, set[Any]]:
    period = period_of(kind, people.today)
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    who = people.committee.pk
    (figure,) = figures([one_body(who)], [code], [period], on=people.today)
    listed = lineage(code, [who], period, counting=True)
    return figure.numerator, figure.records, {o.record_id for o in listed.lines}


def test_places_that_were_completed(province: Province) -> None:
    _closed(province)
    kept = Place.objects.get(person=province.minh.person)
    found = _count(province, "training.completed", PeriodKind.MONTH)
    assert found == (1, 2, {kept.pk})


def test_people_taught_in_the_year(province: Province) -> None:
    """Seven hold a post at the committee today: Sơn left yesterday."""
    _closed(province)
    minh = province.minh.person
    assert minh is not None
    found = _count(province, "training.people_taught", PeriodKind.YEAR)
    assert found == (1, 7, {minh.pk})


def _both(people: Province) -> tuple[Any, Any, set[Any]]:
    return _count(people, "training.both_named", PeriodKind.MONTH)


def test_an_agency_counts_once_both_are_named_and_there(province: Province) -> None:
    mine = province.committee
    name_specialist(
        person_id=province.seat("minh").person_id,
        since=province.today,
        basis="QĐ 12/QĐ-UBND",
        by=province.seat("quan"),
        at=province.at,
    )
    assert _both(province) == (0, 1, set())
    given = {"agency": mine, "basis": "QĐ 13", "at": province.at, "by": "Quân"}
    deputy = SecurityOfficer.objects.create(
        **given,
        kind="deputy",
        person_id=province.seat("quan").person_id,
        since=province.today,
    )
    assert _both(province) == (0, 1, set()), "a deputy is not enough"
    SecurityOfficer.objects.filter(pk=deputy.pk).update(kind="main")
    assert _both(province) == (1, 1, {mine.pk})
    # Minh leaves the committee: his paper names him still, nobody sits there
    left = province.today - timedelta(days=1)
    own = Appointment.objects.filter(person=province.minh.person)
    own.update(valid_until=left)
    assert _both(province) == (0, 1, set())
