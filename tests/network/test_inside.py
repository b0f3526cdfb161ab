"""Quân records the machine room: racks, ports, cables, VLANs; the database refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from congvu.network.actions import add_device, add_ports, add_subnet, lay_cable
from congvu.network.models import Cable, Device, Port, Rack, Room, Subnet, Vlan
from congvu.network.rules import DeviceData, Scope, SubnetData, port_names
from tests.documents import reforms
from tests.network.stories import commune_keeper, place
from tests.people import Province


@given(st.integers(0, 400), st.integers(0, 60), st.sampled_from(["", "Gi0/", "eth"]))
def test_a_range_of_ports_is_each_of_them(first: int, more: int, before: str) -> None:
    found = port_names(f"{before}{first}-{first + more}, {before}{first}; mgmt")

    assert found == [*(f"{before}{first + n}" for n in range(more + 1)), "mgmt"]


def test_a_rack_is_filled_and_wired(province: Province) -> None:
    site, quan = place(province, "Trụ sở Ủy ban"), province.client("quan")

    def send(page: str, key: object, /, **form: str) -> Any:
        return quan.post(reverse(f"network:{page}", args=[key]), form)

    send("add-room", site.id, name="Phòng máy", building="Nhà A")
    room = Room.objects.get()
    send("add-rack", room.id, name="Tủ 1", units="12")
    rack = Rack.objects.get()
    switch = {"name": "SW-1", "kind": "switch", "rack": str(rack.id), "unit": "11"}
    assert send("add-device", site.id, **switch, units="2").status_code == 302
    for wrong, words in (
        ({"name": "SW-2", "unit": "10", "units": "2"}, "đã có SW-1 (U11 đến U12)"),
        ({"name": "SW-2", "unit": "12", "units": "2"}, "chỉ cao 12 U"),
        ({"name": "SW-2", "unit": ""}, "Ghi cả tủ và U thấp nhất"),
    ):
        said = send("add-device", site.id, **switch | wrong)
        assert said.status_code == 422
        assert words in said.content.decode()
    send("add-device", site.id, **switch | {"name": "RT-1", "unit": "1"})
    assert (
        "dời chúng xuống"
        in send("change-rack", rack.id, name="Tủ 1", units="10").content.decode()
    )
    drawn = quan.get(reverse("network:rack", args=[rack.id])).content.decode()
    assert "11–12" in drawn
    assert "còn trống 9 U" in drawn

    sw, rt = Device.objects.get(name="SW-1"), Device.objects.get(name="RT-1")
    send("add-ports", sw.id, names="1-3")
    send("add-ports", rt.id, names="wan")
    ports = {(p.device_id, p.name): p for p in Port.objects.all()}
    one, two = ports[sw.id, "1"], ports[sw.id, "2"]
    wan = ports[rt.id, "wan"]
    send("lay-cable", one.id, other=str(wan.id), label="C-01")
    refused = send("lay-cable", two.id, other=str(wan.id)).content.decode()
    assert "Mục đã chọn không còn trong danh sách." in refused
    shown = quan.get(reverse("network:device", args=[sw.id])).content.decode()
    assert "C-01" in shown
    assert "RT-1" in shown
    send("drop-port", one.id)
    assert Port.objects.count() == 4, "a port with a cable stays"
    send("take-cable", Cable.objects.get().id)
    send("drop-port", one.id)
    assert (Cable.objects.count(), Port.objects.count()) == (0, 3)


def test_the_database_refuses_what_two_do_at_once(province: Province) -> None:
    """What an action found free may be taken before it writes."""
    site, quan = place(province, "Trụ sở Ủy ban"), province.seat("quan")
    room = Room.objects.create(site=site, name="Phòng máy")
    rack = Rack.objects.create(room=room, name="Tủ 1", units=10)
    other = Room.objects.create(site=place(province, "Nhà khách"), name="Phòng 2")
    far = Rack.objects.create(room=other, name="Tủ 2", units=10)
    sw = add_device(
        site_id=site.id,
        data=DeviceData("SW-1", rack_id=rack.id, unit=3, units=2),
        by=quan,
        at=province.at,
    )
    one, two, three = add_ports(device_id=sw.id, names="1-3", by=quan, at=province.at)
    cable = lay_cable(port_id=one.id, other_id=two.id, by=quan, at=province.at)
    for row, words in (
        (Device(site=site, name="b", kind="switch", rack=rack, unit=4), "unit_once"),
        (Device(site=site, name="c", kind="switch", rack=rack, unit=11), "above its"),
        (Device(site=site, name="d", kind="switch", rack=far, unit=1), "another site"),
        (Device(site=site, name="e", kind="switch", unit=1), "rack_with_unit"),
        (Port(device=sw, name="4", cable=cable, end=2), "cable_two_ends"),
        (Port(device=sw, name="4", cable=cable, end=3), "port_end_of_cable"),
    ):
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            row.save()
    three.refresh_from_db()
    assert three.cable_id is None


def test_vlans_are_the_agencys_and_go_on_beside_the_heirs(province: Province) -> None:
    loan = commune_keeper(province)
    house, own = place(province, "Trụ sở Ủy ban"), place(province, "Trụ sở xã", by=loan)
    for site, by, cidr in (
        (house, province.seat("quan"), "10.20.4.0/24"),
        (own, loan, "10.30.4.0/24"),
    ):
        data = SubnetData(cidr, "Văn phòng", Scope.AGENCY, 10)
        add_subnet(site_id=site.id, data=data, by=by, at=province.at)
    client = province.client("loan")
    vlan = Vlan.objects.get(agency=province.commune)
    client.post(
        reverse("network:change-vlan", args=[vlan.id]), {"number": "10", "name": "Xã"}
    )
    said = client.get(reverse("network:vlans")).content.decode()
    assert "10.30.4.0/24" in said
    assert "10.20.4.0/24" not in said
    answer = client.post(
        reverse("network:add-vlan"),
        {"agency": str(province.commune.id), "number": "10", "name": "Khách"},
    )
    assert "Cơ quan đã có VLAN số này." in answer.content.decode()
    hers = reverse("network:change-vlan", args=[vlan.id])
    assert province.client("minh").get(hers).status_code == 404

    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    Vlan.objects.create(agency=new.agency, number=10, name="Của nơi nhận")
    reforms.merge(province, new, province.today, province.at)

    kept = Vlan.objects.filter(agency=new.agency, number=10)
    assert sorted(v.name for v in kept) == ["Của nơi nhận", "Xã"]
    passed = Subnet.objects.select_related("vlan").get(cidr="10.30.4.0/24")
    assert passed.vlan is not None
    assert passed.vlan.name == "Xã"
