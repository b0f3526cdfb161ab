"""The watch screen on its wall: the worst day has room, for nobody scrolls there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from congvu.incidents.queries.wall import MOST_SHOWN
from congvu.lib.ids import uuid7
from congvu.logs.actions import add_source
from congvu.logs.models import Alert, LogSource
from tests.incidents.stories import incident, warning
from tests.journeys.office import Office
from tests.vulnerabilities.stories import Watch, before, osv

WALL: Any = {"width": 1920, "height": 1080}
LONG = "Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh bị mã hóa tống tiền"


def _worst_day(office: Office) -> None:
    """Five of everything, all with long names."""
    people, at = office.province, timezone.now()
    for number in range(1, 6):
        incident(people, at=at, name=f"{LONG}, lần {number}")
        warning(people, [people.commune.pk], at=at, title=f"{LONG}: vá bản {number}")
        add_source(
            agency_id=people.committee.pk,
            name=f"{LONG} {number}",
            kind="syslog",
            addresses=[f"192.0.2.{number}"],
            fingerprint="",
            silent_after=60,
            by=people.seat("quan"),
            at=at,
        )
        Alert.objects.create(
            agency=people.committee,
            rule=uuid7(),
            title="Dò mật khẩu SSH",
            level=number - 1,
            key=f"203.0.113.{number}",
            cause=str(number) * 64,
            count=40,
            first_at=at,
            last_at=at,
        )
    LogSource.objects.update(silent_since=at - timedelta(hours=3))
    watch = Watch(people)
    watch.report(("mau-lib", "1.0-1", ""))
    watch.load(osv("CVE-2026-1", "mau-lib", *before("1.0-2")))
    exploited = {"cveID": "CVE-2026-1", "dateAdded": "2026-11-01"}
    watch.load({"title": "KEV", "vulnerabilities": [exploited]})
    watch.match()


@pytest.fixture
def worst_day(office: Office) -> Iterator[None]:
    """Other journeys in this office have better days."""
    _worst_day(office)
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE incidents_incident, incidents_unitwarning, logs_alert,"
            " logs_logsource, vulnerabilities_finding, vulnerabilities_advisory CASCADE"
        )


@pytest.mark.usefixtures("worst_day")
def test_the_worst_day_fits_on_the_screen(office: Office) -> None:
    page = office.visit("quan", size=WALL)

    page.goto("/an-toan/man-hinh/")

    for words, least in (
        ("Phải báo", 10),
        ("Sự cố chưa đánh giá", 5),
        ("Cảnh báo chưa xác nhận", 5),
        ("Nguồn nhật ký im", 5),
    ):
        heading = page.get_by_role("heading", name=words)
        expect(heading).to_be_visible()
        assert int(heading.inner_text().split()[-1]) >= least, "others may be there"
        assert heading.locator("xpath=..").locator("li").count() == MOST_SHOWN
    for words in ("Cảnh báo an ninh chưa ai nhận", "Lỗ hổng phải vá ngay"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= WALL["height"]
    sizes = page.evaluate(
        "[...document.querySelectorAll('.wall-parts li, .wall-parts small')]"
        ".map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 24, "read from five metres"
