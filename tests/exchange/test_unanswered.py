"""A try whose answer was lost: the other side may have the paper, so what is wanted
back is asked for there, and no further try brings it there anew."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange import jobs
from congvu.exchange.actions import claim, note_failed, send_again
from congvu.exchange.client import HubDown, HubRefused, hub_client
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import read
from congvu.exchange.jobs import sending
from congvu.exchange.models import Dispatch, Packet, SenderRequest
from congvu.exchange.rules import MOST_ATTEMPTS
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue
from tests.exchange.outside import FAR, answer
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
NEAR = "H55.02"


@dataclass
class Silent:
    """The hub behind a wire that says nothing of what it took, or is cut before."""

    loses: str
    says: Exception

    def __call__(self, channel: str) -> Any:
        self.hub = hub_client(channel)
        return self

    def send(self, packet: BinaryIO, **more: Any) -> str:
        if self.loses == "answer":
            self.hub.send(packet, **more)
        raise self.says


LOST_ANSWER = Silent("answer", HubDown("Trục ngắt giữa chừng"))
NOBODY = Silent("packet", HubDown("Không nối được tới trục", may_be_there=False))


def issue_to(province: Province, *codes: str) -> OutgoingEntry:
    return issue(province, places=[actions.SentTo(None, f"Xã {c}", c) for c in codes])


def due_now() -> None:
    Packet.objects.exclude(next_try_at=None).update(next_try_at=timezone.now())


def ask_back(province: Province, code: str) -> str:
    """As the clerk does it; the page that she sees then."""
    sent = Dispatch.objects.get(address=code)
    answer = province.client("lan").post(
        f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/", {"reason": "Sai số"}, follow=True
    )
    return str(answer.content.decode())


def messages(hub: FolderHub, code: str) -> list[str]:
    """What lies in a commune's place at the hub, told by its business or state."""
    found = []
    for one in hub.received(code):
        with hub.get(one.id) as stream:
            message: Any = read(io.BytesIO(stream.read()))
        if message.kind == "status":
            found.append(message.header.status_code)
        else:
            found.append(f"business {message.business.type}")
    return found


def failed(province: Province) -> None:
    jobs.drain(outlet=LOST_ANSWER)


def given_up(province: Province) -> None:
    Packet.objects.update(attempts=MOST_ATTEMPTS - 1)
    failed(province)


def ordered_again(province: Province) -> None:
    """And then nobody could be reached: what was lost first still counts."""
    given_up(province)
    packet = Packet.objects.get()
    send_again(packet_id=packet.id, by=province.seat("lan"), at=timezone.now())
    jobs.drain(outlet=NOBODY)


def refused_later(province: Province) -> None:
    failed(province)
    due_now()
    jobs.drain(outlet=Silent("packet", HubRefused(23, "khóa")))


def killed(province: Province) -> None:
    """A worker dies between the hub's yes and our row; the next finds nobody."""
    taken = claim(channels=["folder"], at=timezone.now())
    assert taken is not None
    sending._send(taken, hub_client, timezone.now)
    due_now()
    jobs.drain(outlet=NOBODY)


@pytest.mark.parametrize(
    ("loses", "state"),
    [
        (failed, "failed"),
        (given_up, "given-up"),
        (ordered_again, "failed"),
        (refused_later, "given-up"),
        (killed, "failed"),
    ],
)
def test_what_the_hub_may_have_is_asked_back_there(
    province: Province, hub: FolderHub, loses: Callable[[Province], None], state: str
) -> None:
    issue_to(province, FAR)
    loses(province)
    sent = Dispatch.objects.get()
    assert sent.state == state

    page = ask_back(province, FAR)
    due_now()
    jobs.drain()

    assert "Chờ nơi nhận trả lời" in page
    assert "Gửi lại" not in page
    assert messages(hub, FAR) == ["business 0", "13", "business 1"]
    sent.refresh_from_db()
    assert (sent.state, sent.status) == ("given-up", "13")

    answer(hub, Packet.objects.get(code="0"), "15", words="Đã hủy")
    jobs.receive()
    sent.refresh_from_db()
    assert (sent.state, sent.status) == ("withdrawn", "15")
    assert SenderRequest.objects.get().agreed


def test_where_nobody_was_reached_it_goes_back_here_and_nowhere_else(
    province: Province, hub: FolderHub
) -> None:
    issue_to(province, FAR)
    jobs.drain(outlet=NOBODY)
    assert Dispatch.objects.get().state == "failed"

    ask_back(province, FAR)
    due_now()
    jobs.drain()

    assert Dispatch.objects.get().state == "withdrawn"
    assert not SenderRequest.objects.exists()
    assert messages(hub, FAR) == []


def test_who_does_not_know_the_receiver_has_nothing_for_it(
    province: Province, hub: FolderHub
) -> None:
    issue_to(province, FAR)
    jobs.drain(outlet=LOST_ANSWER)
    due_now()
    jobs.drain(outlet=Silent("packet", HubRefused(18, "lạ")))

    ask_back(province, FAR)

    assert Dispatch.objects.get().state == "withdrawn"
    assert Packet.objects.count() == 1


def test_the_others_still_get_it_and_their_luck_is_not_its(
    province: Province, hub: FolderHub
) -> None:
    line = issue_to(province, FAR, NEAR)
    Packet.objects.update(attempts=MOST_ATTEMPTS - 1)
    jobs.drain(outlet=Silent("packet", HubDown("Trục ngắt giữa chừng")))
    ask_back(province, FAR)

    page = province.client("lan").get(f"/van-ban/di/{line.id}/noi-nhan/")
    assert page.content.decode().count("Gửi lại") == 1, "only where it still goes"
    paper = Packet.objects.get(code="0")
    province.client("lan").post(f"/lien-thong/goi-di/{paper.id}/gui-lai/")
    jobs.drain()

    assert messages(hub, NEAR) == ["business 0"]
    assert messages(hub, FAR) == ["13", "business 1"], "it was not brought there now"
    states = dict(Dispatch.objects.values_list("address", "state"))
    assert states == {FAR: "given-up", NEAR: "sent"}


def test_a_later_paper_is_told_where_the_earlier_may_be(
    province: Province, hub: FolderHub
) -> None:
    first = issue_to(province, FAR)
    given_up(province)
    later = issue_to(province, NEAR)

    actions.relate_paper(
        entry_id=later.id, kind="replaces", symbol=first.symbol, year=first.year,
        by=province.seat("lan"), at=province.at,
    )  # fmt: skip
    jobs.drain()

    assert messages(hub, FAR) == ["business 0", "business 3"]
    assert SenderRequest.objects.get().dispatch.entry == first


def test_a_paper_that_may_be_there_as_new_is_not_sent_as_another(
    province: Province, hub: FolderHub
) -> None:
    """The hub knows a packet by its id: the same id never carries two messages."""
    first = issue_to(province, FAR)
    jobs.drain()
    later = issue_to(province, FAR)
    taken = claim(channels=["folder"], at=timezone.now())
    assert taken is not None
    sending._send(taken, hub_client, timezone.now)
    note_failed(
        packet=taken, words="x", may_be_there=True, by=SYSTEM, at=timezone.now()
    )
    Packet.objects.filter(pk=taken.pk).update(state="waiting", attempts=0)

    actions.relate_paper(
        entry_id=later.id, kind="replaces", symbol=first.symbol, year=first.year,
        by=province.seat("lan"), at=province.at,
    )  # fmt: skip
    due_now()
    jobs.drain()

    assert messages(hub, FAR) == ["business 0", "business 0", "business 3"]
