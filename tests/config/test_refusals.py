"""What somebody known was refused stands in the log of refusals, nothing else does."""

from __future__ import annotations

import pytest
from django.test import Client

from congvu.lib.ids import uuid7
from tests.people import Province

pytestmark = pytest.mark.django_db


def test_refusals_of_the_known_are_logged_without_what_was_typed(
    province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    minh, paper = province.client("minh"), uuid7()
    with caplog.at_level("WARNING", logger="congvu.refused"):
        assert minh.get(f"/an-toan/su-co/{paper}/?q=mat-khau").status_code == 404
        assert minh.get("/thong-bao/").status_code == 200
        Client().get(f"/an-toan/su-co/{paper}/")
        assert minh.post("/an-toan/su-co/mo/%0Agia-mao").status_code == 404
    lines = [r.getMessage() for r in caplog.records if r.name == "congvu.refused"]
    who = province.minh.user.pk
    assert lines == [
        f"user={who} GET /an-toan/su-co/{paper}/ 404",
        f"user={who} POST /an-toan/su-co/mo/\\ngia-mao 404",
    ]
