"""The day communes end, in the browser: before, the sheet, the act, after.

Nghiên Loan (01876) is merged into a new commune; Bộc Bố (01877) is divided between it
and another, and its papers wait with the province until a person says for whom.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from tests.axe import found_by_axe
from tests.documents.reforms import Commune, make_commune
from tests.journeys.office import PHONE, Office, wait_for
from tests.journeys.test_accessible import STICKS_OUT

TITLES = "việc;từ;thành;tên;loại;cấp trên;cơ cấu\n"
OFFICE = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
SHEET = f"""\
{TITLES}lập;;01879;Ủy ban nhân dân xã Cao Minh;xã;H03;xã
lập;;01880;Ủy ban nhân dân xã Bằng Thành;xã;H03;xã
sáp nhập;01876;01879
chia;01877;01879
chia;01877;01880
bổ nhiệm;01876/Văn phòng - Thống kê/Văn thư;01879/{OFFICE}/Văn thư
bổ nhiệm;01876/Văn phòng - Thống kê/Chủ tịch;01879/Lãnh đạo Ủy ban nhân dân/Chủ tịch
bổ nhiệm;01876/Phòng Kinh tế/Chuyên viên;01879/Phòng Kinh tế/Chuyên viên
"""
BASIS = "Nghị quyết 1683/NQ-UBTVQH15"
OLD, NEW = "Ủy ban nhân dân xã Nghiên Loan", "Ủy ban nhân dân xã Cao Minh"
DIVIDED, OTHER = "Ủy ban nhân dân xã Bộc Bố", "Ủy ban nhân dân xã Bằng Thành"
SUBJECT, KEPT = "Đề nghị hỗ trợ cây giống vụ đông", "Đề nghị sửa cầu treo Khuổi Bốc"
ON_A_PHONE: dict[str, Any] = {"size": PHONE, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True)
class Before:
    """What came the day before and lies on the two chairmen's desks."""

    merged: RegisterEntry
    divided: RegisterEntry


@pytest.fixture
def before(office: Office) -> Before:
    merged = _commune(office, "Nghiên Loan", "nl-", "01876")
    divided = _commune(office, "Bộc Bố", "bb-", "01877")
    return Before(
        merged=_yesterday(merged, "nl-", SUBJECT, "88/SNN-TT"),
        divided=_yesterday(divided, "bb-", KEPT, "89/SGTVT-HT"),
    )


def _commune(office: Office, name: str, prefix: str, code: str) -> Commune:
    """It has been there for a while, with its people and its code."""
    now = timezone.now()
    since = timezone.localdate(now) - timedelta(days=40)
    found = make_commune(office.province, since, now, name=name, prefix=prefix)
    give_identifier(
        agency=found.agency,
        scheme=IdentifierScheme.COMMUNE_5,
        value=code,
        valid_from=since,
        by=SYSTEM,
        at=now,
    )
    office.province.cast.update(found.cast)
    return found


def _yesterday(
    commune: Commune, prefix: str, subject: str, symbol: str
) -> RegisterEntry:
    at = timezone.now() - timedelta(days=1)
    clerk = commune.cast[f"{prefix}lien"].post
    chairman = commune.cast[f"{prefix}toan"].post
    assert clerk is not None
    assert chairman is not None
    seat = seat_of_post(clerk.id, timezone.localdate(at))
    entry = actions.register_incoming(
        paper=Paper(
            subject=subject,
            issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
            type_code="CV",
            symbol=symbol,
            issued_on=(at - timedelta(days=1)).date(),
        ),
        arrived_at=at,
        by=seat,
        at=at,
    )
    actions.submit(entry_id=entry.id, leader_post_id=chairman.id, by=seat, at=at)
    return entry


def test_communes_end_and_their_papers_are_finished_by_who_follows(
    office: Office, before: Before
) -> None:
    clerk = office.visit("nl-lien")
    clerk.goto("/van-ban/den/?tim=cay+giong")
    expect(clerk.get_by_text(SUBJECT).first).to_be_visible()

    reform = _prepared(office)
    _decided_by_another(office, reform)
    wait_for(lambda: HandOver.objects.filter(reform=reform).count() == 2, 60)

    made = HandOver.objects.get(reform=reform, from_agency_name=OLD)
    _finished_by_the_successor(office, before.merged)
    _printed_under_the_old_name(clerk, before.merged, made)
    _begun_at_one(clerk)
    _chosen_for_the_divided(office, clerk, before.divided, reform)
    _looked_up(clerk)


def _prepared(office: Office) -> Reform:
    """Tried with bad rows, mended, prepared, and told before it is decided."""
    quan = office.visit("quan")
    bad = SHEET.replace("sáp nhập;01876", "sáp nhập;09999").replace(
        ";01880\n", ";09998\n"
    )
    _upload(quan, bad)
    quan.get_by_role("button", name="Xét thử").click()
    refused = quan.locator("[data-errors]")
    for code in ("09999", "09998"):
        expect(refused.get_by_text(code).first).to_be_visible()
    _look(quan)
    assert not Reform.objects.exists(), "a trial keeps nothing"

    _upload(quan, SHEET)
    quan.get_by_role("button", name="Xét thử").click()
    expect(quan.get_by_text("Đã xét thử 8 dòng")).to_be_visible()
    _upload(quan, SHEET)
    quan.get_by_role("button", name="Soạn", exact=False).click()
    expect(quan.get_by_text("Đã soạn quyết định, chưa có hiệu lực.")).to_be_visible()
    main = quan.locator("main")
    expect(main).to_contain_text("2 văn bản đang giải quyết")
    expect(main).to_contain_text("1 nơi được chia mà bảng không ghi nơi kế thừa")
    papers = main.locator("details", has_text="2 văn bản đang giải quyết")
    papers.locator("summary").click()
    for name in (OLD, DIVIDED):
        expect(papers.get_by_role("row", name=name)).to_contain_text("1")
    _look(quan)
    reform = Reform.objects.get()
    assert quan.get_by_label("Tôi đã đối chiếu căn cứ").count() == 0, "not by himself"
    return reform


def _upload(page: Page, content: str) -> None:
    page.goto("/quan-tri/sap-xep/soan/")
    page.get_by_label("Tên gọi").fill("Sắp xếp xã Nghiên Loan, xã Bộc Bố")
    page.get_by_label("Căn cứ").fill(BASIS)
    page.get_by_label("từ ngày").fill(timezone.localdate().strftime("%d/%m/%Y"))
    sheet: Any = {"name": "a.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_label("Bảng .xlsx hoặc .csv").set_input_files(sheet)


def _decided_by_another(office: Office, reform: Reform) -> None:
    dung = office.visit("dung", **ON_A_PHONE)
    dung.goto(f"/quan-tri/sap-xep/{reform.id}/")
    _look(dung)
    dung.get_by_label(f"Tôi đã đối chiếu căn cứ: {BASIS}").check()
    dung.get_by_role("button", name="Quyết định", exact=True).tap()
    expect(dung.get_by_text("Đã quyết định; có hiệu lực từ")).to_be_visible()


def _finished_by_the_successor(office: Office, entry: RegisterEntry) -> None:
    """The chairman on his phone, the specialist, and the chairman again."""
    toan = office.visit("nl-toan", **ON_A_PHONE)
    toan.goto("/viec-cua-toi/")
    card = toan.locator(".card", has_text=SUBJECT)
    card.get_by_role("link", name="Bút phê").tap()
    toan.get_by_label("Ý kiến chỉ đạo").fill("Giao tham mưu.")
    toan.locator("select[name=lead]").select_option(label="Lường Thị Mai, Chuyên viên")
    toan.get_by_role("button", name="Ghi bút phê và chuyển").tap()
    expect(toan.get_by_text("Đã ghi bút phê.")).to_be_visible()

    mai = office.visit("nl-mai")
    mai.goto("/viec-cua-toi/")
    mai.get_by_role("link", name=SUBJECT).first.click()
    mai.get_by_role("link", name="Báo cáo kết quả").click()
    mai.get_by_label("Kết quả giải quyết").fill("Đã cấp cây giống.")
    mai.get_by_role("button", name="Gửi báo cáo").click()
    expect(mai.get_by_text("Đã báo cáo, chờ")).to_be_visible()

    toan.goto("/viec-cua-toi/")
    card = toan.locator(".card", has_text=SUBJECT)
    card.get_by_role("link", name="Xem và xác nhận").tap()
    toan.get_by_role("button", name="Xác nhận kết quả").tap()
    expect(toan.get_by_text("Đã xác nhận kết quả của")).to_be_visible()
    entry.refresh_from_db()
    assert entry.state == "done"
    toan.goto(f"/van-ban/den/{entry.id}/")
    _look(toan)


def _printed_under_the_old_name(
    clerk: Page, entry: RegisterEntry, made: HandOver
) -> None:
    clerk.goto("/van-ban/den/?tim=cay+giong")
    expect(clerk.get_by_text(SUBJECT).first).to_be_visible()
    slip = _words(clerk, f"/van-ban/den/{entry.id}/phieu.pdf")
    assert OLD.upper() in slip
    assert f"{NEW} kế thừa giải quyết" in slip

    clerk.goto(f"/van-ban/ban-giao/{made.id}/")
    _look(clerk)
    record = _words(clerk, f"/van-ban/ban-giao/{made.id}.pdf")
    for said in ("BIÊN BẢN BÀN GIAO", OLD, NEW, BASIS, "88/SNN-TT"):
        assert said in record

    clerk.goto("/van-ban/den/so-cu/")
    _look(clerk)
    clerk.get_by_role("link", name="UBND xã Nghiên Loan (đến").click()
    expect(clerk.get_by_text("chỉ xem và in")).to_be_visible()
    expect(clerk.get_by_text(SUBJECT).first).to_be_visible()
    _look(clerk)
    book = _words(clerk, f"/van-ban/den/so-cu/{entry.register_id}.pdf")
    assert OLD.upper() in book
    closed = entry.register
    closed.refresh_from_db()
    assert (closed.closed_by, closed.last_number) == (BASIS, 1)


def _begun_at_one(clerk: Page) -> None:
    clerk.goto("/van-ban/den/vao-so/")
    form = clerk.locator("#registration")
    for label, value in (
        ("Số, ký hiệu", "12/SNV-CCHC"),
        ("Ngày văn bản", timezone.localdate().strftime("%d/%m/%Y")),
        ("Cơ quan ban hành", "Sở Nội vụ"),
        ("Trích yếu", "Báo cáo biên chế sau sắp xếp"),
    ):
        form.get_by_label(label, exact=True).fill(value)
    form.get_by_label("Loại văn bản", exact=True).select_option("CV")
    clerk.locator("#registration button[type=submit]").first.click()
    expect(clerk.get_by_text("Số đến").first).to_be_visible()
    first = RegisterEntry.objects.get(document__symbol="12/SNV-CCHC")
    assert first.number == 1
    assert first.register.agency_id == first.agency_id


def _chosen_for_the_divided(
    office: Office, clerk: Page, entry: RegisterEntry, reform: Reform
) -> None:
    """Kept by the province until its chairman says who follows; both sides print."""
    entry.refresh_from_db()
    province = office.province.committee.id
    assert entry.agency_id == province
    dung = office.visit("dung", **ON_A_PHONE)
    dung.goto("/quan-tri/sap-xep/")
    waiting = dung.get_by_role("region", name=DIVIDED)
    expect(waiting.get_by_role("button", name=f"Giao cho {OTHER}")).to_be_visible()
    _look(dung)
    waiting.get_by_role("button", name=f"Giao cho {NEW}").tap()
    expect(dung.get_by_text("Đã chọn nơi kế thừa")).to_be_visible()
    _look(dung)
    dung.get_by_role("link", name="Biên bản bàn giao theo quyết định này").tap()
    expect(dung.get_by_text("Chỉ những biên bản theo quyết định")).to_be_visible()
    _look(dung)

    given = HandOver.objects.get(
        reform=reform, from_agency_id=province, to_agency_name=NEW
    )
    for page in (clerk, office.visit("lan")):
        words = _words(page, f"/van-ban/ban-giao/{given.id}.pdf")
        for said in ("BIÊN BẢN BÀN GIAO", NEW, BASIS, "89/SGTVT-HT"):
            assert said in words
    clerk.goto("/van-ban/den/?tim=cau+treo")
    expect(clerk.get_by_text(KEPT).first).to_be_visible()


def _looked_up(clerk: Page) -> None:
    clerk.goto("/quan-tri/tra-ma/")
    _look(clerk)
    clerk.get_by_label("Mã hoặc tên cơ quan").fill("01876")
    clerk.get_by_role("button", name="Tra", exact=True).click()
    expect(clerk.get_by_text("Mã 01876 đã đóng từ")).to_be_visible()
    expect(clerk.locator("main")).to_contain_text(NEW)
    _look(clerk)


def _look(page: Page) -> None:
    """Accessible, and nothing sticks out sideways."""
    found = found_by_axe(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(STICKS_OUT) == []


def _words(page: Page, address: str) -> str:
    answer = page.request.get(address)
    assert answer.ok, address
    document = pypdfium2.PdfDocument(answer.body())
    pages = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return " ".join(" ".join(pages).split())
