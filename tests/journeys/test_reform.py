"""The day a commune ends, in the browser: before, the sheet, the act, after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.models import HandOver, RegisterEntry
from congvu.documents.rules import Paper
from congvu.organisations.access import seat_of_post
from congvu.organisations.actions import give_identifier
from congvu.organisations.models import IdentifierScheme, Reform
from tests.documents.reforms import Commune, make_commune
from tests.journeys.office import PHONE, Office, wait_for

ROWS = """\
lập | | 01879 | | Ủy ban nhân dân xã Cao Minh | | | | xã | H03 | xã
sáp nhập | 01876 | 01879
bổ nhiệm | 01876/Văn phòng - Thống kê/Văn thư | \
01879/Văn phòng Hội đồng nhân dân và Ủy ban nhân dân/Văn thư
bổ nhiệm | 01876/Văn phòng - Thống kê/Chủ tịch | \
01879/Lãnh đạo Ủy ban nhân dân/Chủ tịch
"""
BASIS = "Nghị quyết 1683/NQ-UBTVQH15"
OLD, NEW = "Ủy ban nhân dân xã Nghiên Loan", "Ủy ban nhân dân xã Cao Minh"
SUBJECT = "Đề nghị hỗ trợ cây giống vụ đông"


@pytest.fixture
def commune(office: Office) -> Commune:
    """It has been there for a while, under code 01876."""
    now = timezone.now()
    since = timezone.localdate(now) - timedelta(days=40)
    found = make_commune(office.province, since, now, name="Nghiên Loan", prefix="nl-")
    give_identifier(
        agency=found.agency,
        scheme=IdentifierScheme.COMMUNE_5,
        value="01876",
        valid_from=since,
        by=SYSTEM,
        at=now,
    )
    office.province.cast.update(found.cast)
    return found


@pytest.fixture
def waiting(office: Office, commune: Commune) -> RegisterEntry:
    """Came the day before, and lies on the chairman's desk."""
    yesterday = timezone.now() - timedelta(days=1)
    clerk, chairman = commune.cast["nl-lien"].post, commune.cast["nl-toan"].post
    assert clerk is not None
    assert chairman is not None
    seat = seat_of_post(clerk.id, timezone.localdate(yesterday))
    entry = actions.register_incoming(
        paper=Paper(
            subject=SUBJECT,
            issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
            type_code="CV",
            symbol="88/SNN-TT",
            issued_on=(yesterday - timedelta(days=1)).date(),
        ),
        arrived_at=yesterday,
        by=seat,
        at=yesterday,
    )
    actions.submit(entry_id=entry.id, leader_post_id=chairman.id, by=seat, at=yesterday)
    return entry


def _words(page: Page, address: str) -> str:
    answer = page.request.get(address)
    assert answer.ok, address
    document = pypdfium2.PdfDocument(answer.body())
    pages = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return " ".join(" ".join(pages).split())


def _prepare(quan: Page, rows: str) -> None:
    quan.goto("/quan-tri/sap-xep/soan/")
    quan.get_by_label("Tên gọi").fill("Sắp xếp xã Nghiên Loan")
    quan.get_by_label("Căn cứ").fill(BASIS)
    quan.get_by_label("từ ngày").fill(timezone.localdate().strftime("%d/%m/%Y"))
    quan.get_by_label("Hoặc dán các dòng").fill(rows)


def test_a_commune_ends_and_its_paper_is_finished_by_the_successor(
    office: Office, waiting: RegisterEntry
) -> None:
    quan = office.visit("quan")
    _prepare(quan, ROWS.replace("sáp nhập | 01876", "sáp nhập | 09999"))
    quan.get_by_role("button", name="Xét thử").click()
    expect(quan.get_by_text("09999").first).to_be_visible()
    assert not Reform.objects.exists(), "a trial keeps nothing"

    _prepare(quan, ROWS)
    quan.get_by_role("button", name="Soạn", exact=False).click()
    expect(quan.get_by_text("Đã soạn quyết định, chưa có hiệu lực.")).to_be_visible()
    main = quan.locator("main").inner_text()
    assert OLD in main
    assert NEW in main
    assert "1 văn bản đang giải quyết" in main
    reform = Reform.objects.get()

    dung = office.visit("dung", size=PHONE, has_touch=True, is_mobile=True)
    dung.goto(f"/quan-tri/sap-xep/{reform.id}/")
    dung.get_by_label(f"Tôi đã đối chiếu căn cứ: {BASIS}").check()
    dung.get_by_role("button", name="Quyết định", exact=True).tap()
    expect(dung.get_by_text("Đã quyết định; có hiệu lực từ")).to_be_visible()
    wait_for(lambda: HandOver.objects.filter(reform=reform).exists(), 60)

    _after(office, waiting, HandOver.objects.get(reform=reform))


def _after(office: Office, entry: RegisterEntry, made: HandOver) -> None:
    clerk = office.visit("nl-lien")
    clerk.goto("/van-ban/den/?tim=cay+giong")
    expect(clerk.get_by_text(SUBJECT).first).to_be_visible()

    leader: dict[str, Any] = {"has_touch": True, "is_mobile": True}
    toan = office.visit("nl-toan", size=PHONE, **leader)
    toan.goto("/viec-cua-toi/")
    card = toan.locator(".card", has_text=SUBJECT)
    card.get_by_role("link", name="Bút phê").tap()
    toan.get_by_label("Ý kiến chỉ đạo").fill("Đã rõ, lưu.")
    toan.get_by_label("chỉ lưu", exact=False).check()
    toan.get_by_role("button", name="Ghi bút phê", exact=False).tap()
    done = RegisterEntry.objects.filter(pk=entry.pk, state="done")
    wait_for(done.exists, 10)

    record = _words(clerk, f"/van-ban/ban-giao/{made.id}.pdf")
    for said in ("BIÊN BẢN BÀN GIAO", OLD, NEW, BASIS, "88/SNN-TT"):
        assert said in record
    slip = _words(clerk, f"/van-ban/den/{entry.id}/phieu.pdf")
    assert OLD.upper() in slip
    book = _words(clerk, f"/van-ban/den/so-cu/{entry.register_id}.pdf")
    assert OLD.upper() in book
    clerk.goto("/quan-tri/tra-ma/?q=01876")
    expect(clerk.get_by_text(NEW).first).to_be_visible()
    for page in (clerk, toan):
        page.goto(f"/van-ban/den/{entry.id}/")
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(wide) <= 0
