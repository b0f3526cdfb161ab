"""Two windows, one paper: the second is told in words and nothing is half done."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from congvu.documents.models import Assignment, HistoryEvent, Instruction, RegisterEntry
from tests.journeys.office import Office


def _write(page: Page, office: Office, words: str) -> None:
    page.get_by_label("Ý kiến chỉ đạo").fill(words)
    lead = page.get_by_role("combobox", name="Chủ trì")
    lead.select_option(str(office.province.division.id))


def test_the_second_of_two_instructions_is_refused_and_kept_on_the_form(
    office: Office,
) -> None:
    entry = office.register()
    direct = office.submit(entry)
    address = f"/van-ban/den/{entry.id}/viec/{direct.id}/but-phe/"
    first = office.visit("dung")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(address)
    _write(first, office, "Giao Phòng tham mưu.")
    _write(second, office, "Ý kiến từ thẻ thứ hai.")

    first.get_by_role("button", name="Ghi bút phê và chuyển").click()
    expect(first.get_by_text("Đã ghi bút phê.")).to_be_visible()
    second.get_by_role("button", name="Ghi bút phê và chuyển").click()

    said = second.locator("[data-errors]")
    expect(said).to_be_visible()
    assert "Chưa làm được" in said.inner_text()
    assert second.get_by_label("Ý kiến chỉ đạo").input_value() == (
        "Ý kiến từ thẻ thứ hai."
    )
    assert [i.text for i in Instruction.objects.filter(entry=entry)] == [
        "Giao Phòng tham mưu."
    ]
    assert Assignment.objects.filter(entry=entry).count() == 2
    told = HistoryEvent.objects.filter(entry_id=entry.id, event="documents.instructed")
    assert told.count() == 1


def test_a_paper_submitted_twice_lies_on_one_desk_once(office: Office) -> None:
    entry = office.register()
    first = office.visit("lan")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/van-ban/den/{entry.id}/trinh/")
        page.get_by_label("Trình", exact=True).select_option(
            label="Nguyễn Tiến Dũng, Chủ tịch"
        )

    first.locator(".deciding button").first.click()
    expect(first.get_by_text(f"Đã trình số đến {entry.number}")).to_be_visible()
    second.locator(".deciding button").first.click()

    expect(second.locator("[data-errors]")).to_be_visible()
    assert Assignment.objects.filter(entry=entry).count() == 1
    assert RegisterEntry.objects.get(pk=entry.pk).state == "submitted"
