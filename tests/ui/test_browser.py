"""The parts in a real Chromium: accessible, keyed, and quiet under a strict policy."""

from __future__ import annotations

import pytest

from tests.axe import found_by_axe

pytestmark = pytest.mark.slow

DESK = {"width": 1440, "height": 900}
BETWEEN = {"width": 1000, "height": 800}
PHONE = {"width": 390, "height": 844}
ADDRESSES = [
    "/ui/",
    "/incoming/",
    "/incoming/4862/",
    "/work/",
    "/intake/",
    "/mistakes/",
    "/nothing/",
    "/leader/",
    "/signin/",
]


@pytest.fixture
def open_page(site, browser):
    contexts = []

    def go(address, size=DESK, **given):
        context = browser.new_context(viewport=size, locale="vi-VN", **given)
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on(
            "console",
            lambda message: (
                page.heard.append(message.text) if message.type == "error" else None
            ),
        )
        page.goto(site + address)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_and_all_fits_under_the_policy(open_page, address):
    page = open_page(address)

    for size in (DESK, BETWEEN, PHONE):
        page.set_viewport_size(size)
        found = found_by_axe(page)
        over = page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )

        assert found.violations_count == 0, (size, found.generate_report())
        assert over <= 0, size
    assert page.heard == []


def test_thumbs_reach_targets_of_44_pixels(open_page):
    page = open_page("/leader/", PHONE)

    for target in page.locator(".button:visible, .phoneplace:visible").all():
        assert target.bounding_box()["height"] >= 44


def test_j_moves_down_and_the_pane_follows_with_its_address(open_page):
    page = open_page("/incoming/")

    for _ in range(3):
        page.keyboard.press("j")
    page.wait_for_url("**/incoming/4862/")

    assert page.locator("[data-row][data-selected]").count() == 1
    assert page.locator("#pane .pane").count() == 1
    assert page.heard == []


def test_a_letter_typed_in_a_field_stays_a_letter(open_page):
    page = open_page("/incoming/")

    page.keyboard.press("/")
    page.keyboard.type("nj")

    assert page.locator("[data-search]").input_value() == "nj"
    assert page.url.endswith("/incoming/")


def test_single_letters_can_be_switched_off(open_page):
    page = open_page("/incoming/")
    page.evaluate("document.body.dataset.keys = 'off'")

    page.keyboard.press("n")
    page.keyboard.press("?")

    assert not page.url.endswith("#n")
    assert page.locator("dialog[open]").count() == 0


def test_the_question_mark_lists_the_keys_of_this_page(open_page):
    page = open_page("/incoming/")

    page.keyboard.press("?")

    assert "Vào sổ" in page.locator("dialog[open]").inner_text()


def test_enter_confirms_a_field_read_from_the_paper(open_page):
    page = open_page("/intake/")

    page.locator("#id_issued_on").focus()
    page.keyboard.press("Enter")

    field = page.locator("[data-field=issued_on]")
    assert "đã xác nhận" in field.inner_text()
    assert page.evaluate("document.activeElement.id") == "id_subject"


def test_the_first_mistake_is_under_the_readers_eyes(open_page):
    page = open_page("/mistakes/")

    assert page.evaluate("document.activeElement.matches('[data-errors]')")


def test_a_password_can_be_shown(open_page):
    page = open_page("/signin/")

    page.get_by_role("button", name="Hiện").click()

    assert page.locator("#id_password").get_attribute("type") == "text"


def test_everything_is_reachable_without_script(open_page):
    page = open_page("/incoming/", java_script_enabled=False)

    page.locator("[data-row-link]").nth(5).click()
    page.wait_for_url("**/incoming/*/")

    assert page.locator("#pane .pane").is_visible()


@pytest.mark.parametrize("attribute", ["theme=contrast", "size=large"])
def test_the_reader_may_ask_for_contrast_or_larger_letters(open_page, attribute):
    page = open_page("/incoming/")
    name, value = attribute.split("=")
    page.evaluate(f"document.documentElement.dataset.{name} = '{value}'")

    assert found_by_axe(page).violations_count == 0


def test_chosen_files_go_up_one_by_one_and_a_failure_stays_in_sight(open_page):
    page = open_page("/intake/")

    page.set_input_files(
        "#f",
        [
            {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
            for name in ("mot.pdf", "hai.exe", "ba.pdf")
        ],
    )
    page.get_by_text("đã nhận ba.pdf").wait_for()

    assert page.get_by_text("đã nhận mot.pdf").is_visible()
    assert "Chưa tải được." in page.locator("#files").inner_text()


def test_enter_on_the_open_row_goes_on_to_its_first_button(open_page):
    page = open_page("/incoming/")
    for _ in range(3):
        page.keyboard.press("j")
    page.wait_for_url("**/incoming/4862/")

    page.keyboard.press("Enter")

    words = page.evaluate("document.activeElement.textContent")
    assert "Trình lãnh đạo" in words


def test_axe_would_tell_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content("<title>Ảnh</title><main><h1>Ảnh</h1><img src='x'></main>")

    found = found_by_axe(page)
    page.close()

    assert {"html-has-lang", "image-alt"} <= {
        v["id"] for v in found.response["violations"]
    }
    assert "image-alt" in found.generate_report()
