"""Minh sits a test on a telephone: the line breaks, two windows are open, he reloads.

Every answer is kept by itself; what he sees after it all is what is marked.
"""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.training.models import PaperQuestion, Sitting
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office
from tests.journeys.test_accessible import STICKS_OUT
from tests.training.papers import a_test, number_of, right, with_bank


def _answer(page: Page, row: PaperQuestion) -> None:
    box = page.locator(f"#cau-{row.number}")
    given = right(row)
    if row.question.kind == "short":
        box.get_by_role("textbox").fill(given[0].lower())
    elif row.question.kind == "matching":
        for at, place in enumerate(given):
            box.locator("select").nth(at).select_option(place)
    else:
        for place in given:
            box.locator(f"input[value='{place}']").check()


def test_a_test_is_sat_over_a_bad_line(office: Office) -> None:
    people = office.province
    test = a_test(people, with_bank(people, "minh"))
    page = office.visit("minh", size=PHONE)
    page.goto(f"/dao-tao/lop/{test.training_class_id}/bai-kiem-tra/")
    page.get_by_role("link", name=test.name).click()
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(page.get_by_role("timer")).to_contain_text("Còn")
    sat = Sitting.objects.get(test=test)
    rows = list(PaperQuestion.objects.filter(sitting=sat).select_related("question"))
    assert page.evaluate(STICKS_OUT) == []
    found = found_by_axe(page)
    assert not found.violations_count, found.generate_report()

    first, *rest = rows
    _answer(page, first)
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()
    page.context.set_offline(True)
    for row in rest:
        _answer(page, row)
    expect(page.get_by_text("Chưa lưu được")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()

    other = office.visit("minh")
    other.goto(f"/dao-tao/bai-lam/{sat.pk}/")
    at = number_of(sat, "Thủ đô")
    other.locator(f"#cau-{at} input").fill("Hà Nội")
    expect(other.get_by_text("Đã lưu lúc")).to_be_visible()
    page.locator(f"#cau-{at} input").fill("Huế")
    expect(page.get_by_text(f"Câu {at} đã trả lời ở cửa sổ khác")).to_be_visible()
    page.reload()
    expect(page.get_by_text("đã trả lời 6/6")).to_be_visible()
    expect(page.locator(f"#cau-{at} input")).to_have_value("Hà Nội")
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_text("100,0 %")).to_be_visible()
    sat.refresh_from_db()
    assert sat.score == 1000
    assert sat.handed_at is not None
    assert sat.handed_at <= timezone.now()
