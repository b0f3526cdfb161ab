"""The law's pages, asked for by the cast through the front door."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import pytest
from django.core.management import call_command
from django.http import HttpResponse

from congvu.audit.models import AuditEvent
from congvu.law import queries
from congvu.law.models import CalendarDay
from tests.people import Province


class Ask(Protocol):
    def __call__(self, who: str, address: str, **posted: str) -> HttpResponse: ...


pytestmark = pytest.mark.django_db

# Who of the cast reads, who edits, and who has no post at all.
READER, EDITOR, NOBODY = "minh", "quan", "khach"


@pytest.fixture(autouse=True)
def shipped() -> None:
    call_command("load_law", verbosity=0)


@pytest.fixture
def ask(province: Province) -> Ask:
    """One request of somebody of the cast, through the front door."""

    def send(who: str, address: str, **posted: str) -> HttpResponse:
        client = province.client(who)
        return client.post(address, posted) if posted else client.get(address)

    return send


RULES, CALENDAR = "/quan-tri/quy-tac/", "/quan-tri/lich-lam-viec/"
REMOVE = f"{CALENDAR}bo/"


def test_the_rules_of_a_day_are_shown_with_source_and_sureness(ask: Ask) -> None:
    page = ask(READER, f"{RULES}?ngay=20/11/2026").content.decode()
    assert "Có hiệu lực ngày 20/11/2026" in page
    assert "Điều 22.2" in page
    assert "30/2020/NĐ-CP" in page
    assert "đã đọc văn bản gốc" in page
    assert "nguồn thứ cấp" in page
    assert "chưa xác minh nguồn" in page
    assert "Phiếu báo" in page


def test_another_day_shows_other_rules(ask: Ask) -> None:
    page = ask(READER, f"{RULES}?ngay=2019-06-01").content.decode()
    assert "Giấy đi đường" in page
    assert "Phiếu báo" not in page
    assert "đến trước 05/03/2020" in page
    page = ask(READER, f"{RULES}?ngay=01/01/1990").content.decode()
    assert "Không có quy định nào" in page


def test_a_day_that_is_none_is_said_and_today_shown(ask: Ask) -> None:
    page = ask(READER, f"{RULES}?ngay=31/02/2026").content.decode()
    assert "Ghi ngày dạng ngày/tháng/năm" in page
    assert "30/2020/NĐ-CP" in page


def test_the_year_shows_its_days_and_their_sum(ask: Ask) -> None:
    page = ask(READER, f"{CALENDAR}?nam=2026").content.decode()
    assert "Thứ Bảy, 22/08/2026" in page
    assert "ngày làm việc bù" in page
    assert "Tháng 2 · 15 ngày làm việc" in page
    assert "Ghi một ngày vào lịch" not in page
    assert "chưa có thông báo" not in page
    page = ask(READER, f"{CALENDAR}?nam=2027").content.decode()
    assert "Có ngày của năm 2027 chưa xác minh nguồn" in page
    page = ask(READER, f"{CALENDAR}?nam=2031").content.decode()
    assert "Lịch năm 2031 chưa có ngày nghỉ nào" in page


@pytest.mark.parametrize("asked", ["", "abc", "999999", "-1", "²"])
def test_a_year_that_is_none_is_this_year(ask: Ask, asked: str) -> None:
    assert ask(READER, f"{CALENDAR}?nam={asked}").status_code == 200


def test_an_editor_sets_and_removes_a_day(ask: Ask, province: Province) -> None:
    day = date(2026, 12, 25)
    answer = ask(
        EDITOR,
        CALENDAR,
        day="25/12/2026",
        kind="holiday",
        name="Nghỉ bù",
        source="TB 12/TB-UBND",
    )
    assert answer["Location"] == f"{CALENDAR}?nam=2026"
    assert not queries.calendar().is_working(day)
    event = AuditEvent.objects.get(event="law.calendar-day-set")
    assert (event.actor_name, event.door) == (province.quan.person.full_name, "page")
    ask(EDITOR, REMOVE, day="2026-12-25")
    assert queries.calendar().is_working(day)


def test_a_refused_day_keeps_what_was_typed_and_says_why(ask: Ask) -> None:
    page = ask(
        EDITOR,
        CALENDAR,
        day="24/12/2026",
        kind="working",
        name="Làm bù",
        source="TB 12",
    ).content.decode()
    assert "phải là thứ Bảy hoặc Chủ nhật" in page
    assert 'value="24/12/2026"' in page
    assert not CalendarDay.objects.filter(day=date(2026, 12, 24)).exists()


def test_removing_a_day_that_is_not_there_says_so(ask: Ask) -> None:
    answer = ask(EDITOR, REMOVE, day="2026-12-24")
    assert answer.status_code == 302
    assert ask(EDITOR, REMOVE, day="hôm qua").status_code == 404


def test_who_may_not_edit_finds_nothing(ask: Ask) -> None:
    for who in (READER, NOBODY):
        assert ask(who, REMOVE, day="2026-02-17").status_code == 404
        assert ask(who, CALENDAR, day="25/12/2026").status_code == 404
    assert ask(NOBODY, RULES).status_code == 404


def test_pages_cost_the_same_for_any_day(
    province: Province, django_assert_max_num_queries
) -> None:
    client = province.client(READER)
    for address in (RULES, CALENDAR):
        client.get(address)
        counts = []
        for asked in ("?ngay=20/11/2026&nam=2026", "?ngay=01/01/1990&nam=2031"):
            with django_assert_max_num_queries(20) as seen:
                client.get(address + asked)
            counts.append(len(seen))
        assert counts[0] == counts[1]
