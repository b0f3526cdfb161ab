"""Training is measured beside what is there, and everything is put back."""

from __future__ import annotations

import pytest

from congvu.bench import training
from congvu.organisations.models import Person
from congvu.training.models import Course, SessionAttendance, TrainingClass
from tests.people import Province


@pytest.mark.usefixtures("law")
def test_a_year_of_training_is_reported_and_nothing_is_left(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four classes of five sessions and ten places; each misses one session in five."""
    monkeypatch.setattr(training, "CLASSES", 4)
    monkeypatch.setattr(training, "SESSIONS", 5)
    monkeypatch.setattr(training, "PLACES", 10)
    before = Person.objects.count()

    figures = list(training.training_figures(province.seat("lan"), province.at))

    assert len(figures) == 3
    for figure in figures:
        assert figure.beside == {"attendance rows": 160, "places": 40}
        assert figure.is_met
    for model in (Course, TrainingClass, SessionAttendance):
        assert not model.objects.exists()
    assert Person.objects.count() == before
