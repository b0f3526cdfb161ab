"""The whole story: from files at the door to a confirmed result, by five people."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import EntryState, IntakeState
from tests.journeys.office import (
    GIVEN,
    PHONE,
    Office,
    as_upload,
    papers,
)
from tests.people import PASSWORD
from tests.scale import few_or_all

RESULT = "Đã tham mưu văn bản trả lời, trình ký trong ngày."


def sign_in(page: Page, who: str) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(who)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/viec-cua-toi/")


def register(page: Page, item: IntakeItem) -> RegisterEntry:
    """Confirm what was read from one file, fill what was not, and enter it."""
    assert item.state == IntakeState.READY, item.state
    page.goto(f"/tiep-nhan/{item.id}/")
    another = page.get_by_role("button", name="Là văn bản khác")
    if another.is_visible():  # another journey sent the same file before
        another.click()
        expect(page.get_by_text("Đã xác nhận là văn bản khác")).to_be_visible()
    blanks = {
        "Số, ký hiệu": f"{900 + RegisterEntry.objects.count()}/CT-KH",
        "Ngày văn bản": "02/01/2024",
        "Cơ quan ban hành": "Nơi gửi không ghi trên văn bản",
        "Trích yếu": f"Nội dung tệp {item.name}",
    }
    form = page.locator("#registration")
    for label, value in blanks.items():
        box = form.get_by_label(label, exact=True)
        if not box.input_value():
            box.fill(value)
    kind = form.get_by_label("Loại văn bản", exact=True)
    if not kind.input_value():
        kind.select_option("CV")
    page.get_by_role("button", name="Xác nhận và vào sổ").click()
    expect(page.get_by_text("Số đến").first).to_be_visible()
    item.refresh_from_db()
    assert item.entry is not None, page.locator("main").inner_text()[:2000]
    return item.entry


def upload(
    page: Page, office: Office, files: list[tuple[str, bytes]]
) -> list[IntakeItem]:
    since = timezone.now()
    page.goto("/tiep-nhan/")
    page.set_input_files("#upload", as_upload(files))
    send = page.get_by_role("button", name="Tải lên")
    if send.is_visible():  # without script the form is sent as any other
        send.click()
    return office.wait_until_read([name for name, _content in files], since)


def submit(page: Page, office: Office, entry: RegisterEntry) -> None:
    page.goto(f"/van-ban/den/{entry.id}/")
    page.get_by_role("link", name="Trình lãnh đạo").click()
    page.get_by_label("Trình", exact=True).select_option(
        label="Nguyễn Tiến Dũng, Chủ tịch"
    )
    page.get_by_label("Nội dung trình").fill("Kính trình đồng chí Chủ tịch cho ý kiến.")
    page.get_by_label("Đề xuất chủ trì").select_option(str(office.province.division.id))
    page.get_by_role("button", name="Trình", exact=False).last.click()
    expect(page.get_by_text(f"Đã trình số đến {entry.number}")).to_be_visible()


def through_the_house(office: Office, entry: RegisterEntry, *, agree: bool) -> None:
    """Dũng on his phone, Hoa, Minh, and back up again."""
    state = RegisterEntry.objects.filter(pk=entry.pk).values_list("state", flat=True)
    dung = office.visit("dung", size=PHONE, has_touch=True, is_mobile=True)
    dung.goto("/viec-cua-toi/")
    card = dung.locator(".card", has_text=entry.document.subject)
    if agree:
        card.get_by_role("button", name="Đồng ý đề xuất").tap()
        expect(dung.get_by_text("Đã đồng ý đề xuất")).to_be_visible()
    else:
        card.get_by_role("link", name="Bút phê").tap()
        dung.get_by_label("Ý kiến chỉ đạo").fill("Giao Phòng tham mưu, báo cáo tôi.")
        dung.get_by_role("button", name="Ghi bút phê và chuyển").tap()
        expect(dung.get_by_text("Đã ghi bút phê.")).to_be_visible()
    assert state.get() == EntryState.HANDLING

    hoa = office.visit("hoa")
    hoa.goto(f"/van-ban/den/{entry.id}/")
    hoa.get_by_role("link", name="Phân công").click()
    hoa.get_by_label("Người chủ trì").select_option(label="Hoàng Văn Minh, Chuyên viên")
    hoa.get_by_role("button", name="Giao việc").click()
    expect(hoa.get_by_text("Đã phân công.")).to_be_visible()

    minh = office.visit("minh")
    minh.goto("/viec-cua-toi/")
    minh.get_by_role("link", name=entry.document.subject).first.click()
    minh.get_by_role("link", name="Báo cáo kết quả").click()
    minh.get_by_label("Kết quả giải quyết").fill(RESULT)
    minh.get_by_role("button", name="Gửi báo cáo").click()
    expect(minh.get_by_text("Đã báo cáo, chờ")).to_be_visible()

    hoa.goto(f"/van-ban/den/{entry.id}/")
    hoa.get_by_role("link", name="Xác nhận kết quả").click()
    hoa.get_by_role("button", name="Xác nhận kết quả").click()
    expect(hoa.get_by_text("Đã xác nhận kết quả của")).to_be_visible()
    assert state.get() == EntryState.REPORTED

    dung.goto("/viec-cua-toi/")
    card = dung.locator(".card", has_text=entry.document.subject)
    card.get_by_role("link", name="Xem và xác nhận").tap()
    dung.get_by_role("button", name="Xác nhận kết quả").tap()
    expect(dung.get_by_text("Đã xác nhận kết quả của")).to_be_visible()
    assert state.get() == EntryState.DONE


def told_and_printed(page: Page, entry: RegisterEntry) -> None:
    """The timeline names each of them, and the register prints with the paper in it."""
    page.goto(f"/van-ban/den/{entry.id}/")
    course = page.locator(".timeline").inner_text()
    for name in ("Nông Thị Lan", "Nguyễn Tiến Dũng", "Ma Thị Hoa", "Hoàng Văn Minh"):
        assert name in course
    assert RESULT in page.locator("#pane").inner_text()

    page.goto("/van-ban/den/in-so/")
    year = entry.arrived_on.year
    query = f"so=den&tu=01/01/{year}&den=31/12/{year}"
    printed = page.request.get(f"/van-ban/den/in-so.pdf?{query}")
    assert printed.ok
    assert printed.body().startswith(b"%PDF")
    sheet = page.request.get(f"/van-ban/den/in-so.xlsx?{query}")
    assert sheet.ok
    assert sheet.body().startswith(b"PK")


def test_papers_come_in_and_are_answered_for(office: Office) -> None:
    files = papers(2, seed=21)
    lan = office.visit()
    sign_in(lan, "lan")
    entries = [register(lan, item) for item in upload(lan, office, files)]
    for entry in entries:
        submit(lan, office, entry)

    through_the_house(office, entries[0], agree=True)
    through_the_house(office, entries[1], agree=False)

    told_and_printed(lan, entries[1])


def _given() -> list[Path]:
    return [
        *sorted((GIVEN / "data" / "documents").glob("*.pdf")),
        *sorted((GIVEN / "seed").glob("*.txt")),
    ]


@pytest.mark.repeats
def test_the_real_papers_come_in_and_are_answered_for(office: Office) -> None:
    found = _given()
    if len(found) < 5:
        pytest.skip("the four real papers and the directive are not on this machine")
    kinds = few_or_all(("hanoi_tb_453_flag.pdf", ".txt"), ("",))  # a scan, and text
    some = [path for path in found if path.name.endswith(kinds)]
    files = [(path.name, path.read_bytes()) for path in some]
    lan = office.visit("lan")

    entries = [register(lan, item) for item in upload(lan, office, files)]
    for entry in entries:
        submit(lan, office, entry)
        through_the_house(office, entry, agree=True)
    told_and_printed(lan, entries[-1])

    assert all(e.document.files.count() == 1 for e in entries)
