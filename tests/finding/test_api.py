"""The same box for a machine."""

from __future__ import annotations

import pytest

from congvu.documents.models import Register
from tests.documents.machine import machine
from tests.finding.shelf import paper
from tests.people import Province
from tests.search.index import TestIndex

pytestmark = pytest.mark.usefixtures("law")


def test_a_machine_asks_narrows_and_turns_pages(
    province: Province, index: TestIndex
) -> None:
    for n in range(1, 24):
        paper(province, f"Đê điều {n}", f"{n}/D", type_code="BC" if n > 21 else "CV")
    index.follow()
    lan = machine(province, "lan")

    first = lan.get("search", q="đê điều", sort="newest").data
    second = lan.get("search", q="đê điều", sort="newest", after=first["after"]).data
    reports = lan.get("search", q="de dieu", type="BC").data
    book = str(Register.objects.get().id)

    assert [i["subject"] for i in first["items"]] == [
        f"Đê điều {n}" for n in range(23, 3, -1)
    ]
    assert [i["symbol"] for i in second["items"]] == ["3/D", "2/D", "1/D"]
    assert (first["total"], second["total"], second["after"]) == (23, 23, "")
    assert first["counts"] == {"incoming": 23}
    assert first["items"][0]["state"] == "registered"
    assert {i["subject"] for i in reports["items"]} == {"Đê điều 22", "Đê điều 23"}
    assert lan.get("search", q="đê điều", register=book).data["total"] == 23
    assert lan.get("search", q="đê điều", state="done").data["total"] == 0
    assert lan.get("search", q="đê điều", register="x").status == 422
    assert lan.get("search", q="đê điều", sort="x").status == 422
    assert lan.get("search", q="").data["items"] == []
    suggested = lan.get("search/suggestions", q="đê điều 2").data
    assert "Đê điều 2" in [i["subject"] for i in suggested]
    table = lan.get("search.csv", q="đê điều").data.decode("utf-8-sig")
    assert len(table.splitlines()) == 24


def test_a_quote_shows_where_it_stands(province: Province, index: TestIndex) -> None:
    paper(province, "Báo cáo", "1/B", "Ngày 3 tháng 8, cầu Phiêng Phường bị cuốn trôi.")
    index.follow()

    [hit] = machine(province, "lan").get("search", q="phieng phuong").data["items"]

    assert "cầu Phiêng Phường bị" in hit["quote"]
    assert hit["whole"] is True


def test_a_machine_keeps_questions(province: Province, index: TestIndex) -> None:
    lan, ha = machine(province, "lan"), machine(province, "ha")

    asked = {"q": "lũ", "kind": "incoming", "first": "2026-01-01", "sort": "newest"}
    made = lan.post("saved-questions", {"name": "Lũ", "asked": asked})
    kept = f"saved-questions/{made.data['id']}"
    watched = lan.ask("put", f"{kept}/watched", {"watched": True})

    assert made.data["asked"] == {
        "text": "lũ",
        "kind": "incoming",
        "first": "2026-01-01",
        "newest": True,
    }
    assert watched.data["watched"] is True
    assert [q["name"] for q in lan.get("saved-questions").data] == ["Lũ"]
    assert ha.get("saved-questions").data == []
    assert ha.ask("delete", kept).status == 404
    assert lan.ask("delete", kept).status == 204
    assert lan.get("saved-questions").data == []


def test_an_administrators_token_finds_nothing(
    province: Province, index: TestIndex
) -> None:
    quan = machine(province, "quan")

    for path in ("search", "search/suggestions", "search.csv", "saved-questions"):
        assert quan.get(path, q="đất").status == 404
