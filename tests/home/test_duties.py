"""Duties in "Việc của tôi": what waits for a desk, by when, as many queries for any."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.duties.actions import ask_extension, raise_difficulty, report_done
from tests.duties.stories import give, share_of
from tests.duties.test_difficulties import letter
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def page_of(province: Province, who: str) -> str:
    return province.client(who).get(reverse("home:work")).content.decode()


def test_who_has_a_share_finds_it_by_its_day(province: Province) -> None:
    late = give(
        province,
        province.division.id,
        at=province.at - timedelta(days=9),
        given_on=province.today - timedelta(days=9),
        deadline=province.today - timedelta(days=2),
        title="Lập danh sách",
    )
    duty = give(province, province.division.id)

    page = page_of(province, "hoa")

    first, second = (
        page.index(reverse("duties:duty", args=[one.id])) for one in (late, duty)
    )
    assert page.index('id="qua-han"') < first < page.index('id="sau-do"') < second
    assert "Phải làm" in page
    assert "2 việc đang giữ" in page
    assert duty.title not in page_of(province, "minh"), "it lies with the head"


def test_who_gave_it_finds_what_asks_for_a_word(province: Province) -> None:
    shares = {}
    for title in ("Việc xong", "Việc chờ"):
        duty = give(province, province.division.id, title=title)
        shares[title] = share_of(duty, province.division.id).id
    hoa, at = province.seat("hoa"), province.at
    report_done(
        share_id=shares["Việc xong"],
        done_on=province.today,
        text="Xong.",
        by=hoa,
        at=at,
    )
    ask_extension(
        share_id=shares["Việc chờ"],
        until=province.today + timedelta(days=30),
        reason="Chờ số liệu.",
        by=hoa,
        at=at,
    )
    across = give(province, title="Việc vướng")
    raise_difficulty(
        share_id=share_of(across, province.commune.id).id,
        title="Thiếu kinh phí",
        text="Đề nghị bố trí.",
        letter_id=letter(province, "tu", "12/UBND"),
        by=province.seat("phuc"),
        at=at,
    )

    page = page_of(province, "dung")

    assert "3 việc chờ quyết định" in page
    for verb in (
        "Xác nhận hoàn thành",
        "Trả lời xin gia hạn",
        "Giải quyết vướng mắc",
        "Mở nhiệm vụ",
    ):
        assert verb in page
    assert "Việc xong" not in page_of(province, "hoa"), "it was reported"


def test_as_many_queries_for_any(province: Province) -> None:
    def asked() -> int:
        client = province.client("hoa")
        client.get(reverse("home:work"))
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse("home:work"))
        return len(found)

    give(province, province.division.id)
    one = asked()
    for number in range(5):
        give(province, province.division.id, title=f"Việc {number}")

    assert asked() == one
