"""Each page, sent to by everybody."""

from __future__ import annotations

import pytest

from tests.access.matrix import PAGE_LINES, Line, address, forgotten
from tests.house.access_world import PEOPLE, World, form_of


@pytest.mark.parametrize("line", PAGE_LINES, ids=lambda line: line.id)
def test_page_post(world: World, line: Line) -> None:
    url = address(world, line)
    found = ""
    for who in PEOPLE:
        data = form_of(world, line.name)
        # The provider's addresses answer over HTTPS only.
        secure = line.name.startswith("openid:")
        browser = world.browser(who)
        found += forgotten(browser, "POST", url, data=data, secure=secure)

    assert found == line.expected["POST"], f"{line.id} {found}"
