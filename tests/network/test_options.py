"""Options beside one another: what they cost, whom they join, what stays weak."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from congvu.lib.refusals import Refused
from congvu.network.actions import add_option_change, make_option, remove_option
from congvu.network.models import NetworkOption, OptionChange, Site
from congvu.network.queries import Weighed, weighed, whole
from congvu.network.rules import Carriage, ChangeData, OptionData
from tests.network.stories import commune_keeper, hub, link, place
from tests.people import Province


def option(people: Province, name: str, *changes: dict[str, Any]) -> NetworkOption:
    did: dict[str, Any] = {"by": people.seat("quan"), "at": people.at}
    made = make_option(data=OptionData(name), **did)
    for one in changes:
        add_option_change(option_id=made.id, data=ChangeData(**one), **did)
    return made


def beside(people: Province) -> list[Weighed]:
    agencies = [people.committee.id, people.commune.id]
    return weighed(whole(people.today), agencies)


def test_the_numbers_equal_the_hand_count(province: Province) -> None:
    """Today 2 × 1.1 m a month, the commune by Internet; both hang on one line.

    A  the Internet line becomes a state line of 1.5 m, 30 m once
    B  a second line from the commune to the committee, 0.4 m
    """
    centre, site = hub(province), place(province, "Trụ sở Ủy ban")
    commune = place(province, "Trụ sở xã", by=commune_keeper(province))
    link(province, site, centre)
    internet = link(province, commune, centre, carriage=Carriage.INTERNET)
    new = {"near_id": commune.id, "mbps": 50}
    option(
        province,
        "A",
        {
            **new,
            "replaces_id": internet.id,
            "far_id": centre.id,
            "monthly_cost": 1_500_000,
            "once_cost": 30_000_000,
        },
    )
    option(province, "B", {**new, "far_id": site.id, "monthly_cost": 400_000})

    today, first, second = beside(province)

    assert [one.cost for one in (today, first, second)] == [
        60 * 2_200_000,
        60 * 2_600_000 + 30_000_000,
        60 * 2_600_000,
    ]
    assert [one.joined for one in (today, first, second)] == [1, 2, 2]
    assert [one.alone for one in (today, first, second)] == [2, 2, 0]
    assert [one.weak_links for one in (today, first, second)] == [2, 2, 0]
    assert second.worst is not None, "the one hub there is"
    assert second.worst.site == centre
    page = province.client("quan").get(reverse("network:options")).content.decode()
    for words in ("Như hiện nay", "132.000.000", "186.000.000", "156.000.000", "2/2"):
        assert words in page


def test_an_option_changes_nothing_of_the_network(province: Province) -> None:
    centre, site = hub(province), place(province, "Trụ sở Ủy ban")
    own = link(province, site, centre)

    made = option(province, "Bỏ hết", {"replaces_id": own.id})

    assert [one.id for one in whole(province.today).links] == [own.id]
    assert beside(province)[1].alone == 1, "apart, in the option alone"
    remove_option(option_id=made.id, by=province.seat("quan"), at=province.at)
    assert not OptionChange.objects.exists()
    assert [one.id for one in whole(province.today).links] == [own.id]


def _wrong(site: Site, centre: Site, own: UUID) -> list[tuple[dict[str, Any], str]]:
    ends = {"near_id": site.id, "far_id": centre.id}
    return [
        ({}, "Chọn đường bỏ đi, hoặc hai đầu"),
        ({"near_id": site.id, "mbps": 5}, "Chọn cả hai đầu"),
        ({**ends, "far_id": site.id, "mbps": 5}, "hai điểm khác nhau"),
        (ends, "tải được bao nhiêu"),
        ({**ends, "mbps": 0}, "một số từ 1"),
        ({"replaces_id": own}, "đã thay đường ấy"),
        ({"replaces_id": site.id}, "không còn dùng"),
    ]


def test_what_is_no_change_is_told(province: Province) -> None:
    centre, site = hub(province), place(province, "Trụ sở Ủy ban")
    own = link(province, site, centre)
    made = option(province, "A", {"replaces_id": own.id})
    did: dict[str, Any] = {"by": province.seat("quan"), "at": province.at}

    for given, words in _wrong(site, centre, own.id):
        with pytest.raises(Refused, match=words):
            add_option_change(option_id=made.id, data=ChangeData(**given), **did)

    with pytest.raises(Refused, match="Đã có phương án tên này"):
        option(province, "A")
    with pytest.raises(IntegrityError), transaction.atomic():
        OptionChange.objects.create(option=made, near=site, far=centre)


def test_options_are_the_provinces(province: Province) -> None:
    commune_keeper(province)
    made, client = option(province, "A"), province.client("loan")

    assert client.get(reverse("network:options")).status_code == 404
    assert client.get(reverse("network:option", args=[made.id])).status_code == 404
    assert "Phương án" not in client.get(reverse("network:map")).content.decode()
