"""An index in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.documents.conftest import home
from tests.search.index import TestIndex

__all__ = ["home", "index"]


@pytest.fixture
def index(db: None, settings: Any, tmp_path: Path) -> Iterator[TestIndex]:
    made = TestIndex(tmp_path / "search", settings)
    yield made
    made.indexer.close()
