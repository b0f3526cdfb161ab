"""Which wish of ours an answer from outside is about: 15 and 16 name none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.exchange import jobs
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.models import Arrival, Dispatch, Packet, SenderRequest
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue
from tests.exchange.outside import FAR, answer, sent_to_far
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
HOUR = timedelta(hours=1)


def ask_back(province: Province) -> None:
    sent = Dispatch.objects.get(address=FAR)
    province.client("lan").post(
        f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/", {"reason": "Sai số"}
    )
    jobs.drain()


def hear(hub: FolderHub, packet: Packet, code: str, **more: Any) -> None:
    answer(hub, packet, code, **more)
    jobs.receive()


@pytest.mark.parametrize("code", ["15", "16"])
def test_an_answer_told_again_is_none_to_the_next_wish(
    province: Province, hub: FolderHub, code: str
) -> None:
    """The same words and time in other bytes, so that it is another packet."""
    packet = sent_to_far(province)
    ask_back(province)
    early = timezone.now()
    hear(hub, packet, "16", words="Đã triển khai", timestamp=early)
    ask_back(province)

    hear(
        hub,
        packet,
        "16",
        words="Đã triển khai",
        timestamp=early,
        staff=m.Staff(staff="Lan"),
    )

    first, second = SenderRequest.objects.order_by("asked_at")
    assert first.agreed is False
    assert second.answered_at is None
    assert Arrival.objects.filter(code="16", state="taken").count() == 2

    hear(hub, packet, code, words="Đã xem", timestamp=early - HOUR / 2)
    second.refresh_from_db()
    assert second.agreed is (code == "15"), "a clock half an hour behind"


def test_an_answer_from_before_the_wish_changes_nothing(
    province: Province, hub: FolderHub
) -> None:
    packet = sent_to_far(province)
    ask_back(province)

    hear(hub, packet, "15", timestamp=timezone.now() - 2 * HOUR)

    sent = Dispatch.objects.get()
    assert (sent.state, sent.status) == ("sent", "13")
    assert SenderRequest.objects.get().answered_at is None


def related(province: Province, first: OutgoingEntry, *places: str) -> OutgoingEntry:
    """A later paper that replaces the first, for these places."""
    to = [actions.SentTo(None, f"Xã {code}", code) for code in places]
    later = issue(province, places=to, subject="Quyết định thay thế")
    actions.relate_paper(
        entry_id=later.id,
        kind="replaces",
        symbol=first.symbol,
        year=first.year,
        by=province.seat("lan"),
        at=timezone.now(),
    )
    jobs.drain()
    return later


@pytest.mark.parametrize("place", [FAR, "H55.02"])
def test_an_answer_that_names_the_later_paper_answers_its_wish(
    province: Province, hub: FolderHub, place: str
) -> None:
    """Whether the later paper was for that commune, too, or only told to it."""
    packet = sent_to_far(province)
    assert packet.entry is not None
    ask_back(province)
    later = related(province, packet.entry, place)
    [carries] = Packet.objects.filter(entry=later, addresses__contains=[FAR])

    hear(hub, carries, "15", words="Đã thay")

    recall, replace = SenderRequest.objects.order_by("asked_at")
    assert recall.answered_at is None, "older, and not what was named"
    assert (replace.wanted, replace.agreed, replace.answer) == (
        "replace", True, "Đã thay",
    )  # fmt: skip
    first = Dispatch.objects.get(entry=packet.entry)
    assert (first.state, first.status) == ("sent", "15")
    assert Arrival.objects.get().state == "taken"
