"""Quân says how the committee's systems stand; checks prove it; the day comes near."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.files.formats.sheet_grid import Bounds
from congvu.files.formats.sheet_ods import read_ods
from congvu.files.formats.sheet_xlsx import read_xlsx
from congvu.notices.models import Notice
from congvu.standards.actions import (
    keep_tls_check,
    remind_of_connections,
    tell_ended_waivers,
    waive_standard,
)
from congvu.standards.models import Claim, StandardCheck
from congvu.standards.queries import connect_by, standards_on
from congvu.standards.rules import Looked
from congvu.systems.actions import ConnectionData, add_connection
from congvu.systems.models import InformationSystem
from tests.people import Province
from tests.standards.stories import PAGE, PLACE, odt
from tests.systems.stories import sang, system

pytestmark = pytest.mark.usefixtures("law")


def at(one: InformationSystem, code: str, deed: str = "") -> str:
    return f"{PLACE}he-thong/{one.pk}/{code}/{deed}"


def send(who: Client, where: str, name: str, content: bytes) -> str:
    answer = who.post(where, {"file": SimpleUploadedFile(name, content)}, follow=True)
    return answer.content.decode()


def test_said_with_every_reason_and_seen_in_each_table(province: Province) -> None:
    quan, one = province.client("quan"), system(province)
    claim = at(one, "ipv6", "khai/")
    bad = quan.post(claim, {"kind": "absent", "reason": " "})
    assert bad.status_code == 422
    assert "Ghi vì sao chưa đáp ứng." in bad.content.decode()
    assert quan.post(claim, {}).status_code == 422
    said = {"kind": "absent", "reason": "Nhà mạng chưa cấp"}
    assert quan.post(claim, said).status_code == 302
    for place in (at(one, "ipv6"), f"{PLACE}he-thong/{one.pk}/"):
        assert "chưa đáp ứng" in quan.get(place).content.decode()
    listed = quan.get(f"{PLACE}tieu-chuan/ipv6/").content.decode()
    assert one.name in listed
    assert "chưa xác minh nguồn" in listed, "a row from memory never looks certain"
    assert quan.post(claim, {"kind": "declared"}).status_code == 302
    assert Claim.objects.get().kind == "declared"
    events = AuditEvent.objects.filter(event="standards.claimed")
    assert events.count() == 2
    assert quan.get(at(one, "no-such")).status_code == 404


def test_a_waiver_has_a_reason_an_end_and_who_agreed(province: Province) -> None:
    quan, one, today = province.client("quan"), system(province), timezone.localdate()
    waive = at(one, "ipv6", "mien/")
    bad = quan.post(waive, {"until": f"{today - timedelta(days=1):%d/%m/%Y}"})
    words = bad.content.decode()
    for reason in ("Ghi lý do miễn.", "Ghi ai đồng ý miễn.", "Ngày hết miễn đã qua."):
        assert reason in words
    given = {
        "reason": "Thay trong quý I",
        "until": f"{today:%d/%m/%Y}",
        "agreed": "Bà Mẩy, Phó Chủ tịch",
    }
    assert quan.post(waive, given).status_code == 302
    shown = quan.get(at(one, "ipv6")).content.decode()
    assert "được miễn" in shown
    assert "Bà Mẩy, Phó Chủ tịch" in shown
    for broken in ({"agreed": ""}, {"until": None}, {"kind": "declared"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(**broken)
    assert tell_ended_waivers(at=timezone.now()) == 0
    tomorrow = timezone.now() + timedelta(days=1)
    assert tell_ended_waivers(at=tomorrow) == 1
    assert tell_ended_waivers(at=tomorrow) == 0
    assert set(Notice.objects.values_list("kind", flat=True)) == {
        "standards.waiver-ended"
    }


@pytest.mark.parametrize(
    ("code", "name", "content", "words"),
    [
        ("utf-8", "a.csv", "Tên,Xã\nMẩy,Bằng Thành".encode(), "đã kiểm tra, đạt"),
        (
            "tcvn-6909",
            "a.txt",
            unicodedata.normalize("NFD", "Chữ Việt").encode(),
            "dựng sẵn (NFC)",
        ),
        ("html5", "a.html", PAGE.encode(), "đã kiểm tra, đạt"),
        ("wcag-2", "a.html", b"<p>x", "Không khai ngôn ngữ"),
        ("odf-1-2", "a.odt", odt(version="1.0"), "Phiên bản ODF"),
        ("pdf-a", "a.pdf", b"no", "Không phải tệp PDF"),
        ("qcvn-102", "a.edxml", b"<x/>", "Không đọc được như gói tin edXML"),
    ],
)
def test_a_file_is_checked_in_the_jail(
    province: Province, code: str, name: str, content: bytes, words: str
) -> None:
    quan, one = province.client("quan"), system(province)
    assert words in send(quan, at(one, code, "kiem-tra/"), name, content)
    row = StandardCheck.objects.get()
    assert (row.subject, len(row.sha256)) == (name, 64)
    assert row.passed == (not row.found)


def test_what_was_found_stays(province: Province) -> None:
    """A check says more than a claim, the last one most; none is rewritten."""
    quan, one = province.client("quan"), system(province)
    check = at(one, "utf-8", "kiem-tra/")
    quan.post(at(one, "utf-8", "khai/"), {"kind": "declared"})
    assert "không đạt" in send(quan, check, "cu.txt", b"\xff\xfe\xfa")
    assert "kiểm tra không đạt" in quan.get(at(one, "utf-8")).content.decode()
    assert "đã kiểm tra, đạt" in send(quan, check, "moi.txt", b"Xa Bang Thanh")
    assert StandardCheck.objects.count() == 2
    for change in (
        lambda: StandardCheck.objects.update(passed=True),
        lambda: StandardCheck.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert "Chọn tệp" in quan.post(check, {}).content.decode()
    assert quan.get(at(one, "ipv6", "kiem-tra/")).status_code == 404, "no checker"


def test_tls_is_asked_of_named_hosts_only(province: Province, settings: Any) -> None:
    quan, one = province.client("quan"), system(province)
    check = at(one, "tls-1-2", "kiem-tra/")
    refused = quan.post(check, {"address": "127.0.0.1:5432"}).content.decode()
    assert "chưa được phép" in refused
    assert "Ghi tên máy chủ" in quan.post(check, {"address": "a b"}).content.decode()
    settings.CHECK_HOSTS = ["cong.bac.vn"]
    assert quan.post(check, {"address": "https://cong.bac.vn/x"}).status_code == 302
    assert AuditEvent.objects.filter(event="standards.check-asked").count() == 1
    kept = keep_tls_check(
        system_id=one.pk,
        standard="tls-1-2",
        address="cong.bac.vn:443",
        told=Looked(["expired"], ["certificate has expired"]),
        person="Quân",
        at=timezone.now(),
    )
    assert kept is not None
    assert "Chứng thư số hết hạn" in quan.get(at(one, "tls-1-2")).content.decode()
    gone = keep_tls_check(
        system_id=uuid4(),
        standard="tls-1-2",
        address="x:443",
        told=Looked([], []),
        person="",
        at=timezone.now(),
    )
    assert gone is None


def test_what_is_not_connected_is_told_once_a_step(province: Province) -> None:
    """One is connected, one excused, one planned; the fourth is told of."""
    lone = system(province, "LE")
    joined, excused = system(province, "NOI"), system(province, "MIEN")
    system(province, "SAU", state="planned")
    quan = province.seat("quan")
    data = ConnectionData("Trục tỉnh", "axis", "both", "Văn bản")
    add_connection(system_id=joined.pk, data=data, by=quan, at=province.at)
    waive_standard(
        system_id=excused.pk,
        standard="ket-noi",
        reason="Chạy riêng",
        until=connect_by() + timedelta(days=100),
        agreed="Bà Mẩy",
        by=quan,
        at=province.at,
    )
    shown = province.client("quan").get(PLACE + "chua-ket-noi/").content.decode()
    assert lone.name in shown
    for other in ("Hệ thống NOI", "Hệ thống MIEN", "Hệ thống SAU"):
        assert other not in shown
    last = connect_by()
    for days, told in ((61, 0), (60, 1), (59, 0), (7, 1), (0, 0), (-1, 1), (-9, 0)):
        moment = province.at + (last - timedelta(days=days) - province.today)
        assert remind_of_connections(at=moment) == told, days
    assert Notice.objects.filter(kind="standards.unconnected").count() == 3


def test_alike_and_the_file_of_all(province: Province) -> None:
    system(province, "A", name="Sổ hồ sơ đất đai", purpose="Tra cứu thửa đất")
    system(province, "B", name="Hồ sơ đất đai số", purpose="Tra cứu thửa đất")
    system(province, "C", name="Đo mưa", purpose="Số đo các trạm")
    quan = province.client("quan")
    shown = quan.get(PLACE + "trung-chuc-nang/").content.decode()
    assert "Hồ sơ đất đai số" in shown
    assert "Đo mưa" not in shown
    answer = quan.get(PLACE + "tai-ve/csv/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.count("chưa khai") == 3 * len(standards_on(timezone.localdate()))
    for form, read in (("xlsx", read_xlsx), ("ods", read_ods)):
        sent = quan.get(PLACE + f"tai-ve/{form}/")
        content = b"".join(sent.streaming_content)  # type: ignore[attr-defined]
        matrix, _sources = read(content, Bounds()).sheets
        assert str(matrix.rows).count("chưa khai") == text.count("chưa khai")
    assert quan.get(PLACE + "tai-ve/exe/").status_code == 404


def test_who_runs_reads_who_owns_says_and_others_see_nothing(
    province: Province,
) -> None:
    other = sang(province)
    one = system(province)
    theirs, minh = other.client("sang"), province.client("minh")
    for who in (theirs, minh):
        assert who.get(at(one, "utf-8")).status_code == 404
        said = who.post(at(one, "utf-8", "khai/"), {"kind": "declared"})
        assert said.status_code == 404
    assert not Claim.objects.exists()
    InformationSystem.objects.update(operator=province.commune)
    waiting = theirs.get(PLACE + "chua-ket-noi/").content.decode()
    assert one.name in waiting
    assert "Miễn kết nối" not in waiting, "who runs it does not excuse it"
    own = province.client("quan").get(PLACE + "chua-ket-noi/").content.decode()
    assert "Miễn kết nối" in own
    assert theirs.get(at(one, "utf-8")).status_code == 200
    assert theirs.get(at(one, "utf-8", "khai/")).status_code == 404


def test_pages_ask_as_many_queries_for_many_systems(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        system(province, f"S{n}")
    quan = province.client("quan")
    for place in ("", "chua-ket-noi/", "trung-chuc-nang/", "tieu-chuan/utf-8/"):
        quan.get(PLACE + place)
        with django_assert_max_num_queries(22):
            quan.get(PLACE + place)
