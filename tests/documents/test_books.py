"""The years' books: when one may be closed, who opens it again, what is told of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from congvu.audit.models import AuditEvent
from congvu.documents.actions import (
    RegisterClosed,
    close_register,
    register_incoming,
    reopen_register,
)
from congvu.documents.models import Register, RegisterEntry
from congvu.documents.rules import Paper
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from tests.documents.door import form
from tests.documents.machine import machine
from tests.documents.pages import make_entry
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
BOOKS = "/van-ban/den/so/"


@pytest.fixture
def last_year(province: Province) -> int:
    """A paper that came on the last day of the year before, registered that day."""
    year = province.today.year - 1
    make_entry(province, at=datetime(year, 12, 31, 9, tzinfo=VIETNAM))
    return year


def to_last_year(province: Province, year: int, symbol: str) -> RegisterEntry:
    return register_incoming(
        paper=Paper(
            "Đến muộn", "Sở Tài chính", "CV", symbol, issued_on=date(year, 12, 30)
        ),
        arrived_at=datetime(year, 12, 31, 10, tzinfo=VIETNAM),
        by=province.seat("lan"),
        at=province.at,
    )


def test_the_running_years_book_is_never_closed(province: Province) -> None:
    entry, year = make_entry(province), province.today.year
    lan = province.client("lan")

    page = lan.get(BOOKS).content.decode()
    sent = lan.post(BOOKS, {"year": year, "sure": "on"})
    by_machine = machine(province, "lan").post(f"registers/{year}/close")

    assert f"khóa được từ 01/01/{year + 1}" in page
    assert sent.status_code == 422
    assert f"Sổ văn bản đến năm {year} còn đang dùng" in sent.content.decode()
    assert "còn đang dùng" in by_machine.data["detail"]
    assert Register.objects.get(pk=entry.register_id).closed_at is None


def test_a_book_is_closed_once_and_by_the_clerk(
    province: Province, last_year: int
) -> None:
    lan = province.seat("lan")
    with pytest.raises(Refused, match="Chưa có sổ"):
        close_register(year=last_year - 1, by=lan, at=province.at)
    with pytest.raises(Refused, match="không có quyền"):
        close_register(year=last_year, by=province.seat("dung"), at=province.at)

    closed = close_register(year=last_year, by=lan, at=province.at)

    assert (closed.last_number, closed.closed_by) == (1, "Nông Thị Lan")
    with pytest.raises(RegisterClosed):
        close_register(year=last_year, by=lan, at=province.at)
    with pytest.raises(Refused, match="đã khóa"):
        to_last_year(province, last_year, "2/STC-NS")
    assert RegisterEntry.objects.count() == 1
    assert AuditEvent.objects.filter(event="documents.register-closed").count() == 1


def test_closing_is_asked_twice_and_the_book_stays_readable(
    province: Province, last_year: int
) -> None:
    lan = province.client("lan")

    unsure = lan.post(BOOKS, {"year": last_year})
    still_open = Register.objects.get().closed_at
    closed = lan.post(BOOKS, {"year": last_year, "sure": "on"}, follow=True)
    again = lan.post(BOOKS, {"year": last_year, "sure": "on"})
    refused = lan.post(
        "/van-ban/den/vao-so/",
        form(symbol="9/SNN-VP", arrived_on=f"31/12/{last_year}"),
    )

    assert "Đánh dấu vào ô xác nhận" in unsure.content.decode()
    assert still_open is None
    assert f"Đã khóa sổ văn bản đến năm {last_year}" in closed.content.decode()
    assert "đã khóa ngày" in again.content.decode()
    assert f"Sổ văn bản đến {last_year} đã khóa ngày" in refused.content.decode()
    period = f"so=den&tu=01/01/{last_year}&den=31/12/{last_year}"
    page = lan.get(f"/van-ban/den/in-so/?{period}").content.decode()
    assert "1462/SNN-CNTY" in page


@pytest.mark.parametrize("who", ["dung", "ha"])
def test_a_leader_opens_a_closed_book_again_and_says_why(
    province: Province, last_year: int, who: str
) -> None:
    close_register(year=last_year, by=province.seat("lan"), at=province.at)
    client, url = province.client(who), f"{BOOKS}mo-lai/"

    silent = client.post(url, {"year": last_year, "reason": " "})
    opened = client.post(
        url, {"year": last_year, "reason": "Sót một văn bản."}, follow=True
    )

    assert "Chưa ghi lý do" in silent.content.decode()
    page = opened.content.decode()
    assert f"Đã mở lại sổ văn bản đến năm {last_year}" in page
    assert "Sót một văn bản." in page
    book = Register.objects.get()
    assert (book.closed_at, book.closed_by) == (None, "")
    event = AuditEvent.objects.get(event="documents.register-reopened")
    assert event.data == {"year": last_year, "reason": "Sót một văn bản."}
    assert to_last_year(province, last_year, "2/STC-NS").number == 2


def test_a_book_that_is_open_is_not_opened_and_the_clerk_opens_none(
    province: Province, last_year: int
) -> None:
    with pytest.raises(Refused, match="đang mở"):
        reopen_register(
            year=last_year, reason="x", by=province.seat("ha"), at=province.at
        )
    close_register(year=last_year, by=province.seat("lan"), at=province.at)
    with pytest.raises(Refused, match="không có quyền"):
        reopen_register(
            year=last_year, reason="x", by=province.seat("lan"), at=province.at
        )
    lan = province.client("lan")
    assert lan.post(f"{BOOKS}mo-lai/", {"year": last_year}).status_code == 404
    assert "Mở lại sổ năm" not in lan.get(BOOKS).content.decode()


def test_only_the_clerk_closes_a_book_on_the_page(
    province: Province, last_year: int
) -> None:
    thu = province.client("thu")

    page = thu.get(BOOKS).content.decode()
    sent = thu.post(BOOKS, {"year": last_year, "sure": "on"})

    assert "Khóa sổ năm" not in page
    assert sent.status_code == 404
    assert Register.objects.get().closed_at is None


def test_programs_close_and_open_by_the_same_rules(
    province: Province, last_year: int
) -> None:
    lan, ha = machine(province, "lan"), machine(province, "ha")
    for who in ("dung", "minh", "quan", "ha"):
        found = machine(province, who).post(f"registers/{last_year}/close")
        assert found.status == 404

    told = lan.post(f"registers/{last_year}/close").data
    assert (told["last_number"], told["closed_by"]) == (1, "Nông Thị Lan")
    assert [b["year"] for b in lan.get("registers").data] == [last_year]
    assert "đã khóa" in lan.post(f"registers/{last_year}/close").data["detail"]
    url = f"registers/{last_year}/reopen"
    assert lan.post(url, {"reason": "Sót"}).status == 404
    assert ha.post(url, {"reason": ""}).reasons == {"reason": "Chưa ghi lý do."}
    opened = ha.post(url, {"reason": "Sót"}).data
    assert (opened["closed_at"], opened["reopened_by"]) == (None, "Nguyễn Thu Hà")
