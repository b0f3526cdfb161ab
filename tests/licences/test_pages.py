"""Licences through the front door: Quân keeps them, Dũng sees and states, Minh not."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.licences.actions import count_positions
from congvu.licences.models import (
    CatalogueRule,
    Entitlement,
    EntitlementProof,
    PositionStatement,
    Product,
    ProgramName,
    SeatAllocation,
)
from tests.licences.world import (
    LIBRE,
    OFFICE_2016,
    STRANGE,
    WINRAR,
    catalogue,
    give,
    machine,
    product,
    right,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
LIST = "/phan-mem/"


def test_quan_buys_gives_and_takes_back(province: Province) -> None:
    catalogue()
    key = machine(province, "VP-01", [OFFICE_2016, LIBRE], province.today)
    count_positions(at=province.at)
    quan = province.client("quan")
    form = {
        "agency_id": str(province.committee.pk),
        "product_id": str(product("office-2016").pk),
        "kind": "volume",
        "metric": "device",
        "seats": "0",
        "starts_on": "01/03/2025",
        "ends_on": "01/02/2025",
        "contract": "12/2025/HĐ-CNTT",
        "price": "-1",
    }
    page = quan.post(LIST + "quyen/them/", form)
    assert page.status_code == 422
    told = page.content.decode()
    for words in ("từ 1 đến một triệu", "phải sau ngày bắt đầu", "không âm"):
        assert words in told
    assert "12/2025/HĐ-CNTT" in told

    good = form | {"seats": "1", "ends_on": "", "price": "45000000"}
    made = quan.post(LIST + "quyen/them/", good, follow=True)
    bought = Entitlement.objects.get()
    assert "45.000.000 đồng" in made.content.decode()
    address = f"{LIST}quyen/{bought.pk}/"
    proof = SimpleUploadedFile("hợp đồng.txt", "Hợp đồng số 12".encode())
    quan.post(address, {"file": proof})
    kept = EntitlementProof.objects.get()
    file = quan.get(f"{LIST}chung-tu/{kept.pk}/")
    assert b"".join(file.streaming_content).decode() == "Hợp đồng số 12"
    assert "sandbox" in file["Content-Security-Policy"]

    day = f"{province.today:%d/%m/%Y}"
    quan.post(address + "cap/", {"target": f"m:{key}", "seats": "1", "since": day})
    shown = quan.get(f"{LIST}may/{key}/").content.decode()
    assert "có quyền sử dụng" in shown
    assert "12/2025/HĐ-CNTT" in shown
    again = quan.post(address + "cap/", {"target": "", "seats": "2", "since": day})
    assert "Chỉ còn 0 trên 1" in again.content.decode()
    many = {"target": "", "seats": "9" * 12, "since": day, "over_reason": "x"}
    assert "đến một triệu" in quan.post(address + "cap/", many).content.decode()
    over = {"target": "", "seats": "2", "since": day, "over_reason": "Đang mua thêm"}
    quan.post(address + "cap/", over)
    assert "cấp vượt 2" in quan.get(address).content.decode()
    assert "cấp vượt số đã có" in quan.get(LIST + "quyen/?con=over").content.decode()

    for one in SeatAllocation.objects.all():
        quan.post(f"{LIST}cap-phat/{one.pk}/thu-lai/", {"since": day})
    assert not SeatAllocation.objects.exists()
    assert "chưa có quyền sử dụng" in quan.get(f"{LIST}may/{key}/").content.decode()


def test_what_is_shown_is_the_same_everywhere(province: Province) -> None:
    catalogue()
    machine(
        province,
        "A",
        [OFFICE_2016, WINRAR],
        province.today,
        unit_id=province.division.pk,
    )
    machine(province, "B", [OFFICE_2016, STRANGE], province.today)
    machine(province, "=CMD()", [WINRAR], province.today, commune=True)
    give(province, right(province, "office-2016", 1))
    count_positions(at=province.at)
    dung = province.client("dung")

    own = f"{LIST}?co_quan={province.committee.pk}"
    page = dung.get(own).content.decode()
    assert "66,7 %" in page
    assert "2/3" in page
    assert "Kiểm kê bao phủ 2/2 máy đang dùng" in page
    every = dung.get(LIST).content.decode()
    assert "75,0 %" in every
    assert "Tính lúc" in every
    places = dung.get(LIST + "co-quan/").content.decode()
    assert "66,7 %" in places
    assert "100,0 %" in places
    units = dung.get(f"{LIST}don-vi/?co_quan={province.committee.pk}")
    assert "50,0 %" in units.content.decode()
    lines = dung.get(LIST + "tren-may/?trang_thai=none").content.decode()
    assert lines.count("chưa có quyền sử dụng</span>") == 3
    own_unit = f"&don_vi={province.division.pk}"
    lines = dung.get(LIST + "tren-may/?trang_thai=none" + own_unit).content.decode()
    assert ">A</a>" in lines
    assert "=CMD()" not in lines
    found = dung.get(f"{LIST}san-pham/{product('winrar').pk}/").content.decode()
    assert "=CMD()" in found
    # Before any of them was bought there was nothing, and that is said.
    before = f"{province.today - timedelta(days=40):%d/%m/%Y}"
    assert "Không có phần mềm nào" in dung.get(f"{own}&ngay={before}").content.decode()

    table = dung.get(LIST + "tai-ve/?dang=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert ["3 trong 3 máy đang dùng đã kiểm kê trong 30 ngày"] in rows
    (winrar,) = [row for row in rows if row[1:2] == ["WinRAR"]]
    assert winrar == ["win.rar", "WinRAR", "thương mại", "2", "0", "0", "2", "0"]
    book = dung.get(LIST + "tai-ve/?dang=xlsx")
    assert book.content[:2] == b"PK"

    # Phúc leads the commune: its own, nobody else's.
    phuc = province.client("phuc")
    assert "100,0 %" in phuc.get(own).content.decode()
    assert phuc.get(LIST + "co-quan/").status_code == 404
    assert province.client("minh").get(LIST).status_code in {403, 404}


def test_a_strange_name_is_decided_and_its_past_with_it(province: Province) -> None:
    catalogue()
    ago = province.today - timedelta(days=20)
    machine(province, "A", [STRANGE], ago)
    count_positions(at=province.at)
    quan = province.client("quan")
    assert "Quan ly nhan su XYZ" in quan.get(LIST + "chua-nhan-biet/").content.decode()
    quan.post(
        LIST + "danh-muc/them/",
        {
            "publisher": "Công ty A",
            "name": "Quản lý nhân sự\x07 XYZ",
            "kind": "app",
            "category": "other",
            "licence": "paid",
        },
    )
    assert Product.objects.filter(name="Quản lý nhân sự XYZ").exists()
    decide = {
        "publisher": STRANGE[2],
        "name": STRANGE[0],
        "product": "quản lý nhân sự XYZ · Công ty A",
    }
    wrong = quan.post(LIST + "chua-nhan-biet/", decide | {"product": "?"}, follow=True)
    assert "Chọn sản phẩm, hoặc bỏ qua." in wrong.content.decode()
    answer = quan.post(LIST + "chua-nhan-biet/", decide, follow=True)
    assert "Mọi tên đã được nhận biết" in answer.content.decode()
    count_positions(at=province.at)
    day = f"{ago:%d/%m/%Y}"
    own = f"{LIST}?co_quan={province.committee.pk}&ngay={day}"
    assert "Quản lý nhân sự XYZ" in quan.get(own).content.decode()
    # The commune's keeper sees the catalogue, and does not extend it.
    assert (
        province.client("phuc").post(LIST + "chua-nhan-biet/", decide).status_code
        == 404
    )


def test_a_rule_is_tried_on_all_names_before_it_is_kept(province: Province) -> None:
    catalogue()
    machine(province, "A", [STRANGE, WINRAR], province.today)
    count_positions(at=province.at)
    quan, address = province.client("quan"), LIST + "quy-tac/them/"
    rule = {
        "publisher_pattern": "*",
        "name_pattern": "*",
        "product_id": str(product("winrar").pk),
        "version_from": "x",
    }
    refused = quan.post(address, rule).content.decode()
    assert "nhận gần như mọi tên" in refused
    assert "Phiên bản ghi bằng số" in refused
    same = rule | {"name_pattern": "winrar*", "version_from": "", "product_id": "-"}
    assert "Đã có quy tắc" in quan.post(address, same).content.decode()

    rule |= {"name_pattern": "quan ly*", "version_from": ""}
    tried = quan.post(address, rule).content.decode()
    assert "quyết định 1 tên, đang ở trên 1 máy" in tried
    assert not CatalogueRule.objects.filter(code="").exists()
    quan.post(address, rule | {"keep": "1"})
    known = ProgramName.objects.get(software__name=STRANGE[0])
    assert known.product == product("winrar")
    ranged = rule | {"version_from": "1", "keep": "1"}
    quan.post(address, ranged)
    other = ranged | {"version_from": "3", "product_id": "-"}
    assert "Mâu thuẫn" in quan.post(address, other).content.decode()

    for one in CatalogueRule.objects.filter(code=""):
        quan.post(f"{LIST}quy-tac/{one.pk}/bo/")
    known.refresh_from_db()
    assert known.product is None


def test_dung_makes_a_paper_of_a_days_position(province: Province) -> None:
    catalogue()
    machine(province, "A", [OFFICE_2016], province.today)
    machine(province, "B", [OFFICE_2016], province.today)
    give(province, right(province, "office-2016", 1))
    count_positions(at=province.at)
    dung = province.client("dung")
    signer = str(province.seat("dung").post_id)
    late = f"{province.today + timedelta(days=3):%d/%m/%Y}"
    refused = dung.post(LIST + "ban-ke/lap/", {"day": late, "signer": ""})
    assert "Ngày chưa đến" in refused.content.decode()
    assert "Chọn người ký" in refused.content.decode()

    # What came since it was counted is in the paper all the same.
    machine(province, "C", [OFFICE_2016], province.today, commune=True)
    day = f"{province.today:%d/%m/%Y}"
    dung.post(LIST + "ban-ke/lap/", {"day": day, "signer": signer, "of_all": "on"})
    made = PositionStatement.objects.get()
    body = str(made.draft.versions.get(number=1).body)
    assert "3/3 máy đang dùng" in body
    assert "66,7 % (2/3)" in body
    assert "tính lúc" in body
    assert "Máy đã kiểm kê" in body
    assert made.digest[:16] in body
    assert made.digest[:16] in dung.get(LIST + "ban-ke/").content.decode()
    # Quân keeps the rights and reads no papers.
    assert province.client("quan").get(LIST + "ban-ke/").status_code == 404
