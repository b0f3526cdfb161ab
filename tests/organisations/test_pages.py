"""The organisation pages: the tree and one agency, on any day."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.organisations.actions import create_agency
from tests.people import SINCE, Province

TREE = "/quan-tri/co-quan/"


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_tree_of_today(province: Province) -> None:
    page = _text(province.client("minh"), TREE)

    assert "Ủy ban nhân dân xã Yến Dương" in page
    assert "H03.33.10" in page
    assert "2 cơ quan" in page


def test_the_tree_of_a_day_before_everything(province: Province) -> None:
    page = _text(province.client("minh"), f"{TREE}?ngay=01/01/1990")

    assert "Ủy ban nhân dân xã Yến Dương" not in page
    assert "chưa có cơ quan nào" in page


@pytest.mark.parametrize("day", ["31/02/2024", "hôm qua", "", "99/99/9999"])
def test_a_day_that_is_none_is_said_and_today_is_shown(
    province: Province, day: str
) -> None:
    page = _text(province.client("minh"), f"{TREE}?ngay={day}")

    assert "ví dụ 02/09/2026" in page
    assert "Ủy ban nhân dân xã Yến Dương" in page


def test_an_agency_with_its_posts_and_codes(province: Province) -> None:
    page = _text(province.client("minh"), f"{TREE}{province.committee.id}/")

    assert "Nông Thị Lan" in page
    assert "000.00.00.H03" in page
    assert "Phòng Khoa giáo - Văn xã" in page
    assert "chưa có người giữ" in page


def test_who_held_a_post_that_day(province: Province) -> None:
    address = f"{TREE}{province.committee.id}/"

    assert "Lý Văn Sơn" not in _text(province.client("minh"), address)
    assert "Lý Văn Sơn" in _text(province.client("minh"), f"{address}?ngay=01/08/2021")


def test_an_agency_not_born_yet_shows_its_later_names(province: Province) -> None:
    page = _text(
        province.client("minh"), f"{TREE}{province.commune.id}/?ngay=01/01/1990"
    )

    assert "chưa thành lập" in page
    assert "Ủy ban nhân dân xã Yến Dương" in page


def test_links_keep_the_day(province: Province) -> None:
    page = _text(province.client("minh"), f"{TREE}?ngay=01/08/2021")

    assert f"{TREE}{province.commune.id}/?ngay=01%2F08%2F2021" in page


@pytest.mark.parametrize("who", ["khach", "son"])
def test_without_a_post_today_the_pages_are_not_there(
    province: Province, who: str
) -> None:
    client = province.client(who)

    assert client.get(TREE).status_code == 404
    assert client.get(f"{TREE}{province.committee.id}/").status_code == 404


def test_who_has_not_signed_in_is_asked_to(province: Province) -> None:
    assert Client().get(TREE).status_code == 302


def test_an_unknown_agency_is_not_found(province: Province) -> None:
    assert province.client("minh").get(f"{TREE}{uuid4()}/").status_code == 404


def test_the_tree_costs_the_same_for_2_agencies_and_for_30(
    province: Province,
) -> None:
    client = province.client("minh")
    client.get(TREE)
    with CaptureQueriesContext(connection) as few:
        client.get(TREE)
    for number in range(30):
        create_agency(
            kind="commune",
            name=f"Ủy ban nhân dân xã {number}",
            short_name=f"UBND xã {number}",
            issuer_symbol="UBND",
            parent=province.committee,
            valid_from=SINCE,
            by=SYSTEM,
            at=province.at,
        )
    with CaptureQueriesContext(connection) as many:
        client.get(TREE)

    assert len(few) == len(many)
