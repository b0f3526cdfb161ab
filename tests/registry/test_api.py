"""A program reads rows of a day, a row in both times, and writes as a page does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from tests.people import Province
from tests.registry.stories import TYPED, database, row

pytestmark = pytest.mark.django_db


def _ask(people: Province, who: str, way: str, url: str, **given: Any) -> Any:
    user = people.cast[who].user
    _token, raw = create_token(user=user, name="máy", by=SYSTEM, at=people.at)
    client = people.client(who)
    headers = {"Authorization": f"Bearer {raw}"}
    if way == "GET":
        return client.get(f"/api/v1{url}", given, headers=headers)
    return client.post(
        f"/api/v1{url}", given, content_type="application/json", headers=headers
    )


def test_a_program_writes_corrects_and_reads_what_was_believed(
    province: Province,
) -> None:
    found = database(province)
    rows = f"/databases/{found.pk}/rows"
    sent = {
        "table": "htx",
        "values": {**TYPED, "thanh_vien": 45, "hoat_dong": True, "dien_tich": 12.5},
        "valid_from": "2020-01-01",
        "structure": 1,
        "approve": True,
    }
    made = _ask(province, "hoa", "POST", rows, **sent)
    assert made.status_code == 201, made.content
    one = f"{rows}/{made.json()['row']}"
    between = timezone.now().isoformat()
    last = _ask(province, "hoa", "GET", one).json()["last_change"]
    correction = {
        **sent,
        "values": {**TYPED, "thanh_vien": 60},
        "reason": "Báo cáo",
        "seen": last,
    }
    del correction["table"]
    done = _ask(province, "hoa", "POST", f"{one}/correct", **correction)
    assert done.status_code == 201, done.content
    about = {"about": "2021-05-01"}
    now = _ask(province, "lan", "GET", f"{one}/believed", **about).json()
    assert now["values"]["thanh_vien"] == 60
    then = {**about, "at": between}
    old = _ask(province, "lan", "GET", f"{one}/believed", **then).json()
    assert old["values"]["thanh_vien"] == 45
    assert "giam_doc" not in old["values"]
    for at, status in (
        ("0001-01-01T00:00:00+23:59", 404),
        ("9999-12-31T23:59:59-23:59", 200),
    ):
        told = _ask(province, "lan", "GET", f"{one}/believed", **about, at=at)
        assert told.status_code == status
    assert _ask(province, "tu", "GET", one).status_code == 404


def test_a_program_pages_through_rows_and_meets_no_personal_column(
    province: Province,
) -> None:
    found = database(province)
    for number in range(52):
        row(province, found, so=f"HTX-{number}", ten=f"HTX {number:02}")
    rows = f"/databases/{found.pk}/rows"
    first = _ask(province, "lan", "GET", rows, table="htx").json()
    second = _ask(
        province, "lan", "GET", rows, table="htx", after=first["after"]
    ).json()
    titles = [one["title"] for page in (first, second) for one in page["items"]]
    assert titles == [f"HTX {number:02}" for number in range(52)]
    assert second["after"] is None
    assert not any("giam_doc" in one["values"] for one in first["items"])
    found_by = _ask(province, "lan", "GET", rows, table="htx", q="ma thi ninh").json()
    assert found_by["items"] == []
    before = _ask(province, "lan", "GET", rows, table="htx", on=date(2019, 1, 1))
    assert before.json()["items"] == []


def test_a_program_is_told_every_reason_with_its_column(province: Province) -> None:
    found = database(province)
    answer = _ask(
        province,
        "minh",
        "POST",
        f"/databases/{found.pk}/rows",
        table="htx",
        values={"ten": "", "thanh_vien": 1, "la": "x"},
        valid_from="2020-01-01",
        structure=1,
    )
    assert answer.status_code == 422
    told = answer.json()["reasons"]
    assert {one.get("field") for one in told} >= {"ten", "thanh_vien"}
    assert any("“la” không còn" in str(one) for one in told)
