"""The same story in a browser that runs no script at all."""

from __future__ import annotations

from playwright.sync_api import expect

from congvu.documents.models import RegisterEntry
from congvu.documents.rules import EntryState
from tests.journeys.office import Office, papers
from tests.journeys.test_story import (
    RESULT,
    register,
    sign_in,
    submit,
    upload,
)


def test_a_paper_is_registered_instructed_and_done_by_plain_forms(
    office: Office,
) -> None:
    files = papers(1, seed=55)
    lan = office.visit(java_script_enabled=False)
    sign_in(lan, "lan")
    [item] = upload(lan, office, files)
    entry = register(lan, item)
    submit(lan, office, entry)

    dung = office.visit("dung", java_script_enabled=False)
    dung.goto(f"/van-ban/den/{entry.id}/")
    dung.locator("#pane").get_by_role("link", name="Bút phê").click()
    dung.get_by_label("Ý kiến chỉ đạo").fill("Giao Phòng Khoa giáo - Văn xã.")
    dung.get_by_role("button", name="Ghi bút phê và chuyển").click()
    expect(dung.get_by_text("Đã ghi bút phê.")).to_be_visible()

    hoa = office.visit("hoa", java_script_enabled=False)
    hoa.goto(f"/van-ban/den/{entry.id}/")
    hoa.get_by_role("link", name="Báo cáo kết quả").click()
    hoa.get_by_label("Kết quả giải quyết").fill(RESULT)
    hoa.get_by_role("button", name="Gửi báo cáo").click()
    expect(hoa.get_by_text("Đã báo cáo, chờ")).to_be_visible()

    dung.goto(f"/van-ban/den/{entry.id}/")
    dung.locator("#pane").get_by_role("link", name="Xác nhận kết quả").click()
    dung.get_by_role("button", name="Xác nhận kết quả").click()
    expect(dung.get_by_text("Đã xác nhận kết quả của")).to_be_visible()

    assert RegisterEntry.objects.get(pk=entry.pk).state == EntryState.DONE


def test_a_menu_and_the_handbook_open_without_script(office: Office) -> None:
    entry = office.register()
    page = office.visit("lan", java_script_enabled=False)

    page.goto(f"/van-ban/den/{entry.id}/")
    page.locator("#pane .menu summary").click()
    page.get_by_role("link", name="In phiếu giải quyết").click()
    expect(page.get_by_role("heading", name="PHIẾU GIẢI QUYẾT")).to_be_visible()

    page.goto("/van-ban/den/")
    page.get_by_role("link", name="Trợ giúp trang này").click()
    expect(page).to_have_url(f"{office.url}/tro-giup/van-thu/#van-ban-den")
