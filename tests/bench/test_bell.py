"""The counter is measured in a full office, and everything is put back."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from congvu.bench import bell
from congvu.bench.lists import find_people
from congvu.notices.models import Notice


@pytest.mark.django_db
def test_the_counter_is_measured_and_nothing_is_left(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(bell, "EACH", 5)
    call_command("load_law", verbosity=0)
    made = {"documents": 100, "seed": 7, "last": date(2026, 11, 20)}
    call_command("synth", **made, stdout=StringIO(), stderr=StringIO())
    before = Notice.objects.count()

    figures = bell.bell_figures(find_people(7, timezone.localdate()), timezone.now())

    assert [f.unit for f in figures] == ["ratio", "ratio"]
    assert Notice.objects.count() == before
