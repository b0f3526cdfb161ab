"""A folder of its own for whoever opens files; the jail is left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from congvu.files import jail


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "home"
    (settings.HOME / "tmp").mkdir(parents=True)
    return Path(settings.HOME)


@pytest.fixture(scope="package", autouse=True)
def _nobody_left_in_the_jail() -> Iterator[None]:
    yield
    jail.stop()
