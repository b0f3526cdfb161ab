"""Addresses: no two networks of one space overlap, whoever writes them."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from congvu.lib.refusals import Refused
from congvu.network.actions import (
    add_device,
    add_subnet,
    change_subnet,
    free_address,
    give_address,
)
from congvu.network.models import STATE_SPACE, NetAddress, Site, Subnet
from congvu.network.queries import used
from congvu.network.rules import DeviceData, Scope, SubnetData
from tests.network.stories import commune_keeper, place
from tests.people import Province


def subnet(
    people: Province, site: Site, cidr: str, scope: Scope = Scope.AGENCY, who: str = ""
) -> Subnet:
    by = people.seat(who or "quan")
    data = SubnetData(cidr, f"mạng {cidr}", scope)
    return add_subnet(site_id=site.id, data=data, by=by, at=people.at)


def give(people: Province, found: Subnet, ip: str) -> NetAddress:
    return give_address(
        subnet_id=found.id,
        ip=ip,
        used_for="máy in",
        by=people.seat("quan"),
        at=people.at,
    )


def test_an_overlap_names_the_other_and_where_it_is(province: Province) -> None:
    site = place(province, "Trụ sở Ủy ban")
    subnet(province, site, "10.20.0.0/22")

    with pytest.raises(Refused) as why:
        subnet(province, place(province, "Nhà khách"), "10.20.3.0/24")

    (reason,) = why.value.reasons
    said = "Trùng với dải 10.20.0.0/22 (mạng 10.20.0.0/22), đã dùng ở Trụ sở Ủy ban."
    assert (reason.message, reason.field) == (said, "cidr")


def test_of_another_agencys_no_more_is_said_than_that(province: Province) -> None:
    site = place(province, "Trụ sở Ủy ban")
    subnet(province, site, "10.20.4.0/24", Scope.STATE)
    loan = commune_keeper(province)
    own = place(province, "Trụ sở xã", by=loan)

    with pytest.raises(Refused, match=r"10\.20\.4\.0/24, đã dùng ở Trụ sở Ủy ban\."):
        subnet(province, own, "10.20.4.128/25", Scope.STATE, "loan")


def test_each_agency_and_site_may_use_the_same_private_addresses(
    province: Province,
) -> None:
    site = place(province, "Trụ sở Ủy ban")
    own = place(province, "Trụ sở xã", by=commune_keeper(province))

    subnet(province, site, "192.168.1.0/24")
    subnet(province, site, "192.168.1.0/24", Scope.SITE)
    subnet(province, own, "192.168.1.0/24", Scope.AGENCY, "loan")

    assert Subnet.objects.filter(cidr="192.168.1.0/24").count() == 3


def test_two_at_the_same_moment_the_database_refuses(province: Province) -> None:
    """What the action found free may be taken before it writes."""
    site = place(province, "Trụ sở Ủy ban")
    subnet(province, site, "10.20.0.0/22", Scope.STATE)

    with pytest.raises(IntegrityError, match="subnet_no_overlap"), transaction.atomic():
        Subnet.objects.create(
            site=site,
            scope=Scope.STATE,
            space_id=STATE_SPACE,
            cidr="10.20.2.0/24",
            name="khác",
        )


@pytest.mark.parametrize(
    ("cidr", "words"),
    [
        ("10.20.4.7/24", "có phải là 10.20.4.0/24 không"),
        ("10.20.4", "Ghi dải địa chỉ như"),
        ("mạng nội bộ", "Ghi dải địa chỉ như"),
        ("", "Ghi dải địa chỉ như"),
        ("10.20.4.0/33", "Ghi dải địa chỉ như"),
        ("fe80::1/10", "có phải là fe80::/10 không"),
        ("10.20.4.7/255.255.255.0", "có phải là 10.20.4.0/24 không"),
        ("fe80::%eth0/64", "Ghi dải địa chỉ như"),
    ],
)
def test_what_is_no_network_is_told(province: Province, cidr: str, words: str) -> None:
    site = place(province, "Trụ sở Ủy ban")

    with pytest.raises(Refused, match=words):
        subnet(province, site, cidr)


def test_a_mask_written_out_is_the_same_network(province: Province) -> None:
    site = place(province, "Trụ sở Ủy ban")

    made = subnet(province, site, "10.20.4.0/255.255.255.0")

    assert made.cidr == "10.20.4.0/24"
    with pytest.raises(Refused, match=r"Trùng với dải 10\.20\.4\.0/24"):
        subnet(province, site, "10.20.0.0/0.0.255.255")


def test_what_is_free_is_counted(province: Province) -> None:
    site = place(province, "Trụ sở Ủy ban")
    small = subnet(province, site, "10.20.4.0/29")
    subnet(province, site, "10.20.5.0/31")
    switch = add_device(
        site_id=site.id,
        data=DeviceData("SW-1"),
        by=province.seat("quan"),
        at=province.at,
    )
    first = give(province, small, "10.20.4.1")
    give_address(
        subnet_id=small.id,
        ip="10.20.4.2",
        used_for="SW-1",
        device_id=switch.id,
        by=province.seat("quan"),
        at=province.at,
    )

    assert [(u.given, u.free) for u in used([site.id])] == [(2, 4), (0, 2)]

    free_address(address_id=first.id, by=province.seat("quan"), at=province.at)

    assert [u.free for u in used([site.id])] == [5, 2]


@pytest.mark.parametrize(
    ("ip", "words"),
    [
        ("10.20.5.1", "không nằm trong dải"),
        ("10.20.4.0", "đầu và cuối dải"),
        ("10.20.4.255", "đầu và cuối dải"),
        ("10.20.4.9", "10.20.4.9 đã dùng cho máy in."),
        ("mười", "Ghi địa chỉ như"),
        ("fe80::1%eth0", "Ghi địa chỉ như"),
    ],
)
def test_an_address_that_cannot_be(province: Province, ip: str, words: str) -> None:
    found = subnet(province, place(province, "Trụ sở Ủy ban"), "10.20.4.0/24")
    give(province, found, "10.20.4.9")

    with pytest.raises(Refused, match=words):
        give(province, found, ip)


def test_an_address_outside_the_database_refuses(province: Province) -> None:
    found = subnet(province, place(province, "Trụ sở Ủy ban"), "10.20.4.0/24")

    with pytest.raises(IntegrityError, match="outside"), transaction.atomic():
        NetAddress.objects.create(subnet=found, ip="10.20.9.1", used_for="máy")


def test_a_network_shrinks_no_further_than_its_addresses(province: Province) -> None:
    found = subnet(province, place(province, "Trụ sở Ủy ban"), "10.20.4.0/24")
    give(province, found, "10.20.4.200")
    quan = province.seat("quan")

    def become(cidr: str, subnet_id: UUID = found.id) -> Subnet:
        data = SubnetData(cidr, "Văn phòng")
        return change_subnet(subnet_id=subnet_id, data=data, by=quan, at=province.at)

    with pytest.raises(Refused, match="nằm ngoài dải mới"):
        become("10.20.4.0/25")
    assert become("10.20.4.128/25").cidr == "10.20.4.128/25"
