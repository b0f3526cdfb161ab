"""Which number a type has behind a channel: a dated table, both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml.messages import DocumentType
from congvu.exchange.models import Arrival
from congvu.exchange.queries import message_for, type_numbered, type_numbers
from congvu.law.queries import document_types
from tests.exchange.outside import letter, put, sent_to_far
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
TODAY = date(2026, 11, 27)
OWN = """
sheet: documents
sources:
  cong-tinh: {title: Hướng dẫn kết nối cổng của tỉnh, phiên bản 2.2}
rules:
  - kind: wire_type
    source: cong-tinh
    from: 2026-01-01
    until: 2026-12-01
    sure: B
    rows:
      - {key: "gateway/CV", label: "Công văn, cổng của tỉnh", value: {number: 71}}
      - {key: "gateway/TB", label: "Thông báo, cổng của tỉnh", value: {number: 18}}
"""


@pytest.fixture
def own(settings: Any) -> Path:
    folder = Path(settings.HOME) / "law"
    folder.mkdir()
    (folder / "cong-tinh.yaml").write_text(OWN, encoding="utf-8")
    call_command("load_law", verbosity=0)
    return folder


def test_there_and_back_it_is_the_same_type(law: None) -> None:
    numbers = type_numbers("hub", TODAY)
    assert len(numbers) == 28
    assert len(set(numbers.values())) == 28
    codes = {t.code for t in document_types(TODAY) if not t.normative}
    assert codes - numbers.keys() == {"PB"}, "the list has no phiếu báo"
    for code, number in numbers.items():
        assert type_numbered("hub", number, TODAY) == code
    assert type_numbered("hub", 71, TODAY) == ""
    assert type_numbered("hub", None, TODAY) == ""
    assert type_numbers("hub", date(2022, 2, 16)) == {}


def test_a_channel_with_rows_of_its_own_goes_by_them_while_they_hold(
    own: Path,
) -> None:
    assert type_numbers("gateway", TODAY) == {"CV": 71, "TB": 18}
    assert type_numbered("gateway", 18, TODAY) == "TB"
    assert type_numbered("gateway", 2, TODAY) == ""
    assert type_numbers("hub", TODAY)["CV"] == 18
    assert type_numbers("gateway", date(2026, 12, 1))["CV"] == 18
    assert type_numbered("gateway", 71, date(2025, 12, 31)) == ""


def test_the_administrator_sees_it_with_its_source(
    province: Province, own: Path
) -> None:
    page = province.client("quan").get("/quan-tri/quy-tac/").content.decode()
    assert "Số loại văn bản khi liên thông" in page
    assert "Công văn, cổng của tỉnh" in page
    assert "Hướng dẫn kết nối cổng của tỉnh" in page


def test_an_own_file_that_contradicts_itself_is_named(own: Path) -> None:
    again = OWN.replace("cong-tinh:", "khac:").replace("cong-tinh\n", "khac\n")
    (own / "khac.yaml").write_text(again, encoding="utf-8")
    with pytest.raises(CommandError, match="gateway/CV"):
        call_command("load_law", verbosity=0)
    assert type_numbers("gateway", TODAY)["CV"] == 71


def test_what_we_send_carries_the_number_of_its_channel(
    province: Province, hub: FolderHub
) -> None:
    packet = sent_to_far(province)
    said: Any = message_for(packet)
    assert (said.header.document_type.type, said.header.document_type.type_name) == (
        2,
        "Quyết định",
    )


@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        (DocumentType(type=2, type_name="Công văn"), "CV", "Công văn, số 2"),
        (DocumentType(type=7, type_name="Loại lạ"), "TB", "Loại lạ, số 7"),
        (DocumentType(type=7), "TB", "số 7"),
        (DocumentType(type=71, type_name="Loại lạ"), "CV", "Loại lạ, số 71"),
        (DocumentType(type_name="tờ  trình"), "TTr", "tờ  trình"),
    ],
)
def test_read_by_name_then_by_number_and_an_unknown_one_is_shown(
    province: Province,
    hub: FolderHub,
    monkeypatch: pytest.MonkeyPatch,
    told: DocumentType,
    code: str,
    words: str,
) -> None:
    monkeypatch.setattr("congvu.exchange.formats.edxml.writing.check", lambda _m: [])
    put(hub, letter(document_type=told))

    jobs.receive()

    arrival = Arrival.objects.get()
    assert arrival.type_told == words
    assert IntakeItem.objects.get().draft["type_code"] == code
    page = province.client("tu").get(f"/lien-thong/goi-den/{arrival.id}/")
    assert words in page.content.decode()
