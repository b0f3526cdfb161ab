"""An open page hears of news: the bell counts on, the list says so and stays put."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.office import PHONE, Office

COUNTER = "**/thong-bao/so/**"


def test_news_is_told_on_top_of_the_list_and_rows_never_jump(office: Office) -> None:
    page = office.visit("dung")
    page.clock.install()
    office.submit(office.register())
    answers: list[int] = []
    page.on(
        "response",
        lambda r: answers.append(r.status) if "/thong-bao/so/" in r.url else None,
    )
    page.goto("/viec-cua-toi/")
    before = page.locator(".row").count()
    bell = page.locator(".topbar .bell")
    words = bell.inner_text()
    news = page.locator("[data-bell-news]")
    expect(news).to_be_hidden()

    office.submit(office.register())
    with page.expect_response(COUNTER):
        page.clock.fast_forward(31_000)
    expect(news).to_have_text("1 việc mới, xem")
    expect(bell).not_to_have_text(words)
    assert page.locator(".row").count() == before

    with page.expect_response(COUNTER):
        page.clock.fast_forward(31_000)
    assert answers[-1] == 304
    expect(news).to_be_visible()

    news.click()
    expect(page.locator("[data-bell-news]")).to_be_hidden()
    assert page.locator(".row").count() > before


def test_the_page_of_notices_under_a_thumb(office: Office) -> None:
    entry = office.register()
    office.submit(entry)
    page = office.visit("dung", size=PHONE, has_touch=True)
    page.goto("/viec-cua-toi/")

    page.locator(".phonetop .bell").click()
    first = page.locator(".news-row").first
    expect(first).to_contain_text("trình anh/chị cho ý kiến")
    link = first.locator(".notice-link")
    box = link.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    link.click()

    expect(page).to_have_url(f"{office.url}/van-ban/den/{entry.id}/")


def test_without_script_the_number_is_as_old_as_the_page(office: Office) -> None:
    office.submit(office.register())
    page = office.visit("dung", java_script_enabled=False)
    page.goto("/thong-bao/")
    expect(page.locator(".news-row.row-unread").first).to_be_visible()

    page.get_by_role("button", name="Đọc hết").click()

    expect(page.locator(".row-unread")).to_have_count(0)
    expect(page.locator(".topbar .bell")).to_contain_text("0 thông báo")
