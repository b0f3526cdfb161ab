"""A screen left alone is covered; its owner finds what they were typing as it was."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from congvu.accounts.rules import LOCK_AFTER, LOCKED
from congvu.config.sessions import SessionStore
from congvu.documents.models import Instruction
from congvu.lib.text import nfc
from tests.journeys.office import PHONE, Office
from tests.people import PASSWORD

COUNTER = "**/thong-bao/so/**"


def leave_alone(page: Page) -> None:
    """As a quarter of an hour with nobody there does it."""
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "congvu_session"]
    session = SessionStore(cookie["value"])
    session[LOCK_AFTER], session[LOCKED] = 900, True
    session.save()


def test_lan_comes_back_to_a_covered_page_and_her_words_are_there(
    office: Office,
) -> None:
    page = office.visit("lan")
    page.clock.install()
    page.goto("/tim-kiem/")
    box = page.get_by_role("searchbox").last
    box.fill("kế hoạch còn dở")
    cover = page.locator("[data-cover]")
    expect(cover).to_be_hidden()

    leave_alone(page)
    with page.expect_response(COUNTER):
        page.clock.fast_forward(31_000)
    expect(cover).to_be_visible()
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()

    with page.context.expect_page() as opened:
        cover.get_by_role("link", name="Mở khóa").click()
    door = opened.value
    door.get_by_label("Mật khẩu").fill(PASSWORD)
    door.get_by_role("button", name="Mở khóa").click()
    door.wait_for_url(f"{office.url}/viec-cua-toi/")

    with page.expect_response(COUNTER):
        page.clock.fast_forward(3_100)
    expect(cover).to_be_hidden()
    expect(box).to_have_value("kế hoạch còn dở")


def test_somebody_else_does_not_uncover_lans_page(office: Office) -> None:
    page = office.visit("lan")
    page.clock.install()
    page.goto("/viec-cua-toi/")
    leave_alone(page)
    with page.expect_response(COUNTER):
        page.clock.fast_forward(31_000)

    page.context.add_cookies([office.cookie("minh")])
    with page.expect_response(COUNTER) as answer:
        page.clock.fast_forward(3_100)

    assert answer.value.status == 409
    expect(page.locator("[data-cover]")).to_be_visible()


def test_dung_without_script_sends_again_what_met_the_lock(office: Office) -> None:
    entry = office.register()
    office.submit(entry)
    words = 'Giao Phòng Khoa giáo - Văn xã.\nBáo cáo "tôi" trước <thứ Sáu>.'
    page = office.visit("dung", size=PHONE, java_script_enabled=False)
    page.goto(f"/van-ban/den/{entry.id}/")
    page.locator("#pane").get_by_role("link", name="Bút phê").click()
    page.get_by_label("Ý kiến chỉ đạo").fill(words)
    leave_alone(page)

    page.get_by_role("button", name="Ghi bút phê và chuyển").click()
    expect(page.get_by_text("cũng chưa mất")).to_be_visible()
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("cũng chưa mất")).to_be_visible()
    kept = [one.input_value() for one in page.locator("form input[type=hidden]").all()]
    assert words in [one.replace("\r\n", "\n") for one in kept]

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Mở khóa ở một thẻ mới").click()
    door = opened.value
    door.get_by_label("Mật khẩu").fill(PASSWORD)
    door.get_by_role("button", name="Mở khóa").click()
    door.wait_for_url(f"{office.url}/viec-cua-toi/")

    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("Đã ghi bút phê.")).to_be_visible()
    told = Instruction.objects.get(entry=entry)
    assert told.text == nfc(words), "an instruction is one line"
