"""The jail that looks at files ends with the tests that sent it some."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from congvu.files import jail
from congvu.licences.actions.scanning import READER


@pytest.fixture(scope="package", autouse=True)
def jailer() -> Iterator[None]:
    yield
    READER.stop()
    jail.stop()
