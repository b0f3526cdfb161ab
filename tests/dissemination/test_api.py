"""A program of Minh's and one of Lan's do what the pages do."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from congvu.dissemination.models import Addressee, Telling
from tests.dissemination.making import QUESTIONS, paper, row_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


class Program:
    def __init__(self, people: Province, who: str) -> None:
        _token, raw = create_token(
            user=people.cast[who].user, name="máy", by=SYSTEM, at=people.at
        )
        self.client = Client(headers={"Authorization": f"Bearer {raw}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}")

    def post(self, path: str, data: Any = None) -> Any:
        return self.client.post(
            f"/api/v1{path}", json.dumps(data or {}), content_type="application/json"
        )


def test_told_read_confirmed_answered(province: Province) -> None:
    entry = paper(province)
    lan, minh = Program(province, "lan"), Program(province, "minh")
    body = {
        "audience": [
            {
                "scope": "unit",
                "agency_id": str(province.committee.id),
                "unit_id": str(province.division.id),
                "role": "specialist",
            }
        ],
        "questions": [
            {
                "text": q.text,
                "choices": list(q.choices),
                "right": q.right,
                "clause": q.clause,
            }
            for q in QUESTIONS
        ],
        "confirm_by": str(province.today + timedelta(days=7)),
    }
    path = f"/incoming-documents/{entry.id}/tellings"
    outside = body | {
        "audience": [{"scope": "agency", "agency_id": str(province.division.id)}]
    }
    refused = lan.post(path, outside)
    assert refused.status_code == 422
    assert refused.json()["reasons"][0]["field"] == "where"
    made = lan.post(path, body).json()
    assert made["shares"]["total"] == 1
    assert made["audience"] == ["Phòng Khoa giáo - Văn xã: chuyên viên"]
    one = f"/tellings/{made['id']}"
    assert [x["id"] for x in minh.get("/tellings").json()["items"]] == [made["id"]]
    shown = minh.get(one).json()
    assert shown["questions"] == [], "not before they confirmed"
    assert shown["units"] == []
    assert minh.post(f"{one}/confirm").status_code == 422
    got = minh.get(f"{one}/files/{shown['files'][0]['id']}")
    assert got.getvalue().startswith(b"%PDF")
    assert minh.post(f"{one}/confirm").json()["stage"] == "confirmed"
    asked = minh.get(one).json()["questions"]
    assert all("right" not in question for question in asked)
    some = {asked[0]["id"]: 0}
    missing = minh.post(f"{one}/answers", {"answers": some})
    assert missing.status_code == 422
    assert Addressee.objects.get().tries == 0
    went = minh.post(f"{one}/answers", {"answers": {q["id"]: 0 for q in asked}}).json()
    assert [w["clause"] for w in went["wrong"]] == ["Điều 7", "khoản 2 Điều 9"]
    right = {str(q.pk): q.right for q in Telling.objects.get().questions.all()}
    assert minh.post(f"{one}/answers", {"answers": right}).json() == {
        "passed": True,
        "tries": 2,
        "wrong": [],
    }
    people = lan.get(f"{one}/people?which=passed").json()["items"]
    assert [p["person_name"] for p in people] == ["Hoàng Văn Minh"]
    assert lan.get(f"{one}/list.xlsx").getvalue().startswith(b"PK")
    assert minh.get(f"{one}/people").status_code == 404
    ended = lan.post(f"{one}/end", {"because": "withdrawn", "words": "Đã thu hồi."})
    assert ended.json()["ended_words"] == "Đã thu hồi."
    telling = Telling.objects.get()
    assert row_of(province, telling, "minh").passed_at is not None
