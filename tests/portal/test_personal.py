"""What is taken for personal data, and what only looks like it."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.rules import SYSTEM
from congvu.files import actions as files
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused
from congvu.portal import actions, queries
from congvu.portal.actions import PersonalSaid
from congvu.portal.models import PersonalFinding, PublicDocument, Publishing
from congvu.portal.rules import found_in
from tests.files.conftest import make_pdf
from tests.people import Province
from tests.portal.papers import approved, decided, issue, run_worker

FOUND = [
    ("identity", "CCCD số 006088001234 do Cục CSQLHC cấp"),
    ("identity", "CMND: 095 123 456, cấp ngày 02/3/2010"),
    ("identity", "Số định danh cá nhân: 006203009876"),
    ("identity", "danh sách kèm theo 006088001234"),
    ("identity", "Hộ chiếu số C1234567"),
    ("phone", "liên hệ bà Hoa, 0912 345 678"),
    ("phone", "ĐTDĐ 0987.654.321"),
    ("phone", "gọi +84 912 345 678"),
    ("mail", "gửi về nguyenvana.bk@gmail.com"),
    ("account", "Số tài khoản: 3900205012345 tại Agribank Bắc Kạn"),
    ("account", "STK 0123456789 của ông Nông Văn Páo"),
    ("birth", "ông Nông Văn Páo, sinh ngày 02/9/1975, ở thôn Bó Lù"),
    ("birth", "HOÀNG THỊ MAI (sinh năm 1982)"),
    ("birth", "Ngày sinh: 14/11/1990"),
    ("home", "hộ khẩu thường trú: thôn Nà Làng, xã Yến Dương"),
    ("home", "trú tại số 12 đường Trường Chinh, phường Đức Xuân"),
    ("home", "Chỗ ở hiện nay: tổ 5, phường Bắc Kạn"),
    ("health", "bệnh nhân Triệu Thị Lai điều trị từ tháng 3"),
    ("health", "ông Lý Văn Sơn hiện bị ung thư gan"),
    ("need", "DANH SÁCH HỘ NGHÈO XÃ YẾN DƯƠNG\n1. Nông Văn Páo\n2. Triệu Thị Lai\n"),
]
OPEN = [
    "Căn cứ Luật Cư trú số 81/2006/QH11 ngày 29 tháng 11 năm 2006",
    "số định danh của tổ chức là 000.00.00.H03",
    "Điện thoại: 0209.3870.123; Fax: 0209.3870.456",
    "chuyển vào tài khoản số 3713.0.1056789 tại Kho bạc Nhà nước khu vực",
    "thư điện tử: vanphong@backan.gov.vn",
    "học sinh năm học 2025 - 2026 của Trường Trung học cơ sở Yến Dương",
    "chi phí phát sinh năm 2025 là 1.250.000.000 đồng",
    "đăng ký thường trú theo quy định của pháp luật về cư trú",
    "lập danh sách hộ nghèo, hộ cận nghèo trước ngày 15/12",
    "người khuyết tật được hưởng chính sách theo Nghị định số 20/2021/NĐ-CP",
    "Quyết định số 006/2026/QĐ-UBND; mã hồ sơ 123.456.789.012.345",
    "tổng kinh phí 096.512.345.678 đồng",
    "DANH SÁCH ĐẠI BIỂU DỰ HỌP\n1. Nông Văn Páo\n2. Triệu Thị Lai\n",
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_what_tells_of_a_person_is_found_as_what_it_is(kind: str, text: str) -> None:
    assert kind in [one.kind for one in found_in(text)]


@pytest.mark.parametrize("text", OPEN)
def test_what_offices_and_laws_say_is_not(text: str) -> None:
    assert found_in(text) == []


@given(st.text(alphabet="0123456789 .,:;\nACDMNSTxã-/", max_size=400))
def test_places_are_in_order_and_hold_their_words(text: str) -> None:
    found = found_in(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
    for one in found:
        assert one.words == " ".join(text[one.start : one.end].split())[:200]


# -- asked before anybody outside reads it

_LETTER = "DANH SACH: NONG VAN PAO, CCCD 006088001234, DT 0912345678"


def _asked(province: Province) -> tuple[Publishing, list[PersonalFinding]]:
    entry = issue(province, approved(province), _LETTER)
    found = decided(province, entry)
    run_worker(province)
    found.refresh_from_db()
    return found, list(queries.findings_of(found.pk))


def _said(
    found: list[PersonalFinding], answer: str, reason: str = "", **more: Any
) -> PersonalSaid:
    return PersonalSaid({one.pk: (answer, reason) for one in found}, **more)


def _lay(province: Province, found: Publishing, text: str) -> StoredFile:
    """What the page does with an upload; then the worker reads the file."""
    laid = actions.lay_redacted(
        publishing_id=found.pk,
        stream=BytesIO(make_pdf(text)),
        name="da-che.pdf",
        by=province.seat("lan"),
        at=province.at,
    )
    assert laid.redacted is not None
    return files.read(file=laid.redacted, at=province.at, by=SYSTEM)


@pytest.mark.usefixtures("law", "home")
def test_a_paper_waits_until_each_place_has_its_answer(province: Province) -> None:
    found, asked = _asked(province)
    lan = province.client("lan")
    page = f"/cong/cong-khai/{found.pk}/du-lieu-ca-nhan/"

    assert found.state == "asked"
    assert [one.kind for one in asked] == ["identity", "phone"]
    assert not PublicDocument.objects.exists()
    shown = lan.get(page).content.decode()
    assert "006088001234" in shown
    keys = {f"a{one.pk.hex}": "keep" for one in asked}
    missing = lan.post(page, {**keys, "file_choice": "original"})
    assert missing.status_code == 422
    assert "Ghi căn cứ để công khai" in missing.content.decode()
    basis = {f"r{one.pk.hex}": "Người ấy đồng ý, đơn ngày 02/3" for one in asked}
    lan.post(page, {**keys, **basis, "file_choice": "original"})
    run_worker(province)

    assert PublicDocument.objects.get().file_sha256
    assert set(queries.findings_of(found.pk).values_list("answer", "answered_by")) == {
        ("keep", "Nông Thị Lan")
    }


@pytest.mark.usefixtures("law", "home")
def test_what_is_hidden_goes_out_without_file_or_as_a_copy_without_it(
    province: Province,
) -> None:
    found, asked = _asked(province)
    lan, at = province.seat("lan"), province.at
    given: dict[str, Any] = {"publishing_id": found.pk, "by": lan, "at": at}

    with pytest.raises(Refused, match="không công khai được tệp đã phát hành"):
        actions.answer_personal(said=_said(asked, "hide"), **given)
    _lay(province, found, "BAN DA CHE CCCD 006088001234")
    said = _said(asked, "hide", file_choice="redacted")
    actions.answer_personal(said=said, **given)
    run_worker(province)
    found.refresh_from_db()
    assert found.state == "asked"  # the copy still says it
    asked = list(queries.findings_of(found.pk))
    said = _said(asked, "hide", file_choice="redacted")
    with pytest.raises(Refused, match="Bản đã che còn chữ phải che"):
        actions.answer_personal(said=said, **given)

    # Another copy with the same words is asked about like the first.
    _lay(province, found, "BAN DA CHE LAN HAI CCCD 006088001234")
    actions.answer_personal(said=said, **given)
    run_worker(province)
    found.refresh_from_db()
    assert (found.state, PublicDocument.objects.count()) == ("asked", 0)

    good = _lay(province, found, "BAN DA CHE: [...]")
    asked = list(queries.findings_of(found.pk))
    said = _said(asked, "hide", file_choice="redacted")
    actions.answer_personal(said=said, **given)
    run_worker(province)

    shown = PublicDocument.objects.get()
    assert (shown.file_sha256, shown.is_redacted) == (good.sha256, True)
    assert queries.find_public("006088001234").total == 0
    assert queries.find_public("ban da che").total == 1


@pytest.mark.usefixtures("law", "home")
def test_without_a_file_only_what_names_it_is_found(province: Province) -> None:
    found, asked = _asked(province)

    actions.answer_personal(
        publishing_id=found.pk,
        said=_said(asked, "hide", file_choice="none"),
        by=province.seat("lan"),
        at=province.at,
    )
    run_worker(province)

    shown = PublicDocument.objects.get()
    assert shown.file_sha256 == ""
    assert "dữ liệu cá nhân" in shown.without_file
    assert queries.find_public("nong van pao").total == 0
    assert queries.find_public("trong rung").total == 1
