"""A register of communes, from an empty form to everybody's open data, in a browser.

Hoa builds two tables; Minh sends in the communes of the country and what became of
each old one, Hoa approves. Phúc's commune asks for it, Dũng agrees, a program of
Phúc's reads page after page. Dũng puts it on the portal, where the file is what its
checksum says.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from congvu.portal.models import PublicSet
from congvu.registry.models import DataSet, SharingAgreement, SharingCall
from tests.axe import found_by_axe
from tests.journeys.office import PHONE, Office, wait_for
from tests.journeys.test_accessible import STICKS_OUT

UNITS = Path(__file__).resolve().parents[3] / "shared" / "data" / "units"
COMMUNES = ("Mã", "Tên", "Tỉnh")
SUCCESSORS = ("Xã cũ", "Huyện cũ", "Xã mới")

pytestmark = pytest.mark.skipif(
    not UNITS.is_dir(), reason="not run: the lists of communes are not on this machine"
)


def _communes() -> list[tuple[str, ...]]:
    listed = json.loads(next(UNITS.glob("units-*.json")).read_text(encoding="utf-8"))
    return [
        (ward["Code"], ward["FullName"], one["FullName"])
        for one in listed
        for ward in one["Wards"]
    ]


def _successors() -> list[tuple[str, ...]]:
    with (UNITS / "legacy-to-2025.csv").open(encoding="utf-8-sig") as file:
        old = list(csv.DictReader(file))
    return [
        (o["ward"] or o["district"], o["district"], o["newWardCode"].zfill(5))
        for o in old
    ]


def _build(hoa: Page) -> str:
    """Two tables by forms; the address of the database."""
    hoa.goto("/du-lieu-chuyen-nganh/lap/")
    hoa.get_by_label("Tên", exact=True).fill("Danh mục xã")
    hoa.get_by_label("Dùng để làm gì").fill("Xã của cả nước và xã trước khi sắp xếp")
    hoa.get_by_label("Đơn vị giữ").select_option(label="Phòng Khoa giáo - Văn xã")
    hoa.get_by_role("button", name="Lập").click()
    expect(hoa.get_by_role("heading", level=1)).to_have_text("Cấu trúc")
    place = hoa.url.removesuffix("cau-truc/")
    for table, key, columns in (
        ("Xã", "xa", COMMUNES),
        ("Kế thừa", "ke_thua", SUCCESSORS),
    ):
        hoa.goto(f"{place}them-bang/")
        hoa.get_by_label("Tên bảng").fill(table)
        hoa.get_by_role("button", name="Thêm").click()
        for label in columns:
            hoa.goto(f"{place}cau-truc/{key}/them-truong/")
            hoa.get_by_label("Tên trường").fill(label)
            is_row = label == "Xã mới"
            hoa.get_by_label("Loại").select_option("row" if is_row else "text")
            if is_row:
                hoa.get_by_label("Dòng của bảng nào").select_option("xa")
            if label in ("Mã", "Xã cũ"):
                hoa.get_by_label("Bắt buộc ghi").check()
            if label == "Mã":
                hoa.get_by_label("Không trùng giữa các dòng").check()
            hoa.get_by_role("button", name="Thêm").click()
            expect(hoa.get_by_text("Đã thêm.")).to_be_visible()
    hoa.goto(f"{place}ap-dung/")
    hoa.get_by_label("Vì sao có cấu trúc này").fill("Lập lần đầu")
    hoa.get_by_role("button", name="Áp dụng").click()
    expect(hoa.get_by_text("Đã áp dụng.")).to_be_visible()
    return place


def _file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode()


def _load(minh: Page, hoa: Page, place: str, key: str, data: bytes, told: str) -> None:
    minh.goto(f"{place}nap/{key}/")
    sent: Any = {"name": f"{key}.csv", "mimeType": "text/csv", "buffer": data}
    minh.get_by_label("Tệp").set_input_files(sent)
    minh.get_by_role("button", name="Đọc tệp").click()
    expect(minh.get_by_text(told)).to_be_visible()
    hoa.goto(minh.url)
    hoa.get_by_role("button", name="Duyệt").click()
    expect(hoa.get_by_text("Đã duyệt.")).to_be_visible()


def _share(hoa: Page, place: str) -> DataSet:
    hoa.goto(f"{place}?bang=xa")
    hoa.get_by_role("link", name="Chia sẻ bảng này").click()
    hoa.get_by_label("Tên bộ dữ liệu").fill("Xã của cả nước")
    hoa.get_by_label("Có gì trong đó").fill("Mã, tên, tỉnh của từng xã")
    hoa.get_by_label("Cập nhật").select_option("yearly")
    hoa.get_by_label("Ai được đọc").select_option("open")
    hoa.get_by_role("button", name="Lập").click()
    expect(
        hoa.get_by_text("Dữ liệu mở phải có giấy phép sử dụng.").first
    ).to_be_visible()
    hoa.get_by_label("Căn cứ pháp lý").fill("Danh mục dữ liệu mở của tỉnh")
    hoa.get_by_label("Giấy phép").select_option("cc-by-4.0")
    hoa.get_by_role("button", name="Lập").click()
    expect(hoa.get_by_role("heading", level=1)).to_have_text("Xã của cả nước")
    return DataSet.objects.get()


def _agree(phuc: Page, dung: Page, of: DataSet) -> SharingAgreement:
    phuc.goto(f"/du-lieu-chia-se/{of.pk}/")
    phuc.get_by_role("link", name="Đề nghị được đọc").click()
    phuc.get_by_label("Dùng để làm gì").fill("Đối chiếu hộ khẩu")
    phuc.get_by_label("Căn cứ pháp lý").fill("Công văn số 12/UBND")
    phuc.get_by_label("Tỉnh", exact=True).uncheck()
    phuc.get_by_role("button", name="Đề nghị").click()
    expect(phuc.get_by_text("chờ hai bên đồng ý")).to_be_visible()
    dung.goto(phuc.url)
    dung.get_by_role("button", name="Đồng ý").click()
    expect(dung.get_by_text("đang hiệu lực")).to_be_visible()
    return SharingAgreement.objects.get()


def _read_all(office: Office, page: Page, of: DataSet) -> list[dict[str, Any]]:
    """By a program with a token of Phúc's, page after page."""
    user = office.province.cast["phuc"].user
    _token, raw = create_token(user=user, name="máy", by=SYSTEM, at=timezone.now())
    rows: list[dict[str, Any]] = []
    after = ""
    while True:
        answer = page.request.get(
            f"/api/v1/data-sets/{of.pk}/rows",
            params={"after": after},
            headers={"Authorization": f"Bearer {raw}"},
        )
        assert answer.status == 200, answer.text()
        told = answer.json()
        rows += told["items"]
        after = told["after"] or ""
        if not after:
            return rows


def test_a_register_is_built_loaded_shared_and_opened(
    office: Office, portal: str
) -> None:
    hoa, minh, dung = (office.visit(who) for who in ("hoa", "minh", "dung"))
    phuc = office.visit("phuc")
    communes = _communes()
    place = _build(hoa)
    _load(minh, hoa, place, "xa", _file(COMMUNES, communes), "3.321 / 3.321")
    successors = _file(SUCCESSORS, _successors())
    # Five lines name Ba Chẽ by a code that the list of communes has not.
    _load(minh, hoa, place, "ke_thua", successors, "10.597 / 10.602")

    of = _share(hoa, place)
    agreed = _agree(phuc, dung, of)
    rows = _read_all(office, phuc, of)
    assert {(one["ma"], one["ten"]) for one in rows} == {c[:2] for c in communes}
    assert len(rows) == 3321
    assert not any("tinh" in one for one in rows)
    calls = SharingCall.objects.filter(agreement=agreed)
    assert sum(calls.values_list("rows", flat=True)) == 3321

    dung.goto(f"/du-lieu-chia-se/{of.pk}/")
    dung.get_by_role("button", name="Công khai trên cổng").click()
    wait_for(PublicSet.objects.exists, 90)
    anybody = office.visit()
    anybody.goto(f"{portal}/du-lieu-mo/")
    anybody.get_by_role("link", name="Xã của cả nước").click()
    with anybody.expect_download() as got:
        anybody.get_by_role("link", name="CSV").click()
    data = got.value.path().read_bytes()
    expect(anybody.get_by_text(hashlib.sha256(data).hexdigest())).to_be_visible()
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(lines) == 1 + 3321
    catalogue = anybody.request.get(f"{portal}/du-lieu-mo/danh-muc.jsonld").json()
    [told] = [s for s in catalogue["dcat:dataset"] if s["dct:title"] == of.title]
    checksum = told["dcat:distribution"][0]["spdx:checksum"]
    assert re.fullmatch(r"[0-9a-f]{64}", checksum["spdx:checksumValue"])

    phone = office.visit("dung", size=PHONE)
    for address in (
        f"/du-lieu-chia-se/{of.pk}/",
        f"/thoa-thuan-chia-se/{agreed.pk}/",
        "/du-lieu-chia-se/",
    ):
        phone.goto(address)
        assert phone.evaluate(STICKS_OUT) == [], address
        seen = found_by_axe(phone)
        assert not seen.violations_count, seen.generate_report()
