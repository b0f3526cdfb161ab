"""Every kind of page, at a desk and on a phone: accessible, and nothing sticks out.

In short, half of the rows are shown, by days, and axe looks at one width, in turns; of
the rows that differ from one before by who looks and how far a paper is, and not by
what is done there, one of three is shown, on a phone alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from congvu.accounts.models import Passkey, User
from congvu.accounts.rules import new_totp_secret
from congvu.audit.rules import SYSTEM
from congvu.controls.actions import (
    AuditData,
    FindingData,
    RiskData,
    keep_risk,
    raise_finding,
    start_audit,
)
from congvu.controls.models import AuditPart
from congvu.documents import actions
from congvu.law.queries import calendar
from congvu.openid.actions import give_consent, register_client
from tests.axe import found_by_axe
from tests.controls.stories import asked, requirement
from tests.files.conftest import make_pdf
from tests.journeys.office import DESK, PHONE, Office, papers
from tests.people import PASSWORD
from tests.scale import day, few_or_all, in_turn

# Buttons a thumb decides with (WCAG 2.5.5).
DECIDING = ".card-actions .button, .deciding .button, .actions .button-primary"

# What makes a page wider than its window, told by its start tag.
STICKS_OUT = """() => {
  const edge = window.innerWidth;
  if (document.scrollingElement.scrollWidth <= edge) return [];
  return Array.from(document.querySelectorAll("body *"))
    .filter((one) => one.getBoundingClientRect().right > edge + 1)
    .map((one) => one.cloneNode(false).outerHTML.slice(0, 80));
}"""


@dataclass
class Shown:
    """The papers and files that the pages are about."""

    office: Office
    ids: dict[str, str]

    def url(self, pattern: str) -> str:
        return pattern.format(**self.ids)


@pytest.fixture(scope="module")
def shown(_office: Office) -> Shown:
    """One paper in each state, one file in each."""
    office, ids = _office, {}
    seat, now = office.province.seat("lan"), timezone.now()
    ids["registered"] = str(office.register().id)
    submitted = office.register(urgency="urgent")
    ids["direct"] = str(office.submit(submitted).id)
    ids["submitted"] = str(submitted.id)
    held = office.register()
    office.instruct(held, hold=True)
    ids["held"] = str(held.id)
    handling = office.register()
    ids["lead"] = str(office.instruct(handling).id)
    ids["handling"] = str(handling.id)
    ids["inform"] = str(
        handling.assignments.get(part="inform").id  # on the office's desk
    )
    working = office.register()
    ids["work"] = str(office.assign(working).id)
    ids["working"] = str(working.id)
    _late_and_asking(office)
    reported = office.register()
    ids["report"] = str(office.report(reported).id)
    ids["reported"] = str(reported.id)
    returned = office.register()
    actions.return_to_sender(
        entry_id=returned.id, reason="Gửi nhầm nơi nhận.", by=seat, at=now
    )
    ids["returned"] = str(returned.id)
    many = office.register()
    for name, content in papers(2, seed=34):
        item = office.receive(content, name)
        actions.attach_item(item_id=item.id, entry_id=many.id, by=seat, at=now)
    ids["many"] = str(many.id)
    (name, content), (other, again) = papers(2, seed=33)
    ids["ready"] = str(office.receive(content, name).id)
    ids["double"] = str(office.receive(content, "trung-" + name).id)
    ids["second"] = str(office.receive(again, other).id)
    ids["quarantined"] = str(office.receive(make_pdf()[:300], "hong.pdf").id)
    ids["refused"] = str(office.receive(b"", "rong.pdf").id)
    ids["agency"] = str(office.province.committee.id)
    _sign_in_of_others(office)
    _security(office, ids)
    return Shown(office, ids)


def _late_and_asking(office: Office) -> None:
    """Hoa asks Dũng for more time for what is late: the overview has a part of each."""
    late = office.register()
    part = office.assign(late).parent
    assert part is not None
    day = timezone.localdate() - timedelta(days=3)
    late.assignments.update(due_on=day)
    actions.ask_extension(
        entry_id=late.id,
        assignment_id=part.id,
        until=calendar().next_working_day(timezone.localdate()),
        reason="Chờ số liệu của xã.",
        by=office.province.seat("hoa"),
        at=timezone.now(),
    )


def _sign_in_of_others(office: Office) -> None:
    """A webmail that Lan lets know who she is, and her passkey."""
    now, lan = timezone.now(), office.province.lan.user
    webmail, _secret = register_client(
        client_id="webmail",
        name="Thư công vụ",
        redirect_uris=["https://thu.backan.example/"],
        by=SYSTEM,
        at=now,
    )
    given: Any = {"client": webmail, "scope": "openid profile email"}
    give_consent(user=lan, by=SYSTEM, at=now, **given)
    Passkey.objects.create(
        user=lan,
        name="Điện thoại của tôi",
        credential_id=b"cua lan",
        public_key=b"khoa",
        created_at=now,
    )


def _security(office: Office, ids: dict[str, str]) -> None:
    """An audit that waits for Quân, one handed in with a finding; a risk."""
    people = office.province
    system, by, at = asked(people), people.seat("quan"), timezone.now()
    day = people.today + timedelta(days=9)
    catalogue = requirement("13").catalogue
    for title in ("waits", "handed"):
        data = AuditData(title, catalogue.pk, day, [system.pk])
        audit = start_audit(data=data, by=by, at=at)
        ids[f"audit_{title}"] = str(audit.pk)
        ids[f"part_{title}"] = str(audit.parts.get().pk)
    part = AuditPart.objects.filter(pk=ids["part_handed"])
    part.update(handed_at=at, handed_on=people.today, handed_by="Quân")
    found = raise_finding(
        part_id=part.get().pk,
        data=FindingData("Còn tài khoản thử", "high", day),
        by=by,
        at=at,
    )
    ids["finding"], ids["system"] = str(found.pk), str(system.pk)
    ids["asked"] = str(requirement("13").pk)
    risk = RiskData("Hỏng đĩa", 3, 4, "reduce", "Thay đĩa", by.post_id, day)
    keep_risk(system_id=system.pk, data=risk, by=by, at=at)


def _mistakes(page: Page) -> None:
    page.locator("#registration button[type=submit]").first.click()
    page.locator("[data-errors]").wait_for()


def _no_script(page: Page) -> None:
    """The passkey's form sent as it is: the office answers in words."""
    page.evaluate("document.querySelector('form[data-passkey]').submit()")
    page.locator("[data-errors]").wait_for()


def _second_step(page: Page) -> None:
    if not User.objects.filter(username="hai-buoc").exists():
        user = User(username="hai-buoc")
        user.set_password(PASSWORD)
        user.save()
        User.objects.filter(pk=user.pk).update(
            totp_secret=new_totp_secret(), totp_since=timezone.now()
        )
    page.get_by_label("Tên đăng nhập").fill("hai-buoc")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/dang-nhap/ma/")


def _desks(page: Page) -> None:
    """Both lists open, one supporting desk chosen with a day that no calendar has."""
    for summary in page.locator("details.desks > summary").all():
        summary.click()
    line = page.locator(".desk-line").first
    line.locator("[type=checkbox]").check()
    line.locator(".input-date").fill("31/11/2026")
    page.locator(".deed-form button[type=submit]").first.click()
    page.locator("[data-errors]").wait_for()


def _find(page: Page) -> None:
    """On a phone the search opens in the bar; at a desk it is always there."""
    opener = page.locator(".phonefind > summary")
    if opener.is_visible():
        opener.click()


def _keys(page: Page) -> None:
    page.keyboard.press("?")


def _filters(page: Page) -> None:
    page.locator(".filters > summary").click()


def _further(page: Page) -> None:
    for summary in page.locator("details.discard > summary").all():
        summary.click()


Step = Callable[[Page], None] | None
SAFE = "/an-toan/"
ENTRY = "/van-ban/den/{%s}/"
AUTHORIZE = (
    "/openid/authorize/?response_type=code&client_id=webmail&scope=openid+profile+email"
    f"&code_challenge={'x' * 43}&code_challenge_method=S256"
)
DEED = "/van-ban/den/{%s}/viec/{%s}/%s/"
# who, address, what is done there before looking
PAGES_SHOWN: list[tuple[str, str, Step]] = [
    ("", "/dang-nhap/", None),
    ("", "/dang-nhap/", _second_step),
    ("", "/tro-giup/dang-nhap/", None),
    *((who, "/viec-cua-toi/", None) for who in ("lan", "minh", "hoa", "dung", "ha")),
    *((who, "/viec-cua-toi/", None) for who in ("quan", "thu", "khach")),
    *((who, "/tong-quan/", None) for who in ("dung", "ha", "hoa", "minh")),
    ("ha", "/tong-quan/danh-sach/?con_so=da-nhan", None),
    ("ha", "/tong-quan/danh-sach/?con_so=huy-so", None),
    ("ha", "/tong-quan/nguyen-nhan-tre/", None),
    ("dung", "/van-ban/den/don-doc/", None),
    ("dung", "/viec-cua-toi/{direct}/", None),
    ("minh", "/viec-cua-toi/{work}/", None),
    ("lan", "/van-ban/den/", None),
    ("lan", "/van-ban/den/", _keys),
    ("lan", "/van-ban/den/", _find),
    ("lan", "/van-ban/den/?tim=khong-co-gi", None),
    ("lan", "/van-ban/den/", _filters),
    ("lan", "/van-ban/den/?loai=CV&tu=31/02/2026", None),
    ("lan", "/tim-kiem/", None),
    ("lan", "/tim-kiem/?q=báo+cáo", _filters),
    ("lan", "/tim-kiem/?q=khong-co-gi-het", None),
    ("minh", "/van-ban/den/", None),
    *(
        ("lan", ENTRY % state, None)
        for state in (
            "registered",
            "submitted",
            "held",
            "handling",
            "working",
            "reported",
            "returned",
        )
    ),
    ("lan", ENTRY % "working" + "phieu/", None),
    ("lan", ENTRY % "registered" + "trinh/", None),
    ("lan", ENTRY % "registered" + "tra-noi-gui/", None),
    ("lan", ENTRY % "registered" + "huy-so/", None),
    ("lan", ENTRY % "working" + "sua/", None),
    ("lan", ENTRY % "working" + "them-tep/", None),
    ("lan", ENTRY % "many", None),
    ("lan", ENTRY % "held" + "chuyen/", None),
    ("dung", DEED % ("submitted", "direct", "but-phe"), None),
    ("dung", DEED % ("submitted", "direct", "but-phe"), _desks),
    ("dung", DEED % ("submitted", "direct", "tra-lai"), None),
    ("hoa", DEED % ("handling", "lead", "phan-cong"), None),
    ("minh", DEED % ("working", "work", "bao-cao"), None),
    ("hoa", DEED % ("reported", "report", "xac-nhan"), None),
    ("hoa", DEED % ("reported", "report", "tra-lai-bao-cao"), None),
    ("ha", DEED % ("handling", "inform", "da-biet"), None),
    ("lan", "/tiep-nhan/", None),
    *(
        ("lan", f"/tiep-nhan/{{{item}}}/", None)
        for item in ("ready", "double", "quarantined", "refused")
    ),
    ("lan", "/tiep-nhan/{second}/", _further),
    ("lan", "/tiep-nhan/{second}/so-voi/{registered}/", None),
    ("lan", "/van-ban/den/vao-so/", None),
    ("lan", "/van-ban/den/vao-so/", _mistakes),
    ("lan", "/van-ban/den/in-so/", None),
    ("lan", "/van-ban/den/so/", None),
    ("quan", "/quan-tri/quy-tac/", None),
    ("quan", "/quan-tri/lich-lam-viec/", None),
    ("lan", "/quan-tri/chu-ky/", None),
    ("dung", "/quan-tri/chu-ky/dang-ky/", None),
    ("dung", "/quan-tri/chu-ky/dang-ky/?noi=outside", None),
    ("quan", "/quan-tri/co-quan/", None),
    ("quan", "/quan-tri/co-quan/{agency}/", None),
    *(
        ("quan", f"/quan-tri/co-quan/{{agency}}/{change}/", None)
        for change in ("bo-nhiem", "thoi-giu", "giao-phu-trach", "them-can-bo")
    ),
    ("quan", "/quan-tri/quyen/", None),
    ("quan", SAFE + "kiem-tra/", None),
    ("quan", SAFE + "kiem-tra/mo/", None),
    ("quan", SAFE + "kiem-tra/{audit_handed}/", None),
    ("quan", SAFE + "kiem-tra/phan/{part_waits}/", None),
    ("quan", SAFE + "kiem-tra/phan/{part_waits}/yeu-cau/{asked}/", None),
    ("quan", SAFE + "kiem-tra/phan/{part_handed}/ton-tai/", None),
    ("quan", SAFE + "ton-tai/", None),
    ("quan", SAFE + "ton-tai/{finding}/", None),
    ("quan", SAFE + "rui-ro/", None),
    ("quan", SAFE + "he-thong/{system}/rui-ro/", None),
    ("ha", SAFE + "quy-che/", None),
    ("ha", SAFE + "quy-che/soan/", None),
    ("quan", SAFE + "du-lieu-ca-nhan/", None),
    ("quan", SAFE + "du-lieu-ca-nhan/ghi/", None),
    ("quan", SAFE + "du-lieu-ca-nhan/yeu-cau/", None),
    ("quan", SAFE + "dau-hieu/", None),
    ("quan", SAFE + "dau-hieu/ghi/", None),
    ("quan", SAFE + "dien-tap/", None),
    ("quan", SAFE + "dien-tap/ke-hoach/", None),
    ("quan", SAFE + "su-co/thoi-gian/", None),
    ("lan", ENTRY % "working" + "quyen/", None),
    ("quan", "/quan-tri/nhat-ky/", None),
    ("quan", "/quan-tri/tien-trinh/", None),
    *(
        ("lan", f"/tai-khoan/{part}", None)
        for part in ("", "mat-khau/", "xac-thuc/", "xac-thuc/cai/", "phien/")
    ),
    ("lan", "/tai-khoan/ma-truy-cap/", None),
    ("lan", "/tai-khoan/khoa/", None),
    ("lan", "/tai-khoan/chuong-trinh/", None),
    ("khach", "/tai-khoan/chuong-trinh/", None),
    ("", "/dang-nhap/", _no_script),
    ("minh", AUTHORIZE, None),
    ("khach", AUTHORIZE, None),
    ("minh", "/openid/authorize/", None),
    ("minh", "/openid/end-session/?client_id=webmail", None),
    ("lan", "/tro-giup/", None),
    *(("lan", f"/tro-giup/{slug}/", None) for slug in ("van-thu", "phim-tat")),
    ("lan", "/ui/", None),
    ("lan", "/khong-co-trang-nay/", None),
]


def _name(row: Any) -> str:
    who, address, step = row
    words = f"{who or 'nobody'}{address.replace('{', '').replace('}', '')}"
    return words + (step.__name__ if step else "")


def _kind(row: Any) -> tuple[str, Step]:
    _who, address, step = row
    return re.sub(r"\{\w+\}", "{}", address.partition("?")[0]), step


def _is_again(row: Any) -> bool:
    before = PAGES_SHOWN[: PAGES_SHOWN.index(row)]
    return _kind(row) in map(_kind, before)


AGAIN = [row for row in PAGES_SHOWN if _is_again(row)]
LEFT_OUT = [row for n, row in enumerate(AGAIN) if n % 3]
IN_SHORT = [row for row in PAGES_SHOWN if row not in LEFT_OUT]


def _widths(row: Any) -> set[str]:
    """Where axe looks at a page: a second or two each time."""
    by_turns = ("desk", "phone")[(PAGES_SHOWN.index(row) + day() // 2) % 2]
    short = {"phone" if _is_again(row) else by_turns}
    return few_or_all(short, {"desk", "phone"})


@pytest.fixture(scope="module")
def windows(_office: Office) -> Iterator[dict[str, Page]]:
    """One window for each person, opened once."""
    opened: dict[str, Page] = {}
    yield opened
    _office.close_pages()


@pytest.mark.repeats
@pytest.mark.parametrize(
    "row", few_or_all(in_turn(IN_SHORT, 2), PAGES_SHOWN), ids=_name
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    shown: Shown, windows: dict[str, Page], row: Any
) -> None:
    """At a desk, and in the same window made as narrow as a phone."""
    who, address, step = row
    if who not in windows or not who:
        windows[who] = shown.office.visit(who)
    page = windows[who]
    page.set_viewport_size(DESK)
    page.goto(shown.url(address))
    if step is not None:
        step(page)
    widths = _widths(row)
    if few_or_all(few=not _is_again(row), whole=True):
        _look(page, "desk", widths)

    page.set_viewport_size(PHONE)
    if step is _find:
        step(page)
    _look(page, "phone", widths)
    small = [
        (target.inner_text(), box["height"])
        for target in page.locator(DECIDING).locator("visible=true").all()
        if (box := target.bounding_box()) and box["height"] < 44
    ]
    assert small == []


def _look(page: Page, size: str, widths: set[str]) -> None:
    if size in widths:
        found = found_by_axe(page)
        assert found.violations_count == 0, f"{size}: {found.generate_report()}"
    assert page.evaluate(STICKS_OUT) == [], size
