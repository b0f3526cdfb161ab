"""The register narrowed down, told apart when it is done, and taken out as a table."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.documents.actions import cancel_number, return_to_sender
from congvu.documents.models import RegisterEntry
from congvu.documents.rules import EntryState
from tests.documents.machine import machine
from tests.documents.pages import assign, make_entry
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
REGISTER = "/van-ban/den/"
EXPORT = "/van-ban/den/danh-sach.xlsx"


@pytest.fixture
def four(province: Province) -> list[RegisterEntry]:
    """Two departments, three types, an urgent one, one of the day before yesterday."""
    earlier = province.at - timedelta(days=2)
    return [
        make_entry(province, at=earlier, symbol="1/SNN-KH", subject="Của hôm kia"),
        make_entry(
            province,
            symbol="2/BC-STC",
            type_code="BC",
            issuer_name="Sở Tài chính",
            subject="Báo cáo của tài chính",
        ),
        make_entry(
            province,
            symbol="3/UBND-VP",
            issuer_name="UBND huyện Na Rì",
            urgency="urgent",
            subject="Khẩn của Na Rì",
        ),
        make_entry(
            province,
            symbol="4/GM-SNN",
            type_code="GM",
            subject="Giấy mời họp về Sở Tài chính",
        ),
    ]


def subjects(page: str, four: list[RegisterEntry]) -> set[int]:
    return {n for n, e in enumerate(four, start=1) if e.document.subject in page}


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("noi=so+tai+chinh", {2}),
        ("noi=Sở+Tài+ch", {2}),
        ("noi=na+rì", {3}),
        ("noi=ri", {3}),
        ("noi=xyz", set()),
        ("loai=GM", {4}),
        ("loai=BC", {2}),
        ("khan=urgent", {3}),
        ("loai=CV&khan=urgent&noi=ubnd", {3}),
        ("loai=CV&khan=normal", {1}),
        ("tim=hop", {4}),
        ("tim=hop&loai=CV", set()),
    ],
)
def test_each_filter_leaves_what_it_says(
    province: Province, four: list[RegisterEntry], query: str, left: set[int]
) -> None:
    page = province.client("lan").get(f"{REGISTER}?{query}").content.decode()

    assert subjects(page, four) == left
    if not left and "tim" not in query:
        assert "Không có văn bản nào khớp bộ lọc" in page


def test_a_period_is_of_the_days_of_arrival(
    province: Province, four: list[RegisterEntry]
) -> None:
    day = four[0].arrived_on.strftime("%d/%m/%Y")
    lan = province.client("lan")

    only = lan.get(f"{REGISTER}?tu={day}&den={day}").content.decode()
    before = lan.get(f"{REGISTER}?den={day}").content.decode()
    wrong = lan.get(f"{REGISTER}?tu=31/02/2026").content.decode()
    turned = lan.get(f"{REGISTER}?tu=02/03/2026&den=01/03/2026").content.decode()

    assert subjects(only, four) == subjects(before, four) == {1}
    assert "không có trong lịch" in wrong
    assert "Ngày cuối trước ngày đầu" in turned


def test_filters_stay_in_every_address(province: Province) -> None:
    for n in range(1, 54):
        make_entry(province, symbol=f"{n}/SNN-CNTY")
    lan = province.client("lan")

    page = lan.get(f"{REGISTER}?loai=CV&noi=nông+nghiệp").content.decode()
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    asked = parse_qs(urlsplit(following.replace("&amp;", "&")).query)
    second = lan.get(following.replace("&amp;", "&")).content.decode()

    assert asked["loai"] == ["CV"]
    assert asked["noi"] == ["nông nghiệp"]
    assert second.count("data-row-link") == 23
    assert "loai=CV" in second.split("data-row-link")[0]
    assert "muc=cho-trinh&amp;noi=" in page


def test_done_returned_and_cancelled_papers_have_lists_of_their_own(
    province: Province, four: list[RegisterEntry]
) -> None:
    lan = province.seat("lan")
    cancel_number(entry_id=four[0].id, reason="Nhầm.", by=lan, at=province.at)
    return_to_sender(entry_id=four[1].id, reason="Nhầm.", by=lan, at=province.at)
    RegisterEntry.objects.filter(pk=four[2].pk).update(
        state=EntryState.DONE, move_by=None
    )
    client = province.client("lan")

    done = client.get(f"{REGISTER}?muc=da-giai-quyet").content.decode()
    ended = client.get(f"{REGISTER}?muc=da-tra-da-huy").content.decode()

    assert "Đã giải quyết" in done
    assert subjects(done, four) == {3}
    assert subjects(ended, four) == {1, 2}
    assert "đã hủy số" in ended


def _cells(answer: Any) -> str:
    content = b"".join(answer.streaming_content)
    return ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def test_the_list_shown_is_taken_out_as_a_table_and_nothing_in_it_runs(
    province: Province, four: list[RegisterEntry]
) -> None:
    make_entry(province, symbol="9/GM-SNN", type_code="GM", subject="=1+1")
    lan = province.client("lan")

    page = lan.get(f"{REGISTER}?loai=GM").content.decode()
    sheet = _cells(lan.get(f"{EXPORT}?loai=GM"))

    assert f'href="{EXPORT}?loai=GM"' in page
    assert "4/GM-SNN" in sheet
    assert "=1+1" in sheet
    assert "<f>" not in sheet
    assert 't="n"' not in sheet
    assert "2/BC-STC" not in sheet
    event = AuditEvent.objects.get(event="documents.register-exported")
    assert event.data == {
        "register": "list",
        "form": "xlsx",
        "lines": 2,
        "tab": "tat-ca",
        "type": "GM",
    }


def test_everybody_takes_out_what_they_may_see_and_no_more(province: Province) -> None:
    make_entry(province, subject="Việc không giao ai")
    assign(province, make_entry(province, subject="Việc giao cho Minh"))
    make_entry(province, who="tu", subject="Của xã")

    minh = _cells(province.client("minh").get(EXPORT))
    tu = _cells(province.client("tu").get(EXPORT))
    quan = _cells(province.client("quan").get(EXPORT))

    assert "Việc giao cho Minh" in minh
    assert "Việc không giao ai" not in minh + tu + quan
    assert "Việc giao cho Minh" not in tu + quan
    assert "Của xã" in tu
    assert province.client("khach").get(EXPORT).status_code == 404


def test_programs_narrow_the_list_the_same_way(
    province: Province, four: list[RegisterEntry]
) -> None:
    lan = machine(province, "lan")

    def numbers(**asked: str) -> list[int]:
        found = lan.get("incoming-documents", **asked).data["items"]
        return [line["number"] for line in found]

    assert numbers(issuer="tai chinh") == [2]
    assert numbers(type_code="GM") == [4]
    assert numbers(urgency="urgent") == [3]
    assert numbers(last=four[0].arrived_on.isoformat()) == [1]
    assert numbers(tab="da-giai-quyet") == []
    wrong = lan.get("incoming-documents", first="2026-03-02", last="2026-03-01")
    assert wrong.reasons == {"last": "Ngày cuối trước ngày đầu."}


@pytest.mark.parametrize("who", ["lan", "minh"])
def test_a_narrowed_list_costs_the_same_for_3_and_60_rows(
    province: Province, who: str
) -> None:
    url = f"{REGISTER}?loai=CV&noi=nông+nghiệp&khan=normal"

    def cost() -> int:
        client = province.client(who)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    for n in range(3):
        assign(province, make_entry(province, symbol=f"{n + 1}/SNN-CNTY"))
    few = cost()
    for n in range(57):
        make_entry(province, symbol=f"{n + 10}/SNN-CNTY")

    assert cost() == few <= 22
