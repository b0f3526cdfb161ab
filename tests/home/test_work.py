"""Việc của tôi: what lies on a desk, by when, and that it adds up."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.documents import actions
from congvu.documents.models import Assignment, RegisterEntry
from congvu.law.queries import calendar
from tests.documents.pages import (
    assign,
    instruct,
    make_entry,
    multiply,
    submit,
    to_division,
    working_day,
)
from tests.people import Province

WORK = "/viec-cua-toi/"


pytestmark = pytest.mark.usefixtures("law")


def _page(province: Province, who: str, url: str = WORK) -> str:
    answer = province.client(who).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def _due(assignment: Assignment, day: date | None) -> None:
    Assignment.objects.filter(pk=assignment.id).update(due_on=day)


def test_the_front_door_leads_to_my_work(province: Province) -> None:
    answer = province.client("lan").get("/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == WORK


def test_somebody_signed_out_is_asked_who_they_are(province: Province) -> None:
    answer = province.client("lan")
    answer.logout()

    assert answer.get(WORK).headers["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("who", ["khach", "son"])
def test_who_holds_no_post_today_gets_a_page_that_says_so(
    province: Province, who: str
) -> None:
    assert "Hôm nay bạn không giữ chức vụ nào" in _page(province, who)


def test_work_is_grouped_by_when_it_is_due_and_adds_up(province: Province) -> None:
    today = timezone.localdate()
    for n, day in enumerate(
        (today - timedelta(days=4), today, today + timedelta(days=40), None)
    ):
        _due(assign(province, make_entry(province, symbol=f"{n + 1}/SNN-CNTY")), day)

    page = _page(province, "minh")

    assert "4 việc đang giữ" in page
    counts = re.findall(r'class="day-count">(\d+) việc', page)
    assert counts == ["1", "1", "1", "1"]
    for label in ("Quá hạn", "Hôm nay, ", "Sau đó", "Không hạn"):
        assert label in page


def test_a_line_begins_with_the_verb_and_opens_with_the_words_it_was_given_with(
    province: Province,
) -> None:
    lead = instruct(province, make_entry(province))

    line = _page(province, "hoa")
    opened = _page(province, "hoa", f"{WORK}{lead.id}/")

    assert '<span class="row-number">Giải quyết</span>' in line
    assert "Giao Phòng Khoa giáo - Văn xã tham mưu." in opened
    assert "Phân công" in opened


def test_opening_a_line_marks_it_read(province: Province) -> None:
    work = assign(province, make_entry(province))

    province.client("minh").get(f"{WORK}{work.id}/")

    work.refresh_from_db()
    assert work.state == "working"


def test_nobody_opens_a_line_of_another_desk(province: Province) -> None:
    work = assign(province, make_entry(province))

    for who in ("lan", "tu", "khach", "son"):
        answer = province.client(who).get(f"{WORK}{work.id}/")
        assert answer.status_code == 404, who


def test_leader_sees_the_proposal_and_two_buttons_on_a_card(
    province: Province,
) -> None:
    due = working_day(5)
    direct = submit(province, make_entry(province), to_division(province, due))

    page = _page(province, "dung")

    assert "1 việc chờ quyết định" in page
    assert "Văn phòng đề xuất: Phòng Khoa giáo - Văn xã chủ trì, hạn" in page
    assert f"/viec/{direct.id}/dong-y/" in page
    assert f"/viec/{direct.id}/but-phe/" in page


def test_the_leaders_title_adds_up_to_the_figures_below_it(
    province: Province,
) -> None:
    submit(province, make_entry(province))
    work = instruct(province, make_entry(province, symbol="2/SNN-CNTY"))
    Assignment.objects.filter(pk=work.id).update(state="reported")

    page = _page(province, "dung")

    assert "2 việc chờ quyết định" in page
    assert 'aria-label="chờ bút phê: 1"' in page
    assert 'aria-label="chờ xác nhận: 1"' in page


def test_the_administrator_is_told_what_each_place_is_for_and_has_three_at_the_thumb(
    province: Province,
) -> None:
    page = _page(province, "quan")

    assert "Ai đã làm gì, xem gì, lúc nào." in page
    assert page.count('<a class="phoneplace"') == 3


def test_words_are_looked_for_from_the_phones_own_bar(province: Province) -> None:
    make_entry(province)

    page = _page(province, "lan")
    bar = page[page.index('<header class="phonetop">') :]

    assert 'role="search" action="/tim-kiem/"' in bar


def test_clerk_sees_what_the_register_asks_for_and_each_figure_is_a_link(
    province: Province,
) -> None:
    make_entry(province)
    instruct(province, make_entry(province, symbol="2/SNN-CNTY"), hold=True)

    page = _page(province, "lan")

    assert "2 việc đang giữ" in page
    assert '<span class="row-number">Trình</span>' in page
    assert '<span class="row-number">Chuyển</span>' in page
    assert "/van-ban/den/?muc=cho-trinh" in page
    assert "/van-ban/den/?muc=cho-chuyen" in page


@pytest.mark.parametrize("who", ["lan", "dung", "hoa", "minh"])
def test_my_work_costs_the_same_for_3_and_300_lines(
    province: Province, who: str
) -> None:
    fresh, put_up, given, assigned = (
        make_entry(province, symbol=f"{n}/SNN-CNTY") for n in range(1, 5)
    )
    submit(province, put_up, to_division(province, working_day(0)))
    instruct(province, given)
    assign(province, assigned)

    def cost() -> int:
        client = province.client(who)
        client.get(WORK)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(WORK).status_code == 200
        return len(captured)

    for entry in (fresh, put_up, given, assigned):
        multiply(RegisterEntry.objects.get(pk=entry.pk), 2)
    few = cost()
    for entry in (fresh, put_up, given, assigned):
        multiply(RegisterEntry.objects.get(pk=entry.pk), 297)

    assert RegisterEntry.objects.count() == 1200
    assert cost() == few <= 23


def test_a_wish_is_a_decision_with_two_buttons(province: Province) -> None:
    """On the phone's cards, in the title's count, and under its own figure."""
    entry = make_entry(province)
    part = assign(province, entry).parent
    assert part is not None
    assert part.due_on is not None
    actions.ask_extension(
        entry_id=entry.id,
        assignment_id=part.id,
        until=calendar().add_working_days(part.due_on, 2),
        reason="Chờ số liệu của xã.",
        by=province.seat("hoa"),
        at=timezone.now(),
    )
    submit(province, make_entry(province, symbol="8/SNN-KH"))

    for url in (WORK, f"{WORK}?viec=de-nghi", "/tong-quan/"):
        page = _page(province, "dung", url)
        assert "“Chờ số liệu của xã.”" in page, url
        for verb, label in (("gia-han", "Gia hạn"), ("khong-gia-han", "Không gia hạn")):
            link = rf'href="([^"]*/{part.id}/{verb}/\?ve=[^"]*)"><span>{label}</span>'
            found = re.search(link, page)
            assert found is not None, (url, verb)
            assert _page(province, "dung", found[1])
    assert "2 việc chờ quyết định" in _page(province, "dung")
    assert "2 việc, gấp nhất ở trên" in _page(province, "dung", "/tong-quan/")

    actions.refuse_extension(
        entry_id=entry.id,
        assignment_id=part.id,
        reason="Phải kịp họp.",
        by=province.seat("dung"),
        at=timezone.now(),
    )
    assert "1 việc chờ quyết định" in _page(province, "dung")
    assert "Chờ số liệu của xã." not in _page(province, "dung", "/tong-quan/")
