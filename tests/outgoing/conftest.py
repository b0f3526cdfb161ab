"""Numbers taken in a line, and the rules of today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from congvu.outgoing.actions import Numbered, reserve_number
from congvu.outgoing.models import OutgoingEntry
from tests.people import Province
from tests.signatures.tokens import token

__all__ = ["token"]

Take = Callable[..., OutgoingEntry]


@pytest.fixture
def take(province: Province, law: None) -> Take:
    """``take("QĐ", "Về…")``: Lan takes the next number."""

    def reserve(
        type_code: str = "QĐ",
        subject: str = "Về việc phê duyệt kế hoạch",
        *,
        at: datetime | None = None,
        who: str = "lan",
        **more: Any,
    ) -> OutgoingEntry:
        paper = Numbered(type_code=type_code, subject=subject, **more)
        return reserve_number(paper=paper, by=province.seat(who), at=at or province.at)

    return reserve


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """Files of this test lie here and are gone afterwards."""
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    return tmp_path
