"""An answer leaves the agency with full legal form, and the matter ends in the archive.

Lan enters a letter; Minh drafts the answer and asks two opinions; Hoa judges the
content, Lan the form, Dũng approves and signs on his phone; Lan numbers, seals, issues;
Minh closes the dossier and Thu packs it. The paper is then judged by two strangers:
``pdfsig`` and pyHanko's own validator.
"""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from asn1crypto import x509
from django.utils import timezone
from playwright.sync_api import Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.models import Dossier, Package
from congvu.documents.models import RegisterEntry
from congvu.documents.rules import EntryState
from congvu.files.queries import open_file
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.signatures.models import SigningKey
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office, papers, wait_for
from tests.journeys.test_accessible import STICKS_OUT
from tests.journeys.test_story import register, submit, upload

ON_A_PHONE: dict[str, Any] = {"size": PHONE, "has_touch": True, "is_mobile": True}
DRAFTS = "/van-ban/di/du-thao/"
TITLE = "Hồ sơ hỗ trợ sản xuất vụ đông"
WORDS = {
    "addressees": "Sở Tài chính",
    "body": """\
Xét đề nghị của Sở, Ủy ban nhân dân tỉnh có ý kiến như sau:
1. Giao Sở Tài chính cân đối kinh phí.
2. Các xã thống kê nhu cầu.""",
    "recipients": "Như trên",
}


@dataclass(frozen=True)
class Journey:
    """The people at their screens, and where their pictures go."""

    office: Office
    pictures: Path
    faults: list[str] = field(default_factory=list)

    def look(self, page: Page, name: str) -> None:
        """Kept as a picture; accessible, and nothing sticks out sideways."""
        page.screenshot(path=self.pictures / f"{name}.png", full_page=True)
        found = found_by_axe(page)
        if found.violations_count:
            self.faults.append(f"{name}: {found.generate_report()}")
        self.faults.extend(f"{name}: {one}" for one in page.evaluate(STICKS_OUT))

    def step(self, who: str, url: str, told: str, *, phone: bool = False) -> Page:
        """Open a step of the draft, press its one button, and read what is said."""
        page = self.office.visit(who, **(ON_A_PHONE if phone else {}))
        page.goto(url)
        page.locator("form.form .button-primary").click()
        expect(page.get_by_text(told).first).to_be_visible()
        return page


@pytest.fixture
def journey(office: Office, settings: Any, tmp_path: Path) -> Journey:
    settings.SIGNING_DEMO = True
    return Journey(office, tmp_path)


def test_a_letter_is_answered_signed_issued_and_packed(journey: Journey) -> None:
    entry = _letter(journey)
    _keys(journey)

    draft = _drafted(journey, entry)
    _two_opinions(journey, draft)
    _checked_and_approved(journey, draft)
    line = _signed_numbered_sealed_issued(journey, draft)

    _accepted_by_strangers(journey, line)
    _finished(journey, entry, line)
    _packed(journey, _closed(journey, entry, line))
    assert journey.faults == []


def _letter(journey: Journey) -> RegisterEntry:
    """It comes in as a file, and by way of Dũng and Hoa to Minh."""
    office, files = journey.office, papers(1, seed=33)
    lan = office.visit("lan")
    [item] = upload(lan, office, files)
    entry = register(lan, item)
    submit(lan, office, entry)
    dung = office.visit("dung", **ON_A_PHONE)
    dung.goto("/viec-cua-toi/")
    card = dung.locator(".card", has_text=entry.document.subject)
    card.get_by_role("button", name="Đồng ý đề xuất").tap()
    expect(dung.get_by_text("Đã đồng ý đề xuất")).to_be_visible()
    hoa = office.visit("hoa")
    hoa.goto(f"/van-ban/den/{entry.id}/")
    hoa.get_by_role("link", name="Phân công").click()
    hoa.get_by_label("Người chủ trì").select_option(label="Hoàng Văn Minh, Chuyên viên")
    hoa.get_by_role("button", name="Giao việc").click()
    expect(hoa.get_by_text("Đã phân công.")).to_be_visible()
    return entry


def _keys(journey: Journey) -> None:
    """Dũng's own key and the agency's, which its clerk keeps."""
    for who, owner in (("dung", "seat"), ("lan", "agency")):
        page = journey.office.visit(who)
        page.goto("/quan-tri/chu-ky/dang-ky/?noi=demo")
        page.locator(f"[name=owner][value={owner}]").check()
        page.locator("form[method=post] .button-primary").click()
        expect(page.get_by_text("Đã đăng ký khóa cho").first).to_be_visible()


def _drafted(journey: Journey, entry: RegisterEntry) -> Draft:
    minh = journey.office.visit("minh")
    minh.goto(f"/van-ban/den/{entry.id}/")
    minh.locator("details.menu summary", has_text="Thêm").first.click()
    minh.get_by_role("link", name="Soạn văn bản trả lời").click()
    minh.get_by_label("Loại văn bản").select_option("CV")
    minh.get_by_label("Trích yếu").fill("V/v hỗ trợ giống và vật tư vụ đông")
    minh.get_by_label("Người ký").select_option(label="Nguyễn Tiến Dũng, Chủ tịch")
    minh.locator("form.form .button-primary").click()
    minh.wait_for_url("**/sua/")
    draft = Draft.objects.get(answers=entry)
    for name, text in WORDS.items():
        minh.locator(f"[name={name}]").fill(text)
    minh.get_by_role("button", name="Lưu bản mới").first.click()
    expect(minh.get_by_text("Đã lưu bản").first).to_be_visible()
    journey.look(minh, "1-du-thao")
    return draft


def _two_opinions(journey: Journey, draft: Draft) -> None:
    office, url = journey.office, f"{DRAFTS}{draft.id}/"
    desks = (office.province.office.id, office.province.seat("lan").post_id)
    minh = office.visit("minh")
    minh.goto(f"{url}xin-y-kien/")
    for desk in desks:
        minh.locator(f"[name=desks][value='{desk}']").check()
    until = timezone.localdate() + timedelta(days=2)
    minh.get_by_label("Hạn góp ý").fill(until.strftime("%d/%m/%Y"))
    minh.get_by_label("Hỏi về việc gì").fill("Mức hỗ trợ có phù hợp không?")
    minh.get_by_role("button", name="Gửi xin ý kiến").click()
    expect(minh.get_by_text("Đã gửi xin ý kiến.").first).to_be_visible()
    said = (("ha", desks[0], "agree", ""), ("lan", desks[1], "changes", "Ghi rõ hạn."))
    for who, desk, stance, text in said:
        request = draft.requests.get(desk_id=desk)
        page = office.visit(who)
        page.goto(f"{url}y-kien/{request.id}/")
        page.locator(f"[name=stance][value={stance}]").check()
        page.get_by_label("Nội dung góp ý").fill(text)
        page.get_by_role("button", name="Gửi góp ý").click()
        expect(page.get_by_text("Đã gửi góp ý.").first).to_be_visible()


def _checked_and_approved(journey: Journey, draft: Draft) -> None:
    """Content by Hoa, form by Lan, two people; approved by Dũng on his phone."""
    url = f"{DRAFTS}{draft.id}/"
    journey.step("minh", f"{url}trinh/", "Đã trình dự thảo.")
    journey.step("hoa", f"{url}noi-dung-dat/", "Đã ghi nội dung đạt.")
    lan = journey.step("lan", f"{url}the-thuc-dat/", "Đã ghi thể thức đạt.")
    journey.look(lan, "2-the-thuc-dat")
    dung = journey.step("dung", f"{url}duyet/", "Đã duyệt dự thảo.", phone=True)
    journey.look(dung, "3-da-duyet")


def _signed_numbered_sealed_issued(journey: Journey, draft: Draft) -> OutgoingEntry:
    url = f"{DRAFTS}{draft.id}/"
    journey.step("dung", f"{url}ky/", "Đã ký; văn thư cấp số", phone=True)
    journey.step("lan", f"{url}cap-so/", "Đã cấp số")
    sealed = journey.step("lan", f"{url}ky-co-quan/", "Đã ký số của cơ quan")
    journey.look(sealed, "4-da-ky-so")
    lan = journey.office.visit("lan")
    lan.goto(f"{url}phat-hanh/")
    commune = str(journey.office.province.commune.id)
    lan.locator("[name=agencies]").first.select_option(commune)
    lan.locator("form.form .button-primary").click()
    expect(lan.get_by_text("Đã phát hành văn bản.").first).to_be_visible()
    draft.refresh_from_db()
    assert draft.entry is not None
    lan.goto(f"/van-ban/di/{draft.entry.id}/")
    journey.look(lan, "5-da-phat-hanh")
    return draft.entry


def _accepted_by_strangers(journey: Journey, line: OutgoingEntry) -> None:
    lan = journey.office.visit("lan")
    answer = lan.request.get(f"/van-ban/di/{line.id}/tep/")
    pdf, path = answer.body(), journey.pictures / "van-ban.pdf"
    path.write_bytes(pdf)
    assert line.document is not None
    with open_file(line.document.files.get().file) as kept:
        assert kept.read() == pdf
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout
    assert said.count("Signature is Valid.") == 2

    roots = [
        x509.Certificate.load(one)
        for key in SigningKey.objects.all()
        for one in key.chain_ders
    ]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    personal, seal = PdfFileReader(BytesIO(pdf)).embedded_signatures
    levels = []
    for one in (personal, seal):
        # Its own event loop wants a thread where Playwright's does not run.
        with ThreadPoolExecutor(1) as apart:
            judged = apart.submit(validate_pdf_signature, one, context)
            status = judged.result()
        assert status.bottom_line, status.summary()
        assert status.trusted
        levels.append(status.modification_level)
    assert levels[0] <= ModificationLevel.FORM_FILLING
    assert levels[1] <= ModificationLevel.LTA_UPDATES

    paper = pypdfium2.PdfDocument(pdf)
    paper.init_forms()
    paper[0].render(scale=1.5).to_pil().save(journey.pictures / "6-van-ban.png")
    words = " ".join(paper[0].get_textpage().get_text_range().split())
    assert "V/v hỗ trợ giống và vật tư vụ đông" in words
    assert "TM. ỦY BAN NHÂN DÂN" in words
    fields = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]["/Fields"]
    values = {f.get_object()["/T"]: f.get_object().get("/V") for f in fields}
    assert values["so"] == f"{line.number:02d}"


def _finished(journey: Journey, entry: RegisterEntry, line: OutgoingEntry) -> None:
    """The incoming line names its answer; Minh reports, Hoa and Dũng confirm."""
    entry.refresh_from_db()
    assert entry.reply_symbol == line.symbol
    minh = journey.office.visit("minh")
    minh.goto(f"/van-ban/den/{entry.id}/")
    minh.get_by_role("link", name="Báo cáo kết quả").click()
    minh.get_by_label("Kết quả giải quyết").fill("Đã ban hành công văn trả lời.")
    minh.get_by_role("button", name="Gửi báo cáo").click()
    expect(minh.get_by_text("Đã báo cáo, chờ")).to_be_visible()
    for who in ("hoa", "dung"):
        page = journey.office.visit(who)
        page.goto(f"/van-ban/den/{entry.id}/")
        page.get_by_role("link", name="Xác nhận kết quả").click()
        page.get_by_role("button", name="Xác nhận kết quả").click()
        expect(page.get_by_text("Đã xác nhận kết quả của")).to_be_visible()
    entry.refresh_from_db()
    assert entry.state == EntryState.DONE
    minh.goto(f"/van-ban/den/{entry.id}/")
    expect(minh.locator(".facts", has_text=line.symbol).first).to_be_visible()
    journey.look(minh, "7-van-ban-den-da-xong")


def _closed(journey: Journey, entry: RegisterEntry, line: OutgoingEntry) -> Dossier:
    minh = journey.office.visit("minh")
    minh.goto("/ho-so/moi/")
    minh.get_by_label("Tiêu đề hồ sơ").fill(TITLE)
    minh.get_by_label("Số, ký hiệu hồ sơ").fill("07.KGVX")
    minh.get_by_label("Thời hạn bảo quản").select_option("20")
    minh.get_by_role("button", name="Mở hồ sơ").click()
    expect(minh.get_by_text("Đã mở hồ sơ").first).to_be_visible()
    for url in (f"/van-ban/den/{entry.id}/", f"/van-ban/di/{line.id}/"):
        minh.goto(url)
        minh.get_by_label("Đưa vào hồ sơ").select_option(label=f"07.KGVX · {TITLE}")
        minh.get_by_role("button", name="Đưa vào hồ sơ").click()
        expect(minh.get_by_text("Đã đưa văn bản vào hồ sơ").first).to_be_visible()
    dossier = Dossier.objects.get(title=TITLE)
    minh.goto(f"/ho-so/{dossier.id}/ket-thuc/")
    today = timezone.localdate().strftime("%d/%m/%Y")
    minh.get_by_label("Ngày công việc kết thúc").fill(today)
    minh.get_by_role("button", name="Kết thúc hồ sơ").click()
    expect(minh.get_by_text("Hồ sơ đã kết thúc").first).to_be_visible()
    journey.look(minh, "8-ho-so-da-ket-thuc")
    return dossier


def _packed(journey: Journey, dossier: Dossier) -> None:
    """Asked for by the archivist, made by the worker, whole by its own reader."""
    thu = journey.office.visit("thu")
    thu.goto(f"/ho-so/{dossier.id}/dong-goi/")
    thu.locator("form.form .button-primary").click()
    expect(thu.get_by_text("Đang đóng gói").first).to_be_visible()
    wait_for(
        lambda: Package.objects.filter(dossier=dossier, state="ready").exists(), 30
    )
    thu.goto(f"/ho-so/{dossier.id}/")
    journey.look(thu, "9-goi-ho-so")
    link = thu.get_by_role("link", name=re.compile("Tải gói")).get_attribute("href")
    assert link is not None
    path = journey.pictures / "goi.zip"
    path.write_bytes(thu.request.get(link).body())
    found = check_package(path, shipped_profile())
    assert (found.faults, found.documents) == ([], 2)
