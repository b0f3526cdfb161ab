"""Ten papers entered in the register without a hand on the mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import IntakeState
from tests.journeys.office import Office, papers
from tests.people import PASSWORD
from tests.scale import few_or_all

WATCH = """
window.mice = 0;
for (const name of ["mousedown", "pointerdown", "touchstart"])
  addEventListener(name, () => { window.mice += 1; }, true);
"""


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement?.name || ''"))


@pytest.mark.repeats
def test_papers_are_registered_without_the_mouse(office: Office) -> None:
    many = few_or_all(4, 10)
    files = papers(many, seed=44)
    for name, content in files:
        office.receive(content, name)
    names = [name for name, _content in files]
    before = RegisterEntry.objects.count()
    page = office.visit()
    page.add_init_script(WATCH)
    press = page.keyboard.press
    page.goto("/")

    # The door: the first field has the focus, or Tab reaches it.
    for _ in range(12):
        if _focused(page) == "username":
            break
        press("Tab")
    page.keyboard.type("lan")
    press("Tab")
    page.keyboard.type(PASSWORD)
    press("Enter")
    expect(page, page.locator("body").inner_text()).to_have_url(
        f"{office.url}/viec-cua-toi/"
    )
    page.goto("/van-ban/den/")
    press("n")
    page.wait_for_url("**/tiep-nhan/**")

    waiting = IntakeItem.objects.filter(name__in=names, state=IntakeState.READY)
    for _ in range(40):
        if not waiting.exists():
            break
        _enter_one(page)

    assert not waiting.exists(), page.locator("main").inner_text()[:1500]
    assert RegisterEntry.objects.count() >= before + many
    numbers = list(
        RegisterEntry.objects.filter(intake_item__name__in=names)
        .order_by("number")
        .values_list("number", flat=True)
    )
    assert len(numbers) == many
    assert page.evaluate("window.mice") == 0


def _enter_one(page: Page) -> None:
    """Enter confirms field after field, Ctrl S enters the paper in the register."""
    press = page.keyboard.press
    form = page.locator("#registration")
    expect(form).to_be_visible()
    where = page.url
    for _ in range(14):
        name = _focused(page)
        if name == "note":
            break
        if name == "type_code" and not page.evaluate("document.activeElement.value"):
            page.keyboard.type("Công")
        press("Enter" if name else "Tab")
    with page.expect_navigation():
        press("Control+s")
    assert "Chưa vào sổ được" not in page.locator("main").inner_text(), where
