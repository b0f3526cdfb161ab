"""An article from a writer's desk to the public, in Wagtail's editor itself.

Minh writes it, sees it as people will, and sends it; Hà sends it back with a reason;
Minh mends it; Hà compares, approves it: people read it outside. She brings the first
version back, then takes it down. On another body's branch Phúc is told whose it is and
whom to ask.
"""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites, name_editor
from congvu.portal.models import ArticlePage, ProvincePage, SectionPage
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office

TITLE = "Lịch tiêm phòng dại cho chó, mèo"
ONCE = "Lịch khám sức khỏe học sinh"
FIRST = "Mỗi xã, phường tiêm một ngày."
WORDS = "Thú y xã tiêm miễn phí cho hộ nghèo."
SLUG = "lich-tiem-phong-dai-cho-cho-meo"
WHY = "Chưa ghi nơi tiêm."
MENDED = "Tiêm tại nhà văn hóa thôn, mang theo sổ theo dõi."


@pytest.fixture
def news(office: Office) -> SectionPage:
    """The province's news; Minh is named to write for it."""
    now, people = timezone.now(), office.province
    make_sites(on=timezone.localdate(now), by=SYSTEM, at=now)
    assert people.minh.post is not None
    name_editor(post=people.minh.post, by=people.seat("ha"), at=now)
    home = ProvincePage.objects.get(locale__language_code="vi")
    found: SectionPage = SectionPage.objects.child_of(home).get(code=14)
    return found


def _write(page: Page, news: SectionPage) -> ArticlePage:
    page.goto(f"/bien-tap/pages/add/portal/articlepage/{news.pk}/")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=summary]").fill(FIRST)
    page.get_by_role("button", name="Thêm khối").first.click()
    page.get_by_role("option", name="đoạn văn").click()
    paragraph = page.locator(".public-DraftEditor-content")
    paragraph.press_sequentially(WORDS)
    # The editor of paragraphs hands over what was typed a moment later.
    kept = page.locator("input[name='body-0-value']")
    expect(kept).to_have_value(re.compile(WORDS))
    unit = page.locator("[name=owner_unit]")
    unit.select_option(label="Phòng Khoa giáo - Văn xã")
    page.locator("[name=personal_data]").select_option("none")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text(f"Đã lập “{TITLE}”")).to_be_visible()
    article = ArticlePage.objects.get(title=TITLE)
    assert article.slug == SLUG
    return article


def _menu(page: Page, words: str) -> Locator:
    """A deed beside that of saving."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    return page.get_by_role("button", name=words, exact=True)


def _preview(page: Page) -> None:
    page.get_by_role("button", name="Hiện, ẩn xem trước").click()
    seen = page.frame_locator("#w-preview-iframe")
    expect(seen.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(seen.get_by_text(WORDS)).to_be_visible()


def _clean(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    found = found_by_axe(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def _answers_late(page: Page) -> list[str]:
    """What the editor saves by itself reaches the office; its answer gets lost.

    Without a page or a version to name, the button's own request then stands for a
    second one: so it is on a slow link for as long as the answer takes.
    """
    by_itself: list[str] = []

    def lose(route: Route) -> None:
        request = route.request
        if request.method != "POST" or "json" not in request.headers["accept"]:
            route.continue_()
            return
        by_itself.append(request.url)
        route.fetch()

    page.route(re.compile(r"/bien-tap/pages/(add/.+|\d+/edit/)$"), lose)
    return by_itself


def test_pressed_while_an_answer_is_late_it_is_saved_once_and_nobody_else_is_named(
    office: Office, news: SectionPage
) -> None:
    """What saves by itself half a second after the last letter met the button pressed
    before its answer came: a page made twice, or one's own version as another's.
    """
    minh = office.visit("minh")
    by_itself = _answers_late(minh)
    minh.goto(f"/bien-tap/pages/add/portal/articlepage/{news.pk}/")
    minh.locator("[name=summary]").fill(FIRST)
    minh.locator("[name=personal_data]").select_option("none")
    minh.locator("[name=title]").press_sequentially(ONCE, delay=40)
    minh.wait_for_timeout(1_000)
    minh.get_by_role("button", name="Lưu nháp").click()
    expect(minh.get_by_text(f"Đã lập “{ONCE}”")).to_be_visible()
    article = ArticlePage.objects.get(title=ONCE)
    assert article.revisions.count() == 1

    minh.locator("[name=summary]").press_sequentially(" Miễn phí.", delay=40)
    minh.wait_for_timeout(1_000)
    minh.get_by_role("button", name="Lưu nháp").click()
    expect(minh.get_by_text(f"Đã lưu “{ONCE}”")).to_be_visible()
    assert not minh.get_by_text("đã lưu bản mới").count()
    assert ArticlePage.objects.filter(title=ONCE).count() == 1
    assert article.revisions.count() == 2
    assert by_itself == []


def test_an_article_through_two_hands_and_back_to_its_first_words(
    office: Office, news: SectionPage, portal: str
) -> None:
    minh, ha = office.visit("minh"), office.visit("ha")
    article = _write(minh, news)
    edit = f"/bien-tap/pages/{article.pk}/edit/"
    _preview(minh)
    _menu(minh, "Gửi duyệt").click()
    expect(minh.get_by_text(f"Đã gửi duyệt “{TITLE}”")).to_be_visible()

    ha.goto("/bien-tap/")
    expect(ha.get_by_role("heading", name="Chờ anh/chị duyệt")).to_be_visible()
    ha.goto(edit)
    _menu(ha, "Trả lại để sửa").click()
    dialog = ha.get_by_role("dialog")
    dialog.get_by_label("Nhận xét").fill(WHY)
    dialog.get_by_role("button", name="Trả lại để sửa").click()
    expect(dialog).to_be_hidden()
    expect(ha).not_to_have_url(re.compile("/edit/"))

    minh.goto(edit)
    minh.locator("[name=summary]").fill(MENDED)
    _menu(minh, "Gửi duyệt lại").click()
    expect(minh).not_to_have_url(re.compile("/edit/"))
    ha.goto(f"/bien-tap/pages/{article.pk}/revisions/compare/earliest...latest/")
    expect(ha.get_by_text(MENDED)).to_be_visible()
    expect(ha.get_by_text(FIRST)).to_be_visible()
    ha.goto(edit)
    _menu(ha, "Duyệt và xuất bản").click()
    expect(ha).not_to_have_url(re.compile("/edit/"))
    article.refresh_from_db()
    assert (article.live, article.summary) == (True, MENDED)
    outside = office.browser.new_page(viewport=PHONE, locale="vi-VN")
    address = f"{portal}/tin-tuc/{SLUG}/"
    outside.goto(address)
    expect(outside.get_by_text(MENDED)).to_be_visible()
    expect(outside.get_by_text(WORDS)).to_be_visible()
    _clean(outside)

    ha.goto(f"/bien-tap/pages/{article.pk}/history/")
    expect(ha.get_by_text(WHY)).to_be_visible()
    first = article.revisions.earliest("created_at")
    ha.goto(f"/bien-tap/pages/{article.pk}/revisions/{first.pk}/revert/")
    _menu(ha, "Xuất bản bản này").click()
    expect(ha.get_by_text(re.compile("Đã xuất bản bản"))).to_be_visible()
    outside.reload()
    expect(outside.get_by_text(FIRST)).to_be_visible()
    ha.goto(f"/bien-tap/pages/{article.pk}/unpublish/")
    ha.get_by_role("button", name="Gỡ xuống").click()
    expect(ha).not_to_have_url(re.compile("/unpublish/"))
    article.refresh_from_db()
    assert not article.live
    gone = outside.reload()
    assert gone is not None
    assert gone.status == 404
    outside.close()

    phuc = office.visit("phuc", size=PHONE)
    phuc.goto(edit)
    expect(phuc.get_by_text("chức vụ đang chọn viết cho")).to_be_visible()
    expect(phuc.get_by_text("Nguyễn Thu Hà (Chánh Văn phòng")).to_be_visible()
    _clean(phuc)
