"""The calendar is measured over many rooms, and everything is put back."""

from __future__ import annotations

import pytest

from congvu.bench import calendar
from congvu.calendar.models import Occupation, Resource
from tests.people import Province


@pytest.mark.usefixtures("law")
def test_a_year_free_times_and_a_booking_are_measured_and_nothing_is_left(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in (("ROOMS", 4), ("YEARS", 1), ("LEADERS", 12)):
        monkeypatch.setattr(calendar, name, few)

    figures = list(calendar.calendar_figures(province.seat("lan"), province.at))

    assert [(f.unit, f.most) for f in figures] == [
        ("ms", 150),
        ("ms", 200),
        ("ms", 20),
    ]
    assert figures[0].beside is not None
    assert figures[0].beside["spans held"] > 4 * 500
    assert not Occupation.objects.exists()
    assert not Resource.objects.exists()
