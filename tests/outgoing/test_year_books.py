"""Lan closes last year's book of outgoing papers; Dũng opens it again with why."""

from __future__ import annotations

from datetime import datetime

import pytest

from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import (
    BookClosed,
    cancel_number,
    close_book,
    reopen_book,
)
from congvu.outgoing.models import OutgoingBook
from tests.documents.machine import machine
from tests.outgoing.conftest import Take
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def last_year(province: Province) -> datetime:
    return datetime(province.today.year - 1, 12, 30, 9, tzinfo=VIETNAM)


def test_a_past_years_book_is_closed_and_gives_no_number(
    province: Province, take: Take
) -> None:
    then, lan = last_year(province), province.client("lan")
    entry = take(at=then)
    take()
    year = then.year
    url = f"/van-ban/di/cac-so/{year}/khoa/"

    unsure = lan.post(url, {})
    held = lan.post(url, {"sure": "on"})
    cancel_number(
        entry_id=entry.id, reason="Nhầm.", by=province.seat("lan"), at=province.at
    )
    closed = lan.post(url, {"sure": "on"}, follow=True).content.decode()

    assert "Đánh dấu vào ô xác nhận" in unsure.content.decode()
    assert "Sổ còn 1 số đang giữ" in held.content.decode()
    assert f"Đã khóa sổ văn bản đi năm {year}" in closed
    assert "Nông Thị Lan" in closed
    with pytest.raises(BookClosed, match="đã khóa"):
        take(at=then)
    printed = lan.get(f"/van-ban/di/in-so/?tu=01/01/{year}&den=31/12/{year}")
    assert entry.symbol in printed.content.decode()
    with pytest.raises(Refused, match="đã khóa"):
        close_book(year=year, by=province.seat("lan"), at=province.at)


def test_this_years_book_stays_open_and_none_is_refused(
    province: Province, take: Take
) -> None:
    take()
    lan, at, year = province.seat("lan"), province.at, province.today.year

    with pytest.raises(Refused) as refused:
        close_book(year=year, by=lan, at=at)
    words = " ".join(r.message for r in refused.value.reasons)
    assert "còn đang dùng" in words
    assert "số đang giữ" in words
    with pytest.raises(Refused, match="Chưa có sổ"):
        close_book(year=year - 5, by=lan, at=at)
    with pytest.raises(Refused, match="không có quyền khóa"):
        close_book(year=year, by=province.seat("minh"), at=at)
    with pytest.raises(Refused, match="không có quyền mở lại"):
        reopen_book(year=year, reason="x", by=lan, at=at)


def test_a_leader_opens_it_again_and_says_why(province: Province, take: Take) -> None:
    then = last_year(province)
    entry = take(at=then)
    cancel_number(
        entry_id=entry.id, reason="Nhầm.", by=province.seat("lan"), at=province.at
    )
    books = f"outgoing-books/{then.year}"
    machine(province, "lan").post(f"{books}/close")
    url = f"/van-ban/di/cac-so/{then.year}/mo-lai/"
    dung = province.client("dung")

    silent = dung.post(url, {"reason": ""})
    done = dung.post(url, {"reason": "Vào sót."}, follow=True).content.decode()
    again = machine(province, "ha").post(f"{books}/reopen", {"reason": "Nữa."})

    assert "Chưa ghi lý do" in silent.content.decode()
    assert "Vào sót." in done
    assert again.status == 422
    assert take(at=then).number == 2
    book = OutgoingBook.objects.get(year=then.year)
    assert (book.closed_at, book.reopened_by) == (None, "Nguyễn Tiến Dũng")
