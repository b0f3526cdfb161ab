"""Look-ups are measured on a list of two periods, and nothing of it stays."""

from __future__ import annotations

import pytest

from congvu.bench.lookups import lookup_figures
from congvu.catalogues.models import CodeList
from tests.people import Province


@pytest.mark.django_db
def test_each_answer_is_timed_and_taken_back(province: Province) -> None:
    told = list(lookup_figures(province.at, rounds=5))
    assert [(one.unit, one.most) for one in told] == [("ms", 5), ("ms", 5), ("ms", 25)]
    assert all(one.value > 0 for one in told)
    assert not CodeList.objects.exists()
