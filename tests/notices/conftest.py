"""The province in spring 2026, the shipped law, and a clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from congvu.files import jail
from congvu.lib.dates import VIETNAM
from tests.notices.work import SPRING
from tests.people import Province, make_province
from tests.remembered import remembered


@pytest.fixture
def spring(law: date, settings: Any, tmp_path: Path) -> Iterator[Province]:
    """The small province on 1 April 2026, its files and its mail server of its own."""
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    settings.EMAIL_HOST = "mail.backan.example"
    at = datetime(2026, 4, 1, 8, tzinfo=VIETNAM)
    yield Province(
        **remembered("spring", lambda: vars(make_province(at, SPRING)), at=at)
    )
    jail.stop()


@pytest.fixture
def law(law: None) -> date:
    """The rules and the calendar as shipped, and the day of which these tests tell."""
    return SPRING
