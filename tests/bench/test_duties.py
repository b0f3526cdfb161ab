"""The scorecard is measured over many duties, and everything is put back."""

from __future__ import annotations

import pytest

from congvu.bench import duties
from congvu.duties.models import Duty
from tests.people import Province


@pytest.mark.usefixtures("law")
def test_the_scorecard_is_measured_and_nothing_is_left(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duties, "DUTIES", 60)

    figures = list(duties.duty_figures(province.seat("dung"), province.at))

    assert [f.unit for f in figures] == ["ms"] * 4
    assert figures[0].beside is not None
    assert figures[0].beside["duties"] == 60
    assert figures[0].beside["standings"] > 60
    assert all(f.is_met for f in figures)
    assert not Duty.objects.exists()
