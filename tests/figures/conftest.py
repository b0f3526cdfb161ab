"""The small province with figures of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.figures.stories import Filled, Hand, declared, filled
from tests.people import Province


@pytest.fixture
def told(province: Province, law: None) -> Iterator[Filled]:
    """With the office's own indicators set aside."""
    hand = Hand()
    with declared(hand):
        yield filled(province, hand)
