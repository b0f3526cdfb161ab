"""Tables of the network as people kept them: in any letters, line by line."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.network.actions import add_device, add_subnet, export_table, load_table
from congvu.network.models import Device, Link, Rack, Room, Site, Subnet
from congvu.network.rules import (
    Carriage,
    DeviceData,
    DeviceKind,
    Medium,
    Scope,
    SiteKind,
    SubnetData,
    TableKind,
)
from tests.documents import reforms
from tests.files.test_tables import tcvn3
from tests.network.stories import commune_keeper, hub, link, place
from tests.people import Province

SITES = """Cơ quan;Tên điểm;Loại;Vĩ độ;Kinh độ;Số máy
UBND tỉnh Bắc Kạn;Trụ sở tỉnh;trụ sở;22,14703;105,83480;120
;Nhà khách;điểm khác;;;
UBND huyện Không Có;Trụ sở huyện;;;;
;Trụ sở hai;tòa lâu đài;95,1;;nhiều
"""
LINKS = """Điểm,Đầu kia,Nhà cung cấp,Băng thông,Cước tháng,Từ ngày
Trụ sở tỉnh,Trung tâm dữ liệu,Viễn thông Núi Cốc,200,"4.400.000",01/07/2025
Trụ sở tỉnh,Trung tâm dữ liệu,Sông Cầu,0,x,31/02/2025
"""
SUBNETS = """Điểm\tDải địa chỉ\tTên\tVLAN
Trụ sở tỉnh\t10.20.4.0/24\tVăn phòng\t10
Nhà khách\t10.20.4.128/25\tKhách\t
"""
DEVICES = """Điểm;Thiết bị;Loại;Tủ;U;Số U;Ngày mua
Trụ sở tỉnh;SW-1;bộ chuyển mạch;Phòng máy / Tủ 1;3;2;2024-05-20
Trụ sở tỉnh;SW-2;bộ chuyển mạch;Tủ 1;4;1;
Nhà khách;AP-1;wireless;Tủ 1;1;;
"""


def send(client: Client, kind: str, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("bang.csv", content)
    data = {"kind": kind, "file": file, **more}
    return client.post(reverse("network:load"), data)


def test_what_is_wrong_is_told_by_line_and_the_rest_is_kept(
    province: Province,
) -> None:
    hub(province)
    quan = province.client("quan")

    tried = send(quan, "sites", SITES.encode(), dry="on").content.decode()
    assert "Thử xong, chưa ghi gì" in tried
    assert Site.objects.filter(kind=SiteKind.OFFICE).count() == 0
    done = send(quan, "sites", tcvn3(SITES)).content.decode()
    for words in (
        "TCVN3",
        "thêm 2 · sửa 0 · không đổi 0 · không nhận 2",
        "Cơ quan: Không tìm thấy cơ quan “UBND huyện Không Có”.",
        "Loại: Không đọc được “tòa lâu đài”.",
        "Số máy của cán bộ: Không đọc được “nhiều”.",
    ):
        assert words in done
    assert Site.objects.get(name="Trụ sở tỉnh").machines == 120
    again = send(quan, "sites", SITES.encode("utf-16")).content.decode()
    assert "không đổi 2" in again

    said = send(quan, "links", LINKS.encode("utf-8-sig")).content.decode()
    assert "thêm 1" in said
    assert "Dùng từ ngày: Không đọc được “31/02/2025”." in said
    assert Link.objects.get().monthly_cost == 4_400_000
    said = send(quan, "subnets", SUBNETS.encode("utf-16")).content.decode()
    assert "Trùng với dải 10.20.4.0/24" in said
    assert Subnet.objects.get().vlan is not None
    room = Room.objects.create(site=Site.objects.get(machines=120), name="Phòng máy")
    Rack.objects.create(room=room, name="Tủ 1", units=10)
    said = send(quan, "devices", DEVICES.encode()).content.decode()
    assert "Chỗ này đã có SW-1 (U3 đến U4)." in said
    assert "Tủ: Điểm này không có một tủ “Tủ 1”." in said
    assert Device.objects.get().units == 2
    loads = AuditEvent.objects.filter(event="network.loaded").order_by("at", "id")
    assert [one.data["added"] for one in loads] == [2, 0, 1, 1, 1]


def test_what_is_written_reads_as_nothing_new(province: Province) -> None:
    """Each table, as a keeper gets it, formulas of strangers made harmless."""
    hub(province)
    quan = province.client("quan")
    place(province, "=1+1", address="-2, tổ 5")
    for kind, text in (("sites", SITES), ("links", LINKS), ("subnets", SUBNETS)):
        send(quan, kind, text.encode())
    by, at = province.seat("quan"), province.at
    for kind in TableKind:
        with export_table(kind=kind, by=by, at=at).stream as stream:
            written = stream.read()
        if kind == TableKind.DEVICES:
            continue  # none: a table of titles alone is refused
        assert b"\n=1" not in written
        found = load_table(kind=kind, stream=BytesIO(written), by=by, at=at)
        assert {one.state for one in found.lines} == {"same"}, found.lines
    assert AuditEvent.objects.filter(event="network.exported").count() == 4
    page = quan.get(reverse("network:export", args=["sites"]))
    assert "attachment" in page["Content-Disposition"]
    page.close()


def test_what_a_table_has_no_column_for_stays(province: Province) -> None:
    """Quân's tables have a column or two beside those that name a line; what else he
    wrote of it is as it was. An empty cell takes away what was there.
    """
    quan, keeper, at = province.client("quan"), province.seat("quan"), province.at
    where = {"latitude": Decimal("22.14703"), "longitude": Decimal("105.83480")}
    centre = hub(province, "Trung tâm", address="Tổ 7", **where)
    house = place(province, "Trụ sở")
    line = link(
        province, house, centre,
        carriage=Carriage.INTERNET, medium=Medium.RADIO, contract="12/HĐ",
        valid_until=province.today + timedelta(days=90),
    )  # fmt: skip
    told = SubnetData("10.20.4.0/24", "Văn phòng", Scope.SITE, 10)
    subnet = add_subnet(site_id=house.pk, data=told, by=keeper, at=at)
    room = Room.objects.create(site=house, name="Phòng máy")
    rack = Rack.objects.create(room=room, name="Tủ 1", units=10)
    stands = DeviceData(
        "SW-1", DeviceKind.ROUTER, "HPE", "X", "S-1", "Phòng 2",
        province.today, rack.pk, 3, 2,
    )  # fmt: skip
    device = add_device(site_id=house.pk, data=stands, by=keeper, at=at)
    begun = f"{line.valid_from:%d/%m/%Y}"
    named = f"Trụ sở;Trung tâm;Nhà mạng A;{begun}"
    out = {"rack_id": None, "unit": None}
    tables: list[tuple[str, Any, str, dict[str, Any]]] = [
        ("sites", centre, "Tên điểm;Số máy\nTrung tâm;12", {"machines": 12}),
        ("sites", centre, "Tên điểm;Số máy;Địa chỉ\nTrung tâm;12", {"address": ""}),
        (
            "links",
            line,
            f"Điểm;Đầu kia;Nhà cung cấp;Từ ngày;Băng thông\n{named};200",
            {"down_mbps": 200},
        ),
        (
            "subnets",
            subnet,
            "Điểm;Dải;Tên\nTrụ sở;10.20.4.0/24;Một cửa",
            {"name": "Một cửa"},
        ),
        (
            "devices",
            device,
            "Điểm;Thiết bị;Hãng\nTrụ sở;SW-1;Cisco",
            {"maker": "Cisco"},
        ),
        ("devices", device, "Điểm;Thiết bị;U\nTrụ sở;SW-1;5", {"unit": 5}),
        ("devices", device, "Điểm;Thiết bị;Tủ\nTrụ sở;SW-1", out),
    ]
    for kind, row, text, changed in tables:
        rows = type(row).objects.filter(pk=row.pk)
        before = rows.values().get()
        said = send(quan, kind, text.encode()).content.decode()
        assert "thêm 0 · sửa 1 · không đổi 0 · không nhận 0" in said, text
        assert rows.values().get() == before | changed
        assert "không đổi 1" in send(quan, kind, text.encode()).content.decode()


def test_a_name_that_two_bodies_share_asks_for_the_code(province: Province) -> None:
    reforms.make_commune(
        province, province.today, province.at, name="Yến Dương", prefix="moi-"
    )
    lines = "Cơ quan;Tên điểm\nUBND xã Yến Dương;Trụ sở\nH03.33.10;Trụ sở xã\n"

    said = send(province.client("quan"), "sites", lines.encode()).content.decode()

    assert "Có nhiều cơ quan tên “UBND xã Yến Dương”; ghi mã của cơ quan." in said
    assert Site.objects.get().agency_id == province.commune.id


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        ("Tên,Địa chỉ\nA,B\n".encode(), "phải có cột “Tên điểm”"),
        ("Tên điểm\n".encode(), "không có dòng nào"),
        (b"\x00\x01\x02" * 400, "Chưa đọc được"),
    ],
)
def test_what_is_no_such_table(province: Province, content: bytes, words: str) -> None:
    said = send(province.client("quan"), "sites", content)

    assert said.status_code == 422
    assert words in said.content.decode()


def test_a_keeper_writes_at_her_own_sites_alone(province: Province) -> None:
    place(province, "Trụ sở tỉnh")
    commune_keeper(province)
    lines = "Điểm,Dải địa chỉ,Tên\nTrụ sở tỉnh,10.9.0.0/24,của người khác\n"

    said = send(province.client("loan"), "subnets", lines.encode())

    assert "Không tìm thấy điểm “Trụ sở tỉnh”." in said.content.decode()
    assert Subnet.objects.count() == 0
    assert province.client("minh").get(reverse("network:load")).status_code == 404
