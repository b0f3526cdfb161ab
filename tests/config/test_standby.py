"""The leader of the database is lost and comes back; Lan goes on reading meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from tests.documents.pages import make_entry
from tests.people import Province

pytestmark = [
    pytest.mark.whole,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def story(law: None, province: Province) -> dict[str, Any]:
    entry = make_entry(province)
    page = reverse("documents:entry", args=[entry.id])
    client = Client()
    client.force_login(province.cast["lan"].user)
    _row, token = create_token(
        user=province.cast["lan"].user, name="Máy", by=SYSTEM, at=timezone.now()
    )
    place = connection.get_connection_params()
    told = {
        "database": {
            "user": place["user"],
            "password": place["password"],
            "port": int(place["port"]),
            "name": place["dbname"],
        },
        "session": client.cookies["congvu_session"].value,
        "token": token,
        "paper": page,
        "deed": f"{page}trinh/",
        "api_paper": f"/api/v1/incoming-documents/{entry.id}",
    }
    answer = subprocess.run(
        [sys.executable, "-m", "tests.config.standby_story"],
        input=json.dumps(told),
        env={k: v for k, v in os.environ.items() if "DATABASE" not in k},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def statuses(doors: dict[str, Any]) -> dict[str, int]:
    return {name: told["status"] for name, told in doors.items()}


def test_lists_are_read_on_papers_and_deeds_wait(story: dict[str, Any]) -> None:
    whole = {"list": 200, "paper": 200, "api list": 200, "api paper": 200}
    assert statuses(story["before"]).items() >= whole.items()

    without = story["without"]
    assert statuses(without) == {
        "list": 200,
        "paper": 503,
        "deed": 503,
        "api list": 200,
        "api paper": 503,
        "ready": 503,
    }
    assert "rét cho đàn vật nuôi" in without["list"]["text"]
    # Looking is written down, so it waits; nobody reads what the log does not know.
    assert "việc xem được ghi vào nhật ký" in without["paper"]["text"]
    assert "chưa được ghi" in without["deed"]["text"]
    problem = json.loads(without["api paper"]["text"])
    assert (problem["status"], without["api paper"]["retry"]) == (503, "5")

    assert statuses(story["after"]).items() >= whole.items()
