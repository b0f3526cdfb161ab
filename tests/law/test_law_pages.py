from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.management import call_command
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from congvu.accounts.models import User
from congvu.audit.models import AuditEvent
from congvu.audit.rules import Actor
from congvu.law import queries, views
from congvu.law.models import CalendarDay

pytestmark = pytest.mark.django_db

TU = Actor(name="Bế Thị Tú")
READER, EDITOR = frozenset({"rules.read"}), frozenset({"rules.read", "calendar.edit"})


@dataclass(frozen=True)
class Seat:
    permissions: frozenset[str]
    actor: Actor

    def can(self, permission: str) -> bool:
        return permission in self.permissions


@pytest.fixture(autouse=True)
def shipped() -> None:
    call_command("load_law", verbosity=0)


@pytest.fixture(autouse=True)
def law_addresses(settings) -> None:
    """The pages alone, so that these tests need nothing that is built upon them."""
    settings.ROOT_URLCONF = (path("", include("congvu.law.urls")),)


def ask(
    view: Callable[[HttpRequest], HttpResponse],
    address: str,
    permissions: frozenset[str] | None,
    **posted: str,
) -> HttpResponse:
    factory = RequestFactory()
    request = factory.post(address, posted) if posted else factory.get(address)
    request.user = User(username="tu")
    request.seat = Seat(permissions, TU) if permissions is not None else None
    request.session = {}
    request._messages = FallbackStorage(request)
    return view(request)


RULES, CALENDAR = "/quan-tri/quy-tac/", "/quan-tri/lich-lam-viec/"


def test_the_rules_of_a_day_are_shown_with_source_and_sureness() -> None:
    page = ask(views.rule_list, f"{RULES}?ngay=20/11/2026", READER).content.decode()
    assert "Có hiệu lực ngày 20/11/2026" in page
    assert "Điều 22.2" in page
    assert "30/2020/NĐ-CP" in page
    assert "đã đọc văn bản gốc" in page
    assert "nguồn thứ cấp" in page
    assert "chưa xác minh nguồn" in page
    assert "Phiếu báo" in page


def test_another_day_shows_other_rules() -> None:
    page = ask(views.rule_list, f"{RULES}?ngay=2019-06-01", READER).content.decode()
    assert "Giấy đi đường" in page
    assert "Phiếu báo" not in page
    assert "đến trước 05/03/2020" in page
    page = ask(views.rule_list, f"{RULES}?ngay=01/01/1990", READER).content.decode()
    assert "Không có quy định nào" in page


def test_a_day_that_is_none_is_said_and_today_shown() -> None:
    page = ask(views.rule_list, f"{RULES}?ngay=31/02/2026", READER).content.decode()
    assert "Ghi ngày dạng ngày/tháng/năm" in page
    assert "30/2020/NĐ-CP" in page


def test_the_year_shows_its_days_and_their_sum() -> None:
    page = ask(views.calendar_page, f"{CALENDAR}?nam=2026", READER).content.decode()
    assert "Thứ Bảy, 22/08/2026" in page
    assert "ngày làm việc bù" in page
    assert "Tháng 2 · 15 ngày làm việc" in page
    assert "Ghi một ngày vào lịch" not in page
    assert "chưa có thông báo" not in page
    page = ask(views.calendar_page, f"{CALENDAR}?nam=2027", READER).content.decode()
    assert "Có ngày của năm 2027 chưa xác minh nguồn" in page
    page = ask(views.calendar_page, f"{CALENDAR}?nam=2031", READER).content.decode()
    assert "Lịch năm 2031 chưa có ngày nghỉ nào" in page


@pytest.mark.parametrize("asked", ["", "abc", "999999", "-1", "²"])
def test_a_year_that_is_none_is_this_year(asked: str) -> None:
    assert (
        ask(views.calendar_page, f"{CALENDAR}?nam={asked}", READER).status_code == 200
    )


def test_an_editor_sets_and_removes_a_day() -> None:
    day = date(2026, 12, 25)
    answer = ask(
        views.calendar_page,
        CALENDAR,
        EDITOR,
        day="25/12/2026",
        kind="holiday",
        name="Nghỉ bù",
        source="TB 12/TB-UBND",
    )
    assert answer["Location"] == f"{CALENDAR}?nam=2026"
    assert not queries.calendar().is_working(day)
    event = AuditEvent.objects.get(event="law.calendar-day-set")
    assert (event.actor_name, event.door) == ("Bế Thị Tú", "page")
    ask(views.calendar_remove, CALENDAR, EDITOR, day="2026-12-25")
    assert queries.calendar().is_working(day)


def test_a_refused_day_keeps_what_was_typed_and_says_why() -> None:
    page = ask(
        views.calendar_page,
        CALENDAR,
        EDITOR,
        day="24/12/2026",
        kind="working",
        name="Làm bù",
        source="TB 12",
    ).content.decode()
    assert "phải là thứ Bảy hoặc Chủ nhật" in page
    assert 'value="24/12/2026"' in page
    assert not CalendarDay.objects.filter(day=date(2026, 12, 24)).exists()


def test_removing_a_day_that_is_not_there_says_so() -> None:
    answer = ask(views.calendar_remove, CALENDAR, EDITOR, day="2026-12-24")
    assert answer.status_code == 302
    with pytest.raises(Http404):
        ask(views.calendar_remove, CALENDAR, EDITOR, day="hôm qua")


def test_who_may_not_edit_finds_nothing() -> None:
    for permissions in (READER, None):
        with pytest.raises(Http404):
            ask(views.calendar_remove, CALENDAR, permissions, day="2026-02-17")
        with pytest.raises(Http404):
            ask(views.calendar_page, CALENDAR, permissions, day="25/12/2026")
    with pytest.raises(Http404):
        ask(views.rule_list, RULES, None)


def test_pages_cost_the_same_for_any_day(django_assert_num_queries) -> None:
    queries.rules("urgency", date(2026, 1, 1))
    queries.calendar()
    with django_assert_num_queries(1):
        ask(views.rule_list, RULES, READER)
    with django_assert_num_queries(3):
        ask(views.calendar_page, f"{CALENDAR}?nam=2026", READER)
