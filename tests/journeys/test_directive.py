"""From a directive's file to duties at a department and a commune, in a browser.

Lan enters the file; Minh opens the paper as a directive, confirms one card by a key,
mends another, says of a third why it is none; the department's director and the
commune's chairman find theirs, each beside the sentence that orders it. The director
reports his done, Dũng accepts it, and the scorecard counts one more.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.audit.rules import SYSTEM
from congvu.directives.models import Directive, Proposal
from congvu.documents.models import Grant, RegisterEntry
from congvu.duties.models import Duty
from congvu.organisations.actions import create_agency, create_unit
from congvu.organisations.models import Agency, AgencyKind
from congvu.organisations.rules import Role
from tests.axe import found_by_axe
from tests.directives.making import text
from tests.journeys.office import GIVEN, PHONE, Office, wait_for
from tests.journeys.test_accessible import STICKS_OUT
from tests.journeys.test_story import register, upload
from tests.people import SINCE, seated
from tests.scale import few_or_all

NAME = "Sở Thông tin và Truyền thông"
_MORE = """4. Sở Thông tin và Truyền thông hướng dẫn các cơ quan ký số văn bản điện tử.
5. Sở Thông tin và Truyền thông kiểm tra việc ký số tại các xã, phường.
6. Sở Thông tin và Truyền thông báo cáo Ủy ban nhân dân tỉnh kết quả kiểm tra.
"""


def _own() -> bytes:
    """Written for the test, as a Word file."""
    paper, out = docx.Document(), io.BytesIO()
    end = "Chỉ thị này có hiệu lực"
    for line in text(timezone.localdate()).replace(end, _MORE + end).splitlines():
        paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


def _department(office: Office) -> Agency:
    people, at = office.province, timezone.now()
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    agency = create_agency(
        kind=AgencyKind.DEPARTMENT,
        name=NAME,
        short_name=NAME,
        issuer_symbol="STTTT",
        parent=people.committee,
        **made,
    )
    unit = create_unit(agency=agency, name="Lãnh đạo sở", **made)
    people.cast["kien"] = seated(
        "kien", "Dương Trung Kiên", unit, Role.LEADER, "Giám đốc", at, None
    )
    return agency


def _card(page: Page, directive: Directive, proposal: Proposal) -> None:
    page.goto(f"/nhiem-vu/chi-thi/{directive.id}/?de-xuat={proposal.id}")
    expect(page.locator("[data-current]")).to_have_id(f"the-{proposal.id}")


def _led_by(directive: Directive, lead: str) -> list[Proposal]:
    """By it alone: supporters that are not in the small province would be asked."""
    waiting = directive.proposals.filter(state="waiting", lead=lead, support="")
    return list(waiting.order_by("start"))


def _files() -> list[Path | None]:
    return [None, *sorted(GIVEN.glob("seed/*.txt"))]


# In short a real one, where they lie beside the repository.
@pytest.mark.repeats
@pytest.mark.parametrize(
    "given",
    few_or_all(_files()[-1:], _files()),
    ids=lambda p: p.name if p else "own",
)
def test_a_directive_becomes_duties(office: Office, given: Path | None) -> None:
    agency = Agency.objects.filter(versions__name=NAME).first() or _department(office)
    name = given.name if given else "chi-thi.docx"
    lan, people = office.visit("lan"), office.province
    [item] = upload(lan, office, [(name, given.read_bytes() if given else _own())])
    entry = register(lan, item)
    directive = _opened(office, entry)
    minh = office.visit("minh")

    by_key, mended, none = _led_by(directive, NAME)[:3]
    _card(minh, directive, by_key)
    _is_sound(minh)
    minh.keyboard.press("Enter")
    expect(minh.get_by_text("nhiệm vụ đã giao").first).to_be_visible()
    _card(minh, directive, mended)
    minh.keyboard.press("e")
    minh.keyboard.press("ControlOrMeta+a")
    minh.keyboard.type("UBND xã Yến Dương")
    minh.get_by_role("button", name="Xác nhận", exact=False).first.click()
    expect(minh.get_by_text("nhiệm vụ đã giao").first).to_be_visible()
    _card(minh, directive, none)
    minh.keyboard.press("x")
    minh.get_by_label("Vì sao không phải nhiệm vụ").fill("Việc thường xuyên.")
    minh.get_by_role("button", name="Bỏ đề xuất").click()
    expect(minh.get_by_text("Đã bỏ đề xuất").first).to_be_visible()

    for who, proposal, body in (
        ("kien", by_key, agency),
        ("phuc", mended, people.commune),
    ):
        proposal.refresh_from_db()
        duty = Duty.objects.get(proposal=proposal)
        assert duty.shares.get(role="lead").agency_id == body.id
        page = office.visit(who)
        page.goto("/nhiem-vu/")
        page.get_by_role("link", name=duty.title).click()
        expect(page.locator("blockquote").first).to_contain_text(
            duty.sentence.split("\n")[0][:60]
        )
    none.refresh_from_db()
    assert none.state == "rejected"
    _counted_on_the_scorecard(office, Duty.objects.get(proposal=by_key))
    _on_a_phone(office, directive)


def _opened(office: Office, entry: RegisterEntry) -> Directive:
    """Minh may read the paper; he opens it from its own page."""
    Grant.objects.create(
        principal_id=office.province.seat("minh").post_id,
        entry=entry,
        order_key=entry.order_key,
    )
    page = office.visit("minh")
    page.goto(f"/nhiem-vu/chi-thi/cua-van-ban-den/{entry.id}/")
    page.get_by_role("button", name="Mở và đọc").click()
    wait_for(lambda: Directive.objects.filter(incoming=entry).exists(), 60)
    directive = Directive.objects.get(incoming=entry)
    expect(page.locator("[data-current]")).to_be_visible()
    return directive


def _counted_on_the_scorecard(office: Office, duty: Duty) -> None:
    """Of the day, while one looks: what is accepted is counted at once."""
    dung, kien = office.visit("dung"), office.visit("kien")
    before = _done_in_time(dung)
    kien.goto(f"/nhiem-vu/{duty.id}/")
    kien.get_by_role("link", name="Báo cáo hoàn thành").click()
    kien.get_by_label("Ngày hoàn thành").fill(f"{timezone.localdate():%d/%m/%Y}")
    kien.get_by_label("Kết quả đã đạt").fill("Đã hướng dẫn các cơ quan.")
    kien.get_by_role("button", name="Gửi báo cáo").click()
    expect(kien.get_by_text("Đã gửi báo cáo").first).to_be_visible()
    dung.goto(f"/nhiem-vu/{duty.id}/")
    dung.get_by_role("link", name="Xác nhận hoàn thành").first.click()
    dung.get_by_role("button", name="Xác nhận").first.click()
    expect(dung.get_by_text("Đã xác nhận hoàn thành").first).to_be_visible()
    assert _done_in_time(dung) == before + 1
    _is_sound(dung)


def _done_in_time(page: Page) -> int:
    """The department's figure on the scorecard of today."""
    page.goto("/nhiem-vu/bang-diem/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=NAME))
    figure = row.locator("a[href*='done-in-time']")
    return int(figure.inner_text()) if figure.count() else 0


def _is_sound(page: Page) -> None:
    """Accessible, and nothing sticks out sideways."""
    found = found_by_axe(page)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate(STICKS_OUT) == []


def _on_a_phone(office: Office, directive: Directive) -> None:
    page = office.visit("dung", size=PHONE, is_mobile=True)
    page.goto(f"/nhiem-vu/chi-thi/{directive.id}/")
    _is_sound(page)
    page.get_by_role("link", name="đề xuất").first.click()
    expect(page.locator("[data-current]")).to_be_visible()
