"""Quân draws the province's network; Loan keeps her commune's part of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.lib.refusals import Refused
from congvu.network.access import get_site_to_keep
from congvu.network.actions import add_device, add_subnet
from congvu.network.models import Link, Site, Subnet
from congvu.network.queries import on_state_network, whole
from congvu.network.rules import Carriage, DeviceData, SubnetData
from tests.documents import reforms
from tests.network.stories import commune_keeper, hub, link, place, program
from tests.people import Province


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"network:{name}", args=args)).content.decode()


def test_from_nothing_to_a_map(province: Province) -> None:
    """Hub, house, link, addresses, a switch; then what the loss of the link does."""
    quan = province.client("quan")
    assert "Chưa có điểm mạng nào" in page(quan, "map")
    own = str(province.committee.id)
    add = reverse("network:add-site")
    hub_form = {"agency": own, "name": "Trung tâm dữ liệu", "kind": "hub"}
    house = {
        "agency": own,
        "name": "Trụ sở Ủy ban",
        "kind": "office",
        "latitude": "22,14703",
        "longitude": "105,83480",
        "machines": "120",
    }
    for form in (hub_form, house):
        assert quan.post(add, form).status_code == 302
    site = Site.objects.get(name="Trụ sở Ủy ban")
    sent = quan.post(
        reverse("network:add-link", args=[site.id]),
        {
            "far": str(Site.objects.get(kind="hub").id),
            "carriage": "state",
            "carrier": "Nhà mạng A",
            "medium": "fibre",
            "down_mbps": "200",
            "up_mbps": "100",
            "monthly_cost": "2200000",
            "contract": "12/HĐ",
            "valid_from": f"{province.today:%d/%m/%Y}",
        },
    )
    assert sent.status_code == 302
    quan.post(
        reverse("network:add-subnet", args=[site.id]),
        {"cidr": "10.20.4.0/24", "name": "Văn phòng", "scope": "state", "vlan": "10"},
    )
    quan.post(
        reverse("network:add-device", args=[site.id]),
        {"name": "SW-1", "kind": "switch", "place": "Phòng máy, tủ 1"},
    )

    drawn, weak = page(quan, "map"), page(quan, "weak")
    assert "Trụ sở Ủy ban" in drawn
    assert 'stroke-dasharray="6 4"' in drawn
    assert "1/2" in drawn, "the committee of two agencies is on the state network"
    assert "2.200.000" in drawn
    assert "120" in weak
    shown = page(quan, "site", site.id)
    assert "SW-1" in shown
    assert "· Phòng máy, tủ 1" not in shown, "nothing stands before it"
    assert "đã đặt 0, còn 254" in shown
    events = AuditEvent.objects.filter(event__startswith="network.")
    assert sorted(events.values_list("event", flat=True)) == [
        "network.device-added",
        "network.link-added",
        "network.site-added",
        "network.site-added",
        "network.subnet-added",
    ]


def test_all_that_is_wrong_comes_at_once_and_nothing_is_lost(
    province: Province,
) -> None:
    site = place(province, "Trụ sở Ủy ban")
    sent = province.client("quan").post(
        reverse("network:add-link", args=[site.id]),
        {
            "carriage": "state",
            "medium": "fibre",
            "down_mbps": "0",
            "up_mbps": "50",
            "monthly_cost": "0",
            "contract": "12/HĐ",
            "valid_from": f"{province.today:%d/%m/%Y}",
            "valid_until": f"{province.today:%d/%m/%Y}",
        },
    )

    assert sent.status_code == 422
    said = sent.content.decode()
    for words in (
        "Chọn điểm ở đầu kia.",
        "Chưa có nhà cung cấp.",
        "Ghi một số từ 1 đến",
        "Ngày thôi dùng phải sau ngày bắt đầu.",
        'value="12/HĐ"',
    ):
        assert words in said
    assert not Link.objects.exists()


def test_a_second_way_takes_the_weak_point_away(province: Province) -> None:
    """Over whichever network it goes."""
    centre, site = hub(province), place(province, "Trụ sở Ủy ban")
    link(province, site, centre)
    assert [len(one.cut) for one in whole(province.today).losses([site.id])] == [1, 1]

    spare = link(province, site, hub(province, "Trung tâm 2"), carriage="internet")

    assert whole(province.today).losses([site.id]) == []
    after = province.today + timedelta(days=1)
    Link.objects.filter(pk=spare.pk).update(valid_until=after)
    assert len(whole(after).losses([site.id])) == 2, "it is no more that day"


def test_the_state_network_is_counted_by_its_own_links(province: Province) -> None:
    """A commune with an Internet line alone is not; behind the committee it is."""
    centre, site = hub(province), place(province, "Trụ sở Ủy ban")
    loan = commune_keeper(province)
    commune = place(province, "Trụ sở xã", by=loan)
    link(province, site, centre)
    link(province, commune, centre, carriage=Carriage.INTERNET)
    assert on_state_network(whole(province.today)) == {province.committee.id}

    link(province, commune, site)

    both = {province.committee.id, province.commune.id}
    assert on_state_network(whole(province.today)) == both


def test_a_keeper_sees_and_changes_her_agencys_part_alone(province: Province) -> None:
    centre, site = hub(province), place(province, "Trụ sở Ủy ban")
    loan = commune_keeper(province)
    commune = place(province, "Trụ sở xã", by=loan)
    committees = link(province, site, centre, carrier="Nhà mạng B")
    communes = link(province, commune, site)
    client = province.client("loan")

    drawn = page(client, "map")
    assert "Trụ sở xã" in drawn
    assert "Nhà mạng B" not in drawn, "the link behind her neighbour"
    for name, what, status in (
        ("site", commune, 200),
        ("site", site, 404),
        ("link", communes, 200),
        ("link", committees, 404),
        ("change-link", communes, 200),
        ("site", uuid4(), 404),
    ):
        key = getattr(what, "id", what)
        got = client.get(reverse(f"network:{name}", args=[key])).status_code
        assert (name, got) == (name, status)
    weak = page(client, "weak")
    assert "Trụ sở Ủy ban – Trung tâm dữ liệu" in weak, "whose loss cuts her off"
    assert page(province.client("quan"), "weak").count("Trụ sở xã") > 1


def test_one_agency_is_drawn_with_what_stands_in_its_house(
    province: Province,
) -> None:
    """Loan's own map, and the same for Quân who asks for her agency."""
    centre, loan = hub(province), commune_keeper(province)
    commune = place(province, "Trụ sở xã", by=loan)
    link(province, commune, centre)
    other = place(province, "Trụ sở Ủy ban")
    did: dict[str, Any] = {"by": loan, "at": province.at}
    add_device(site_id=commune.id, data=DeviceData("Tường lửa 1"), **did)
    data = SubnetData("192.168.1.0/24", "Văn phòng")
    add_subnet(site_id=commune.id, data=data, **did)
    asked = {"co_quan": str(province.commune.id)}
    where = reverse("network:map")

    for who, given in (("loan", {}), ("quan", asked)):
        drawn = province.client(who).get(where, given).content.decode()
        for words in ("Tường lửa 1", "192.168.1.0/24 Văn phòng", "Trung tâm dữ liệu"):
            assert words in drawn, (who, words)
        assert other.name not in drawn
    whole_of_it = province.client("quan").get(where, {"co_quan": "sai"})
    assert other.name in whole_of_it.content.decode()
    assert "Tường lửa 1" not in whole_of_it.content.decode()


def test_the_far_end_reads_a_link_and_leaves_it(province: Province) -> None:
    loan = commune_keeper(province)
    commune = place(province, "Trụ sở xã", by=loan)
    found = link(province, place(province, "Trụ sở Ủy ban"), commune)
    client = province.client("loan")

    assert client.get(reverse("network:link", args=[found.id])).status_code == 200
    assert "1.100.000" not in page(client, "link", found.id), "what others pay"
    changing = reverse("network:change-link", args=[found.id])
    assert client.get(changing).status_code == 404


def test_a_program_at_the_far_end_reads_no_more_than_its_person(
    province: Province,
) -> None:
    """Nor where the neighbour's house is and how many machines stand in it."""
    loan = commune_keeper(province)
    commune = place(province, "Trụ sở xã", by=loan)
    where: Any = {"latitude": Decimal("22.1"), "longitude": Decimal("105.8")}
    house = place(
        province, "Trụ sở Ủy ban", address="Số 1 Đội Cấn", machines=120, **where
    )
    found = link(province, house, commune, contract="12/HĐ")
    asked: dict[str, Callable[[Any], Any]] = {
        f"/network-links/{found.id}": lambda told: told,
        f"/network-sites/{commune.id}": lambda told: told["links"][0],
        "/network": lambda told: told["links"][0],
    }

    for who, paid in (("loan", (None, None)), ("quan", (1_100_000, "12/HĐ"))):
        ask = program(province, who)
        for address, link_of in asked.items():
            told = link_of(ask(address))
            assert (told["monthly_cost"], told["contract"]) == paid, (who, address)

    drawn = program(province, "loan")("/network")
    assert [one["name"] for one in drawn["sites"]] == ["Trụ sở xã"]
    assert drawn["far_sites"] == [{"id": str(house.id), "name": "Trụ sở Ủy ban"}]
    assert program(province, "quan")("/network")["far_sites"] == []


def test_hubs_are_the_provinces_to_name(province: Province) -> None:
    loan = commune_keeper(province)

    with pytest.raises(Refused, match="Điểm trung tâm do đầu mối của tỉnh đặt"):
        place(province, "Nhà văn hóa", by=loan, kind="hub")
    with pytest.raises(Refused, match="Chọn cơ quan có điểm này"):
        place(province, "Trụ sở", by=loan, agency_id=province.committee.id)


def test_a_house_goes_to_the_heir_with_all_that_hangs_on_it(
    province: Province,
) -> None:
    """Its addresses keep their space: the heir's own may be the same."""
    loan = commune_keeper(province)
    commune = place(province, "Trụ sở", by=loan)
    made = {"site": commune, "scope": "agency", "cidr": "192.168.1.0/24", "name": "cũ"}
    Subnet.objects.create(space_id=province.commune.id, **made)
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    place(province, "Trụ sở", agency_id=new.agency.id)

    reforms.merge(province, new, province.today, province.at)

    commune.refresh_from_db()
    assert commune.agency_id == new.agency.id
    assert commune.name == "Trụ sở (Ủy ban nhân dân xã Yến Dương)"
    assert get_site_to_keep(province.seat("quan"), commune.id).subnets.count() == 1
    passed = AuditEvent.objects.filter(event="network.passed").get()
    assert passed.data["site"] == commune.name
