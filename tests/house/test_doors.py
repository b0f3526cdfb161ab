"""Three doors, one room: what a page does, a program can do, too.

The table is the promise. A page without a line fails, and so does a line whose page or
operation is no longer there. Where a page has no counterpart, the reason stands there.
"""

from __future__ import annotations

import pytest

from tests.house.doors import DOORS, MORE, PARTS, REASONS
from tests.rights.matrix import API_ROUTES, operations, page_routes


def test_each_page_stands_in_one_part() -> None:
    assert sum(len(part.DOORS) for part in PARTS) == len(DOORS)


def test_every_page_has_an_operation_or_a_reason() -> None:
    told = set(DOORS) | set(REASONS)

    assert told == set(page_routes()) - API_ROUTES
    assert not set(DOORS) & set(REASONS)


def test_every_operation_belongs_to_a_page_or_says_why_not() -> None:
    named = {operation for some in DOORS.values() for operation in some}

    assert named | set(MORE) == operations()
    assert not named & set(MORE)


@pytest.mark.parametrize("text", [*REASONS.values(), *MORE.values()])
def test_a_reason_is_one(text: str) -> None:
    assert len(text.split()) > 3
