"""A program gets the numbers of the pages, and may do what its seat may."""

from __future__ import annotations

from typing import Any

from congvu.figures.rules import name_of
from tests.figures.stories import SHARE, Filled

ONE = f"/api/v1/indicators/{SHARE}"


def ask(told: Filled, who: str, address: str, **asked: Any) -> Any:
    answer = told.people.client(who).get(
        address, {"period": name_of(told.month)} | asked
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def send(told: Filled, who: str, address: str, **data: Any) -> Any:
    client = told.people.client(who)
    return client.post(address, data, content_type="application/json")


def test_the_numbers_are_those_of_the_pages(told: Filled) -> None:
    share, _told = ask(told, "dung", "/api/v1/indicators")
    assert (share["whole"]["value"], share["own"]["value"]) == ("62.50", "75.00")
    mine = ask(told, "tu", "/api/v1/indicators")[0]
    assert (mine["whole"], mine["own"]["value"]) == (None, "50.00")

    one = ask(told, "dung", ONE, body=str(told.people.commune.id))
    assert [f["state"] for f in one["trend"]][-2:] == ["unknown", "known"]
    assert one["trend"][-2]["value"] is None, "unknown, and never nought"
    bodies = ask(told, "dung", ONE + "/bodies")
    assert [(b["place"], b["figure"]["value"]) for b in bodies] == [
        (1, "75.00"),
        (2, "50.00"),
        (2, "50.00"),
        (None, None),
    ]
    assert [b["place"] for b in ask(told, "tu", ONE + "/bodies")] == [None]


def test_records_come_page_by_page(told: Filled) -> None:
    first = ask(told, "dung", ONE + "/records", limit=5)
    second = ask(
        told,
        "dung",
        ONE + "/records",
        limit=5,
        after_day=first["after_day"],
        after_id=first["after_id"],
    )

    found = {item["record_id"] for item in [*first["items"], *second["items"]]}
    assert (len(found), first["again"], second["after_id"]) == (8, [5, 8], None)
    good = ask(told, "dung", ONE + "/records", counting="true")
    assert len(good["items"]) == 5
    strange = told.people.client("tu").get(
        ONE + "/records", {"body": str(told.people.committee.id)}
    )
    assert strange.status_code == 404


def test_targets_and_reports_are_written_by_who_may(told: Filled) -> None:
    start = told.month.start.isoformat()
    aimed = {"value": "50", "valid_from": start, "source": "Kế hoạch"}
    assert send(told, "tu", ONE + "/targets", **aimed).status_code == 404
    target = send(told, "dung", ONE + "/targets", **aimed).json()
    assert ask(told, "tu", ONE)["figure"]["standing"] == "reached"
    withdraw = f"/api/v1/indicator-targets/{target['id']}/withdraw"
    assert send(told, "dung", withdraw, because="").status_code == 422
    assert send(told, "dung", withdraw, because="Nhầm").json()["ended_at"]

    said = {"period_start": start, "value": "80", "evidence": "Đếm tay"}
    assert send(told, "tu", ONE + "/reports", **said).status_code == 404
    report = send(told, "phuc", ONE + "/reports", **said).json()
    assert ask(told, "phuc", ONE)["figure"]["difference"] == "30.00"
    again = send(told, "phuc", ONE + "/reports", **said)
    assert "lý do sửa" in again.json()["detail"]
    back = f"/api/v1/indicator-reports/{report['id']}/withdraw"
    assert send(told, "dung", back, because="x").status_code == 404
    assert send(told, "phuc", back, because="Chưa chắc").status_code == 200
