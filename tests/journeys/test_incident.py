"""From a line of a log to three agencies that were warned, in a browser.

A machine's own rsyslog forwards over TLS; its sshd tells of passwords being guessed; of
that one alert is made. Quân, of the province's centre, opens an
incident from it: two clocks run. He warns three agencies; each one's administrator
acknowledges; the wall screen then waits only for the authorities to be told.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.audit.rules import SYSTEM
from congvu.incidents.models import Incident, UnitWarning
from congvu.logs.actions import add_source
from congvu.logs.models import Alert, LogEvent
from congvu.organisations.actions import create_agency, create_unit
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Role
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office
from tests.journeys.test_accessible import STICKS_OUT
from tests.logs.relay import forwarding, is_there, make_certificates, wait_for
from tests.people import SINCE, seated

DEPARTMENT = "Sở Tư pháp"


def _administrators(office: Office) -> None:
    """Of a department, and of the commune; the committee has Quân."""
    people, at = office.province, timezone.now()
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    agency = create_agency(
        kind=AgencyKind.DEPARTMENT,
        name=DEPARTMENT,
        short_name=DEPARTMENT,
        issuer_symbol="STP",
        parent=people.committee,
        **made,
    )
    for who, name, of in (
        ("khue", "Hà Văn Khuê", agency),
        ("nga", "Lý Thị Nga", people.commune),
    ):
        unit = create_unit(agency=of, name="Tổ quản trị", **made)
        people.cast[who] = seated(
            who, name, unit, Role.ADMINISTRATOR, "Quản trị", at, None
        )


def _brute_force(office: Office, here: Path) -> Alert:
    """A machine's own rsyslog tells of it over TLS; the receiver's loader reads it."""
    source, _secret = add_source(
        agency_id=office.province.committee.pk,
        name="Máy chủ thư",
        kind="syslog",
        addresses=[],
        fingerprint=make_certificates(here),
        silent_after=None,
        by=office.province.seat("quan"),
        at=timezone.now(),
    )
    alerts = Alert.objects.filter(source=source, title="Dò mật khẩu SSH")
    with forwarding(here) as relay:
        relay.guess(range(30))
        kept = LogEvent.objects.filter(source=source)
        assert wait_for(lambda: kept.count() >= 30 and alerts.exists(), 30)
    return alerts.get()


def _open(page: Page, alert: Alert) -> Incident:
    page.goto("/an-toan/bao-dong/")
    page.get_by_role("link", name="Dò mật khẩu SSH").first.click()
    expect(page.get_by_text(alert.key).first).to_be_visible()
    page.get_by_role("link", name="Mở sự cố").click()
    page.get_by_label("Nhóm sự cố").select_option("intrusion")
    page.get_by_role("button", name="Mở sự cố").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dò mật khẩu SSH")
    expect(page.get_by_text("còn 23 giờ")).to_be_visible()
    expect(page.get_by_text("còn 71 giờ")).to_be_visible()
    return Incident.objects.get(alert=alert)


def _warn(page: Page, office: Office) -> UnitWarning:
    page.get_by_role("link", name="Gửi cảnh báo").click()
    page.get_by_label("Nội dung").fill("Nguồn 203.0.113.9 dò mật khẩu SSH.")
    page.get_by_label("Mức khẩn").select_option("now")
    page.get_by_label("Việc phải làm").fill("Đóng cổng 22 ra Internet")
    soon = timezone.localtime() + timedelta(days=1)
    page.get_by_label("Hạn").fill(f"{soon:%H:%M %d/%m/%Y}")
    people = office.province
    own = [people.committee.pk, people.commune.pk]
    for name in (DEPARTMENT, *agency_names_on(own, soon.date()).values()):
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Gửi cảnh báo").click()
    expect(page.get_by_text("0 trên 3 đã thực hiện, 3 chưa xác nhận")).to_be_visible()
    return UnitWarning.objects.get()


def test_from_a_log_over_tls_to_three_agencies(office: Office, tmp_path: Path) -> None:
    if not is_there():
        pytest.skip("not run: rsyslog is not on this machine")
    _administrators(office)
    quan = office.visit("quan")
    alert = _brute_force(office, tmp_path)
    assert alert.count >= 10, "however often, one alert"
    found = _open(quan, alert)
    assert found.clocks.count() == 2, "one alert, one incident, two clocks"
    warning = _warn(quan, office)
    for who in ("quan", "khue", "nga"):
        page = office.visit(who)
        page.goto(f"/an-toan/canh-bao/{warning.pk}/")
        page.get_by_role("button", name="Xác nhận đã đọc").click()
        expect(page.get_by_text("Đã xác nhận.").first).to_be_visible()
    quan.goto(f"/an-toan/canh-bao/{warning.pk}/")
    expect(quan.get_by_text("0 trên 3 đã thực hiện, 0 chưa xác nhận")).to_be_visible()
    quan.goto("/an-toan/man-hinh/")
    expect(quan.get_by_text("Cảnh báo chưa xác nhận")).to_have_count(0)
    expect(quan.get_by_text("còn 23 giờ")).to_be_visible()
    phone = office.visit("quan", size=PHONE)
    for address in (f"/an-toan/su-co/{found.pk}/", "/an-toan/man-hinh/"):
        phone.goto(address)
        assert phone.evaluate(STICKS_OUT) == [], address
        seen = found_by_axe(phone)
        assert not seen.violations_count, seen.generate_report()
