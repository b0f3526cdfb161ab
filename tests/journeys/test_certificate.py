"""From a duty of the directive to a certificate that a stranger checks, in a browser.

Hà opens a class for a duty; Minh asks for a place, Hoa approves; Hà notes that he was
there, ends the class and numbers his certificate; Lan signs it with the agency's key.
On a telephone somebody checks it at the real public process: by its
code, by its file, and a copy that says another name; then it is withdrawn.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.files.queries import open_file
from congvu.training.models import Certificate, TrainingClass
from tests.axe import found_by_axe
from tests.duties.stories import give
from tests.journeys.office import PHONE, Office
from tests.journeys.test_accessible import STICKS_OUT
from tests.outgoing.signing import agencys
from tests.training.stories import course

COURSE = "Nhận biết thư lừa đảo"
PLACE = "/dao-tao/lop/"


def _open_class(page: Page, office: Office) -> str:
    people, today = office.province, timezone.localdate()
    found = course(people, name=COURSE)
    duty = give(people, title="Bồi dưỡng cán bộ về an toàn thông tin")
    page.goto(f"{PLACE}mo/?nhiem-vu={duty.pk}")
    expect(page.get_by_text(duty.title).first).to_be_visible()
    page.get_by_label("Khóa học").select_option(str(found.pk))
    page.get_by_label("Tên lớp").fill("Lớp tháng này")
    page.get_by_label("Từ ngày").fill(f"{today - timedelta(days=1):%d/%m/%Y}")
    page.get_by_label("Đến ngày").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Đăng ký đến hết ngày").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Địa điểm").fill("Hội trường")
    page.get_by_label("Số chỗ").fill("30")
    page.get_by_role("button", name="Mở lớp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lớp tháng này")
    made = TrainingClass.objects.get(course=found)
    assert made.duty_id == duty.pk
    return f"{PLACE}{made.pk}/"


def _attended(page: Page, here: str) -> None:
    day = timezone.localdate() - timedelta(days=1)
    page.goto(f"{here}buoi/")
    page.get_by_label("Nội dung").fill("Thư giả và thư thật")
    page.get_by_label("Bắt đầu").fill(f"08:00 {day:%d/%m/%Y}")
    page.get_by_label("Kết thúc").fill(f"10:00 {day:%d/%m/%Y}")
    page.get_by_label("Giảng viên", exact=True).fill("Lý Thị Nga")
    page.locator("form.form button[type=submit]").click()
    page.get_by_role("link", name="Điểm danh").click()
    page.locator("input[name=present]").check()
    page.get_by_role("button", name="Ghi điểm danh").click()
    page.goto(here)
    page.get_by_role("button", name="Kết thúc lớp").click()


def _checked(page: Page, portal: str, code: str = "", file: bytes = b"") -> str:
    page.goto(f"{portal}/kiem-tra-chung-nhan/")
    page.get_by_label("Mã kiểm tra").fill(code)
    if file:
        sent: Any = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": file}
        page.get_by_label("Tệp PDF").set_input_files(sent)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    assert page.evaluate(STICKS_OUT) == []
    found = found_by_axe(page)
    assert not found.violations_count, found.generate_report()
    return page.locator("main").inner_text()


def test_from_a_duty_to_a_certificate_checked_on_the_portal(
    office: Office, portal: str, settings: Any
) -> None:
    settings.SIGNING_DEMO = True
    settings.PORTAL_URL = portal
    ha = office.visit("ha")
    here = _open_class(ha, office)
    minh, hoa, lan = (office.visit(who) for who in ("minh", "hoa", "lan"))
    minh.goto(here)
    minh.get_by_role("button", name="Đăng ký dự lớp").click()
    hoa.goto(here)
    hoa.get_by_role("button", name="Duyệt").click()
    _attended(ha, here)

    key = agencys(office.province)
    ha.goto(f"{here}chung-nhan/")
    ha.get_by_role("link", name="Cấp số (1)").click()
    ha.get_by_label("Có giá trị trong (tháng)").fill("24")
    ha.get_by_role("button", name="Cấp số").click()
    lan.goto(f"{here}chung-nhan/")
    lan.get_by_role("link", name="Ký số (1)").click()
    lan.get_by_label("Khóa ký số").select_option(str(key.pk))
    lan.get_by_role("button", name="Ký số").click()
    expect(lan.get_by_text("còn giá trị").first).to_be_visible()

    paper = Certificate.objects.get(course=COURSE)
    name = office.province.cast["minh"].person.full_name
    with open_file(paper.file) as content:
        signed = content.read()
    stranger = office.browser.new_page(viewport=PHONE, locale="vi-VN")
    by_code = _checked(stranger, portal, code=paper.code)
    by_file = _checked(stranger, portal, file=signed)
    changed = signed.replace(b"%%EOF", b"%%EOF % Tran Van Gia", 1)
    other = _checked(stranger, portal, file=changed)
    assert "Giấy chứng nhận còn giá trị." in by_code
    assert "đúng từng byte" in by_file
    assert "nội dung đã bị thay đổi" in other
    assert all(name in one and COURSE in one for one in (by_code, by_file, other))

    ha.goto(f"{here}chung-nhan/")
    ha.get_by_role("link", name="Thu hồi").click()
    ha.get_by_label("Lý do").fill("Thi hộ")
    ha.get_by_role("button", name="Thu hồi").click()
    withdrawn = _checked(stranger, portal, file=signed)
    assert "đã thu hồi" in withdrawn
    assert "Thi hộ" not in withdrawn
    stranger.close()
