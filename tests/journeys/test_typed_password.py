"""Lan sees what she types, and how far her new password has grown."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.office import Office


def test_a_password_can_be_seen_and_is_measured_while_it_is_typed(
    office: Office,
) -> None:
    door = office.visit()
    door.goto("/dang-nhap/")
    field = door.locator("input[name=password]")
    field.fill("chân trời xanh")
    expect(field).to_have_attribute("type", "password")
    door.get_by_role("button", name="Hiện").click()
    expect(field).to_have_attribute("type", "text")
    door.get_by_role("button", name="Ẩn").click()
    expect(field).to_have_attribute("type", "password")

    lan = office.visit("lan")
    lan.goto("/tai-khoan/mat-khau/")
    meter = lan.locator("meter")
    fresh = lan.locator("input[autocomplete=new-password]").first
    grown = []
    for typed in ("", "aaaaaaaaaaaaaaaa", "chân trời", "chân trời rất xanh"):
        fresh.fill(typed)
        grown.append(meter.evaluate("one => one.value"))
    assert grown == [0, 2, 9, 14]
