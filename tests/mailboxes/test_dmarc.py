"""Reports of other servers about our domains: by letter and by hand, read once."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.files import jail
from congvu.mailboxes.actions.keeping_letters import Brought, keep_letter, read_letter
from congvu.mailboxes.actions.reading_dmarc import read_reports_in
from congvu.mailboxes.models import BoxLetter, DmarcReport, MailDomain
from tests.documents.machine import machine
from tests.mailboxes.registry import (
    REPORT_PDF,
    SERVER,
    letter,
    registry_box,
    stamped,
)
from tests.mailboxes.reports import report
from tests.outgoing.conftest import home
from tests.people import SINCE, Province

__all__ = ["home"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "jailed")]
URL = "/chuyen-thu/dmarc/"


@pytest.fixture
def jailed(home: Path) -> Iterator[None]:
    yield
    jail.stop()


def brought(
    province: Province,
    tmp_path: Path,
    name: str,
    data: bytes,
    *,
    found: str = "",
    beside: str = "",
) -> BoxLetter:
    MailDomain.objects.create(name="backan.example", valid_from=SINCE)
    made = letter(sender="noreply@noi-nhan.example", subject="Report domain")
    made.add_attachment(data, "application", "gzip", filename=name)
    if beside:
        made.add_attachment(REPORT_PDF, "application", "pdf", filename=beside)
    kept = tmp_path / "thu.eml"
    kept.write_bytes(stamped(made, found=found))
    at = timezone.now()
    came = keep_letter(
        letter=kept,
        brought=Brought(registry_box(province), "1", 1, 1, at),
        by=SYSTEM,
        at=at,
    )
    assert came is not None
    read_letter(letter_id=came.pk, server=SERVER, by=SYSTEM, at=at)
    return read_reports_in(letter_id=came.pk, by=SYSTEM, at=at)


NAME = "noi-nhan.example!backan.example!1795305600!1795391999.xml.gz"


def test_a_report_that_came_by_letter_is_read_and_the_registry_left_alone(
    province: Province, tmp_path: Path
) -> None:
    came = brought(province, tmp_path, NAME, gzip.compress(report()))

    assert (came.state, came.reason) == (
        "report",
        "Báo cáo DMARC của Nơi nhận về backan.example.",
    )
    kept = DmarcReport.objects.get()
    assert (kept.letter, kept.policy, kept.rows.count()) == (came, "quarantine", 2)
    assert (
        "Report domain" not in province.client("lan").get("/thu-den/").content.decode()
    )
    page = province.client("quan").get(URL).content.decode()
    assert "2 thư không xác thực được" in page
    assert "2001:db8::1" in page
    assert "thư mang báo cáo: chưa xác thực được nơi gửi" in page
    told = machine(province, "quan").get("dmarc-reports").data
    assert [row["count"] for row in told["items"][0]["rows"]] == [41, 2]
    assert province.client("lan").get(URL).status_code == 404


def test_a_broken_one_waits_for_people_as_any_letter(
    province: Province, tmp_path: Path
) -> None:
    came = brought(province, tmp_path, NAME, gzip.compress(report())[:-9])

    assert came.state == "waiting"
    assert not DmarcReport.objects.exists()


@pytest.mark.parametrize(
    ("domain", "found", "beside"),
    [
        ("cua-ai-do.example", "", ""),
        ("backan.example", "fail", ""),
        ("backan.example", "", "cong-van.pdf"),
    ],
    ids=["about others' domain", "not from whom it names", "with a paper beside it"],
)
def test_no_form_of_a_report_hides_a_letter_from_lan(
    province: Province, tmp_path: Path, domain: str, found: str, beside: str
) -> None:
    data = report().replace(b"<domain>backan.example", f"<domain>{domain}".encode())

    came = brought(
        province, tmp_path, NAME, gzip.compress(data), found=found, beside=beside
    )

    assert came.state == "waiting"
    assert not DmarcReport.objects.exists()
    assert "Report domain" in province.client("lan").get("/thu-den/").content.decode()


def test_one_is_brought_by_hand_once_and_a_hostile_one_not_at_all(
    province: Province,
) -> None:
    quan = province.client("quan")
    for _time in range(2):
        packed = SimpleUploadedFile("a.xml.gz", gzip.compress(report()))
        assert quan.post(URL, {"file": packed}).status_code == 302
    assert DmarcReport.objects.count() == 1

    bomb = b'<!DOCTYPE f [<!ENTITY a "aa">]><feedback>&a;</feedback>'
    answer = quan.post(URL, {"file": SimpleUploadedFile("b.xml", bomb)})

    assert answer.status_code == 422
    assert "Báo cáo có khai báo thực thể; không đọc." in answer.content.decode()
    assert quan.post(URL, {}).status_code == 422
    assert DmarcReport.objects.count() == 1
