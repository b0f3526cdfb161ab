"""A store of its own for tests that take files in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from congvu.files import jail


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    """Files of this test lie here and are gone afterwards."""
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True, scope="session")
def _one_jail() -> Iterator[None]:
    yield
    jail.stop()
