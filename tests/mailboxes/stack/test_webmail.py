"""Roundcube in a real browser: in by the office's own sign-in, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

import pytest
from django.db import connections
from playwright.sync_api import Page, expect, sync_playwright

from congvu.machine.mail import running
from tests.mailboxes.stack.conftest import Post
from tests.mailboxes.stack.stack import letter, seat_folder
from tests.people import PASSWORD

PATIENCE = 30_000


@contextmanager
def web_page() -> Iterator[Page]:
    """A browser for as long as it is looked at: its loop runs in this thread."""
    if not running.has_web():
        pytest.skip("not run: this machine lacks roundcube-core")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context(locale="vi-VN")
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield context.new_page()
        connections.close_all()  # those of its loop, which nobody reaches afterwards
        browser.close()


def sign_in(page: Page, who: str) -> None:
    page.fill("[name=username]", who)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.get_by_role("button", name="Đồng ý và vào").click()
    page.wait_for_function("window.rcmail && rcmail.message_list && !rcmail.busy")


def open_page(page: Page, address: str) -> None:
    page.goto(urljoin(page.url, address))


def test_a_letter_is_read_and_answered_on_the_web(post: Post) -> None:
    lan, minh, seat = post.address("lan"), post.address("minh"), post.registry
    made = letter(f"Minh <{minh}>", lan, "Xin ý kiến dự thảo", "Chị xem giúp ạ.\n")
    made.add_attachment(
        b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="Dự thảo.pdf"
    )
    post.stack.send(made, login=minh)
    post.stack.wait_for(lan, "Xin ý kiến dự thảo")
    post.stack.send(letter(minh, seat, "Gửi văn thư"), login=minh)
    post.stack.wait_for(lan, "Gửi văn thư", seat_folder(seat))

    with web_page() as page:
        page.goto(post.stack.plan.web_address)
        sign_in(page, "lan")
        line = page.locator("#messagelist a", has_text="Xin ý kiến dự thảo").first
        open_page(page, str(line.get_attribute("href")))
        expect(page.get_by_text("Dự thảo.pdf").first).to_be_visible()
        expect(page.get_by_text("Chị xem giúp ạ.").first).to_be_visible()
        open_page(
            page,
            page.url.replace("_action=show", "_action=compose").replace(
                "_uid", "_reply_uid"
            ),
        )
        page.fill("#composebody", "Chị đồng ý.")
        page.click("button.send")
        expect(page.get_by_text("Thư đã được gửi").first).to_be_visible()

    got = post.stack.wait_for(minh, "Re: Xin ý kiến dự thảo")
    assert lan in str(got["From"])
    body = got.get_body()
    assert body is not None
    assert "Chị đồng ý." in body.get_content()
