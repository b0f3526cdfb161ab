"""A gateway that knows a file and its type, as the one guide there is has it: for whom
it is only the file's own To can say."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pytest
from django.utils import timezone

from congvu.exchange import jobs
from congvu.exchange.actions import ask_back, ask_one_back
from congvu.exchange.client import HubDown, HubRefused
from congvu.exchange.formats.edxml import read
from congvu.exchange.models import Dispatch, Packet
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
FAR = ("H55.01", "H55.02", "H55.03")


@dataclass
class ByFile:
    """``boxes``: what each agency got; a status goes to all who got the paper."""

    boxes: dict[str, list[Any]] = field(
        default_factory=lambda: {code: [] for code in FAR}
    )
    down: bool = False

    def __call__(self, channel: str) -> Any:
        assert channel == "gateway"
        return self

    def send(self, packet: BinaryIO, **_beside: Any) -> str:
        if self.down:
            raise HubDown("Không nối được tới trục", may_be_there=False)
        message: Any = read(io.BytesIO(packet.read()))
        if message.kind == "status":
            to = [code for code, got in self.boxes.items() if got]
        else:
            to = [one.organ_id for one in message.header.to]
        if unknown := set(to) - set(self.boxes):
            raise HubRefused(18, ", ".join(unknown))
        for code in to:
            self.boxes[code].append(message)
        return "1"

    def told(self, code: str) -> list[str]:
        return [
            one.header.status_code
            if one.kind == "status"
            else f"business {one.business.type}"
            for one in self.boxes[code]
        ]


@pytest.fixture
def gateway(settings: Any) -> ByFile:
    settings.EXCHANGE = {"gateway": {"address": "https://truc.example"}}
    return ByFile()


def issue_to(province: Province, *codes: str) -> OutgoingEntry:
    return issue(province, places=[actions.SentTo(None, f"Xã {c}", c) for c in codes])


def take_back(province: Province, code: str) -> None:
    ask_one_back(
        dispatch_id=Dispatch.objects.get(address=code).id,
        reason="Gửi nhầm",
        by=province.seat("lan"),
        at=timezone.now(),
    )


def test_what_was_taken_back_here_is_not_in_the_file_any_more(
    province: Province, gateway: ByFile
) -> None:
    issue_to(province, *FAR)
    gateway.down = True
    jobs.drain(outlet=gateway)
    take_back(province, FAR[0])
    gateway.down = False
    Packet.objects.exclude(next_try_at=None).update(next_try_at=timezone.now())

    jobs.drain(outlet=gateway)

    assert [gateway.told(code) for code in FAR] == [[], ["business 0"], ["business 0"]]
    states = dict(Dispatch.objects.values_list("address", "state"))
    assert states == {FAR[0]: "withdrawn", FAR[1]: "sent", FAR[2]: "sent"}


def test_one_unknown_receiver_costs_the_others_nothing_here_either(
    province: Province, gateway: ByFile
) -> None:
    issue_to(province, *FAR, "H55.99")

    jobs.drain(outlet=gateway)

    assert [gateway.told(code) for code in FAR] == [["business 0"]] * 3
    assert Dispatch.objects.get(address="H55.99").state == "given-up"


def test_asked_back_from_one_the_others_hear_nothing(
    province: Province, gateway: ByFile
) -> None:
    issue_to(province, *FAR)
    jobs.drain(outlet=gateway)

    take_back(province, FAR[1])
    jobs.drain(outlet=gateway)

    assert gateway.told(FAR[0]) == gateway.told(FAR[2]) == ["business 0"]
    assert gateway.told(FAR[1]) == ["business 0", "business 1"]
    assert Dispatch.objects.get(address=FAR[1]).requests.get().packet.code == "1"


def test_asked_back_from_all_each_hears_both(
    province: Province, gateway: ByFile
) -> None:
    line = issue_to(province, *FAR)
    jobs.drain(outlet=gateway)

    ask_back(entry=line, reason="Sai số", by=province.seat("lan"), at=timezone.now())
    jobs.drain(outlet=gateway)

    for code in FAR:
        assert gateway.told(code) == ["business 0", "13", "business 1"]
