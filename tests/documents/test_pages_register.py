"""The register page: who sees which lines, where they stand, what it costs."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.documents.models import RegisterEntry
from tests.documents.pages import assign, make_entry, multiply, submit
from tests.people import Province

REGISTER = "/van-ban/den/"


pytestmark = pytest.mark.usefixtures("law")


def test_clerk_sees_the_whole_register_by_day_with_its_counts(
    province: Province,
) -> None:
    now = timezone.now()
    make_entry(province, at=now - timedelta(days=1), symbol="1/SNN-CNTY")
    make_entry(province, symbol="2/SNN-CNTY")
    make_entry(province, symbol="3/SNN-CNTY")

    page = province.client("lan").get(REGISTER).content.decode()

    assert page.count('class="row row-unread"') == 3
    assert "Hôm nay, " in page
    assert "2 văn bản" in page
    assert "Chờ trình <b>3</b>" in page
    assert f"Sổ văn bản đến năm {timezone.localdate().year}" in page


def test_specialist_sees_only_what_was_handed_to_them(province: Province) -> None:
    make_entry(province, subject="Việc không giao ai")
    assign(province, make_entry(province, subject="Việc giao cho Minh"))

    page = province.client("minh").get(REGISTER).content.decode()

    assert "Việc giao cho Minh" in page
    assert "Việc không giao ai" not in page


def test_another_agency_sees_nothing_of_it(province: Province) -> None:
    entry = make_entry(province)

    register = province.client("tu").get(REGISTER).content.decode()
    detail = province.client("tu").get(f"{REGISTER}{entry.id}/")

    assert entry.document.subject not in register
    assert detail.status_code == 404


@pytest.mark.parametrize("who", ["khach", "son"])
def test_who_holds_no_post_finds_no_register(province: Province, who: str) -> None:
    assert province.client(who).get(REGISTER).status_code == 404


def test_a_tab_shows_its_state_and_an_empty_one_says_what_is_next(
    province: Province,
) -> None:
    submit(province, make_entry(province, subject="Đã trình rồi"))
    make_entry(province, subject="Chưa trình", symbol="9/SNN-CNTY")
    lan = province.client("lan")

    waiting = lan.get(f"{REGISTER}?muc=cho-trinh").content.decode()
    empty = lan.get(f"{REGISTER}?muc=cho-chuyen").content.decode()

    assert "Chưa trình" in waiting
    assert "Đã trình rồi" not in waiting
    assert "Không còn văn bản nào chờ chuyển" in empty
    assert "1 văn bản chờ trình" in empty


def test_finding_needs_no_accents_and_says_when_nothing_is_found(
    province: Province,
) -> None:
    make_entry(province)
    lan = province.client("lan")

    found = lan.get(f"{REGISTER}?tim=chong+doi+1462").content.decode()
    nothing = lan.get(f"{REGISTER}?tim=xyz").content.decode()

    assert "1462/SNN-CNTY" in found
    assert "Không tìm thấy “xyz”" in nothing


def test_the_next_page_goes_on_where_the_first_ended(province: Province) -> None:
    for n in range(1, 54):
        make_entry(province, symbol=f"{n}/SNN-CNTY")
    lan = province.client("lan")

    first = lan.get(REGISTER).content.decode()
    second = lan.get(f"{REGISTER}?sau={timezone.localdate().year}0000024").content

    assert f"?sau={timezone.localdate().year}0000024" in first
    assert "53 văn bản" in first
    assert second.decode().count("data-row-link") == 23


def test_an_opened_row_is_a_whole_page_and_only_the_pane_beside_a_list(
    province: Province,
) -> None:
    entry = make_entry(province)
    lan = province.client("lan")
    url = f"{REGISTER}{entry.id}/?muc=cho-trinh"

    page = lan.get(url).content.decode()
    pane = lan.get(url, headers={"HX-Request": "true"}).content.decode()

    assert "data-row-link" in page
    assert 'id="pane"' in page
    assert pane.startswith("<section")
    assert 'id="pane"' in pane
    assert "data-row-link" not in pane


def test_a_wrong_address_in_the_register_is_forgiven(province: Province) -> None:
    lan = province.client("lan")

    assert lan.get(f"{REGISTER}?muc=khong-co&sau=abc").status_code == 200
    assert lan.get(f"{REGISTER}{uuid4()}/").status_code == 404


def _cost(province: Province, who: str, url: str, *, pane: bool = False) -> int:
    client = province.client(who)
    client.get(url)
    headers = {"HX-Request": "true"} if pane else {}
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, headers=headers).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["lan", "dung", "minh"])
def test_register_costs_the_same_for_3_and_300_rows(
    province: Province, who: str
) -> None:
    entry = make_entry(province)
    assign(province, entry)
    entry.refresh_from_db()
    multiply(entry, 2)
    few = _cost(province, who, REGISTER)
    multiply(entry, 297)

    assert RegisterEntry.objects.count() == 300
    many = _cost(province, who, REGISTER)

    assert many == few <= 22


def test_detail_costs_the_same_for_a_short_and_a_long_history(
    province: Province,
) -> None:
    short = make_entry(province)
    long = make_entry(province, symbol="2/SNN-CNTY")
    assign(province, long)

    few = _cost(province, "lan", f"{REGISTER}{short.id}/", pane=True)
    many = _cost(province, "lan", f"{REGISTER}{long.id}/", pane=True)

    # The names of who was given the right are asked where somebody was.
    assert few <= many <= few + 1 <= 24


def test_an_open_register_is_told_how_many_came_since(province: Province) -> None:
    make_entry(province)
    lan = province.client("lan")
    page = lan.get(REGISTER).content.decode()
    news = page.split('data-news hx-get="')[1].split('"')[0]

    nothing = lan.get(news)
    make_entry(province, symbol="2/SNN-CNTY")
    told = lan.get(news)

    assert nothing.status_code == 204
    assert "1 văn bản mới, xem" in told.content.decode()
    assert lan.get(f"{REGISTER}moi/?tu=x").status_code == 204


def test_the_pane_at_rest_opens_no_paper(province: Province) -> None:
    entry = make_entry(province)

    page = province.client("lan").get(REGISTER).content.decode()
    pane = page.split('id="pane"')[1]

    assert "Hôm nay có 1 văn bản đến" in pane
    assert "1 văn bản chờ trình" in pane
    assert entry.document.subject not in pane
