"""Each page, asked for by everybody."""

from __future__ import annotations

import pytest

from tests.access.matrix import PAGE_LINES, Line, address, forgotten
from tests.house.access_world import PEOPLE, World, query_of


@pytest.mark.parametrize("line", PAGE_LINES, ids=lambda line: line.id)
def test_page_get(world: World, line: Line) -> None:
    url = address(world, line)
    found = ""
    for who in PEOPLE:
        data = query_of(line.name)
        # The provider's addresses answer over HTTPS only.
        secure = line.name.startswith("openid:")
        browser = world.browser(who)
        found += forgotten(browser, "GET", url, data=data, secure=secure)

    assert found == line.expected["GET"], f"{line.id} {found}"
