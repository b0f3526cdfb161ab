"""Advisories are measured against a small fleet, and everything is put back."""

from __future__ import annotations

import pytest

from congvu.bench import fleet, vulnerabilities
from congvu.inventory.models import Machine
from congvu.vulnerabilities.models import Advisory, Finding
from tests.people import Province


@pytest.mark.usefixtures("law")
def test_advisories_are_matched_and_nothing_is_left(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet, "MACHINES", 12)
    monkeypatch.setattr(fleet, "NAMES", 1400)
    monkeypatch.setattr(fleet, "EACH", 60)
    monkeypatch.setattr(vulnerabilities, "ADVISORIES", 600)
    monkeypatch.setattr(vulnerabilities, "PROGRAMS", 60)
    monkeypatch.setattr(vulnerabilities, "A_FILE", 400)

    figures = list(
        vulnerabilities.vulnerability_figures(province.seat("quan"), province.at)
    )

    taken, first, nothing, advisory, inventory = figures
    assert taken.beside is not None
    assert taken.beside["advisories"] == 600
    assert first.beside is not None
    assert first.beside["advisories"] == 600
    for figure, new in ((nothing, 0), (inventory, 1)):
        assert figure.beside is not None
        assert figure.beside["new"] >= new
    assert nothing.beside is not None
    assert nothing.beside["pairs"] == 0
    assert advisory.is_met
    assert not Finding.objects.exists()
    assert not Advisory.objects.exists()
    assert not Machine.objects.exists()
