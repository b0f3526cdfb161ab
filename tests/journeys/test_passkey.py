"""A passkey in a real browser, with a device that Chromium plays (CDP WebAuthn)."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page, expect

from congvu.accounts.models import Passkey
from tests.journeys.office import Office
from tests.people import PASSWORD

NAME = "Điện thoại của Hà"
CANNOT = "Thiết bị chưa đưa ra khóa nào"


def plug_in(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """A device that keeps keys and knows its user."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verifies,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def test_ha_adds_a_key_and_comes_in_with_it_alone(office: Office) -> None:
    page = office.visit("ha")
    device, which = plug_in(page)
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="0 khóa").click()
    page.get_by_label("Tên của khóa").fill(NAME)
    page.get_by_label("Mật khẩu đang dùng").fill("sai-mat-khau")
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_text("Mật khẩu đang dùng không đúng.")).to_be_visible()
    page.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    expect(page.get_by_role("rowheader", name=NAME)).to_be_visible()
    kept = device.send("WebAuthn.getCredentials", {"authenticatorId": which})
    assert [key["isResidentCredential"] for key in kept["credentials"]] == [True]

    page.context.clear_cookies()
    page.goto("/dang-nhap/?tiep=/tai-khoan/khoa/")
    page.get_by_role("button", name="Dùng khóa truy cập (passkey)").click()

    page.wait_for_url(f"{office.url}/tai-khoan/khoa/")
    used = Passkey.objects.get(name=NAME)
    assert used.user == office.province.ha.user
    assert used.last_used_at is not None

    # The same device again: it says that it has one already.
    page.get_by_label("Tên của khóa").fill("Khóa thứ hai")
    page.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_text("khóa của thiết bị này có rồi")).to_be_visible()
    page.get_by_role("button", name="Gỡ").click()
    expect(page.get_by_text(f"Đã gỡ khóa “{NAME}”")).to_be_visible()

    # Taken off here, the device still has it: the door says no, and the password opens.
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Dùng khóa truy cập (passkey)").click()
    expect(page.get_by_text("không mở được tài khoản nào ở đây")).to_be_visible()


def test_a_device_that_does_not_know_its_user_opens_nothing(office: Office) -> None:
    page = office.visit()
    plug_in(page, verifies=False)
    page.goto("/dang-nhap/")

    page.get_by_role("button", name="Dùng khóa truy cập (passkey)").click()

    expect(page.get_by_text(CANNOT)).to_be_visible()
    expect(page.get_by_label("Mật khẩu", exact=True)).to_be_editable()


def test_without_script_the_door_says_so_and_the_password_stays(
    office: Office,
) -> None:
    page = office.visit(java_script_enabled=False)
    page.goto("/dang-nhap/")
    expect(page.get_by_text("cần JavaScript, chưa chạy")).to_be_visible()

    page.get_by_role("button", name="Dùng khóa truy cập (passkey)").click()

    expect(page.get_by_text("cần một trình duyệt có JavaScript")).to_be_visible()
    page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill("lan")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page).to_have_url(f"{office.url}/viec-cua-toi/")
