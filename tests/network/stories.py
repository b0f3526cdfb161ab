"""A province with one hub, its committee and a commune, each with a house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from congvu.network.actions import add_link, add_site
from congvu.network.models import Link, Site
from congvu.network.rules import LinkData, SiteData, SiteKind
from congvu.organisations.access import Seat
from congvu.organisations.rules import Role
from tests.people import Province, seated


def commune_keeper(people: Province) -> Seat:
    """Loan keeps the machines of the commune."""
    made = seated(
        "loan",
        "Lường Thị Loan",
        people.commune_office,
        Role.ADMINISTRATOR,
        "Phụ trách máy",
        people.at,
        None,
    )
    people.cast["loan"] = made
    return people.seat("loan")


def place(people: Province, name: str, *, by: Seat | None = None, **given: Any) -> Site:
    keeper = by or people.seat("quan")
    agency = given.pop("agency_id", keeper.agency_id)
    data = SiteData(agency, name, **given)
    return add_site(data=data, by=keeper, at=people.at)


def hub(people: Province, name: str = "Trung tâm dữ liệu", **given: Any) -> Site:
    return place(people, name, kind=SiteKind.HUB, **given)


def link(people: Province, near: Site, far: Site, **given: Any) -> Link:
    told = {
        "carrier": "Nhà mạng A",
        "valid_from": people.today - timedelta(days=90),
        "down_mbps": 100,
        "up_mbps": 50,
        "monthly_cost": 1_100_000,
        **given,
    }
    data = LinkData(near_id=near.id, far_id=far.id, **told)
    return add_link(data=data, by=people.seat("quan"), at=people.at)


def program(people: Province, who: str) -> Callable[[str], Any]:
    """What one of the cast's programs is told at an address."""
    user = people.cast[who].user
    _token, raw = create_token(user=user, name="máy", by=SYSTEM, at=people.at)
    headers = {"Authorization": f"Bearer {raw}"}

    def ask(address: str) -> Any:
        return Client().get(f"/api/v1{address}", headers=headers).json()

    return ask
