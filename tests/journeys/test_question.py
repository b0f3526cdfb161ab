"""Somebody without an account asks on a telephone without script, and is answered.

Bình sends a question with a photo and follows it by its code; Hà passes it to the
division, Minh answers, Hà approves it and publishes it without Bình's telephone number.
The public site is the real process, as the role that may add and read copies alone.
"""

from __future__ import annotations

import re
import time
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from congvu.portal.models import PublicQuestion
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office, wait_for

ASKED = "Đường liên thôn Nà Làng bị sạt lở bao giờ sửa?"
WORDS = "Đoạn qua suối sạt từ tháng 9. Xin gọi tôi 0912 345 678."
BARE = "Đoạn qua suối sạt từ tháng 9."
ANSWER = "Đã bố trí vốn; khởi công trong tháng 12."


def _photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 240), "olive").save(out, "JPEG")
    return out.getvalue()


def _ask(page: Page, portal: str) -> str:
    """The code that stands on the page once the form was taken."""
    page.goto(f"{portal}/hoi-dap/")
    page.get_by_role("link", name="Gửi câu hỏi").click()
    page.get_by_label("Tiêu đề").fill(ASKED)
    page.get_by_label("Họ tên").fill("Lường Văn Bình")
    time.sleep(3.2)  # nobody fills it in sooner
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi nội dung câu hỏi.")
    expect(page.get_by_label("Tiêu đề")).to_have_value(ASKED)
    page.get_by_label("Nội dung").fill(WORDS)
    page.get_by_label("Đồng ý công khai").check()
    page.get_by_label("Ảnh hoặc tệp").set_input_files(
        {"name": "Sạt lở.jpg", "mimeType": "image/jpeg", "buffer": _photo()}
    )
    page.get_by_role("button", name="Gửi", exact=True).click()
    told = page.get_by_role("status").inner_text()
    found = re.search(r"\w{4}-\w{4}-\w{4}", told)
    assert found is not None, told
    return found[0]


def _state(page: Page, portal: str, code: str) -> str:
    page.goto(f"{portal}/hoi-dap/tra-cuu/")
    page.get_by_label("Mã tra cứu").fill(code.lower())
    page.get_by_role("button", name="Xem tình trạng").click()
    return page.locator("main").inner_text()


def _clean(page: Page) -> None:
    found = found_by_axe(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_a_question_from_a_telephone_to_its_published_answer(
    office: Office, portal: str
) -> None:
    binh = office.browser.new_page(
        viewport=PHONE, locale="vi-VN", java_script_enabled=False
    )
    code = _ask(binh, portal)
    asked = PublicQuestion.objects.filter(subject=ASKED)
    wait_for(asked.exists, 60)
    found = asked.get()
    assert "Đã nhận, đang phân loại" in _state(binh, portal, code)

    ha = office.visit("ha")
    ha.goto("/viec-cua-toi/")
    ha.get_by_role("link", name=ASKED).first.click()
    expect(ha.get_by_text(WORDS)).to_be_visible()
    expect(ha.get_by_role("link", name="Sạt lở.jpg")).to_be_visible()
    _clean(ha)
    ha.get_by_role("link", name="Phân loại, chuyển").click()
    ha.get_by_label("Lĩnh vực").select_option("roads")
    ha.get_by_label("Nơi trả lời").select_option(label="Phòng Khoa giáo - Văn xã")
    ha.get_by_role("button", name="Phân loại, chuyển").click()
    expect(ha.get_by_text("Đã chuyển; nơi trả lời được báo.")).to_be_visible()
    due = f"{PublicQuestion.objects.get(pk=found.pk).due_on:%d/%m/%Y}"
    state = _state(binh, portal, code)
    assert "Đã chuyển đơn vị trả lời" in state
    assert due in state

    minh = office.visit("minh")
    minh.goto(f"/cong/hoi-dap/{found.pk}/")
    minh.get_by_role("link", name="Trả lời", exact=True).click()
    minh.get_by_label("Trả lời").fill(ANSWER)
    minh.get_by_role("button", name="Trả lời").click()
    expect(minh.get_by_text("chờ duyệt trả lời").first).to_be_visible()

    ha.goto(f"/cong/hoi-dap/{found.pk}/")
    ha.get_by_role("link", name="Duyệt, gửi trả lời").click()
    ha.get_by_role("button", name="Duyệt, gửi trả lời").click()
    assert ANSWER in _state(binh, portal, code)
    ha.get_by_role("link", name="Công khai", exact=True).click()
    ha.get_by_role("button", name="Công khai").click()
    expect(ha.get_by_text("0912 345 678").first).to_be_visible()
    ha.get_by_label("Câu hỏi").fill(BARE)
    ha.get_by_role("button", name="Công khai").click()
    expect(ha.get_by_text("Đã công khai trên Cổng thông tin.")).to_be_visible()

    reader = office.browser.new_page(viewport=PHONE, locale="vi-VN")
    reader.goto(f"{portal}/")
    reader.get_by_role("link", name=ASKED).click()
    expect(reader.get_by_text(ANSWER)).to_be_visible()
    assert "0912" not in reader.content()
    assert "Bình" not in reader.content()
    _clean(reader)
    for page in ("/hoi-dap/", "/hoi-dap/gui/", "/hoi-dap/tra-cuu/", "/lay-y-kien/"):
        reader.goto(portal + page)
        _clean(reader)
        wide = reader.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], page
    binh.close()
    reader.close()
