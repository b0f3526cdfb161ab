"""A folder of its own for the bytes of papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "home"
    (settings.HOME / "tmp").mkdir(parents=True)
    return Path(settings.HOME)
