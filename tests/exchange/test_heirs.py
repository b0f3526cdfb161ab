"""What an agency that ended had sent is its heir's to ask back and to look after."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.exchange import jobs
from congvu.exchange.client import HubRefused
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import read
from congvu.exchange.models import Dispatch, Packet, SenderRequest
from congvu.notices.models import Notice
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.documents.test_ended_recipients import MERGED, end_commune
from tests.exchange.letters import issue
from tests.exchange.outside import FAR, US, answer
from tests.exchange.test_outbox import Shaky
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


def issue_yesterday(province: Province) -> OutgoingEntry:
    """By Yến Dương, on its last day."""
    day = timedelta(days=1)
    then = replace(province, at=province.at - day, today=province.today - day)
    places = [actions.SentTo(None, "UBND xã Xa", FAR)]
    return issue(then, places=places, who="tu")


@pytest.fixture
def left(province: Province, hub: FolderHub) -> OutgoingEntry:
    """Yến Dương sends a paper outside and ends; Tú is the clerk of its heir then."""
    line = issue_yesterday(province)
    jobs.drain()
    end_commune(province, *MERGED)
    return line


def messages(hub: FolderHub) -> list[Any]:
    found = []
    for one in hub.received(FAR):
        with hub.get(one.id) as stream:
            found.append(read(io.BytesIO(stream.read())))
    return found


def test_the_heir_asks_back_what_went_before_it_and_hears_the_answer(
    province: Province, hub: FolderHub, left: OutgoingEntry
) -> None:
    tu, sent = province.client("tu"), Dispatch.objects.get()
    at = f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/"
    page = tu.get(f"/van-ban/di/{left.id}/noi-nhan/").content.decode()
    assert at in page
    assert province.client("lan").post(at, {"reason": "Sai"}).status_code == 404

    tu.post(at, {"reason": "Sai số liệu"})
    jobs.drain()

    paper, told, recall = messages(hub)
    assert told.header.status_code == "13"
    assert recall.business.type == 1
    for one in (told, recall):
        assert one.header.from_.organ_id == US, "by which the receiver knows the paper"
    assert told.header.from_.organ_name == "Ủy ban nhân dân xã Ba Bể"
    assert recall.header.document_id == paper.header.document_id
    assert SenderRequest.objects.get().asked_by == "Ủy ban nhân dân xã Ba Bể"

    answer(hub, Packet.objects.get(code="0"), "15")
    jobs.receive()
    assert Dispatch.objects.get().state == "withdrawn"
    desk = province.seat("tu", on=timezone.localdate()).post_id
    assert Notice.objects.get(kind="exchange.answered").desk_id == desk


def test_the_heir_sends_again_what_its_predecessor_could_not(
    province: Province, hub: FolderHub
) -> None:
    issue_yesterday(province)
    end_commune(province, *MERGED)
    jobs.drain(outlet=Shaky([HubRefused(23, "khóa")]))
    packet, tu = Packet.objects.get(), province.client("tu")
    assert packet.state == "given-up"
    assert Notice.objects.filter(kind="exchange.given-up").count() == 1
    again = f"/lien-thong/goi-di/{packet.id}/gui-lai/"
    assert again in tu.get("/lien-thong/goi-di/?nhom=given-up").content.decode()

    tu.post(again)
    jobs.drain()

    assert Packet.objects.get().state == "sent"
    assert len(messages(hub)) == 1


def test_the_heirs_paper_replaces_its_predecessors(
    province: Province, hub: FolderHub, left: OutgoingEntry
) -> None:
    places = [actions.SentTo(None, "UBND xã Xa", FAR)]
    later = issue(province, places=places, who="tu", subject="Quyết định thay thế")

    actions.relate_paper(
        entry_id=later.id,
        kind="replaces",
        symbol=left.symbol,
        year=left.year,
        by=province.seat("tu"),
        at=timezone.now(),
    )
    jobs.drain()

    asked = SenderRequest.objects.get()
    assert (asked.wanted, asked.dispatch.entry) == ("replace", left)
    paper, replacing = messages(hub)
    assert replacing.business.type == 3
    assert replacing.business.document_id == paper.header.document_id
