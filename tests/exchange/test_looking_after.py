"""Whose desk looks after what leaves: who numbers papers, and who registers them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.exchange import jobs
from congvu.exchange.client import HubRefused
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.models import Arrival, Packet
from congvu.organisations.actions import delegate
from congvu.organisations.rules import Permission
from tests.exchange.outside import codes, letter, put
from tests.exchange.test_outbox import Shaky
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


def in_place_of_tu(province: Province, *withheld: Permission) -> None:
    """Sơn, who has no post of his own any more, sits at the commune's registry."""
    assert province.tu.post is not None
    assert province.son.person is not None
    delegate(
        post=province.tu.post,
        person=province.son.person,
        valid_from=province.today,
        valid_until=province.today + timedelta(days=14),
        legal_basis="Quyết định số 12/QĐ-UBND",
        withheld=[one.value for one in withheld],
        by=SYSTEM,
        at=province.at,
    )


def told_in_vain(hub: FolderHub) -> Packet:
    """01 about a paper that came, which its sender's hub would not have."""
    put(hub, letter())
    jobs.receive()
    jobs.drain(outlet=Shaky([HubRefused(22, "sai")]))
    return Packet.objects.get(kind="status", state="given-up")


@pytest.mark.parametrize("page", ["list", "arrival"])
def test_who_registers_and_does_not_number_tells_the_sender_again(
    province: Province, hub: FolderHub, page: str
) -> None:
    in_place_of_tu(province, Permission.NUMBER)
    packet, son = told_in_vain(hub), province.client("son")
    came = Arrival.objects.get()
    path = (
        f"/lien-thong/goi-den/{came.id}/"
        if page == "arrival"
        else "/lien-thong/goi-di/"
    )
    address = f"/lien-thong/goi-di/{packet.id}/gui-lai/"
    assert f'action="{address}"' in son.get(path).content.decode()

    answer = son.post(address, follow=True)

    assert answer.status_code == 200
    assert "Đã xếp hàng gửi lại" in answer.content.decode()
    assert codes(hub) == {"01"}


def test_who_does_neither_sees_and_sends_nothing(
    province: Province, hub: FolderHub
) -> None:
    in_place_of_tu(province, Permission.NUMBER, Permission.REGISTER)
    packet, son = told_in_vain(hub), province.client("son")

    assert son.get("/lien-thong/goi-di/").status_code == 404
    assert son.post(f"/lien-thong/goi-di/{packet.id}/gui-lai/").status_code == 404
    assert Packet.objects.get(pk=packet.pk).state == "given-up"
