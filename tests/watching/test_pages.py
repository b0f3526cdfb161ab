"""Quân sets watching up from nothing on the pages; Loan sees her commune's part."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.network.actions import add_device, add_subnet, give_address
from congvu.network.models import Device, NetAddress
from congvu.network.rules import DeviceData, SubnetData
from congvu.watching.actions import accept_sighting
from congvu.watching.models import (
    Collector,
    Outage,
    PlannedWork,
    Sighting,
    SnmpAccess,
    Sweep,
    WatchTarget,
)
from congvu.watching.rules import Subject
from tests.network.stories import hub, link, place, program
from tests.people import Province
from tests.watching.stories import MINUTE, Country, Hub

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"watching:{name}", args=args)).content.decode()


def post(client: Client, name: str, data: Any, *args: object) -> Any:
    return client.post(reverse(f"watching:{name}", args=args), data)


def test_from_nothing_to_a_watched_site(province: Province) -> None:
    quan, site = province.client("quan"), hub(province)
    assert "Chưa giám sát gì" in page(quan, "overview")

    made = post(quan, "collectors", {"site": str(site.pk), "label": "Trạm 1"})
    collector = Collector.objects.get()
    secret = made.content.decode().split('<code class="command">')[1].split("<")[0]
    assert collector.prefix == secret[:6]
    assert secret not in page(quan, "collectors")
    v3 = {
        "name": "Thiết bị",
        "version": "v3",
        "user": "giamsat",
        "auth": "sha256",
        "auth_key": "xac-thuc-dai",
        "priv": "aes",
        "priv_key": "ma-hoa-dai",
        "port": "161",
    }
    wrong = post(quan, "add-access", {**v3, "auth_key": "ngắn"}, collector.pk)
    assert wrong.status_code == 422
    assert "ma-hoa-dai" not in wrong.content.decode()
    assert post(quan, "add-access", v3, collector.pk).status_code == 302
    access = SnmpAccess.objects.get()
    target = {
        "name": "Cổng tỉnh",
        "host": "cong.example.vn",
        "subject": "site",
        "collector": str(collector.pk),
        "kinds": ["icmp", "snmp", "https"],
        "access": str(access.pk),
        "path": "/trang",
        "every": "60",
        "fails": "3",
    }
    nothing = post(quan, "add-target", {"subject": "link"}, site.pk)
    for words in ("Chưa có tên đối tượng.", "Chọn máy thu thập.", "ít nhất một cách"):
        assert words in nothing.content.decode()
    assert post(quan, "add-target", target, site.pk).status_code == 302
    watched = WatchTarget.objects.get()
    kept = post(quan, "remove-access", {}, access.pk)
    assert "Còn đối tượng" in quan.get(kept.url).content.decode()
    shown = page(quan, "target", watched.pk)
    assert "SNMP v3 (Thiết bị)" in shown
    change = {**target, "kinds": ["icmp"]}
    assert post(quan, "change-target", change, watched.pk).status_code == 302
    assert post(quan, "remove-access", {}, access.pk).status_code == 302
    assert not SnmpAccess.objects.exists()
    at_site = quan.get(reverse("network:site", args=[site.pk])).content.decode()
    assert "Cổng tỉnh" in at_site
    post(quan, "retire-target", {}, watched.pk)
    assert "Cổng tỉnh" not in page(quan, "overview")
    post(quan, "revoke-collector", {}, collector.pk)
    assert "đã thu hồi" in page(quan, "collectors")


def test_a_loss_is_red_on_the_map_and_somebody_takes_it(province: Province) -> None:
    country = Country(province)
    station, quan = country.collector, province.client("quan")
    start = timezone.now() - 6 * MINUTE
    station.told((country.line_target, "++----"), start=start)
    outage = Outage.objects.get()

    drawn = quan.get(reverse("network:map")).content.decode()
    assert "link-state link-down" in drawn
    assert "đang mất" in quan.get(reverse("network:weak")).content.decode()
    told = quan.get(reverse("network:link", args=[country.line.pk])).content.decode()
    assert "mất kết nối" in told
    assert "Nhận xử lý" in page(quan, "overview")
    bell = quan.get(reverse("notices:list")).content.decode()
    assert "Đường Ủy ban" in bell

    post(quan, "acknowledge", {"note": "Đã gọi nhà mạng"}, outage.pk)

    assert "Đã gọi nhà mạng" in page(quan, "outages")
    again = post(quan, "acknowledge", {}, outage.pk)
    assert "đã nhận xử lý" in quan.get(again.url).content.decode()


def test_one_agencys_keeper_sees_her_part_alone(province: Province) -> None:
    """The link she depends on she reads at its end; the rest is not found."""
    country = Country(province)
    other = country.collector.watch("Máy chủ Ủy ban", country.house)
    loan = province.client("loan")

    listed = page(loan, "overview")
    assert "Đường xã" in listed
    assert "Đường Ủy ban" not in listed
    for name in ("target", "change-target", "retire-target"):
        url = reverse(f"watching:{name}", args=[other.pk])
        status = (loan.post if name == "retire-target" else loan.get)(url).status_code
        assert status == 404
    ask = program(province, "loan")
    assert {one["target"]["name"] for one in ask("/watch-targets")} == {
        "Đường xã",
        "Trụ sở xã",
    }
    assert ask("/collectors") == []


def test_the_far_end_of_a_link_reads_how_it_stands_alone(province: Province) -> None:
    """The committee's line C ends at Loan's house."""
    country = Country(province)
    line = link(province, country.house, country.commune, carrier="Nhà mạng C")
    watched = country.collector.watch(
        "Đường C", country.house, Subject.LINK, of=line.pk
    )
    start = timezone.now() - 6 * MINUTE
    country.collector.told((watched, "++----"), start=start)
    Outage.objects.update(note="gọi anh Bình", acknowledged_at=province.at)
    loan, ask = province.client("loan"), program(province, "loan")

    shown = page(loan, "target", watched.pk) + page(loan, "overview")

    assert "mất kết nối" in shown
    for hidden in ("10.0.0.1", "Trạm", "gọi anh Bình", "Các phép thử"):
        assert hidden not in shown
    told = ask(f"/watch-targets/{watched.pk}")
    assert told["now"]["target"]["host"] is None
    assert (told["probes"], told["outages"][0]["note"]) == ([], "")
    assert ask("/outages")["rows"][0]["note"] == ""


def test_planned_work_is_written_before_it_begins(province: Province) -> None:
    quan, site = province.client("quan"), hub(province)
    now = timezone.localtime()
    form = {
        "site": str(site.pk),
        "since": f"{now - timedelta(hours=3):%H:%M %d/%m/%Y}",
        "until": f"{now - timedelta(hours=4):%H:%M %d/%m/%Y}",
        "reason": "",
    }
    refused = post(quan, "works", form).content.decode()
    for words in ("Ghi việc sẽ làm.", "trước khi bắt đầu", "phải sau lúc bắt đầu"):
        assert words in refused
    soon = {
        "since": f"{now + timedelta(hours=1):%H:%M %d/%m/%Y}",
        "until": f"{now + timedelta(hours=2):%H:%M %d/%m/%Y}",
        "reason": "Thay nguồn",
    }
    assert post(quan, "works", {**form, **soon}).status_code == 302
    assert "sắp tới" in page(quan, "works")
    post(quan, "cancel-work", {}, PlannedWork.objects.get().pk)
    assert "đã hủy" in page(quan, "works")


def test_a_subnet_is_set_beside_what_was_found(province: Province) -> None:
    """SW-1 moved from .3 to .9; a stranger answers at .7; the printer is silent."""
    quan, by, at = province.client("quan"), province.seat("quan"), province.at
    station = Hub(province, hub(province))
    site = place(province, "Trụ sở Ủy ban")
    subnet = add_subnet(
        site_id=site.pk, data=SubnetData("10.20.4.0/28", "Văn phòng"), by=by, at=at
    )
    switch = add_device(site_id=site.pk, data=DeviceData("SW-1"), by=by, at=at)
    for ip, used, device in (
        ("10.20.4.3", "SW-1", switch.pk),
        ("10.20.4.5", "Máy in", None),
    ):
        give_address(
            subnet_id=subnet.pk, ip=ip, used_for=used, device_id=device, by=by, at=at
        )
    assert "chưa dò" in page(quan, "subnets")
    asked = {"collector": str(station.row.pk)}
    assert post(quan, "subnet", asked, subnet.pk).status_code == 302
    twice = post(quan, "subnet", asked, subnet.pk)
    assert "đang được dò" in twice.content.decode()
    sweep = Sweep.objects.get()
    line = {"sweep": str(sweep.pk), "at": at.timestamp(), "last": True}
    hosts = [
        {"ip": "10.20.4.9", "name": "SW-1", "ports": [["ge-0", True, 1000]]},
        {"ip": "10.20.4.7", "mac": "AA:BB:CC:00:11:22", "about": "x\x00y"},
        {"ip": "10.9.9.9"},
    ]
    told = station.send([{**line, "seq": 1, "hosts": hosts}])
    assert "ngoài dải" in json.loads(told.content)["refused"][0]["reason"]

    shown = page(quan, "subnet", subnet.pk)

    for words in ("đã chuyển địa chỉ", "trước ở 10.20.4.3", "chưa có trong sổ"):
        assert words in shown
    assert "có trong sổ, không trả lời" in shown
    assert post(quan, "subnet", asked, subnet.pk).status_code == 302
    again = {"sweep": str(Sweep.objects.get(state="waiting").pk), "seq": 2}
    station.send([{**line, **again, "hosts": hosts[:1], "last": False}])
    assert "chưa có trong sổ" in page(quan, "subnet", subnet.pk), "half is not all"
    moved, new = (Sighting.objects.get(ip=f"10.20.4.{n}") for n in (9, 7))
    with pytest.raises(Refused):
        accept_sighting(
            sighting_id=new.pk, used_for="x", kind=None, moved_from="abc", by=by, at=at
        )
    post(quan, "accept", {"used_for": "SW-1", "free": "on"}, moved.pk)
    post(quan, "accept", {"used_for": "Camera", "kind": "other"}, new.pk)
    assert set(NetAddress.objects.values_list("ip", "device__name")) == {
        ("10.20.4.9", "SW-1"),
        ("10.20.4.7", "Camera"),
        ("10.20.4.5", None),
    }
    assert Device.objects.count() == 2
    wide = add_subnet(
        site_id=site.pk, data=SubnetData("10.64.0.0/16", "Rộng"), by=by, at=at
    )
    too_many = post(quan, "subnet", asked, wide.pk)
    assert "nhiều nhất 1024 địa chỉ" in too_many.content.decode()


def test_lists_ask_as_much_for_thirty_as_for_three(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    country = Country(province)
    station, quan = country.collector, province.client("quan")

    def counted() -> list[int]:
        found = []
        names = ("overview", "outages", "collectors", "works", "subnets")
        for url in [*(reverse(f"watching:{n}") for n in names), reverse("network:map")]:
            quan.get(url)
            with django_assert_max_num_queries(100) as asked:
                quan.get(url)
            found.append(len(asked))
        return found

    few = counted()
    for n in range(30):
        target = station.watch(f"Máy {n}", country.house)
        Outage.objects.create(target=target, since=province.at)
        Hub(province, place(province, f"Điểm {n}"))
    assert counted() == few
