"""Files of a test lie in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """Files of this test lie here and are gone afterwards."""
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    return tmp_path
