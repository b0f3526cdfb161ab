"""Each test declares indicators of its own; the office's stand aside meanwhile."""

from __future__ import annotations

import pytest

from congvu.indicators.rules import REGISTER, Declared
from tests.indicators.book import Book


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> dict[str, Declared]:
    """What is declared, empty at first."""
    mine: dict[str, Declared] = {}
    monkeypatch.setattr(REGISTER, "indicators", mine)
    return mine


@pytest.fixture
def book() -> Book:
    return Book()
