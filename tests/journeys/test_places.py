"""Choosing where a paper goes from the directory, with the keys alone."""

from __future__ import annotations

from playwright.sync_api import expect

from congvu.audit.rules import SYSTEM
from congvu.exchange.actions import take_directory
from congvu.exchange.rules import Listed
from tests.exchange.letters import reserve
from tests.journeys.office import PHONE, Office

LISTED = [
    Listed("G09", "Bộ Nội vụ"),
    Listed("G12", "Bộ Tài chính"),
    Listed("H14", "Ủy ban nhân dân tỉnh Cao Bằng"),
]


def test_lan_adds_two_places_by_a_few_letters(office: Office) -> None:
    at = office.province.at
    take_directory(listed=LISTED, source="hub", by=SYSTEM, at=at)
    line = reserve(office.province)
    for size in (None, PHONE):
        lan = office.visit("lan", size=size)
        lan.goto(f"/van-ban/di/{line.id}/phat-hanh/")
        seek = lan.get_by_role("combobox", name="Tìm trong danh bạ để thêm")
        found = lan.locator("#directory-found")
        places = lan.get_by_label("Nơi nhận bên ngoài")

        seek.press_sequentially("bo")
        expect(found.get_by_role("option")).to_have_count(2)
        expect(found.get_by_role("option").first).to_contain_text(
            "Gửi qua trục liên thông"
        )
        seek.press("ArrowDown")
        expect(found.get_by_role("option", selected=True)).to_contain_text("G12")
        seek.press("Enter")
        expect(places).to_have_value("Bộ Tài chính | G12")

        seek.press_sequentially("cao bang")
        expect(found.get_by_role("option")).to_have_count(1)
        seek.press("Escape")
        expect(found).to_be_hidden()
        seek.press("ArrowDown")
        seek.press("Enter")
        expect(places).to_have_value(
            "Bộ Tài chính | G12\nỦy ban nhân dân tỉnh Cao Bằng | H14"
        )
        expect(seek).to_have_value("")


def test_what_was_found_for_fewer_letters_is_not_taken_for_more(
    office: Office,
) -> None:
    """Enter before the answer, and an answer after the field was left."""
    at = office.province.at
    take_directory(listed=LISTED, source="hub", by=SYSTEM, at=at)
    lan = office.visit("lan")
    lan.goto(f"/van-ban/di/{reserve(office.province).id}/phat-hanh/")
    seek = lan.get_by_role("combobox", name="Tìm trong danh bạ để thêm")
    found = lan.locator("#directory-found")
    places = lan.get_by_label("Nơi nhận bên ngoài")
    seek.press_sequentially("bo")
    expect(found.get_by_role("option", selected=True)).to_contain_text("G09")

    seek.press_sequentially(" tai chinh")
    seek.press("Enter")
    expect(places).to_have_value("")
    expect(found.get_by_role("option", selected=True)).to_contain_text("G12")
    seek.press("Enter")
    expect(places).to_have_value("Bộ Tài chính | G12")

    with lan.expect_response("**/danh-ba/**"):
        seek.press_sequentially("cao")
        places.focus()
    expect(found.locator("[data-place]")).to_have_count(1)
    expect(found).to_be_hidden()


def test_without_script_the_button_opens_the_directory(office: Office) -> None:
    at = office.province.at
    take_directory(listed=LISTED, source="hub", by=SYSTEM, at=at)
    line = reserve(office.province)
    lan = office.visit("lan", java_script_enabled=False)
    lan.goto(f"/van-ban/di/{line.id}/phat-hanh/")
    lan.get_by_label("Tìm trong danh bạ để thêm").fill("noi vu")
    with lan.context.expect_page() as opened:
        lan.get_by_role("button", name="Mở danh bạ").click()
    expect(opened.value.get_by_text("Bộ Nội vụ | G09")).to_be_visible()
