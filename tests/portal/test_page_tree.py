"""Many pages under one parent, as `make bench` lays them: here a few hundred."""

from __future__ import annotations

import pytest
from django.db import connection

from congvu.bench.portal_tree import MOST, portal_tree_figures
from congvu.portal.models import ArticlePage
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
PAGES = 300


def test_nothing_that_is_asked_of_many_pages_grows_with_them(
    province: Province, portal_role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congvu.bench.portal_tree.PORTAL_ROLE", portal_role)
    found = list(portal_tree_figures(province.at, pages=PAGES))

    assert len(found) == len(MOST)
    assert not ArticlePage.objects.exists()  # taken back
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] != portal_role
