"""The measuring of loads does what it says: few rows, every figure, nothing kept."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.bench.registry import registry_figures
from congvu.registry.models import Database
from tests.people import Province


@pytest.mark.django_db
def test_a_load_and_its_pages_are_measured_and_taken_back(province: Province) -> None:
    told = list(registry_figures(province.seat("hoa"), timezone.now(), rows=2000))
    assert [one.unit for one in told] == ["seconds", *["ms"] * 5, "seconds"]
    assert told[0].beside is not None
    assert told[0].beside["rows"] == 2000
    assert not Database.objects.exists()
