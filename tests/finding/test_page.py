"""The one box through the front door: what is typed, what is found, in which order."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.documents.pages import make_entry
from tests.people import Province
from tests.search.index import TestIndex

pytestmark = pytest.mark.usefixtures("law")
PAGE = "/tim-kiem/"


def found(province: Province, who: str, text: str, **more: Any) -> list[str]:
    """Subjects of the lines, in order, as the page shows them."""
    page = province.client(who).get(PAGE, {"q": text, **more}).content.decode()
    links = re.findall(
        r'<a class="row-link"[^>]*data-row-link[^>]*>(.*?)</a>', page, re.DOTALL
    )
    return [re.sub(r"<[^>]+>", "", link).strip() for link in links]


def test_a(province: Province, index: TestIndex) -> None:
    make_entry(province)
    print(index.follow())
    page = province.client("lan").get(PAGE, {"q": "đói rét"}).content.decode()
    i = page.index('class="rows"')
    print(page[i : i + 1800])
    assert 0
