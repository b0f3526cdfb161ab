"""A paper's whole way by machine alone: in at the door, registered, answered for."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM, Door
from congvu.documents.actions import read_item
from congvu.organisations.actions import appoint
from tests.documents.machine import Machine, machine, paper_data
from tests.documents.pages import working_day
from tests.files.conftest import make_docx, make_pdf
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def lan(province: Province) -> Machine:
    return machine(province, "lan")


def test_me_tells_who_the_token_is_and_from_which_post(
    province: Province, lan: Machine
) -> None:
    told = lan.get("me").data

    assert told["person_name"] == "Nông Thị Lan"
    assert told["role"] == "records-clerk"
    assert told["agency_name"] == "Ủy ban nhân dân tỉnh Bắc Kạn"
    assert told["is_delegated"] is False


def _second_post_for_hoa(province: Province) -> None:
    person, post = province.hoa.person, province.son.post
    assert person is not None
    assert post is not None
    appoint(
        person=person,
        post=post,
        valid_from=province.today,
        by=SYSTEM,
        at=timezone.now(),
    )


def test_x_post_chooses_the_hat(province: Province) -> None:
    _second_post_for_hoa(province)
    hoa = machine(province, "hoa")
    posts = hoa.get("me/posts").data
    assert [p["role"] for p in posts] == ["unit-head", "specialist"]

    hoa.headers["X-Post"] = posts[1]["post_id"]

    assert hoa.get("me").data["role"] == "specialist"


def test_a_post_of_somebody_else_opens_nothing(province: Province) -> None:
    hoa, dung = machine(province, "hoa"), province.dung.post
    assert dung is not None

    for post in (str(dung.id), "khong-phai-ma", "\x7f"):
        hoa.headers["X-Post"] = post
        assert hoa.get("me").status == 401


def _one_file(lan: Machine, province: Province) -> dict[str, Any]:
    [item] = lan.upload(giay_pdf=make_pdf()).data
    assert item["state"] == "reading"
    read_item(item_id=item["id"], by=province.seat("lan"), at=timezone.now())
    item = lan.get(f"intake/{item['id']}").data
    assert item["state"] == "ready"
    return dict(item)


def _on_desk(who: Machine) -> str:
    [work] = who.get("my-work").data["to_do"]
    return str(work["assignment"]["id"])


def test_a_paper_goes_its_whole_way_by_machine(
    province: Province, lan: Machine, home: Path
) -> None:
    dung, hoa, minh = (machine(province, who) for who in ("dung", "hoa", "minh"))
    item = _one_file(lan, province)
    kept = lan.ask(
        "put", f"intake/{item['id']}/draft", {"fields": {"subject": "Đang gõ"}}
    )
    assert kept.data["draft"]["subject"] == "Đang gõ"

    made = lan.post(f"intake/{item['id']}/register", paper_data())
    assert made.status == 201
    entry = made.data
    assert (entry["number"], entry["channel"]) == (1, "api")
    one = f"incoming-documents/{entry['id']}"

    desks = {d["name"]: d["id"] for d in lan.get("desks").data}
    division = desks["Phòng Khoa giáo - Văn xã"]
    due = working_day(9).isoformat()
    told = lan.post(
        f"{one}/submit",
        {
            "leader_post_id": desks["Nguyễn Tiến Dũng, Chủ tịch"],
            "request": "Kính trình.",
            "proposal": [{"desk_id": division, "part": "lead", "due_on": due}],
        },
    )
    assert told.data["state"] == "submitted"

    told = dung.post(f"{one}/agree", {"assignment_id": _on_desk(dung)})
    assert (told.data["state"], told.data["due_on"]) == ("handling", due)

    told = hoa.post(
        f"{one}/assign",
        {
            "assignment_id": _on_desk(hoa),
            "text": "Giao đồng chí Minh.",
            "shares": [
                {"desk_id": desks["Hoàng Văn Minh, Chuyên viên"], "part": "lead"}
            ],
        },
    )
    assert told.data["holder"] == "Hoàng Văn Minh, Chuyên viên"

    told = minh.post(
        f"{one}/report",
        {"assignment_id": _on_desk(minh), "result": "Đã tham mưu văn bản trả lời."},
    )
    assert told.status == 200
    [waiting] = hoa.get("my-work").data["to_confirm"]
    hoa.post(f"{one}/confirm", {"assignment_id": waiting["assignment"]["id"]})
    [waiting] = dung.get("my-work").data["to_confirm"]
    told = dung.post(f"{one}/confirm", {"assignment_id": waiting["assignment"]["id"]})
    assert told.data["state"] == "done"
    assert told.data["result"] == "Đã tham mưu văn bản trả lời."

    whole = lan.get(one).data
    assert [h["event"] for h in whole["history"]] == [
        "documents.registered",
        "documents.submitted",
        "documents.instructed",
        "documents.assigned",
        "documents.reported",
        "documents.confirmed",
        "documents.confirmed",
    ]
    assert [a["state"] for a in whole["assignments"]] == ["done"] * 3
    assert not any(minh.get("my-work").data.values())


def test_the_log_says_that_it_came_by_machine(province: Province, lan: Machine) -> None:
    entry = lan.post("incoming-documents", paper_data()).data
    lan.get(f"incoming-documents/{entry['id']}")

    doors = dict(
        AuditEvent.objects.filter(object_id=entry["id"]).values_list("event", "door")
    )

    assert doors == {"documents.registered": Door.API, "documents.viewed": Door.API}


def test_the_file_comes_back_as_it_was_sent(
    province: Province, lan: Machine, home: Path
) -> None:
    [item] = lan.upload(giay_docx=make_docx()).data
    read_item(item_id=item["id"], by=province.seat("lan"), at=timezone.now())
    entry = lan.post(f"intake/{item['id']}/register", paper_data()).data

    whole = lan.get(f"incoming-documents/{entry['id']}").data
    [file] = whole["files"]
    sent = lan.get(f"incoming-documents/{entry['id']}/files/{file['id']}")

    assert sent.data[:2] == b"PK"
    assert len(sent.data) == file["size"]
    assert file["name"] == "giay.docx"
    assert AuditEvent.objects.filter(event="documents.file-viewed").count() == 1


def test_pages_are_pictures(province: Province, lan: Machine, home: Path) -> None:
    item = _one_file(lan, province)
    at_door = lan.get(f"intake/{item['id']}/pages/1")
    assert (at_door.status, at_door.kind) == (200, "image/webp")
    entry = lan.post(f"intake/{item['id']}/register", paper_data()).data
    one = f"incoming-documents/{entry['id']}"
    [file] = lan.get(one).data["files"]

    assert lan.get(f"{one}/files/{file['id']}/pages/1").kind == "image/webp"
    assert lan.get(f"{one}/files/{file['id']}/pages/2").status == 404
    assert lan.get(f"{one}/files/{file['id']}/pages/{10**30}").status == 422


def test_pages_of_a_list_follow_each_other_without_gap_or_double(lan: Machine) -> None:
    for n in range(1, 8):
        lan.post("incoming-documents", paper_data(symbol=f"{n:02d}/SNN-CNTY"))

    numbers, after = [], None
    for _turn in range(4):
        asked = {"limit": 3} | ({"after": after} if after else {})
        page = lan.get("incoming-documents", **asked).data
        numbers += [e["number"] for e in page["items"]]
        after = page["after"]
        if after is None:
            break

    assert numbers == [7, 6, 5, 4, 3, 2, 1]


def test_a_list_is_found_by_words_without_accents_and_by_tab(lan: Machine) -> None:
    lan.post("incoming-documents", paper_data())
    lan.post("incoming-documents", paper_data(symbol="15/KH-SNN", type_code="KH"))

    def found(**asked: Any) -> list[int]:
        items = lan.get("incoming-documents", **asked).data["items"]
        return [e["number"] for e in items]

    assert found(find="ho tro kinh phi") == [2, 1]
    assert found(find="1462") == [1]
    assert found(tab="cho-trinh") == [2, 1]
    assert found(tab="da-giai-quyet") == []
    assert lan.get("counts").data["tabs"]["cho-trinh"] == 2


def test_who_was_given_nothing_finds_nothing(province: Province, lan: Machine) -> None:
    entry = lan.post("incoming-documents", paper_data()).data

    for who in ("minh", "hoa", "tu", "quan"):
        other = machine(province, who)
        assert other.get("incoming-documents").data["items"] == []
        assert other.get(f"incoming-documents/{entry['id']}").status == 404
        refused = other.post(
            f"incoming-documents/{entry['id']}/cancel-number", {"reason": "thử"}
        )
        assert refused.status == 404


def test_every_seat_comes_from_the_post_held_today(province: Province) -> None:
    assert province.today > SINCE
    for who in ("lan", "dung", "ha", "hoa", "minh", "quan", "thu", "tu", "phuc"):
        assert machine(province, who).get("me").status == 200


def _moments(told: Any, name: str = "") -> list[tuple[str, str]]:
    """Every text of an answer that is a moment, with the name it stands under."""
    if isinstance(told, dict):
        return [m for key, value in told.items() for m in _moments(value, key)]
    if isinstance(told, list):
        return [m for value in told for m in _moments(value, name)]
    is_moment = isinstance(told, str) and re.match(r"\d{4}-\d\d-\d\dT", told)
    return [(name, told)] if is_moment else []


def test_every_moment_is_told_by_the_clock_of_viet_nam(
    province: Province, lan: Machine
) -> None:
    item = _one_file(lan, province)
    lan.ask("put", f"intake/{item['id']}/draft", {"fields": {"subject": "Rét"}})
    entry = lan.post("incoming-documents", paper_data()).data
    quan = machine(province, "quan")
    answers = [
        lan.get("intake").data,
        lan.get(f"intake/{item['id']}").data,
        entry,
        lan.get(f"incoming-documents/{entry['id']}").data,
        lan.get("registers").data,
        quan.get("audit-events").data,
        quan.get("jobs").data,
    ]

    found = [_moments(answer) for answer in answers]

    told = {name for moments in found for name, _moment in moments}
    assert {"received_at", "saved_at", "arrived_at", "registered_at", "at"} <= told
    for name, moment in (m for moments in found for m in moments):
        assert moment.endswith("+07:00"), name
    registered = datetime.fromisoformat(entry["registered_at"])
    assert abs(timezone.now() - registered) < timedelta(minutes=5)
