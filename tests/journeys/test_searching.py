"""Words typed into the bar: what they suggest, by keys alone, and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from congvu.documents.models import Document
from tests.journeys.office import DESK, PHONE, Office

SUBJECT = "Khắc phục sạt lở đèo Giàng"


def _ready(office: Office) -> None:
    """The worker has built its index and followed: pages find the paper."""
    if not Document.objects.filter(subject=SUBJECT).exists():
        office.register(subject=SUBJECT, symbol="77/SGT-X")
    page = office.visit("lan")
    for _try in range(60):
        page.goto("/tim-kiem/?q=deo+giang")
        if page.get_by_role("link", name=SUBJECT).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())


@pytest.fixture
def shelf(office: Office) -> Office:
    _ready(office)
    return office


def _box(page: Page, size: Any) -> Any:
    page.goto("/van-ban/den/")
    if size is PHONE:
        page.locator(".phonefind > summary").click()
        return page.locator("#find")
    page.keyboard.press("/")
    return page.locator("#search")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_suggestions_are_chosen_with_the_arrows(shelf: Office, size: Any) -> None:
    page = shelf.visit("lan", size=size)
    box = _box(page, size)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("role", "combobox")

    page.keyboard.type("sat lo de")
    option = page.get_by_role("option", name=SUBJECT).first
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", chosen or "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/van-ban/den/*-*/")


def test_enter_without_a_choice_asks_and_one_letter_suggests_nothing(
    shelf: Office,
) -> None:
    page = shelf.visit("lan")
    box = _box(page, DESK)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.keyboard.type("s")
    page.wait_for_timeout(400)
    assert not [url for url in asked if "goi-y" in url]
    page.keyboard.type("ạt lở đèo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")

    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.get_by_role("link", name=SUBJECT).first).to_be_visible()
    expect(box).to_have_value("sạt lở đèo")


def test_without_a_script_the_box_is_a_plain_form(shelf: Office) -> None:
    page = shelf.visit("lan", java_script_enabled=False)
    page.goto("/van-ban/den/")

    page.locator("#search").fill("đèo giàng")
    page.locator("#search").press("Enter")

    expect(page.get_by_role("link", name=SUBJECT).first).to_be_visible()
    page.locator(".filters > summary").click()
    page.get_by_label("Lưu câu tìm này với tên").fill("Sạt lở")
    page.get_by_role("button", name="Lưu câu tìm").click()
    expect(page.get_by_text("Đã lưu câu tìm “Sạt lở”.")).to_be_visible()
