"""The same through the door for machines: given, reported, answered, read."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from tests.duties.stories import TITLE
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


class Program:
    """What runs with one person's token."""

    def __init__(self, people: Province, who: str) -> None:
        user = people.cast[who].user
        _token, self.raw = create_token(user=user, name="máy", by=SYSTEM, at=people.at)

    def ask(self, method: str, path: str, data: Any = None) -> tuple[int, Any]:
        answer = Client().generic(
            method,
            f"/api/v1{path}",
            json.dumps(data) if data is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.raw}"},
        )
        return answer.status_code, answer.json()


def test_a_program_gives_reports_and_reads_it_all(province: Province) -> None:
    dung, phuc = Program(province, "dung"), Program(province, "phuc")
    today = province.today.isoformat()
    status, given = dung.ask(
        "POST",
        "/duties",
        {
            "title": TITLE,
            "given_on": today,
            "deadline": (province.today + timedelta(days=5)).isoformat(),
            "leads": [str(province.commune.id)],
            "supports": [str(province.division.id)],
            "target": "80",
            "measure": "% văn bản gửi qua mạng",
        },
    )
    assert status == 200, given
    share = given["share_ids"][0]
    figure = {"kind": "figure", "label": "% văn bản gửi qua mạng", "value": "82.5"}
    done = {"done_on": today, "text": "Xong.", "evidence": [figure]}
    assert phuc.ask("POST", f"/duty-shares/{share}/report", done)[0] == 200
    status, told = dung.ask("GET", f"/duties/{given['id']}")

    assert status == 200
    assert told["reports"][0]["evidence"][0]["value"] == "82.5000"
    assert told["duty"]["target"] == "80.0000"
    lead = next(one for one in told["shares"] if one["role"] == "lead")
    assert lead["state"] == "in-time"
    assert lead["deeds"][:2] == ["accept", "return"]
    assert dung.ask("POST", f"/duty-shares/{share}/accept", {})[0] == 200
    _status, page = phuc.ask("GET", "/duties?tab=duoc-giao")
    assert page["counts"] == {"done-in-time": 1}
    assert page["total"] == 1
    _status, card = dung.ask("GET", "/duties-scorecard")
    assert card["whole"]["in_time"] == 100.0


def test_what_is_refused_says_every_reason(province: Province) -> None:
    status, told = Program(province, "dung").ask(
        "POST", "/duties", {"title": "", "given_on": "2009-09-28", "leads": []}
    )

    assert status == 422
    fields = [reason["field"] for reason in told["reasons"]]
    assert fields == ["title", "leads"]
