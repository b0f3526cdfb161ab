"""What the registry's and the reader's pages show, told to a machine as well."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.config.api import api
from congvu.documents.models import IntakeItem
from tests.documents.door import bring, paper_pdf
from tests.documents.machine import Machine, machine, paper_data
from tests.documents.pages import assign, make_entry, submit, to_division
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def lan(province: Province) -> Machine:
    return machine(province, "lan")


def _this_year() -> dict[str, str]:
    today = timezone.localdate()
    return {
        "first": today.replace(month=1, day=1).isoformat(),
        "last": today.isoformat(),
    }


def _cells(content: bytes) -> str:
    """Every text of a table; it is written in place, without shared strings."""
    with ZipFile(BytesIO(content)) as box:
        return "".join(
            box.read(name).decode() for name in box.namelist() if "sheet" in name
        )


# -- the books


def test_a_register_is_printed_by_machine_as_on_the_page(
    province: Province, lan: Machine
) -> None:
    make_entry(province)

    columns = lan.get("registers/incoming/columns").data
    paper = lan.get("registers/incoming/pdf", **_this_year())
    table = lan.get("registers/tracking/xlsx", **_this_year())

    assert [c["title"] for c in columns][:2] == ["Ngày đến", "Số đến"]
    [line] = lan.get("registers/incoming", **_this_year()).data
    assert set(line) == {c["key"] for c in columns}
    document = pypdfium2.PdfDocument(paper.data)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "1462/SNN-CNTY" in text
    assert "1462/SNN-CNTY" in _cells(table.data)
    taken = AuditEvent.objects.filter(event__startswith="documents.register-")
    assert {(e.door, e.data["register"], e.data["form"]) for e in taken} == {
        ("api", "incoming", "pdf"),
        ("api", "tracking", "xlsx"),
        ("api", "incoming", "api"),
    }


def test_a_period_turned_round_prints_nothing(province: Province, lan: Machine) -> None:
    turned = {"first": "2026-02-01", "last": "2026-01-01"}

    for form in ("pdf", "xlsx"):
        answer = lan.get(f"registers/incoming/{form}", **turned)
        assert answer.reasons == {"last": "Ngày cuối trước ngày đầu."}
    assert not AuditEvent.objects.filter(event__startswith="documents.register-")


def test_the_list_is_taken_out_with_the_rights_and_filters_of_the_list(
    province: Province, lan: Machine
) -> None:
    mine = make_entry(province, symbol="5/SNN-KH")
    make_entry(province, symbol="6/STC-NS", issuer_name="Sở Tài chính")
    assign(province, mine)

    whole = _cells(lan.get("incoming-documents.xlsx").data)
    narrowed = _cells(lan.get("incoming-documents.xlsx", issuer="tài chính").data)
    minh = _cells(machine(province, "minh").get("incoming-documents.xlsx").data)

    assert "5/SNN-KH" in whole
    assert "6/STC-NS" in whole
    assert "5/SNN-KH" not in narrowed
    assert "6/STC-NS" not in minh
    lines = AuditEvent.objects.filter(event="documents.register-exported")
    assert sorted(e.data["lines"] for e in lines) == [1, 1, 2]


# -- one paper


def test_the_slip_tells_three_levels_and_is_printed(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    minh = machine(province, "minh")
    one = f"incoming-documents/{entry.id}"
    said = {"assignment_id": str(part.id), "result": "Đã tham mưu văn bản trả lời."}
    assert minh.post(f"{one}/report", said).status == 200

    slip = minh.get(f"{one}/slip").data
    page = minh.get(f"{one}/slip/page")

    assert [level["key"] for level in slip["levels"]] == ["leader", "unit", "handler"]
    [opinion] = slip["levels"][0]["instructions"]
    assert opinion["instruction"]["given_by"] == "Nguyễn Tiến Dũng"
    assert [a["part"] for a in opinion["assignments"]] == ["lead"]
    assert [r["result"] for r in slip["results"]] == ["Đã tham mưu văn bản trả lời."]
    text = page.data.decode()
    assert page.kind.startswith("text/html")
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN" in text
    assert "Giao Phòng Khoa giáo - Văn xã tham mưu." in text
    assert "In bởi Hoàng Văn Minh" in text


def test_a_paper_says_what_the_seat_may_do_and_what_was_proposed(
    province: Province, lan: Machine
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry, to_division(province))
    one = f"incoming-documents/{entry.id}"
    dung = machine(province, "dung")

    told = dung.get(one).data

    deeds = {d["name"]: d["assignment_id"] for d in told["deeds"]}
    about = str(direct.id)
    assert list(deeds) == ["agree", "instruct", "send-back", "forward"]
    assert list(deeds.values()) == [about, about, about, None]
    [part] = told["assignments"]
    assert part["unit_id"] == str(province.leaders.id)
    assert part["proposal"] == [
        {
            "desk_id": str(province.division.id),
            "part": "lead",
            "due_on": None,
            "request": "",
        }
    ]
    first = told["deeds"][0]
    agreed = dung.post(
        f"{one}/{first['name']}", {"assignment_id": first["assignment_id"]}
    )
    assert agreed.status == 200
    assert "agree" not in [d["name"] for d in dung.get(one).data["deeds"]]


def test_every_deed_has_an_address(province: Province, lan: Machine) -> None:
    entry = make_entry(province)
    paths = api.get_openapi_schema(path_prefix="")["paths"]

    names = {d["name"] for d in lan.get(f"incoming-documents/{entry.id}").data["deeds"]}

    assert {"submit", "correct", "attach", "cancel-number"} <= names
    for name in names:
        address = "files" if name == "attach" else name
        assert f"/incoming-documents/{{entry_id}}/{address}" in paths


def test_only_the_registry_is_told_of_other_papers_like_this_one(
    province: Province, lan: Machine
) -> None:
    other = make_entry(province)
    entry = make_entry(province)
    assign(province, entry)
    one = f"incoming-documents/{entry.id}"

    [alike] = lan.get(one).data["possible_duplicates"]

    assert alike["id"] == str(other.id)
    assert machine(province, "minh").get(one).data["possible_duplicates"] == []


# -- the door


@pytest.mark.usefixtures("home")
def test_all_ready_files_are_entered_by_machine_as_by_the_button(
    province: Province, lan: Machine
) -> None:
    browser = province.client("lan")
    items = [bring(browser, paper_pdf(n), f"{n}.pdf") for n in (11, 12, 13)]
    IntakeItem.objects.filter(id=items[1].id).update(fields={})

    done = lan.post("intake/register-ready").data

    symbols = [(e["number"], e["document"]["symbol"]) for e in done["registered"]]
    assert symbols == [(1, "11/SNN-CNTY"), (2, "13/SNN-CNTY")]
    assert done["refused"] == []
    assert lan.post("intake/register-ready").data == {"registered": [], "refused": []}


@pytest.mark.usefixtures("home")
def test_one_that_cannot_be_entered_says_why_and_stops_no_other(
    province: Province, lan: Machine, home: Path
) -> None:
    browser = province.client("lan")
    long, _fine = (bring(browser, paper_pdf(n), f"{n}.pdf") for n in (11, 12))
    draft = {"fields": {"signer_name": "g" * 81}}
    assert lan.ask("put", f"intake/{long.id}/draft", draft).status == 200

    done = lan.post("intake/register-ready").data

    assert [e["number"] for e in done["registered"]] == [1]
    [refused] = done["refused"]
    assert (refused["item_id"], refused["name"]) == (str(long.id), "11.pdf")
    assert refused["reasons"][0].startswith("Dài quá")


@pytest.mark.usefixtures("home")
def test_a_file_is_laid_beside_the_paper_it_may_be(
    province: Province, lan: Machine
) -> None:
    entry = make_entry(province, identifier="H03.7.2026")
    item = bring(province.client("lan"), paper_pdf(1462), "mot.pdf")

    told = lan.get(f"intake/{item.id}/compare/{entry.id}").data

    rows: dict[str, Any] = {row["name"]: row for row in told["rows"]}
    assert rows["symbol"]["same"]
    assert not rows["subject"]["same"]
    assert rows["identifier"]["held"] == "H03.7.2026"
    assert told["entry"]["id"] == str(entry.id)
    assert told["item"]["id"] == str(item.id)
    hidden = machine(province, "tu").get(f"intake/{item.id}/compare/{entry.id}")
    assert hidden.status == 404


@pytest.mark.usefixtures("home")
def test_the_identifier_alone_finds_the_double(
    province: Province, lan: Machine
) -> None:
    entry = make_entry(province, symbol="1/X-Y", identifier="H03.ABC.7")
    item = bring(province.client("lan"), paper_pdf(1462), "mot.pdf")

    [found] = lan.get(f"intake/{item.id}/duplicates", identifier="h03.abc.7").data

    assert found["id"] == str(entry.id)
    warned = lan.post("incoming-documents", paper_data(identifier="h03.Abc.7"))
    assert "not_duplicate" in warned.reasons
