"""Every indicator we ship is counted by hand somewhere, and its list read there."""

from __future__ import annotations

from pathlib import Path

import pytest

from congvu.indicators.rules import REGISTER

TESTS = Path(__file__).resolve().parents[1]
SHIPPED = [one.code for one in REGISTER.measured() if "." in one.code]


@pytest.mark.parametrize("code", SHIPPED)
def test_it_is_counted_by_hand_with_its_list(code: str) -> None:
    app = code.partition(".")[0]
    story = TESTS / app / "test_indicators.py"

    assert story.exists(), f"nobody counts {code} by hand"
    told = story.read_text(encoding="utf-8")
    assert f'"{code}"' in told
    assert "lineage(" in told
