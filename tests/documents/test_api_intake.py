"""Files at the API's door: each answered for itself, none lost, none half taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents.actions import read_item
from congvu.documents.models import Document, IntakeItem
from congvu.documents.rules import IntakeState
from congvu.files.models import StoredFile
from tests.documents.machine import Machine, machine, paper_data
from tests.files.conftest import make_docx, make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


@pytest.fixture
def lan(province: Province) -> Machine:
    return machine(province, "lan")


@pytest.fixture
def ready(province: Province, lan: Machine) -> dict[str, Any]:
    """A paper at the door, read."""
    [item] = lan.upload(giay_pdf=make_pdf()).data
    read_item(item_id=item["id"], by=province.seat("lan"), at=timezone.now())
    return dict(item)


def test_many_files_get_an_answer_each(lan: Machine) -> None:
    answer = lan.upload(tot_pdf=make_pdf(), rong_pdf=b"", lua_pdf=b"MZ" + b"\x00" * 400)

    assert answer.status == 201
    assert [(i["name"], i["state"]) for i in answer.data] == [
        ("tot.pdf", "reading"),
        ("rong.pdf", "refused"),
        ("lua.pdf", "quarantined"),
    ]
    assert "0 byte" in answer.data[1]["reason"]
    assert {i["channel"] for i in answer.data} == {"api"}
    assert len(lan.get("intake").data) == 3


def test_a_file_over_the_limit_is_refused_and_nothing_of_it_kept(
    lan: Machine, settings, home: Path
) -> None:
    settings.MAX_FILE_BYTES = 1024 * 1024

    [item] = lan.upload(to_pdf=b"%PDF-1.7" + b"x" * (1024 * 1024)).data

    assert item["state"] == "refused"
    assert "lớn hơn 1 MB" in item["reason"]
    assert not StoredFile.objects.exists()
    assert [p for p in home.rglob("*") if p.is_file() and p.stat().st_size > 4096] == []


def test_the_limit_is_three_hundred_megabytes() -> None:
    from django.conf import settings  # noqa: PLC0415 - the shipped value, not a test's

    assert settings.MAX_FILE_BYTES == 300 * 1024 * 1024


def test_sending_no_file_is_refused(lan: Machine) -> None:
    assert lan.ask("post", "intake", data={}).status == 422


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\van thu\\giấy mời.pdf", "giấy mời.pdf"),
        ("gia\u0323\u0302y.pdf", "giậy.pdf"),
        ("a" * 400 + ".pdf", None),
    ],
)
def test_odd_names_are_made_plain(lan: Machine, name: str, kept: str | None) -> None:
    file = SimpleUploadedFile("x.pdf", make_pdf())
    # Django would clean it before it is sent.
    file._name = name
    [item] = lan.ask("post", "intake", data={"files": [file]}).data

    assert "/" not in item["name"]
    assert len(item["name"].encode()) <= 255
    if kept:
        assert item["name"] == kept


def test_only_the_registry_has_a_door(province: Province) -> None:
    for who in ("minh", "hoa", "dung", "quan", "thu"):
        other = machine(province, who)
        assert other.upload(giay_pdf=make_pdf()).status == 404
        assert other.get("intake").status == 404
    assert not IntakeItem.objects.exists()


def test_another_agencys_file_is_not_found(
    province: Province, ready: dict[str, Any]
) -> None:
    tu, one = machine(province, "tu"), f"intake/{ready['id']}"

    assert tu.get(one).status == 404
    assert tu.get(f"{one}/file").status == 404
    assert tu.get(f"{one}/pages/1").status == 404
    assert tu.get(f"{one}/duplicates").status == 404
    assert tu.post(f"{one}/register", paper_data()).status == 404
    assert tu.post(f"{one}/discard", {"reason": "thử"}).status == 404
    assert tu.ask("put", f"{one}/draft", {"fields": {}}).status == 404
    assert IntakeItem.objects.get().state == IntakeState.READY


def test_a_file_is_registered_once(lan: Machine, ready: dict[str, Any]) -> None:
    one = f"intake/{ready['id']}/register"
    assert lan.post(one, paper_data()).status == 201

    again = lan.post(one, paper_data(not_duplicate=True))

    assert again.status == 422
    assert "đã được vào sổ" in again.data["detail"]
    assert Document.objects.count() == 1


def test_a_discarded_file_keeps_its_reason(lan: Machine, ready: dict[str, Any]) -> None:
    one = f"intake/{ready['id']}"
    assert "lý do" in lan.post(f"{one}/discard", {"reason": " "}).data["detail"]

    told = lan.post(f"{one}/discard", {"reason": "Thư quảng cáo"}).data

    assert (told["state"], told["reason"]) == ("discarded", "Thư quảng cáo")
    assert lan.get("intake").data == []
    assert lan.post(f"{one}/register", paper_data()).status == 422


def test_a_double_is_found_before_it_is_entered(
    province: Province, lan: Machine, ready: dict[str, Any]
) -> None:
    lan.post("incoming-documents", paper_data())

    found = lan.get(f"intake/{ready['id']}/duplicates", symbol="1462/snn-cnty").data
    nothing = lan.get(f"intake/{ready['id']}/duplicates", symbol="9/XX-YY").data

    assert [e["number"] for e in found] == [1]
    assert nothing == []


def _secret_leaves_nothing(item_id: str) -> None:
    item = IntakeItem.objects.get(pk=item_id)
    assert (item.state, item.name, item.draft) == (IntakeState.REFUSED, "", {})
    assert StoredFile.objects.get().state == "destroyed"
    assert AuditEvent.objects.filter(event="documents.secret-refused").exists()
    assert not Document.objects.exists()


def test_registering_a_file_as_secret_destroys_it(
    lan: Machine, ready: dict[str, Any]
) -> None:
    answer = lan.post(f"intake/{ready['id']}/register", paper_data(secrecy="Mật"))

    assert "Văn bản mật" in answer.reasons["secrecy"]
    _secret_leaves_nothing(ready["id"])
    assert lan.get(f"intake/{ready['id']}/file").status == 404


def test_so_does_a_draft_that_says_so(lan: Machine, ready: dict[str, Any]) -> None:
    answer = lan.ask(
        "put", f"intake/{ready['id']}/draft", {"fields": {"secrecy": "Tối mật"}}
    )

    assert answer.status == 422
    _secret_leaves_nothing(ready["id"])


def test_the_same_secret_bytes_never_come_in_again(
    province: Province, lan: Machine
) -> None:
    content = make_docx("Tài liệu kín")
    [item] = lan.upload(kin_docx=content).data
    read_item(item_id=item["id"], by=province.seat("lan"), at=timezone.now())
    lan.post(f"intake/{item['id']}/register", paper_data(secrecy="Tuyệt mật"))

    [again] = lan.upload(kin_docx=content).data

    assert (again["state"], again["name"]) == ("refused", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"x" * 41: "a"},
        {"subject": "x" * 1001},
        {str(n): "a" for n in range(41)},
        {"subject": "\x00"},
        {"subject": 5},
    ],
)
def test_a_draft_has_bounds(
    lan: Machine, ready: dict[str, Any], fields: dict[str, Any]
) -> None:
    assert (
        lan.ask("put", f"intake/{ready['id']}/draft", {"fields": fields}).status == 422
    )


def test_what_is_not_at_the_door_is_not_found(lan: Machine) -> None:
    assert lan.get(f"intake/{uuid4()}").status == 404
    assert lan.post(f"intake/{uuid4()}/register", paper_data()).status == 404
